"""The imaginary registry as a user's program asks it: for scenarios that go from what was typed to the last step."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from contactfinder import Finder
from contactfinder.registry.build import build

FIXTURES = Path(__file__).parents[1] / "fixtures" / "registry"


@pytest.fixture(scope="session")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    target = tmp_path_factory.mktemp("guided") / "registry.sqlite"
    build(FIXTURES, target, date(2026, 11, 22))
    with Finder.open(compiled=target) as opened:
        yield opened
