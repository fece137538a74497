"""A comparison as texts: terminal, Markdown, HTML, JSON.

Every view is a pure function of a `compare.model.Comparison`: same comparison, same bytes. The way is short::

    Comparison → `layout.lay_out` → Sheet → `terminal` | `markdown` | `html`
    Comparison → `data.to_json`

`layout` decides once what stands where, so that the three pages for people cannot disagree on what is shared; `data`
gives everything for programs, and decides nothing. `marks` finds the words to mark, `wording` holds the words that the
pages use of their own, `escape` makes an article's text harmless for each target.

Nothing is imported here: tabulate, wcwidth and jinja2 load inside the view that needs them.
"""
