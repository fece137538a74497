"""Every default of tellings in one frozen record, each with its reason and the measurement behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a comparison.

    match_from: the probability from which two claims are one fact: more likely than not. By cross-validation over
        stories (``benchmarks/alignment.py``) F1 rises up to here and is flat beyond, where fewer are found.
    doubt_from: the probability from which a pair is shown as perhaps the same. Of the pairs between the two, two in
        five have a fact in common; of those below fewer, and reading them costs more than they give.
    semantic: a sentence-embedding model that sharpens the matching, found as by `compare.matches.semantic.encoder`;
        none by default, as it costs seconds and gives little (docs/alignment.md).
    summary_words: the length of each summary: what fits one screen beside the facts.
    summary_method: "default", or a method of sumy by name.
    """

    match_from: float = 0.5
    doubt_from: float = 0.3
    semantic: str | None = None
    summary_words: int = 100
    summary_method: str = "default"

    def as_mapping(self) -> Mapping[str, object]:
        """Return the settings by name, as a comparison keeps them."""
        return MappingProxyType(asdict(self))
