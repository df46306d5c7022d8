"""A scanner over the imaginary registry, and one over the real one."""

from collections.abc import Callable, Iterator

import pytest

from contactfinder.documents import passages_of
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.scan import Finding, Scanner

Scan = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def scan(index: Index) -> Scan:
    """Every finding in a text."""
    scanner = Scanner(index)
    everything = Scanner(index, everything=True)

    def found(text: str, all_: bool = False) -> list[Finding]:
        return list((everything if all_ else scanner).findings(passages_of(text)))

    return found


@pytest.fixture(scope="session")
def real_index() -> Iterator[Index]:
    """The registry that users have."""
    opened = Index.open(BUILT_IN)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def scan_real(real_index: Index) -> Scan:
    """The same over the registry that users have."""
    scanner = Scanner(real_index)
    return lambda text: list(scanner.findings(passages_of(text)))
