"""What fetching gives. Apart from what makes it, which needs packages that not everybody has."""

from typing import NamedTuple

from contactfinder.recheck.result import Cause, State


class Page(NamedTuple):
    """What came at last, from the last of the addresses."""

    hops: tuple[str, ...]
    media: str  # the header that says what kind of text it is
    body: bytes

    @property
    def url(self) -> str:
        """Where it lies."""
        return self.hops[-1]


class Miss(NamedTuple):
    """There is no page, and why."""

    hops: tuple[str, ...]
    state: State
    cause: Cause
    status: int | None = None
