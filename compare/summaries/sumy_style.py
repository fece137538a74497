"""tellings' summaries behind sumy's interface: who uses sumy gains by changing an import.

    from compare.summaries.sumy_style import Summarizer       # was: from sumy.summarizers.lsa import LsaSummarizer

    summarizer = Summarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    for sentence in summarizer(parser.document, "20%"):
        print(sentence)

`Summarizer` is our own method. `LexRankSummarizer` and `TextRankSummarizer` choose what sumy's classes of these names
choose, by the same scores (`compare.summaries.graph`), in a fraction of the time. The document is sumy's own; the
sentences that come back are its objects, in reading order, as many as asked for: a number, "20%", or a callable that
gets (sentence, order, rating) and returns those to keep, as sumy's `ItemsCount`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from sumy.summarizers._summarizer import SentenceInfo
from sumy.utils import ItemsCount

from compare.model import Claim, Role, Span, Word, WordKind
from compare.summaries.context import passages
from compare.summaries.coverage import Board, coverage
from compare.summaries.length import Budget

_USUAL = 3.0  # the rarity of a word; ours does not ask for it


class _Ranker:
    """What sumy's summarizers have in common: a stemmer, stop words, a call."""

    def __init__(self, stemmer: Callable[[str], str] | None = None) -> None:
        if stemmer is not None and not callable(stemmer):
            raise TypeError("the stemmer has to be callable: it gets a word and returns its stem")
        self._stemmer = stemmer or str
        self._stop_words: frozenset[str] = frozenset()
        self._stems: dict[str, str] = {}

    @property
    def stop_words(self) -> frozenset[str]:
        """The words that do not count, in small letters."""
        return self._stop_words

    @stop_words.setter
    def stop_words(self, words: Iterable[str]) -> None:
        self._stop_words = frozenset(str(word).lower() for word in words)

    def _words(self, sentence: Any) -> list[str]:
        """Return the stems of the words of `sentence` that count; each word is stemmed once."""
        counted = [low for low in (str(word).lower() for word in sentence.words) if low not in self._stop_words]
        for word in counted:
            if word not in self._stems:
                self._stems[word] = self._stemmer(word)
        return [self._stems[word] for word in counted]

    def _best(self, sentences: list[Any], ratings: Iterable[float], count: Any) -> tuple[Any, ...]:
        """Return the best rated sentences in their order; of equal ones all have the rating of the last, as in sumy."""
        rated = dict(zip(sentences, map(float, ratings), strict=True))
        infos = [SentenceInfo(sentence, order, rated[sentence]) for order, sentence in enumerate(sentences)]
        infos.sort(key=attrgetter("rating"), reverse=True)
        kept = (count if callable(count) else ItemsCount(count))(infos)
        return tuple(info.sentence for info in sorted(kept, key=attrgetter("order")))


class Summarizer(_Ranker):
    """Our own method, `compare.summaries.coverage`: what is said first and often, once, without dangling sentences.

    Where fewer sentences than asked for stand alone or say something new, it returns fewer. Without `stop_words`,
    words that stand in more than a third of thirty or more sentences do not count.
    """

    def __call__(self, document: Any, sentences_count: Any) -> tuple[Any, ...]:
        """Return the sentences of sumy's `document` that summarise it."""
        sentences = list(document.sentences)
        if not sentences:
            return ()
        claims = self._claims(document)
        board = Board(claims, passages(claims, None, {"": self._text(document)}))
        if callable(sentences_count):
            return self._best(sentences, self._ratings(board), sentences_count)
        infos = (ItemsCount(sentences_count))(range(len(sentences)))
        return tuple(sentences[k] for k in coverage(board, Budget(len(infos), counted=True))) if infos else ()

    @staticmethod
    def _text(document: Any) -> str:
        return "\n".join(" ".join(str(s) for s in paragraph.sentences) for paragraph in document.paragraphs)

    @staticmethod
    def _ratings(board: Board) -> list[float]:
        """Return the worth of each sentence that stands alone, and nothing for the others."""
        ratings = [0.0] * len(board.claims)
        for number, passage in enumerate(board.passages):
            for position in passage.positions:
                ratings[position] = board.worth(number) if passage.stands else 0.0
        return ratings

    def _claims(self, document: Any) -> list[Claim]:
        """Return each sentence as a claim, with its place in `_text` and its stems as words."""
        told = [(sentence, self._words(sentence)) for sentence in document.sentences]
        holding: dict[str, int] = {}
        for _, words in told:
            for word in set(words):
                holding[word] = holding.get(word, 0) + 1
        empty = {w for w, n in holding.items() if not self._stop_words and len(told) >= 30 and 3 * n > len(told)}
        claims: list[Claim] = []
        start = 0
        rest = iter(told)
        for paragraph in document.paragraphs:
            for _ in paragraph.sentences:
                sentence, words = next(rest)
                span = Span(start, start + len(str(sentence)))
                kinds = (WordKind.FUNCTION if word in empty else WordKind.CONTENT for word in words)
                said = tuple(Word(span, word, _USUAL, kind) for word, kind in zip(words, kinds, strict=True))
                claims.append(Claim("", len(claims) + 1, span, str(sentence), Role.PARAGRAPH, span, said))
                start = span.end + 1
            start += not paragraph.sentences  # an empty paragraph is an empty line
        return claims


class LexRankSummarizer(_Ranker):
    """sumy's LexRank by sparse matrices: the same scores."""

    def __call__(self, document: Any, sentences_count: Any) -> tuple[Any, ...]:
        """Return the best rated sentences of sumy's `document`."""
        from compare.summaries.graph import lexrank

        sentences = list(document.sentences)
        return self._best(sentences, lexrank([self._words(s) for s in sentences]), sentences_count)


class TextRankSummarizer(_Ranker):
    """sumy's TextRank by sparse matrices: the same scores."""

    def __call__(self, document: Any, sentences_count: Any) -> tuple[Any, ...]:
        """Return the best rated sentences of sumy's `document`."""
        from compare.summaries.graph import textrank

        sentences = list(document.sentences)
        return self._best(sentences, textrank([self._words(s) for s in sentences]), sentences_count)
