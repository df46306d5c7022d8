"""The registry that users have: imitations are shown on names that people know."""

from collections.abc import Iterator

import pytest

from contactfinder.registry.index import BUILT_IN, Index


@pytest.fixture(scope="session")
def built_in() -> Iterator[Index]:
    opened = Index.open(BUILT_IN)
    yield opened
    opened.close()
