"""Which sentences cannot be understood alone, and what each must stand with or after.

    7   Japan's deputy foreign minister told reporters that both sides hoped to "especially discuss intentions …"
    8   His counterpart, China's Assistant Foreign Minister Liu Jianchao, said that China hoped …
    9   “We will look into the future.
   10   We will face history,” he said.

"His" in 8 is the minister of 7: alone in a summary it would speak of whoever stands before it, perhaps of another
source. So 8 may only follow 7. 9 and 10 are one quotation: apart, 9 would show the words of somebody as the outlet's
own, and 10 would end in a mark that closes nothing. So they are one `Passage`, all of it or nothing; and as "he" is
Liu, it may only follow 8.

A passage waits for the sentence before it where it

* opens with a pronoun, a connective or a demonstrative, also after an adverbial ("In a statement, he said …");
* opens with a count of what is known already ("The two sides …");
* speaks as "I" or "we" outside of quotation marks, unless much of the article does: then it is the author;
* quotes and names no speaker, or a pronoun as the speaker (“…,” he said).

One that opens with a thing that its article named before ("The islands are …") waits for any sentence that names it.
A passage with a stray quotation mark, whose quotation goes on in words that are no statement, or that is only the end
of a sentence waits in vain.

The rules look at words and marks; they do not resolve the reference, and they err on the side of leaving out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.model import Claim, Role, Span, WordKind
from compare.summaries.leaning import first_person, is_scrap, names_speaker, needs_what_is_before
from compare.summaries.quotations import Quotations, quotations

_AUTHORED = 0.2  # where more of the sentences outside of quotations say "I" or "we", it is the author who does
_AUTHORED_FROM = 3
_DEFINITE = re.compile(r"^[\s•*–—-]*the\s+", re.IGNORECASE)
_DEFINED = re.compile(r"\s*(?:of|for|that|who|which|where|whose|between|to)\b")
_MOST_WORDS_OF_A_THING = 3
_MENTIONS = 10


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that are taken together or not at all: their positions, in order.

    `after` are the passages, by their positions in the list of passages, of which one has to be taken before; empty
    where it stands alone, None where what it needs is not there. `bare`: alone it shows words that somebody said as if
    the outlet said them.
    """

    positions: tuple[int, ...]
    after: tuple[int, ...] | None = ()
    bare: bool = False

    @property
    def stands(self) -> bool:
        """Whether it can be understood by itself."""
        return self.after == ()


def passages(
    claims: Sequence[Claim], told: Sequence[Claim] | None = None, texts: Mapping[str, str] | None = None
) -> list[Passage]:
    """Return the passages that `claims` make, whole sentences, in the order of their first positions.

    `told` are all sentences of the articles, captions included, of which `claims` are some; `texts` the texts of the
    articles by source. Without `texts`, the sentences of an article are read as if nothing stood between them.
    """
    told = claims if told is None else told
    place = {(claim.source, claim.span): position for position, claim in enumerate(claims)}
    found: list[Passage] = []
    for source in dict.fromkeys(claim.source for claim in claims):
        own = [claim for claim in told if claim.source == source]
        runs = _Article(own, texts.get(source) if texts else None).passages()
        here = [[place.get((source, own[k].span)) for k in run.positions] for run in runs]
        kept = {j: n for n, j in enumerate((j for j, at in enumerate(here) if None not in at), len(found))}
        for j, run in enumerate(runs):
            positions = tuple(sorted(position for position in here[j] if position is not None))
            if j in kept:
                after = run.after and (tuple(kept[k] for k in run.after if k in kept) or None)
                found.append(Passage(positions, after, run.bare))
        torn = [p for j, at in enumerate(here) if j not in kept for p in at if p is not None]
        found += [Passage((position,), None, bare=True) for position in torn]
    return found


