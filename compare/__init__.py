"""tellings: several outlets tell one event; this lays their tellings side by side.

>>> import compare
>>> bbc, scmp = compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt")
>>> result = compare.compare([bbc, scmp])
>>> "scmp" in result.shared[0].sources
True

Nothing heavy is imported before it is needed: scikit-learn loads with the first comparison, sumy and nltk only for a
summary by one of sumy's methods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from typing import BinaryIO, TextIO

    from compare.comparison import Comparison
    from compare.errors import ReadError
    from compare.model import Agreement, Article, Attribution, Conflict, Match, Review, Story, Summary
    from compare.model import Comparison as Found
    from compare.settings import Settings

__version__ = "0.1.0"
__all__ = [
    "__version__",
    "agreement",
    "align",
    "attributions",
    "compare",
    "conflicts",
    "read",
    "read_all",
    "stories",
    "summarise",
]


def read(
    source: str | os.PathLike[str] | bytes | BinaryIO | TextIO, name: str | None = None, *, fresh: bool = False
) -> Article:
    """Read one article of any format in docs/formats.md from a path, an address, bytes, an open file, or "-".

    "-" is standard input. An address needs the extra `url`; its page is kept in the user's cache folder and taken from
    there the next time (`Article.fetched` says of when it is), unless `fresh`. `name` names the source; without it the
    name comes from its address, what the file says of itself, or the file's name. Raises `compare.errors.ReadError`,
    whose message says which input, what is wrong and what to do; so also where the input holds several articles.
    """
    from compare.articles.read import read

    return read(source, name, fresh=fresh)


def read_all(
    source: str | os.PathLike[str] | bytes | BinaryIO | TextIO,
    name: str | None = None,
    errors: list[ReadError] | None = None,
    *,
    fresh: bool = False,
) -> list[Article]:
    """Read every article of a file, a folder or a pattern such as "news/*.html", in the order of the files' names.

    Raises `compare.errors.ReadError` at the first file that cannot be read; given a list `errors`, puts the error there
    and goes on with the next file.

    >>> [article.source.name for article in read_all("seeds")]
    ['bbc', 'scmp']
    """
    from compare.articles.read import read_all

    return read_all(source, name, errors, fresh=fresh)


def compare(articles: Sequence[Article], settings: Settings | None = None) -> Comparison:
    """Compare two or more articles of one story, in any order; it decides the order of the columns only.

    Raises `compare.errors.CompareError` where there is nothing to compare.
    """
    from compare import pipeline
    from compare.comparison import Comparison
    from compare.settings import Settings

    return Comparison.of(pipeline.compare(articles, settings or Settings(), __version__))


def align(
    sentences_a: Sequence[str],
    sentences_b: Sequence[str],
    least: float | None = None,
    *,
    semantic: str | None = None,
) -> list[Match]:
    """Return the pairs of sentences that state the same fact: `Match.a` and `.b` are positions in the two lists.

    `least` is the least probability of a match, 0 to 1; by default that of `compare.settings.Settings.match_from`. The
    pairs are in the order of `sentences_a`. How rare a word is within the two lists counts, so whole articles give
    better matches than loose sentences. `semantic` names a sentence-embedding model: a folder, an installed package, or
    "hub:" and a name at Hugging Face; see docs/alignment.md.

    >>> found = align(["The minister resigned on Monday.", "Rain fell."], ["On Monday the minister stepped down."])
    >>> [(match.a, match.b) for match in found]
    [(0, 0)]
    """
    from compare import pipeline
    from compare.settings import Settings

    return pipeline.align(sentences_a, sentences_b, Settings().match_from if least is None else least, semantic)


def attributions(text: str) -> list[Attribution]:
    """Return who is said to have said what in an English text: source, cue and content as places in it.

    In the order of the cues. A content may hold other attributions, and may have several parts.

    >>> text = 'The ferry will sail again, the mayor said. "We are glad."'
    >>> [said] = attributions(text)
    >>> [part.of(text) for part in (*said.source, *said.cue, *said.content)]
    ['the mayor', 'said', 'The ferry will sail again', '"We are glad."']
    """
    from compare import pipeline

    return pipeline.attributions(text)


def conflicts(text_a: str, text_b: str) -> list[Conflict]:
    """Return where two loose texts contradict each other: typed, with spans in each text and the reason.

    The texts may be sentences, versions of a report, a summary and its article. What a difference is explained by
    (rounding, a later count, another period …) keeps it out of the list. `Conflict.a` and `.b` count the claims of each
    text from 0; a sentence that joins two facts makes two claims.

    >>> (found,) = conflicts("The crash killed 15 people.", "The crash killed 19 people.")
    >>> found.kind.value, found.reason
    ('number', '15 people in the first, 19 people in the second')
    """
    from compare import pipeline
    from compare.settings import Settings

    return pipeline.conflicts(text_a, text_b, Settings().match_from)


def agreement(comparison: Found, reviews: Sequence[Review | str | bytes]) -> Agreement:
    """Return how far two or more reviews of one comparison, as it was found, agree: Krippendorff's alpha.

    A review is a record or the JSON of one. What is coded, and which units count: docs/review.md. Raises
    `compare.errors.ReviewError` where a review cannot be read, does not fit or is the second of one coder.
    """
    from compare.model import Review
    from compare.reliability import agreement
    from compare.review import parse

    return agreement(comparison, [each if isinstance(each, Review) else parse(each) for each in reviews])


def stories(
    articles: Iterable[Article | str | os.PathLike[str]],
    state: str | os.PathLike[str] | None = None,
    *,
    window: int | None = None,
) -> Iterator[Story]:
    """Yield the stories of any number of articles, by the time they began: which of them tell of one event.

    The articles are looked at as they come, and never all held; among them may be archives by path, whose articles keep
    the ids that they have there. Every one is in exactly one story, alone where no other tells of its event; but one
    whose versions tell of two events is in the stories of both. `state` names a file that keeps them: articles that are
    given another day join the stories that it knows, and all its stories are yielded. Two articles are compared where
    at most `window` days lie between them, 3 to 365 (None: as many as in the state file, seven in a new one). Needs the
    extra `archive`. Raises `compare.errors.ArchiveError` where that is missing, for a window that cannot be one, and
    where the state file is in use, of another window or of something else.

    >>> [len(story.articles) for story in stories(read_all("seeds"))]
    [2]
    """
    from compare.errors import ArchiveError

    try:
        from compare.archive.flow import stories
        from compare.archive.reading import batches
    except ImportError as error:
        raise ArchiveError("stories need DuckDB and Arrow; run: pip install 'tellings[archive]'") from error
    return stories(batches(articles), state, window=window)


def summarise(
    articles: Article | Sequence[Article],
    words: int | None = None,
    *,
    sentences: int | None = None,
    share: float | None = None,
    method: str = "default",
) -> Summary:
    """Summarise one article, or several of one story, by whole sentences with their spans, in reading order.

    The length is at most `words` words (100 where no length is given), or `sentences` sentences, or a `share` of the
    articles' words, above 0 and up to 1. `method` is "default", "lead" or one of sumy's: "lexrank", "textrank", "lsa",
    "luhn", "edmundson", "kl", "sumbasic", "reduction", "random". Raises `compare.errors.SummaryError` for another
    method, for more than one length and for one that cannot be.

    >>> import compare
    >>> len(compare.summarise(compare.read("seeds/bbc.txt"), sentences=3).sentences)
    3
    """
    from compare import pipeline
    from compare.model import Article

    given = [articles] if isinstance(articles, Article) else articles
    return pipeline.summarise(given, method, words=words, sentences=sentences, share=share)
