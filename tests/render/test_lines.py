"""One line a finding, as compilers write them, and the sentence that closes a scan."""

import re
from collections import Counter

import pytest
from made_findings import HOSTILE, every_kind, finding, impostor, lookalike, official, unknown

from contactfinder.documents.notes import Notes
from contactfinder.render.lines import is_doubted, line, summary
from contactfinder.render.words import LANGUAGES, Words
from contactfinder.verify import Status

languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "impostor +18445550199 (claimed for Example Exchange; mathematical or other digits)"),
        ("zh", "impostor +18445550199（自称属于 Example Exchange；用了数学字体、带圈或其他文字的数字）"),
    ],
)
def test_a_line_says_where_what_and_how(index, language: str, expected: str) -> None:
    assert line("a/b.txt", impostor(index), Words(language)) == f"a/b.txt:1:53: {expected}"


@languages
def test_the_verdict_is_a_code_that_tools_can_match(index, language: str) -> None:
    for found in every_kind(index):
        match = re.match(
            r"(.+):(\d+):(\d+): ([a-z-]+) (\S+?)(?:$| \(|（)", line("a b.txt", found, Words(language))
        )
        assert match and match[4] == found.verdict.status


@languages
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_line_is_one_line_whatever_stands_in_it(index, hostile: str, language: str) -> None:
    shown = line(hostile, finding(index, hostile, "+18445550199", part=hostile), Words(language))
    assert "\n" not in shown and "\r" not in shown and "\x1b" not in shown


def test_only_what_is_doubted_cannot_be_clicked(index) -> None:
    assert "hxxps://example-exchange[.]com[.]evil[.]net/" in line("a", lookalike(index), Words("en"))
    genuine = finding(index, "support@example-exchange.com")
    assert line("a", genuine, Words("en")) == "a:1:1: official support@example-exchange.com"


def test_an_imitation_and_a_part_are_named(index) -> None:
    found = lookalike(index)._replace(part="body")
    assert line("a", found, Words("en")).endswith("(in body; imitates example-exchange.com)")


def test_what_is_doubted_needs_something_else_to_use(index) -> None:
    made = [impostor(index), lookalike(index), unknown(index), unknown(index, None), official(index)]
    assert [is_doubted(found) for found in made] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "scanned 3 files, 12,345 characters: impostor 2, unknown 1,000"),
        ("zh", "已扫描 3 个文件、12,345 个字符：冒充者 2、未知 1,000"),
    ],
)
def test_the_summary_counts(language: str, expected: str) -> None:
    counts = Counter({Status.UNKNOWN: 1000, Status.IMPOSTOR: 2})
    assert summary(Words(language), counts, 3, 12345, {}) == expected


@languages
def test_finding_nothing_is_not_called_safe(language: str) -> None:
    warned = {"en": "That does not make the text safe.", "zh": "这并不代表这段文字是安全的。"}
    said = summary(Words(language), Counter(), 1, 1, {})
    assert said.endswith(warned[language])


def test_one_is_not_many() -> None:
    assert summary(Words("en"), Counter(), 1, 1, {}).startswith("scanned 1 file, 1 character.")


@languages
def test_every_note_has_a_line(language: str) -> None:
    noted = Notes()
    vars(noted).update(dict.fromkeys(vars(noted), 1234))
    notes = noted.counts()
    said = summary(Words(language), Counter(), 1, 1, notes)
    assert [row.count("1,234") for row in said.split("\n")] == [0, *[1] * len(notes)]
