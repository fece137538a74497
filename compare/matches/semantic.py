"""The `semantic` extra: a sentence-embedding model of the user's sharpens the matching. Never fetched unasked.

    bbc    "relations are slowly improving"        scmp   "Relations have thawed slightly"

share one word; a model that has read much knows that they mean the same. Any encoder in ONNX with its tokenizer serves
(all-MiniLM-L6-v2 was the one trained with). It gives three features: the cosine of the sentences' vectors, less what is
common to the whole story, and how well the tokens of each sentence are matched by tokens of the other (the greedy
matching of BERTScore; Zhang et al. 2020), in the lesser and in the greater of both directions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from compare.errors import CompareError
from compare.matches.similarity import Matrix

SEMANTIC_FEATURES = ("sentence vectors", "tokens", "tokens in one")
_TOGETHER = 32
_MOST_TOKENS = 128
_MARKS = 2  # the encoder puts one token before and one after each text
_KEPT = 2_000  # sentences whose vectors are kept for the next pair of articles, about 100 MB
_FILES = ["*.onnx", "tokenizer.json"]
_INSTALL = "pip install 'tellings[semantic]'"


@dataclass(frozen=True)
class Encoder:
    """An ONNX encoder in `folder`, with the file of its model and that of its tokenizer."""

    name: str
    model: Path
    tokenizer: Path
    _seen: dict[str, tuple[Matrix, Matrix]] = field(default_factory=dict, repr=False, compare=False)

    def features(self, texts_a: Sequence[str], texts_b: Sequence[str]) -> Matrix:
        """Return the features of each pair of texts, n × m × len(SEMANTIC_FEATURES)."""
        n, both = len(texts_a), len(texts_a) + len(texts_b)
        return self.described((*texts_a, *texts_b))(slice(0, n), slice(n, both))

    def described(self, texts: Sequence[str]) -> Callable[[slice, slice], Matrix]:
        """Encode all texts of a story. Return what gives the features of some of them with some others."""
        vectors, tokens = self._encoded(texts)
        centred = _unit(vectors - vectors.mean(axis=0))

        def features(rows: slice, columns: slice) -> Matrix:
            in_b, in_a = _greedy(tokens[rows], tokens[columns])
            cosines = centred[rows] @ centred[columns].T
            return np.stack([cosines, np.minimum(in_a, in_b), np.maximum(in_a, in_b)], axis=-1).astype(float)

        return features

    def _encoded(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """Return the mean vector of each text, and the vectors of its tokens, each of length 1."""
        new = sorted(dict.fromkeys(text for text in texts if text not in self._seen), key=len)
        for start in range(0, len(new), _TOGETHER):  # in the order of length, so that little is padding
            batch = new[start : start + _TOGETHER]
            self._seen.update(zip(batch, self._run(batch), strict=True))
        found = [self._seen[text] for text in texts]
        while len(self._seen) > _KEPT:
            del self._seen[next(iter(self._seen))]
        return np.array([mean for mean, _ in found]), [tokens for _, tokens in found]

    def _run(self, texts: Sequence[str]) -> list[tuple[Matrix, Matrix]]:
        encoded = self._tokenizer.encode_batch([" ".join(text.split()) for text in texts])
        mask = np.array([one.attention_mask for one in encoded])
        ids = np.array([one.ids for one in encoded])
        known = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(mask)}
        inputs = {put.name: known[put.name] for put in self._session.get_inputs()}
        states = self._session.run(None, inputs)[0]
        own = [states[row][mask[row] == 1] for row in range(len(texts))]
        return [(rows.mean(axis=0), _unit(rows[1:-1] if len(rows) > _MARKS else rows)) for rows in own]

    @cached_property
    def _session(self) -> Any:
        runtime = _imported("onnxruntime")
        options = runtime.SessionOptions()
        options.log_severity_level = 3
        try:
            session = runtime.InferenceSession(str(self.model), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime has an exception class for each of its status codes
            raise CompareError(f"{self.model} is no ONNX model that can be read: {error}") from error
        if len(session.get_outputs()[0].shape) != 3:
            raise CompareError(f"{self.model} gives no vectors of tokens; export the model with its last hidden state")
        return session

    @cached_property
    def _tokenizer(self) -> Any:
        try:
            tokenizer = _imported("tokenizers").Tokenizer.from_file(str(self.tokenizer))
        except Exception as error:  # the library raises plain Exception
            raise CompareError(f"{self.tokenizer} is no tokenizer that can be read: {error}") from error
        tokenizer.enable_truncation(_MOST_TOKENS)
        tokenizer.enable_padding()
        return tokenizer


@lru_cache(maxsize=2)
def encoder(model: str) -> Encoder:
    """Return the encoder that `model` names: a folder, an installed package, or "hub:" and a name at Hugging Face.

    Raises `CompareError` where there is none, or no ``.onnx`` and ``tokenizer.json`` in it.
    """
    folder = Path(model)
    if model.startswith("hub:"):
        folder = Path(_imported("huggingface_hub").snapshot_download(model[4:], allow_patterns=_FILES))
    elif not folder.is_dir() and model.replace("-", "_").isidentifier():
        package = find_spec(model.replace("-", "_"))
        folder = Path(package.origin).parent if package and package.origin else folder
    models = sorted(folder.rglob("*.onnx"), key=lambda path: (len(path.parts), path.name != "model.onnx", path.name))
    tokenizers = sorted(folder.rglob("tokenizer.json"), key=lambda path: len(path.parts))
    if not models or not tokenizers:
        raise CompareError(
            f"no sentence-embedding model in {model}: it has to be a folder or an installed package that holds an "
            ".onnx file and a tokenizer.json, or hub:NAME to fetch one from Hugging Face"
        )
    return Encoder(model, models[0], tokenizers[0])


def _imported(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise CompareError(f"comparing by meaning needs {name}: {_INSTALL}") from error


def _unit(rows: Matrix) -> Matrix:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Matrix = rows / np.where(norms > 0, norms, 1)
    return scaled


def _greedy(tokens_a: Sequence[Matrix], tokens_b: Sequence[Matrix]) -> tuple[Matrix, Matrix]:
    """Return the mean cosine of the tokens of each text of either side with the closest token of the other's."""
    lengths = np.array([len(own) for own in tokens_b])
    starts = np.cumsum(lengths) - lengths
    all_b = np.concatenate(tokens_b)
    in_b, in_a = np.zeros((2, len(tokens_a), len(tokens_b)))
    for i, own in enumerate(tokens_a):
        cosines = own @ all_b.T
        in_b[i] = np.maximum.reduceat(cosines, starts, axis=1).mean(axis=0)
        in_a[i] = np.add.reduceat(cosines.max(axis=0), starts) / lengths
    return in_b, in_a
