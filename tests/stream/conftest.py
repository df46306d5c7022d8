"""What the tests of streams share: a Finder of the imaginary registry, and streams answered in this process."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from contactfinder.finder import Finder
from contactfinder.registry.build import build
from contactfinder.stream.answers import Answered
from contactfinder.stream.formats import Form, Lines
from contactfinder.stream.question import Look, Question

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIXTURE = Path(__file__).parents[1] / "fixtures" / "registry"


@pytest.fixture(scope="session")
def finder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    """The imaginary registry of tests/fixtures/registry, as programs open it."""
    target = tmp_path_factory.mktemp("stream") / "registry.sqlite"
    build(FIXTURE, target, date(2026, 11, 22))
    with Finder.open(compiled=target) as opened:
        yield opened


@pytest.fixture
def ask(finder: Finder) -> Callable[..., Answered]:
    """Answer bytes that come in pieces, as one stream."""

    def answered(
        pieces: list[bytes], form: Form | None = None, look: Look | None = None, **more: Any
    ) -> Answered:
        found = Answered([], Counter())
        question = Question(finder, form or Lines(), look, NOW, **more)
        answers = question.answers()
        for batch in question.form.batches(pieces):
            answers.answer(batch, found)
        return found

    return answered
