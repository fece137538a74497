"""A server of its own on loopback, in a folder of its own, for what measures or tests the local page."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parent.parent


class Server:
    """``tellings serve`` as a user starts it; `home` is where it is, `login` the address that it printed."""

    def __init__(self, folder: Path, *options: str) -> None:
        environment = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
        command = [sys.executable, "-m", "compare", "serve", "--no-browser", "--port", "0", *options]
        self.library = folder / "tellings/library.sqlite"
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stderr is not None
        said = self.process.stderr.readline()
        if "open http" not in said:
            raise RuntimeError(said + self.process.stderr.read())
        self.login = said.split("open ")[1].strip()
        self.home = self.login.partition("/login")[0]
        self.port = int(self.home.rpartition(":")[2])
        self.token = (folder / "tellings/api-token").read_text("utf-8").strip()
        self.bearer = {"Authorization": f"Bearer {self.token}"}

    def stop(self) -> int:
        """End it as Ctrl-C does and return its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self._ended()

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self.process.kill()
        self._ended()

    def _ended(self) -> int:
        assert self.process.stderr is not None
        code = self.process.wait(30)
        self.process.stderr.close()
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.stop()
