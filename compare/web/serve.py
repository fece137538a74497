"""``tellings serve``: open the library, take a port, say where the page is, work until Ctrl-C.

tellings: open http://127.0.0.1:8765/login?key=…
tellings: the library is ~/.local/share/tellings/library.sqlite, the API's token in ~/.local/share/tellings/api-token
tellings: Ctrl-C ends it
"""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from compare.errors import TellingsError

PORT = 8765


class ServeError(TellingsError):
    """The server cannot be started."""


def serve(
    host: str, port: int, library: Path | None, exposed: Sequence[str], say: Callable[[str], None], *, browser: bool
) -> None:
    """Serve until interrupted, which raises `KeyboardInterrupt`. Raises `TellingsError` where it cannot be started.

    `library` is the file of the comparisons, by default one in the user's data folder. `exposed` are the names that
    others call the server by; a `host` that others can reach is refused without one. Port 0 takes any that is free.
    `say` is given each line for the user.
    """
    try:
        import uvicorn
        from platformdirs import user_data_path

        from compare.web.app import make_app
        from compare.web.library import Library
        from compare.web.security import Keys, is_loopback, token_at
        from compare.web.service import Setup
    except ImportError as error:
        raise ServeError(f"the local page needs {error.name}; type: pip install 'tellings[web]'") from None
    if not is_loopback(host) and not exposed:
        raise ServeError(
            f"--host {host} lets others reach your comparisons; if that is meant, add --expose NAME with the name "
            "that they call this machine by"
        )
    folder = user_data_path("tellings")
    secret = folder / "api-token"
    with closing(_listening(host, port)) as taken:
        port = taken.getsockname()[1]
        setup = Setup(library or folder / "library.sqlite", token_at(secret), port, frozenset(exposed))
        app = make_app(setup, Library(setup.library))
        address = f"http://{_url_host(exposed[0] if exposed else host)}:{port}/login?key={Keys(setup.token).login}"
        say(f"open {address}")
        say(f"the library is {setup.library}, the API's token is in {secret}")
        if exposed and not is_loopback(host):
            say("others can reach it: give the address to those only who may read all of the library")
        say("Ctrl-C ends it")
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="error",
                access_log=False,
                server_header=False,
                lifespan="on",
                timeout_graceful_shutdown=2,
                ws="none",
            )
        )
        if browser:
            threading.Thread(target=_browse, args=(server, address), daemon=True).start()
        server.run(sockets=[taken])


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises `ServeError`."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, place = found[0]
        made = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise ServeError(
            f"--host {host}: is no host of this machine ({error}); leave it out for this machine only"
        ) from None
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(128)
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE:
            raise ServeError(
                f"port {port} is taken, perhaps by another `tellings serve`; choose one with --port"
            ) from None
        raise ServeError(f"cannot listen at {host} port {port} ({error.strerror}); choose others") from None
    return made


def _url_host(name: str) -> str:
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def _browse(server: object, address: str) -> None:
    import time
    import webbrowser

    for _ in range(200):
        if getattr(server, "started", False):
            webbrowser.open(address)
            return
        time.sleep(0.1)
