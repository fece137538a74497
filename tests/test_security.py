"""The security page: each promise names tests that exist; and the guard of the tests guards."""

from __future__ import annotations

import ast
import re
import socket
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/security.md").read_text("utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| promised")]


def functions(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)}


def test_each_promise_names_a_test() -> None:
    assert len(ROWS) >= 10
    assert [row for row in ROWS if "::test_" not in row] == []


def test_each_test_that_is_named_exists() -> None:
    named = re.findall(r"(tests/[\w/]+\.py)::(test_\w+)", PAGE + (ROOT / "docs/page.md").read_text("utf-8"))
    assert named
    assert [f"{path}::{name}" for path, name in named if name not in functions(ROOT / path)] == []


def test_the_guard_sees_who_leaves(guard: list[object]) -> None:
    with socket.socket() as connection, pytest.raises(ConnectionRefusedError):
        connection.connect(("192.0.2.1", 80))
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("news.example", 80)
    with pytest.raises(socket.gaierror):
        socket.create_connection(("news.example", 80))
    assert guard == [("192.0.2.1", 80), "news.example", "news.example"]
    guard.clear()
