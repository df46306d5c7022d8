"""The texts whose reading is timed are the same in every run and as long as they say; growth is told when it is steep."""

import sys
from pathlib import Path

import phonenumbers
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

import texts
from contactfinder.registry.index import Index
from contactfinder.scan import Scanner
from texts import Growth


@pytest.mark.parametrize("line", texts.TEXTS.values(), ids=texts.TEXTS)
def test_a_text_is_the_same_in_every_run_and_long_enough(line):
    made = texts.text(line, 20_000)
    assert made == texts.text(line, 20_000)
    assert 20_000 <= len(made.encode()) < 20_600


def test_few_lines_of_chat_have_a_number_and_every_dense_line_has():
    of = {name: texts.text(line, 20_000).splitlines() for name, line in texts.TEXTS.items()}
    with_number = {
        name: sum(phonenumbers.PhoneNumberMatcher(line, "US").has_next() for line in lines)
        for name, lines in of.items()
    }
    assert with_number["English chat"] < len(of["English chat"]) / 20
    assert with_number["Chinese chat"] < len(of["Chinese chat"]) / 20
    assert with_number["English chat, numbers in most lines"] < len(of["English chat"]) / 5
    for dense in ("list of numbers", "dense with numbers given as support"):
        assert with_number[dense] > len(of[dense]) * 0.9


@pytest.mark.parametrize("name", texts.HOSTILE)
def test_a_hostile_text_is_as_long_as_wanted_and_goes_on_as_it_began(name: str):
    make = texts.HOSTILE[name]
    assert 1000 * 0.9 <= len(make(1000)) <= 1030
    assert set(make(500)) <= set(make(1000))


def test_only_much_more_than_twice_the_time_is_steep():
    assert Growth("", 4.0, 2.0, 1).is_steep and Growth("", 2.0, 4.0, 1).is_steep
    assert not Growth("", 2.1, 0.0, 1).is_steep


def test_the_library_and_the_matcher_are_timed_at_what_they_find(index: Index):
    text = "Call Coinbase support 1-888-383-2936 now\n"
    assert texts.scan(Scanner(index), text.encode()) == texts.match([text]) == 1


def test_the_memory_of_a_process_is_told():
    read = "import sys; sys.stdin.buffer.read()"
    commands = [[sys.executable, "-c", code] for code in (read, f"{read}; held = b'x' * 60_000_000")]
    small, large = (texts.memory(command, b"x" * 1000, 1) for command in commands)
    assert large > small + 40
