"""Make compare/claims/data/rarity_en.txt: how rare each term is in English news at large.

Two articles are too few to know which words are rare. The frequencies are those of the package wordfreq 3.1.1, list
"large", English (R. Speer, 2022; data CC BY-SA 4.0, made from Wikipedia, subtitles, news, books and the web). A word of
frequency f stands in an article of L words with probability 1 - (1 - f)^L; the rarity of a term is minus the natural
logarithm of that, summed over the words that fold to the term. Words below one in ten million are left out: a term that
the table does not hold is rarer than all that it does.

Run: pip install wordfreq==3.1.1 && python benchmarks/train_rarity.py
"""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path

import wordfreq

from compare.claims.folding import term

ARTICLE_WORDS = 450  # the usual length of a news article; the order of terms does not depend on it
RAREST = 1e-7
OUT = Path(__file__).parent.parent / "compare/claims/data/rarity_en.txt"
HEAD = """\
# How rare each term is in English news: a line gives the rarity times ten, a tab, and the terms of that rarity.
# Made by benchmarks/train_rarity.py from the word frequencies of wordfreq 3.1.1 by Robyn Speer, list "large", English.
# Licence of this file: CC BY-SA 4.0, as wordfreq's data; the frequencies were turned into rarities and terms merged.
"""


def main() -> None:
    """Write the table."""
    frequency: dict[str, float] = defaultdict(float)
    for word, value in wordfreq.get_frequency_dict("en", "large").items():
        if value >= RAREST and word.isascii() and word[0].isalpha():
            frequency[term(word)] += value
    levels: dict[int, list[str]] = defaultdict(list)
    for name, value in frequency.items():
        share = -math.expm1(ARTICLE_WORDS * math.log1p(-min(value, 0.5)))
        levels[round(-10 * math.log(share))].append(name)
    lines = [f"{level}\t{' '.join(sorted(levels[level]))}\n" for level in sorted(levels)]
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{sum(map(len, levels.values()))} terms, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
