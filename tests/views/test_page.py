from browser import opened, saved

from compare.views.html import to_html


def test_the_page_opens_without_an_error(browser, two, tmp_path):
    with opened(browser, saved(tmp_path, to_html(two))) as page:
        assert page.title()
