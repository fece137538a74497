"""Claims → a summary: sentences as they stand in the articles, in reading order, at most so many words.

    summarise(claims_of_bbc, name="bbc", words=40)
    "China and Japan are holding their first high-level security talks in four years, …"        bbc, its span

Every sentence keeps its span, so that a reader can look each one up. A summary is a choice and an order; nothing is
reworded, joined or cut. `method` names who chooses:

* ``default``: ours, `compare.summaries.coverage`; for one article and for several. Needs the standard library only.
* ``lead``: the first sentences; of several sources the first of each in turn. Hard to beat in news, as reporters put
  the main point first, so it is the measure of every other method.
* the others: sumy's, by sumy's names; `compare.summaries.peers` says how they are made to work offline and never
  fail.

Captions never enter: they say what a picture shows. A title enters only where there is nothing else, as its article
says the same in a whole sentence. The budget is kept; only where no sentence is that short, one is given whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.errors import SummaryError
from compare.model import Claim, Role, Summary, SummarySentence
from compare.summaries.coverage import coverage
from compare.summaries.length import fill, in_turn

METHODS: tuple[str, ...] = (
    "default",
    "lead",
    "lexrank",
    "textrank",
    "lsa",
    "luhn",
    "edmundson",
    "kl",
    "sumbasic",
    "reduction",
    "random",
)


def summarise(claims: Sequence[Claim], *, name: str, words: int = 100, method: str = "default") -> Summary:
    """Return the summary `name` of annotated `claims`, of one article or several, in at most `words` words.

    No claims, or captions only, give a summary without sentences; any other claim gives at least one sentence. Raises
    `SummaryError` for a method that is not in `METHODS` and for `words` below 1.
    """
    if method not in METHODS:
        raise SummaryError(f"no summary method is named {method!r}; choose one of {', '.join(METHODS)}")
    if words < 1:
        raise SummaryError(f"a summary of {words} words cannot be given; ask for 1 or more")
    told = [claim for claim in claims if claim.role is not Role.CAPTION and claim.text.strip()]
    titles = [claim for claim in told if claim.role is Role.TITLE]
    body = [claim for claim in told if claim.role is not Role.TITLE] or titles
    captions = [claim for claim in claims if claim.role is Role.CAPTION]
    chosen = _choose(body, titles, captions, words, method) if body else []
    sentences = (SummarySentence(body[k].source, body[k].span, body[k].text) for k in chosen)
    return Summary(name, method, tuple(sentences))


def _choose(
    body: Sequence[Claim], titles: Sequence[Claim], captions: Sequence[Claim], words: int, method: str
) -> list[int]:
    if method == "default":
        return coverage(body, words, captions)
    if method == "lead":
        return fill(in_turn(body), body, words, stop=True)
    from compare.summaries.peers import choose  # sumy takes a second to import

    return choose(body, titles, words, method)
