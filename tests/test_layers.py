"""Who may import whom, read from the source: see "Layers" in the design."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
STAGES = ("articles", "claims", "matches", "outcomes", "summaries", "views")
MODULES = sorted((ROOT / "compare").rglob("*.py"))
FACE = {"compare", "compare.comparison"}  # what users call: it reaches back into the flow, but only when it is called


class Import(NamedTuple):
    importer: str
    imported: str
    lazy: bool  # inside a function
    typing: bool  # under TYPE_CHECKING


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path) for path in MODULES}


def imports(path: Path) -> Iterator[Import]:
    def visit(node: ast.AST, lazy: bool, typing: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(name_of(path), alias.name, lazy, typing)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{path}: a relative import"
                for alias in child.names:
                    full = f"{child.module}.{alias.name}"
                    yield Import(name_of(path), full if full in NAMES else str(child.module), lazy, typing)
            else:
                is_function = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
                guarded = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
                yield from visit(child, lazy or is_function, typing or guarded)

    return visit(ast.parse(path.read_text("utf-8")), lazy=False, typing=False)


ALL = [found for path in MODULES for found in imports(path)]
OURS = [found for found in ALL if found.imported.split(".")[0] == "compare"]


def folder(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def test_the_imports_are_seen() -> None:
    assert Import("compare.pipeline", "compare.model", False, False) in OURS
    assert any(found.lazy for found in OURS) and any(found.typing for found in OURS)
    assert len(MODULES) > 30


@pytest.mark.parametrize("module", ["compare.model", "compare.errors"])
def test_the_vocabulary_needs_the_standard_library_only(module: str) -> None:
    foreign = {
        i.imported for i in ALL if i.importer == module and i.imported.split(".")[0] not in sys.stdlib_module_names
    }
    assert not foreign


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_knows_the_vocabulary_and_its_own_folder_only(stage: str) -> None:
    allowed = {"compare.model", "compare.errors", f"compare.{stage}"}
    inside = [i for i in OURS if folder(i.importer) == stage]
    assert inside
    wrong = [
        f"{i.importer} → {i.imported}" for i in inside if i.imported not in allowed and folder(i.imported) != stage
    ]
    assert not wrong


def test_only_the_pipeline_and_the_archive_import_stages() -> None:
    stages = set(STAGES) - {"views"}
    wrong = [
        f"{i.importer} → {i.imported}"
        for i in OURS
        if folder(i.imported) in stages
        and folder(i.importer) not in {folder(i.imported), "pipeline", "archive"}
        and not (i.importer == "compare" and i.imported == "compare.articles.read" and i.lazy)  # compare.read
    ]
    assert not wrong


@pytest.mark.parametrize("module", ["compare", "compare.cli", "compare.comparison"])
def test_the_face_imports_pipeline_and_views_only_when_called(module: str) -> None:
    heavy = {"pipeline", "comparison", *STAGES}
    eager = [
        i.imported for i in OURS if i.importer == module and folder(i.imported) in heavy and not (i.lazy or i.typing)
    ]
    assert not eager


def test_nothing_heavy_is_imported_by_the_command_at_once() -> None:
    """Of third parties only click: the rest comes with the function that needs it."""
    eager: set[str] = set()
    waiting = ["compare.__main__"]
    seen: set[str] = set()
    while waiting:
        module = waiting.pop()
        seen.add(module)
        for i in ALL:
            if i.importer == module and not (i.lazy or i.typing):
                if i.imported in NAMES and i.imported not in seen:
                    waiting.append(i.imported)
                eager.add(i.imported.split(".")[0])
    assert eager - set(sys.stdlib_module_names) == {"click", "compare"}


def test_no_import_circle() -> None:
    """Not even one that closes inside a function, but for the public face, which the command calls."""
    graph: dict[str, set[str]] = {name: set() for name in NAMES}
    for i in OURS:
        if not i.typing and i.importer not in FACE:
            target = i.imported if i.imported in NAMES else i.imported.rpartition(".")[0]
            if target != i.importer and target not in FACE:
                graph[i.importer].add(target)

    def circle(module: str, path: tuple[str, ...], done: set[str]) -> tuple[str, ...] | None:
        if module in path:
            return (*path[path.index(module) :], module)
        if module in done:
            return None
        for other in sorted(graph[module]):
            if found := circle(other, (*path, module), done):
                return found
        done.add(module)
        return None

    done: set[str] = set()
    assert [found for name in sorted(NAMES) if (found := circle(name, (), done))] == []


def test_no_stage_imports_the_face() -> None:
    wrong = [f"{i.importer} → {i.imported}" for i in OURS if i.imported in FACE and folder(i.importer) in STAGES]
    assert not [pair for pair in wrong if not pair.endswith("→ compare")] and not wrong


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_module_argues_its_design_and_has_a_name(path: Path) -> None:
    text = path.read_text("utf-8")
    if path.name == "__init__.py" and not text.strip():
        pytest.xfail(f"{path.relative_to(ROOT)} is empty: one line is enough")
    assert ast.get_docstring(ast.parse(text)), f"{path} has no docstring"
    assert path.stem not in {"helpers", "utils", "helper", "util", "common", "misc", "tools"}


def test_the_views_compare_the_roles_that_state() -> None:
    from compare.claims.extract import STATING
    from compare.views.passages import COMPARED

    assert set(STATING) == COMPARED


def test_the_formats_and_methods_of_the_command_are_those_that_exist() -> None:
    from compare.cli import METHODS
    from compare.summaries.summarise import METHODS as KNOWN

    assert set(METHODS) == set(KNOWN)
