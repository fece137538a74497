"""How well the article is found on a web page, beside trafilatura alone, readability-lxml and newspaper4k.

Data: extraction/scrapinghub.jsonl.gz (181 pages of news) and extraction/wcxb.jsonl.gz (250 pages of many kinds) of the
gold folder. What we extract is what the article's blocks say that are neither boilerplate nor title or byline; the
title is that of the title block. Measures:

- scrapinghub: precision, recall and F1 of runs of four words, as in scrapinghub's article-extraction-benchmark (each
  page normalised, precision and recall averaged over pages, F1 of the two means);
- wcxb: F1 of words (small letters, with their counts), averaged over pages; share of titles that are equal but for
  case, white space and the shape of quotes; share of dates that are the same day; pages in which one of the texts that
  must not appear does.

The way lines are chosen was tuned on the pages with even numbers ("tuned") and is reported on the odd ones ("held out")
and on all; the mistakes in titles and dates were looked at on all pages.

Run: python benchmarks/extraction.py [../shared/gold]     (about three minutes; needs tellings[bench])
"""

from __future__ import annotations

import gzip
import json
import logging
import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from compare.articles.blocks import arrange
from compare.articles.readers.pages import page
from compare.model import Role

OUT = Path(__file__).parent / "results/extraction.json"
WORD = re.compile(r"\w+")
NO_TEXT = (Role.BOILERPLATE, Role.TITLE, Role.BYLINE)


class Found(NamedTuple):
    text: str
    title: str
    date: str


def ours(html: str) -> Found:
    document = page(html)
    blocks = arrange(document.text, document.parts)
    title = next((b.span.of(document.text).strip() for b in blocks if b.role is Role.TITLE), "")
    text = "\n".join(b.span.of(document.text) for b in blocks if b.role not in NO_TEXT)
    return Found(text, title, document.date)


def trafilatura_alone(html: str) -> Found:
    import trafilatura

    about = trafilatura.extract_metadata(html)
    text = trafilatura.extract(html, include_comments=False) or ""
    return Found(text, (about and about.title) or "", (about and about.date) or "")


def readability(html: str) -> Found:
    import lxml.html
    from readability import Document

    document = Document(html)
    text = lxml.html.fromstring(document.summary() or "<p></p>").text_content()
    return Found(text, document.short_title(), "")


def newspaper(html: str) -> Found:
    from newspaper import Article, Config

    config = Config()
    config.fetch_images = config.follow_meta_refresh = False  # it would ask the network
    article = Article("https://example.org/", config=config)
    article.download(input_html=html)
    article.parse()
    day = article.publish_date
    return Found(article.text, article.title, day.isoformat() if day else "")


SYSTEMS: dict[str, Callable[[str], Found]] = {
    "tellings": ours,
    "trafilatura": trafilatura_alone,
    "readability-lxml": readability,
    "newspaper4k": newspaper,
}


def runs_of_four(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def scrapinghub(rows: list[dict[str, str]], found: list[Found]) -> dict[str, float]:
    precisions, recalls = [], []
    for row, one in zip(rows, found, strict=True):
        true, guess = runs_of_four(row["text"]), runs_of_four(one.text)
        hit = (true & guess).total()
        if guess:
            precisions.append(hit / guess.total())
        if true:
            recalls.append(hit / true.total())
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return {"F1": 2 * precision * recall / (precision + recall), "precision": precision, "recall": recall}


def words_f1(true: str, guess: str) -> float:
    a, b = Counter(WORD.findall(true.lower())), Counter(WORD.findall(guess.lower()))
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def plain(title: str) -> str:
    return " ".join(title.translate(str.maketrans("’‘“”", "''\"\"")).casefold().split())


def wcxb(rows: list[dict[str, str]], found: list[Found]) -> dict[str, float]:
    pairs = list(zip(rows, found, strict=True))
    titled = [(row, one) for row, one in pairs if row["title"]]
    dated = [(row, one) for row, one in pairs if row["date"]]
    return {
        "word F1": sum(words_f1(row["text"], one.text) for row, one in pairs) / len(pairs),
        "title": sum(plain(row["title"]) == plain(one.title) for row, one in titled) / len(titled),
        "date": sum(row["date"][:10] == one.date[:10] for row, one in dated) / len(dated),
        "pages with text that must not appear": sum(any(w in one.text for w in row["without"]) for row, one in pairs),
    }


def main() -> None:
    gold = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold") / "extraction"
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    results: dict[str, dict[str, dict[str, dict[str, float]]]] = {}
    for name, measure in (("scrapinghub", scrapinghub), ("wcxb", wcxb)):
        with gzip.open(gold / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        for system, extract in SYSTEMS.items():
            found = []
            for row in rows:
                try:
                    found.append(extract(row["html"]))
                except Exception as error:  # a peer that stops finds nothing on the page, and it is said
                    print(f"{system} stopped at {row['url']}: {type(error).__name__}", file=sys.stderr)
                    found.append(Found("", "", ""))
            for part, which in (("tuned", slice(0, None, 2)), ("held out", slice(1, None, 2)), ("all", slice(None))):
                scores = {key: round(value, 3) for key, value in measure(rows[which], found[which]).items()}
                results.setdefault(name, {}).setdefault(part, {})[system] = scores
                print(
                    f"{name:12} {part:9} {system:17}", *(f"{key} {value}" for key, value in scores.items()), flush=True
                )
    OUT.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
