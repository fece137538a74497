"""A comparison as one HTML file that can be mailed, archived and printed, and asks nothing of the network.

The page is a jinja2 template (`comparison.html.j2`) with its style sheet (`comparison.css`) set into it. No script, no
font, no picture; a content security policy forbids everything but this very style sheet, named by its SHA-256. So even
if an escape were missed, nothing of an article could run or load.

Escaping is not left to the care of the template's author: autoescape is on, and `finalize` passes every value through
`escape.page` first, so that no expression can forget either. A source's address becomes a link only where it is a plain
web address (`escape.link`).

Up to four sources stand side by side in a table; for more, each fact is a card with one line a source.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from compare.views import escape, wording
from compare.views.layout import lay_out
from compare.views.passages import beginning

if TYPE_CHECKING:
    from jinja2 import Template

    from compare.model import Comparison, Evidence
    from compare.views.sheet import Outlet

WIDEST: Final = 4


def to_html(
    comparison: Comparison, *, review: object | None = None, save_to: str | None = None, token: str | None = None
) -> str:
    """Return `comparison` as a whole HTML document; it can always be encoded as UTF-8.

    `review` is the review that was applied to it. `save_to` is the path on the server that sent the page to which its
    script saves the reviewer's decisions, with the header ``X-Tellings-Token: token``; without it they are kept by the
    browser and in files.
    """
    sheet = lay_out(comparison)
    style = _part("comparison.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    connect = " connect-src 'self';" if save_to else ""
    return _template().render(
        sheet=sheet,
        side_by_side=len(sheet.sources) <= WIDEST,
        wording=wording,
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{digest}';{connect} base-uri 'none'; form-action 'none'",
        save_to=save_to,
        token=token,
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    def finalize(value: object) -> object:
        return escape.page(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        autoescape=True, finalize=finalize, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        count=wording.count,
        link=escape.link,
        weighed=_weighed,
        shortened=beginning,
        kind=lambda evidence: wording.EVIDENCE[evidence.kind],
        heading=wording.summary_heading,
        leftovers=_leftovers,
        # The style sheet is ours, and must stand in the page to the letter: its hash is in the policy.
        verbatim=Markup,
    )
    return environment.from_string(_part("comparison.html.j2"))


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _weighed(evidence: Evidence) -> int:
    """Return the weight in whole per cent, without its sign, 100 at most."""
    return min(100, abs(round(evidence.weight * 100)))


def _leftovers(outlet: Outlet) -> int:
    return sum(len(group.passages) for group in outlet.dropped)
