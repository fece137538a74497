"""Make the table of synonyms and wider terms that tells words of one meaning from words of another.

Source: WordNet 3.0 (Princeton University, 2006; free to use, copy, modify and distribute with its notice), the files
data.noun, data.verb, data.adj, data.adv and their indexes, as in Debian's package wordnet-base. Kept are the terms that
the table of rarities holds as at least `COMMON`: of each its synonyms in the first `SENSES` senses, and the wider
terms of
its first senses as a noun.

Run: python benchmarks/make_thesaurus.py /usr/share/wordnet
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from compare.claims.annotate import FUNCTION_TERMS
from compare.claims.folding import term
from compare.claims.rarity import UNKNOWN, rarity

OUT = Path(__file__).parents[1] / "compare/outcomes/data"
SENSES = 3
COMMON = 8.5
NOTICE = """# {what}
# From WordNet 3.0, Copyright 2006 by Princeton University. All rights reserved. Free to use, copy, modify and
# distribute
# for any purpose; provided "as is" without warranty of any kind. Made by benchmarks/make_thesaurus.py.
"""
Synset = tuple[list[str], list[tuple[str, str, str, int]]]


def synsets(folder: Path, pos: str) -> dict[str, Synset]:
    """Return offset → lemmas and pointers (symbol, offset, part of speech, index of the lemma it is of or 0)."""
    found = {}
    for line in (folder / f"data.{pos}").read_text("utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        count = int(fields[3], 16)
        lemmas = [fields[4 + 2 * k].split("(")[0].lower() for k in range(count)]
        at = 4 + 2 * count
        rest = fields[at + 1 :]
        pointers = [
            (rest[4 * k], rest[4 * k + 1], rest[4 * k + 2], int(rest[4 * k + 3], 16)) for k in range(int(fields[at]))
        ]
        found[fields[0]] = (lemmas, pointers)
    return found


def senses(folder: Path, pos: str) -> dict[str, list[str]]:
    """Return lemma → offsets of its synsets, the commonest sense first."""
    found = {}
    for line in (folder / f"index.{pos}").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            fields = line.split()
            found[fields[0]] = fields[-int(fields[2]) :]
    return found


def kept(lemma: str) -> str | None:
    """Return the term of a lemma, None where it is no single common word."""
    if not lemma.isalpha() or len(lemma) < 3:
        return None
    name = term(lemma)
    return None if name in FUNCTION_TERMS or rarity(name) > COMMON or rarity(name) == UNKNOWN else name


def main() -> None:
    """Read WordNet, write the table."""
    folder = Path(sys.argv[1])
    same: dict[str, set[str]] = defaultdict(set)
    wider: dict[str, set[str]] = defaultdict(set)
    for pos in ("noun", "verb", "adj", "adv"):
        sets = synsets(folder, pos)
        for lemma, offsets in senses(folder, pos).items():
            name = kept(lemma)
            if name is None:
                continue
            for rank, offset in enumerate(offsets[:SENSES]):
                lemmas, pointers = sets[offset]
                same[name] |= {t for t in map(kept, lemmas) if t}
                for symbol, other, _, _ in pointers:
                    if symbol == "&":
                        same[name] |= {t for t in map(kept, sets[other][0]) if t}
                    if symbol in {"@", "@i"} and pos == "noun" and rank < 2:
                        wider[name] |= {t for t in map(kept, sets[other][0]) if t}
    lines = []
    for name in sorted({*same, *wider}):
        synonyms, above = sorted(same[name] - {name}), sorted(wider[name] - same[name] - {name})
        if synonyms or above:
            lines.append(f"{name}\t{' '.join(synonyms)}\t{' '.join(above)}")
    write("thesaurus_en.txt", "A line a term: the term, its synonyms, and wider terms for it; tabs between.", lines)


def write(name: str, what: str, lines: list[str]) -> None:
    (OUT / name).write_text(NOTICE.format(what=what) + "\n".join(lines) + "\n", "utf-8")
    print(name, len(lines), "lines")


if __name__ == "__main__":
    main()
