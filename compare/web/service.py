"""What every page and every part of the API works with: the library, the hands that make comparisons, the secrets."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from compare.web.jobs import SECONDS, Jobs
from compare.web.library import Library
from compare.web.security import LOOPBACK, Keys, Limits


@dataclass(frozen=True, slots=True)
class Setup:
    """How a server is set up. `names` are those that it may be called by, besides loopback's own."""

    library: Path
    token: str
    port: int
    names: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)
    seconds: float = SECONDS  # for one comparison

    @property
    def hosts(self) -> frozenset[str]:
        """Every name that a request may call the server by."""
        return LOOPBACK | {name.lower() for name in self.names}


class Service:
    """A server at work."""

    def __init__(self, setup: Setup, library: Library) -> None:
        self.setup = setup
        self.keys = Keys(setup.token)
        self.library = library
        self.jobs = Jobs(library, setup.seconds)

    @property
    def cookie(self) -> str:
        """The name of the cookie: browsers keep one jar for all ports of a machine."""
        return f"tellings-{self.setup.port}"
