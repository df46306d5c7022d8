"""Whole messages: in the fake ones something is found, in the genuine ones nothing that would cry wolf."""

from pathlib import Path

import pytest

from contactfinder.documents import Notes, form_of, passages
from contactfinder.errors import ExitCode
from contactfinder.scan import Finding, Scanner
from contactfinder.verify import EXIT_CODES

MESSAGES = Path(__file__).parents[1] / "messages"


def found_in(path: Path, index) -> list[Finding]:
    return list(Scanner(index).findings(passages([path.read_bytes()], form_of(path.name), Notes())))


def files(folder: str) -> list[Path]:
    return sorted((MESSAGES / folder).iterdir())


@pytest.mark.parametrize("path", files("fake"), ids=lambda path: path.name)
def test_a_fake_message_does_not_pass(real_index, path: Path):
    found = found_in(path, real_index)
    assert found
    assert ExitCode.OK not in {EXIT_CODES[finding.verdict.status] for finding in found}


@pytest.mark.parametrize("path", files("genuine"), ids=lambda path: path.name)
def test_a_genuine_message_raises_no_alarm(real_index, path: Path):
    assert [f.contact for f in found_in(path, real_index)] == []
