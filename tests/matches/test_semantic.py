"""A sentence-embedding model as the user gives it: a real ONNX file and a real tokenizer, made here."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

import compare
from compare.errors import CompareError
from compare.matches.scorer import shipped_scorer
from compare.matches.semantic import SEMANTIC_FEATURES, encoder
from compare.settings import Settings

onnx = pytest.importorskip("onnx", reason="pip install 'tellings[test]'")
tokenizers = pytest.importorskip("tokenizers", reason="pip install 'tellings[semantic]'")
pytest.importorskip("onnxruntime", reason="pip install 'tellings[semantic]'")

WORDS = ["[UNK]", "[CLS]", "[SEP]", "[PAD]", "relations", "ties", "improve", "thaw", "islands", "rocks", "rain"]
MEANS = {"relations": "ties", "thaw": "improve", "rocks": "islands"}  # words with one vector


def vectors() -> np.ndarray:
    table = np.random.default_rng(7).normal(size=(len(WORDS), 8)).astype(np.float32)
    for one, other in MEANS.items():
        table[WORDS.index(one)] = table[WORDS.index(other)]
    return table


def write_model(folder: Path, outputs: int = 3) -> None:
    """Write an encoder that looks its words up: token ids → vectors."""
    helper, kind = onnx.helper, onnx.TensorProto
    ids = helper.make_tensor_value_info("input_ids", kind.INT64, ["batch", "sequence"])
    mask = helper.make_tensor_value_info("attention_mask", kind.INT64, ["batch", "sequence"])
    shape = ["batch", "sequence", 8][:outputs]
    out = helper.make_tensor_value_info("last_hidden_state", kind.FLOAT, shape)
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["states"])]
    nodes += [helper.make_node("Identity", ["attention_mask"], ["unused"])]
    last = "Identity" if outputs == 3 else "ReduceMean"
    given = {} if outputs == 3 else {"axes": [2], "keepdims": 0}
    nodes += [helper.make_node(last, ["states"], ["last_hidden_state"], **given)]
    graph = helper.make_graph(nodes, "g", [ids, mask], [out], [onnx.numpy_helper.from_array(vectors(), "table")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    (folder / "model.onnx").write_bytes(model.SerializeToString())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_model(tmp_path)
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({word: k for k, word in enumerate(WORDS)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.post_processor = tokenizers.processors.BertProcessing(("[SEP]", 2), ("[CLS]", 1))
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    return tmp_path


def test_sentences_of_one_meaning(folder: Path) -> None:
    found = encoder(str(folder)).features(["ties improve", "rain"], ["relations thaw", "islands", ""])
    assert found.shape == (2, 3, len(SEMANTIC_FEATURES))
    assert found[0, 0] == pytest.approx(1, abs=1e-5)
    assert found[0, 0, 0] > found[0, 1, 0] and found[0, 0, 1] > found[1, 0, 1]
    assert np.isfinite(found).all()


def test_the_features_do_not_depend_on_the_order(folder: Path) -> None:
    a, b = ["ties improve", "rain", "rocks"], ["relations thaw", "islands"]
    model = encoder(str(folder))
    assert model.features(a, b) == pytest.approx(model.features(b, a).transpose(1, 0, 2), abs=1e-6)


def test_a_comparison_uses_it_and_says_so(folder: Path) -> None:
    articles = [compare.read("seeds/bbc.txt"), compare.read("seeds/scmp.txt")]
    found = compare.compare(articles, Settings(semantic=str(folder)))
    assert found.settings["semantic"] == str(folder)
    plain = compare.compare(articles)
    assert [m.probability for m in found.matches] != [m.probability for m in plain.matches]
    assert json.loads(found.to_json())["settings"]["semantic"] == str(folder)


def test_align_uses_it(folder: Path) -> None:
    a, b = ["Ties improve slowly.", "Rain fell."], ["Relations thaw slowly.", "Rocks fell."]
    chances = {(m.a, m.b): m.probability for m in compare.align(a, b, 0.0)}
    with_model = {(m.a, m.b): m.probability for m in compare.align(a, b, 0.0, semantic=str(folder))}
    assert with_model.keys() == chances.keys() and with_model != chances


def test_an_installed_package_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "__init__.py").write_text("")
    package = folder.rename(folder.parent / "my_model")
    monkeypatch.syspath_prepend(str(package.parent))
    assert encoder("my-model").model == package / "model.onnx"


@pytest.mark.parametrize("name", ["/nowhere", "no-such-package", "tabulate"])
def test_no_model_there(name: str) -> None:
    with pytest.raises(CompareError, match="no sentence-embedding model"):
        encoder(name)


def test_a_broken_model(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(CompareError, match="no ONNX model that can be read"):
        encoder(str(folder)).features(["a"], ["b"])


def test_a_broken_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(CompareError, match="no tokenizer that can be read"):
        encoder(str(folder)).features(["a"], ["b"])


def test_a_model_without_vectors_of_tokens(folder: Path) -> None:
    write_model(folder, outputs=2)
    with pytest.raises(CompareError, match="last hidden state"):
        encoder(str(folder)).features(["a"], ["b"])


def test_without_the_extra(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(CompareError, match=r"pip install 'tellings\[semantic\]'"):
        encoder(str(folder)).features(["a"], ["b"])


def test_the_scorer_for_it_is_shipped() -> None:
    lexical, semantic = shipped_scorer(), shipped_scorer(semantic=True)
    assert len(semantic.weights) == len(lexical.weights) + len(SEMANTIC_FEATURES)
    assert (semantic.weights[-len(SEMANTIC_FEATURES) :] != 0).all()
