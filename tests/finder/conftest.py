"""A Finder over the imaginary registry of tests/fixtures/registry."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from contactfinder import Finder
from contactfinder.registry.build import build

FIXTURES = Path(__file__).parents[1] / "fixtures" / "registry"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The imaginary registry in one file, as `contactfinder registry build` makes it."""
    target = tmp_path_factory.mktemp("compiled") / "registry.sqlite"
    build(FIXTURES, target, date(2026, 11, 22))
    return target


@pytest.fixture
def finder(compiled: Path) -> Iterator[Finder]:
    with Finder.open(compiled=compiled) as opened:
        yield opened