class _Article:
    """The sentences of one article, at their places in its text."""

    def __init__(self, sentences: Sequence[Claim], text: str | None) -> None:
        self.sentences = sentences
        self.text = " ".join(claim.text for claim in sentences) if text is None else text
        self.spans = [claim.span for claim in sentences]
        if text is None:
            starts = [0]
            for claim in sentences:
                starts.append(starts[-1] + len(claim.text) + 1)
            self.spans = [Span(start, start + len(c.text)) for start, c in zip(starts, sentences, strict=False)]
        self.quoted: Quotations = quotations(self.text)

    def passages(self) -> list[Passage]:
        """Return the passages of the article; their positions are those in `sentences`."""
        runs, broken = self._runs()
        run_of = {k: number for number, run in enumerate(runs) for k in run}
        named: dict[str, list[int]] = {}
        found: list[Passage] = []
        places = [Span(self.spans[run[0]].start, self.spans[run[-1]].end) for run in runs]
        reported = [self.quoted.without(self.text, *place) for place in places]
        authored = sum(map(first_person, reported)) >= max(_AUTHORED_FROM, _AUTHORED * len(runs))
        for number, (run, (start, end), outside) in enumerate(zip(runs, places, reported, strict=True)):
            after: tuple[int, ...] | None = ()
            personal = not authored and first_person(outside)
            if personal or needs_what_is_before(self.text[start:end], outside):
                before = self._before(run[0])
                after = None if before is None else (run_of[before],)
            elif things := _things(self.sentences[run[0]], self.text[start:end]):
                after = tuple(sorted({k for thing in things for k in _some(named.get(thing, []))}))
            torn = any(k in broken for k in run) or self.quoted.strays(start, end) or is_scrap(self.text[start:end])
            bare = torn or personal or not names_speaker(outside)
            found.append(Passage(run, None if torn else after, bare))
            for term in {word.term for k in run for word in self.sentences[k].words if _is_thing(word.kind)}:
                named.setdefault(term, []).append(number)
        return found

    def _runs(self) -> tuple[list[tuple[int, ...]], set[int]]:
        """Return the sentences that a quotation holds together, and those whose quotation goes on in other words."""
        broken: set[int] = set()
        joined: set[int] = set()  # sentences that belong to the one before
        for k, (start, end) in enumerate(self.spans):
            for quotation in self.quoted.touching(start, end):
                if self._words(quotation.start, start):
                    (joined if k and not self._words(self.spans[k - 1].end, start) else broken).add(k)
                if self._words(end, quotation.end) and not (
                    k + 1 < len(self.spans) and not self._words(end, self.spans[k + 1].start)
                ):
                    broken.add(k)
        runs: list[list[int]] = []
        for k in range(len(self.spans)):
            if k in joined and runs:
                runs[-1].append(k)
            else:
                runs.append([k])
        return [tuple(run) for run in runs], broken

    def _words(self, start: int, end: int) -> bool:
        return any(character.isalnum() for character in self.text[start:end])

    def _before(self, k: int) -> int | None:
        """Return the sentence that a reader has in mind at sentence `k`; captions stand beside the text."""
        before = k - 1
        while before >= 0 and self.sentences[before].role is Role.CAPTION:
            before -= 1
        if before < 0:
            return None
        if before == k - 1:
            between = self.text[self.spans[before].end : self.spans[k].start]
            if "\n" not in between and any(c.isalnum() for c in between):
                return None
        return before


def _some(mentions: Sequence[int]) -> Sequence[int]:
    """Return the first and the last few: what is said in every sentence would make the lists as long as the square."""
    return mentions if len(mentions) <= 2 * _MENTIONS else (*mentions[:_MENTIONS], *mentions[-_MENTIONS:])


def _is_thing(kind: WordKind) -> bool:
    return kind in {WordKind.CONTENT, WordKind.NAME}


def _things(claim: Claim, text: str) -> list[str]:
    """Return the terms of the thing that a sentence opens with ("The disputed islands …"); none where it is defined."""
    opening = _DEFINITE.match(text)
    if not opening:
        return []
    found: list[str] = []
    end = claim.span.start + opening.end()
    for word in claim.words:
        if word.span.start < end:
            continue
        if word.kind is not WordKind.CONTENT or len(found) == _MOST_WORDS_OF_A_THING:
            break
        if claim.text[end - claim.span.start : word.span.start - claim.span.start].strip(" -"):
            break
        found.append(word.term)
        end = word.span.end
    return [] if _DEFINED.match(claim.text, end - claim.span.start) else found
