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

The length is one of three: `words`, `sentences`, or a `share` of the words that could enter; a hundred words where none
is given. The headline is the one sentence to read where there is room for one: that stands alone, of 25 words at most
where there is such a one, and says most.

Captions never enter: they say what a picture shows. A title enters only where there is nothing else, as its article
says the same in a whole sentence. The budget is kept; only where no sentence is that short, one is given whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.errors import SummaryError
from compare.model import Claim, Role, Summary, SummarySentence
from compare.summaries.context import passages
from compare.summaries.coverage import Board, coverage
from compare.summaries.length import Budget, budget, check, fill, in_turn

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
HEADLINE_WORDS = 25  # what fits two lines of a page


def summarise(
    claims: Sequence[Claim],
    *,
    name: str,
    words: int | None = None,
    sentences: int | None = None,
    share: float | None = None,
    method: str = "default",
    texts: Mapping[str, str] | None = None,
) -> Summary:
    """Return the summary `name` of annotated `claims`, whole sentences of one article or several.

    `texts` holds the text of each source's article, by which is seen what stands between the sentences. No claims, or
    captions only, give a summary without sentences; any other claim gives at least one sentence. Raises `SummaryError`
    for a method that is not in `METHODS`, for more than one length and for one that cannot be.
    """
    check_method(method)
    check(words, sentences, share)
    told = [claim for claim in claims if claim.role is not Role.CAPTION and claim.text.strip()]
    titles = [claim for claim in told if claim.role is Role.TITLE]
    body = [claim for claim in told if claim.role is not Role.TITLE] or titles
    if not body:
        return Summary(name, method, ())
    allowed = budget(body, words, sentences, share)
    board = Board(body, passages(body, claims, texts))
    chosen = coverage(board, allowed) if method == "default" else _choose(body, titles, allowed, method)
    return Summary(name, method, tuple(map(quoted, (body[k] for k in chosen))), headline(board))


def check_method(method: str) -> None:
    """Raise `SummaryError` where no method is called so."""
    if method not in METHODS:
        raise SummaryError(f"no summary method is named {method!r}; choose one of {', '.join(METHODS)}")


def quoted(claim: Claim) -> SummarySentence:
    """Return a claim as a sentence of a summary."""
    return SummarySentence(claim.source, claim.span, claim.text)


def headline(board: Board) -> SummarySentence | None:
    """Return the sentence to read where there is room for one, or None where none stands alone."""
    single = [k for k, passage in enumerate(board.passages) if passage.stands and len(passage.positions) == 1]
    if not single:
        return None
    short = [k for k in single if board.words[k] <= HEADLINE_WORDS]
    best = max(short, key=board.worth) if short else min(single, key=lambda k: (board.words[k], -board.worth(k)))
    return quoted(board.claims[board.passages[best].positions[0]])


def _choose(body: Sequence[Claim], titles: Sequence[Claim], allowed: Budget, method: str) -> list[int]:
    if method == "lead":
        return fill(in_turn(body), body, allowed, stop=True)
    from compare.summaries.peers import choose  # sumy takes a second to import

    return choose(body, titles, allowed, method)
