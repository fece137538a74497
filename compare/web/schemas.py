"""What the API takes and gives. Strict: a number is a number, and what is not named here is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from compare.web.library import Entry, Status

Identity = Annotated[str, Field(pattern="^[0-9a-f]{16}$", description="The id of a comparison.")]
Name = Annotated[str, Field(max_length=60, description='The name of the source; "" takes it from the article.')]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class TextArticle(_Strict):
    """An article as text."""

    text: Annotated[str, Field(min_length=1, max_length=2_000_000)]
    name: Name = ""


class AddressArticle(_Strict):
    """An article at an http or https address; only public addresses are asked."""

    address: Annotated[str, Field(min_length=9, max_length=2_000, pattern="^https?://[!-~]+$")]
    name: Name = ""


class FileArticle(_Strict):
    """A file of any format that is read, which may hold several articles; `content` is its bytes in Base64."""

    file: Annotated[str, Field(min_length=1, max_length=200, description="The file's name.")]
    content: Annotated[
        str,
        Field(
            min_length=4,
            max_length=28_000_000,
            pattern="^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$",
        ),
    ]
    name: Name = ""


def _whole(number: object) -> object:
    """Return 100 of 100.0, which JSON holds to be the same."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


class NewComparison(_Strict):
    """What is to be compared."""

    articles: Annotated[list[TextArticle | AddressArticle | FileArticle], Field(min_length=1, max_length=50)]
    title: Annotated[str, Field(max_length=200, description='What the list calls it; "" takes a headline.')] = ""
    summary_words: Annotated[
        int, Field(ge=1, le=1_000, description="Longest summary, in words."), BeforeValidator(_whole)
    ] = 100
    fresh: Annotated[bool, Field(description="Fetch addresses anew instead of taking them from the cache.")] = False


class Counts(BaseModel):
    """How many facts a comparison has, by status."""

    conflicting: int = 0
    shared: int = 0
    unique: int = 0


class Progress(BaseModel):
    """How far a comparison is; `number` and `of` count comparisons before it, or articles, from 1; 0 means nothing."""

    stage: Literal["waiting", "reading", "comparing"]
    number: int
    of: int


class Comparison(BaseModel):
    """A comparison as the library lists it. `problems` has a line for each article that could not be read."""

    id: Identity
    status: Status
    progress: Progress | None
    created: str
    finished: str | None
    title: str
    sources: list[str]
    facts: Counts
    problems: list[str]
    version: str | None
    reviewed: bool
    again: str | None


class Comparisons(BaseModel):
    """Comparisons, the newest first; `total` counts all that were found."""

    total: int
    comparisons: list[Comparison]


Claims = Annotated[
    list[Annotated[str, Field(min_length=3, max_length=80)]],
    Field(min_length=1, max_length=1_000, description='Claims by id, for example "bbc:3".'),
]
When = Annotated[str, Field(max_length=40, description="When it was decided (ISO 8601).")]


class Grouping(_Strict):
    """Whether claims are one fact."""

    do: Literal["accept", "reject", "split", "merge"]
    claims: Claims
    at: When | None = None


class Standing(_Strict):
    """How a fact stands."""

    do: Literal["status"]
    claims: Claims
    status: Literal["shared", "unique", "conflicting"]
    at: When | None = None


class Note(_Strict):
    """What a reviewer remarks on a fact."""

    do: Literal["note"]
    claims: Claims
    text: Annotated[str, Field(max_length=10_000)]
    at: When | None = None


class Review(_Strict):
    """A reviewer's decisions on one comparison, applied in order."""

    schema_version: Literal["1.0"]
    comparison: Annotated[str, Field(max_length=100, description="The fingerprint in the comparison's JSON.")]
    coder: Annotated[str, Field(max_length=200)]
    version: Annotated[str, Field(max_length=40, description="Of tellings, that it was made with.")] | None = None
    decisions: Annotated[list[Grouping | Standing | Note], Field(max_length=10_000)]


def listed(entry: Entry, progress: tuple[str, int, int] | None) -> Comparison:
    """Return a comparison of the library as the API gives it."""
    return Comparison(
        id=entry.id,
        status=entry.status,
        progress=Progress.model_validate(dict(zip(("stage", "number", "of"), progress, strict=True)))
        if progress
        else None,
        created=entry.created,
        finished=entry.finished or None,
        title=entry.title,
        sources=list(entry.sources),
        facts=Counts(**entry.counts),
        problems=list(entry.problems),
        version=entry.version or None,
        reviewed=entry.reviewed,
        again=entry.again or None,
    )
