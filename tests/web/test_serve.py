"""The command: it says where the page is, refuses what would surprise, and ends cleanly."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from serving import ROOT, Server


def serve(folder: Path, *options: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """Run a server that cannot start."""
    run = [sys.executable, *(("-c", code) if code else ("-m", "compare")), "serve", "--no-browser", *options]
    environment = {**os.environ, "XDG_DATA_HOME": str(folder)}
    return subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_from_start_to_end(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        assert server.home.startswith("http://127.0.0.1:")
        assert httpx.get(server.login, trust_env=False).status_code == 303
        assert stat.S_IMODE((tmp_path / "tellings/api-token").stat().st_mode) == 0o600
        assert stat.S_IMODE(server.library.stat().st_mode) == 0o600

        taken = serve(tmp_path, "--port", str(server.port))
        assert (taken.returncode, taken.stdout) == (4, "")
        assert taken.stderr == (
            f"tellings: port {server.port} is taken, perhaps by another `tellings serve`; choose one with --port\n"
        )
        in_use = serve(tmp_path, "--port", "0")
        assert in_use.returncode == 4 and "another `tellings serve` has it" in in_use.stderr
        assert in_use.stderr.count("\n") == 1

        children = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True, check=False)
        assert server.stop() == 130
    waiting = [Path(f"/proc/{child}") for child in children.stdout.split()]
    for _ in range(3000):  # one that was just being started ends when it has started
        waiting = [child for child in waiting if child.exists()]
        if waiting:
            time.sleep(0.01)
    assert not waiting, "its processes end with it"


def test_another_library(tmp_path: Path) -> None:
    with Server(tmp_path, "--library", str(tmp_path / "mine/today.sqlite")):
        assert (tmp_path / "mine/today.sqlite").exists()
        assert not (tmp_path / "tellings/library.sqlite").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_a_host_that_others_reach_has_to_be_meant(tmp_path: Path, host: str) -> None:
    refused = serve(tmp_path, "--host", host, "--port", "0")
    assert refused.returncode == 4
    assert refused.stderr.startswith(f"tellings: --host {host} lets others reach your comparisons; if that is meant, ")


def test_a_host_that_is_not_here(tmp_path: Path) -> None:
    refused = serve(tmp_path, "--host", "192.0.2.1", "--expose", "desk.example", "--port", "0")
    assert refused.returncode == 4
    assert "cannot listen at 192.0.2.1" in refused.stderr and refused.stderr.count("\n") == 1


def test_exposed_it_says_so_and_asks_for_the_key_all_the_same(tmp_path: Path) -> None:
    with Server(tmp_path, "--host", "0.0.0.0", "--expose", "desk.example") as server:
        assert server.home == f"http://desk.example:{server.port}"
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(f"GET / HTTP/1.1\r\nHost: desk.example:{server.port}\r\n\r\n".encode())
            assert b" 401 " in connection.recv(100)


def test_without_the_extra_it_names_the_command(tmp_path: Path) -> None:
    code = "import sys; sys.modules['fastapi'] = None; from compare.cli import main; main()"
    refused = serve(tmp_path, code=code)
    assert refused.returncode == 4
    assert refused.stderr == "tellings: the local page needs fastapi; type: pip install 'tellings[web]'\n"
