"""What can go wrong, one class a stage; each message names the input, says what is wrong and what to do next."""

from __future__ import annotations


class TellingsError(Exception):
    """The base of every error that tellings raises on purpose."""


class ReadError(TellingsError):
    """An input could not be read as an article."""


class CompareError(TellingsError):
    """Articles were read, but there is nothing to compare: fewer than two, or one of them twice."""


class SummaryError(TellingsError):
    """A summary was asked for in a way that cannot be given: an unknown method, a length below one."""


class ReviewError(TellingsError):
    """A review cannot be read, or does not fit the comparison that it is applied to."""


class ArchiveError(TellingsError):
    """An archive's stories cannot be found: its state is in use, of another program, or an engine is missing."""
