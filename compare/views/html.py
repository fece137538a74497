"""A comparison as one HTML file that can be mailed, archived and printed, and asks nothing of the network.

The page is jinja2 templates with a style sheet and a script set into them (`compare/views/page/`). It is a whole
document without the script: every fact, every article, every picture with its table. The script shows one view at a
time, lays articles side by side, filters, regroups and keeps a reviewer's decisions; it makes elements and texts, never
markup. A content security policy forbids everything but this very style sheet and this very script, named by their
SHA-256. So even if an escape were missed, nothing of an article could run or load.

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
from compare.views.layout import lay_out, noted
from compare.views.panes import anchors, panes
from compare.views.passages import beginning
from compare.views.pictures import FEW, MOST, coverage, overlaps, short
from compare.views.scripted import scripted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment, Template

    from compare.model import Comparison, Evidence, Fact, Review
    from compare.views.sheet import Outlet, Pair, Row

WIDEST: Final = 4
STYLES: Final = ("report.css", "articles.css", "tools.css", "media.css")
SCRIPTS: Final = ("data.js", "groups.js", "rows.js", "filter.js", "panes.js", "review.js", "keys.js", "start.js")
REASONS: Final = 6  # of a match that are shown, the weightiest
FEW_PAIRS: Final = 6  # of a fact: those of four claims


def to_html(
    comparison: Comparison,
    *,
    review: Review | None = None,
    save_to: str | None = None,
    token: str | None = None,
    others: Mapping[float, Sequence[Fact]] | None = None,
) -> str:
    """Return `comparison` as a whole HTML document; it can always be encoded as UTF-8.

    `review` is the review that was applied to it, by default its own. `save_to` is the path on the server that sent the
    page to which its script saves the reviewer's decisions, with the header ``X-Tellings-Token: token``; without it
    they are kept by the browser and in files. `others` are its facts at other limits, by limit, for a slider that
    recounts.
    """
    sheet = lay_out(comparison)
    review = review or comparison.review
    style, script = _style(), _script()
    connect = " connect-src 'self';" if save_to else ""
    return _template().render(
        sheet=sheet,
        anchors=anchors(comparison),
        panes=panes(comparison, sheet),
        coverage=coverage(sheet),
        overlaps=overlaps(sheet),
        few=FEW,
        most=MOST,
        side_by_side=len(sheet.sources) <= WIDEST,
        wording=wording,
        review=review,
        data=scripted(comparison, review, others or {}, noted(comparison)),
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)};{connect} base-uri 'none'; "
        "form-action 'none'",
        save_to=save_to,
        token=token,
    )


@cache
def _template() -> Template:
    return _environment().get_template("report.html.j2")


def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: object) -> object:
        return escape.page(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_part),
    )
    environment.filters.update(
        count=wording.count,
        day=lambda date: date.partition(" ")[0] if date[:4].isdigit() else date,
        link=escape.link,
        weighed=_weighed,
        telling=_telling,
        surest=_surest,
        shortened=beginning,
        short=short,
        kind=lambda evidence: wording.EVIDENCE[evidence.kind],
        heading=wording.summary_heading,
        leftovers=_leftovers,
        # Style sheet and script are ours, and must stand in the page to the letter: their hashes are in the policy. The
        # script's data is JSON without a "<".
        verbatim=Markup,
    )
    return environment


@cache
def _style() -> str:
    return "".join(map(_part, STYLES))


@cache
def _script() -> str:
    """Return the script, its parts in one scope of their own, without comments and indents."""
    lines = (line.strip() for part in SCRIPTS for line in _part(part).splitlines())
    told = "\n".join(line for line in lines if line and not line.startswith("//"))
    return f'"use strict";\n(() => {{\n{told}\n}})();\n'


def _part(name: str) -> str:
    return files(__package__).joinpath("page", name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _weighed(evidence: Evidence) -> int:
    """Return the weight in whole per cent, without its sign, 100 at most."""
    return min(100, abs(round(evidence.weight * 100)))


def _telling(pair: Pair) -> list[Evidence]:
    """Return the reasons that carry a match, the weightiest first; a reader takes in few, and the JSON has all."""
    return sorted(pair.evidence, key=lambda evidence: -abs(evidence.weight))[:REASONS]


def _surest(row: Row) -> list[Pair]:
    """Return the pairs of a row of which each is the surest of one of its claims; all of them where these are few."""
    if row.doubtful or len(row.pairs) <= FEW_PAIRS:
        return list(row.pairs)
    best: dict[str, Pair] = {}
    for pair in row.pairs:
        for claim in pair.key.split("-"):
            if claim not in best or pair.probability > best[claim].probability:
                best[claim] = pair
    return [pair for pair in row.pairs if pair in best.values()]


def _leftovers(outlet: Outlet) -> int:
    return sum(len(group.passages) for group in outlet.dropped)
