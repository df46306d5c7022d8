"""A finding for people: what it is, where, the words around it, how it hides, and what to use instead."""

import re
from itertools import pairwise
from unicodedata import category

import pytest
from made_findings import (
    BOLD,
    HOSTILE,
    SAID,
    every_kind,
    finding,
    impostor,
    instead,
    lookalike,
    official,
    unknown,
)
from rich.cells import cell_len

from contactfinder.render.findings import Findings
from contactfinder.render.words import LANGUAGES, Words
from contactfinder.scan.finding import Disguise, Signal
from contactfinder.verify import Status

WIDTHS = [20, 80, 120]
SGR = re.compile(r"\x1b\[[0-9;]*m")
languages = pytest.mark.parametrize("language", LANGUAGES)
widths = pytest.mark.parametrize("width", WIDTHS)


def text(index, found, language="en", width=80, colours=False, source="a.txt") -> str:
    return Findings(Words(language), width, colours).finding(source, found, instead(index, found))


def test_a_finding_reads_as_a_whole(index) -> None:
    assert (
        text(index, impostor(index))
        == f"""
a.txt:1:53  ✘ impostor  +18445550199
  claimed for Example Exchange · posing as example exchange, other broker
    {SAID}{BOLD} now!
    {" " * len(SAID)}{"^" * len(BOLD)}
  • disguise: mathematical or other digits
  • around it: an invitation to get in touch; pressure to hurry
  ▶ The real Example Exchange: phone · for locking an account, account security
    +1 844-555-0123
"""
    )


def test_a_finding_reads_as_a_whole_in_chinese(index) -> None:
    found = finding(
        index,
        "８４４－５５５－０１９９",
        "+18445550199",
        before="示例交易所客服热线：☎ ",
        behind="，账户冻结请立即拨打",
        claimed="示例交易所",
        disguise=[Disguise.OTHER_DIGITS],
        signals=[Signal.SUPPORT],
    )
    assert (
        text(index, found, "zh")
        == """
a.txt:1:13  ✘ 冒充者  +18445550199
  自称属于 Example Exchange · 冒充 example exchange, other broker
    示例交易所客服热线：☎ ８４４－５５５－０１９９，账户冻结请立即拨打
                          ^^^^^^^^^^^^^^^^^^^^^^^^
  • 伪装：用了数学字体、带圈或其他文字的数字
  • 周围：提到客服
  ▶ Example Exchange 的真实渠道：电话 · 用于：锁定账户、账户安全
    +1 844-555-0123
"""
    )


@languages
@widths
def test_a_finding_keeps_within_the_screen(index, language: str, width: int) -> None:
    """But for a path or a contact that alone is wider."""
    for found in every_kind(index):
        lines = text(index, found, language, width, source="a/long/path/to.txt").split("\n")
        wide = [line for line in lines if cell_len(line) > width]
        assert [line for line in wide if " " in line.strip()] == []
        assert not [line for line in lines if line != line.rstrip()]


@languages
@widths
@pytest.mark.parametrize("where", ["around", "raw", "source", "part"])
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_text_from_outside_is_shown_and_never_interpreted(
    index, hostile: str, where: str, width: int, language: str
) -> None:
    raw = hostile if where == "raw" else BOLD
    around = hostile if where == "around" else ""
    part = hostile[:500] if where == "part" else ""
    found = finding(index, raw, "+18445550199", before=around, behind=around, claimed="exex", part=part)
    source = hostile[:500] if where == "source" else "a.txt"
    shown = text(index, found, language, width, source=source)
    assert not [c for c in shown if category(c)[0] == "C" and c != "\n"]
    assert where == "source" or "evil.example" not in shown
    assert shown.count("\n") < 60


def test_the_contact_is_underlined_by_colours_or_by_marks(index) -> None:
    coloured, bare = text(index, impostor(index), colours=True), text(index, impostor(index))
    assert f"\x1b[1;4;31m{BOLD}\x1b[0m" in coloured and "^" not in coloured
    assert SGR.sub("", coloured) == "\n".join(line for line in bare.split("\n") if "^" not in line)


@widths
@pytest.mark.parametrize(
    "before", ["客服：", "👩👩 ", "e\u0301e\u0301 ", "\u200b\u202e", "x" * 500, "http://a.de "]
)
def test_the_marks_stand_under_the_contact(index, before: str, width: int) -> None:
    """Wide, combining and hidden characters before it, and such as are taken apart."""
    found = finding(index, "+1 202 555 0143", before=before, behind="，" * 50)
    line, marks = next(
        pair for pair in pairwise(text(index, found, width=width).split("\n")) if "^" in pair[1]
    )
    start = line.index("+1 202 555 0143")
    assert cell_len(line[:start]) == marks.index("^")
    assert marks.count("^") == len("+1 202 555 0143")


@pytest.mark.parametrize("make", [impostor, lookalike, unknown])
def test_a_doubted_contact_has_one_line_with_the_real_channel(index, make) -> None:
    assert text(index, make(index)).count("▶ The real Example Exchange") == 1


def test_what_nobody_claims_to_be_a_platforms_has_none(index) -> None:
    assert "▶" not in text(index, official(index)) + text(index, unknown(index, claimed=None))


def test_a_channel_that_is_not_official_is_never_the_real_one(index) -> None:
    found = impostor(index)
    weak = [r._replace(channel={**r.channel, "trust": "unconfirmed"}) for r in instead(index, found)]
    assert weak and "▶" not in Findings(Words("en")).finding("a.txt", found, weak)


def test_a_channel_without_an_address_has_the_way_through_the_menus(index) -> None:
    found = impostor(index)
    inside = [r._replace(channel={**r.channel, "display": None}) for r in instead(index, found)]
    menus = [r._replace(channel={**r.channel, "menu_path": {"en": ["Profile", "Help"]}}) for r in inside]
    assert "Profile › Help" in Findings(Words("en")).finding("a.txt", found, menus)
    assert "look for it there" in Findings(Words("en")).finding("a.txt", found, inside)


def test_only_an_official_contact_is_written_so_that_it_works(index) -> None:
    genuine = finding(index, "https://help.example-exchange.com/contact?form=1")
    assert genuine.verdict.status is Status.OFFICIAL
    assert "https://help.example-exchange.com/contact?form=1\n" in text(index, genuine)
    assert "hxxps://example-exchange[.]com[.]evil[.]net/" in text(index, lookalike(index))


def test_a_very_long_contact_does_not_fill_the_screen(index) -> None:
    assert len(text(index, lookalike(index, "a" * 1900))) < 600


def test_the_part_of_a_document_is_named(index) -> None:
    assert "  in Subject\n" in text(index, unknown(index, None)._replace(part="Subject"))


def test_one_writer_writes_many_findings(index) -> None:
    writer = Findings(Words("en"), 80)
    both = [writer.finding("a.txt", f, instead(index, f)) for f in (impostor(index), official(index))]
    assert both == [text(index, impostor(index)), text(index, official(index))]
