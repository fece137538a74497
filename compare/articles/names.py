"""The names of the sources of one comparison: each its own, so that ``bbc:3`` names one claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compare.errors import CompareError
from compare.model import Article


def distinct(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles with names that differ: a second "bbc" becomes "bbc (2)".

    Raises `CompareError` where there are fewer than two, or where one is there twice. Two sources that print the same
    text, word for word, are two tellings all the same.
    """
    if len(articles) < 2:
        raise CompareError(f"one telling cannot be compared: {len(articles)} article given, name two or more")
    seen: dict[tuple[str, str], Article] = {}
    taken: set[str] = set()
    named = []
    for article in articles:
        key = (article.source.name, article.text)
        twin = seen.get(key)
        if twin is not None:
            raise CompareError(
                f"{article.origin or article.source.name} is the same article as {twin.origin or twin.source.name}; "
                "name another one, or give the copy its own name with --name if another source printed it"
            )
        seen[key] = article
        name = _free(article.source.name, taken)
        taken.add(name)
        named.append(article if name == article.source.name else _renamed(article, name))
    return tuple(named)


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _renamed(article: Article, name: str) -> Article:
    return replace(article, source=replace(article.source, name=name))
