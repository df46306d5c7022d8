"""Screens that guide: as wide as the reader's, harmless whatever stands in them, and whole where they are copied."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from unicodedata import category

import pytest
from rich.cells import cell_len

from contactfinder import Finder
from contactfinder.errors import UsageError
from contactfinder.finder import in_words
from contactfinder.guidance.attempts import KINDS
from contactfinder.guidance.preparing import Preparation
from contactfinder.registry.occasions import Leak
from contactfinder.render.guides import Guide
from contactfinder.render.words import LANGUAGES, Words

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WIDTHS = [20, 40, 80, 120]
TWO, THREE = ("coinbase", "coinex"), ("coinbase", "coinex", "robinhood")
HOSTILE = {
    "ansi": "\x1b[31mred\x1b[0m",
    "title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "c1": "\x9b31m",
    "bell": "\x07\x08\x7f",
    "direction": "\u202eelpmaxe\u2066",
    "zero-width": "a\u200bb\ufeff",
    "private": "\ue000x\ue001",
    "surrogate": "\udcff",
}
MARKUP = [
    "[red]x[/red]",
    "[/red]",
    "[link=https://evil.example]x[/link]",
    "[bold",
    ":warning:",
    "{platform}",
    "%s",
    "[/etc]",
]

languages = pytest.mark.parametrize("language", LANGUAGES)
widths = pytest.mark.parametrize("width", WIDTHS)
hostile = pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def finder() -> Iterator[Finder]:
    with Finder.open() as opened:
        yield opened


Draw = Callable[[Guide], None]
Print = Callable[..., str]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Print:
    """What a screen of some width shows."""

    def draw(show: Draw, language: str = "en", width: int = 80, file: io.StringIO | None = None) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        stream = file or io.StringIO()
        show(Guide(Words(language), stream, UTC))
        return stream.getvalue()

    return draw


def steering(text: str) -> set[str]:
    return {c for c in text if category(c)[0] == "C" and c != "\n"}


def prepared(finder: Finder, *, name: str = "coinbase", **fields: str) -> Preparation:
    given = {key.replace("_", "-"): value for key, value in fields.items()}
    return finder.prepare(name, "fraud", fields=given, languages=["zh"], country="DE", at=AT)


# -- comparison


@pytest.mark.parametrize(
    ("names", "width", "beside"), [(TWO, 80, True), (THREE, 120, True), (THREE, 80, False), (TWO, 40, False)]
)
@languages
def test_platforms_stand_side_by_side_where_there_is_room(
    finder: Finder, printed: Print, names: tuple[str, ...], width: int, beside: bool, language: str
) -> None:
    """One line with all names, or each name on a line of its own."""
    found = finder.compare(names, at=AT)
    lines = printed(lambda guide: guide.comparison(found), language, width).splitlines()
    titles = [row.platform["name"] for row in found]
    assert ([line.split() for line in lines].count(titles) == 1) is beside
    assert ([line for line in lines if line in titles] == titles) is not beside


@languages
@widths
@pytest.mark.parametrize("names", [TWO, THREE], ids=len)
def test_both_ways_to_compare_say_the_same(
    finder: Finder, printed: Print, names: tuple[str, ...], width: int, language: str
) -> None:
    """Every word of the widest screen stands on the narrowest too."""
    found = finder.compare(names, at=AT)
    wide, shown = (printed(lambda guide: guide.comparison(found), language, w) for w in (400, width))
    joined = re.sub(r"\s", "", shown)
    assert [word for word in wide.split() if word not in joined and language == "en"] == []
    assert Words(language)("compare.last")[-10:].replace(" ", "") in joined


@languages
def test_denied_and_not_known_are_shown_as_two_things(finder: Finder, printed: Print, language: str) -> None:
    words = Words(language)
    found = finder.compare(TWO, at=AT)
    text = printed(lambda guide: guide.comparison(found), language, 120)
    [line] = [line for line in text.splitlines() if line.startswith(words("channel.phone"))]
    assert words("compare.denied") in line and words("compare.not-known") in text


@languages
@widths
@pytest.mark.parametrize("names", [TWO, THREE], ids=len)
def test_a_comparison_is_no_wider_than_the_screen(
    finder: Finder, printed: Print, names: tuple[str, ...], width: int, language: str
) -> None:
    """But for one word alone; and no line ends with blanks."""
    found = finder.compare(names, at=AT)
    lines = printed(lambda guide: guide.comparison(found), language, width).splitlines()
    assert [line for line in lines if cell_len(line.rstrip()) > width and len(line.split()) > 1] == []
    assert [line for line in lines if line != line.rstrip()] == []


# -- values from outside


@hostile
@widths
def test_a_value_with_control_characters_is_shown_as_text(
    finder: Finder, printed: Print, value: str, width: int
) -> None:
    """On a terminal without colours, so that every escape code would be the value's own."""
    found = prepared(finder, description=value, earlier_ticket=value)
    for as_markdown in (False, True):
        text = printed(lambda guide, md=as_markdown: guide.preparation(found, md), width=width)
        assert steering(text) == set()


@pytest.mark.parametrize("value", MARKUP)
@languages
def test_a_value_that_looks_like_markup_is_shown_as_it_is(
    finder: Finder, printed: Print, value: str, language: str
) -> None:
    found = prepared(finder, description=value)
    text = printed(lambda guide: guide.preparation(found), language, 120)
    assert text.count(value) == 1 + len(found.messages)


@hostile
@languages
def test_the_name_of_an_unknown_platform_is_shown_as_text(
    finder: Finder, printed: Print, value: str, language: str
) -> None:
    found = finder.emergency(f"x{value}", at=AT)
    assert steering(printed(lambda guide: guide.emergency(found), language)) == set()


@pytest.mark.parametrize("value", MARKUP)
def test_a_name_that_looks_like_markup_is_shown_as_it_is(finder: Finder, printed: Print, value: str) -> None:
    found = finder.emergency(value, at=AT)
    shown = value.replace(".", "[.]").replace("https:", "hxxps[:]")
    text = printed(lambda guide: guide.emergency(found), width=200)
    assert shown in text or value.replace(".", "[.]").replace("https", "hxxps") in text


@pytest.mark.parametrize(
    "name", ["https://coinbase.com.evil-site.net", "evil-site.net", "help@evil-site.net"]
)
@languages
def test_the_address_of_an_unknown_platform_is_defanged(
    finder: Finder, printed: Print, name: str, language: str
) -> None:
    """A terminal makes a link of whatever looks like one."""
    found = finder.emergency(name, at=AT)
    text = printed(lambda guide: guide.emergency(found), language, 80, Terminal())
    assert found.platform is None
    assert "evil-site.net" not in text and "evil-site[.]net" in text


# -- what was tried

THEIRS_NOT = [
    "https://coinbase.com.evil-site.net/help",
    "evil-site.net",
    "help@evil-site.net",
    "http://coinbase.com@evil-site.net",
]


@pytest.mark.parametrize("claim", THEIRS_NOT)
@languages
@widths
def test_a_claim_that_is_not_theirs_is_defanged(
    finder: Finder, printed: Print, claim: str, language: str, width: int
) -> None:
    found = finder.unreachable("coinbase", claim, at=AT)
    text = printed(lambda guide: guide.unreachable(found), language, width, Terminal())
    assert "evil-site.net" not in text and "evil-site[.]net" in text
    assert {"contact-is-not-theirs", "contact-is-not-proven"} & {step.id for step in found.advice}


@hostile
def test_a_claim_with_control_characters_is_shown_as_text(finder: Finder, printed: Print, value: str) -> None:
    claim = f"https://evil-site.net/{value}"
    try:
        found = finder.unreachable("coinbase", claim, at=AT)
        text = printed(lambda guide: guide.unreachable(found))
    except UsageError as error:  # half a character makes it no contact at all
        text = "\n".join(in_words(error))
        assert value == "\udcff"
    assert steering(text) == set() and (value == "\udcff" or "evil-site.net" not in text)


@languages
@widths
def test_the_number_that_was_tried_stands_on_one_line(
    finder: Finder, printed: Print, language: str, width: int
) -> None:
    found = finder.unreachable("coinbase", "+1 888-908-7930", country="US", at=AT)
    text = printed(lambda guide: guide.unreachable(found), language, width)
    assert found.verdict and "contact-is-theirs" in {step.id for step in found.advice}
    assert "+1 888-908-7930" in text


# -- preparation


def copied(found: Preparation) -> set[str]:
    """The lines that stand whole in a file, so that none is torn where it is pasted."""
    subjects = [
        Words(language)("prepare.subject", subject=m.subject)
        for m in found.messages
        for language in LANGUAGES
    ]
    texts = [text for m in found.messages for text in (m.body, m.reminder, m.opening_line)]
    phrase = [found.asking["phrase"]] if found.asking else []
    return {line.strip() for text in [*subjects, *texts, *phrase] for line in text.split("\n")}


@languages
@widths
@pytest.mark.parametrize("name", ["coinbase", "metamask", "lbank", "ledger"])
def test_all_but_what_is_copied_keeps_within_the_screen(
    finder: Finder, printed: Print, name: str, width: int, language: str
) -> None:
    found = prepared(finder, name=name, description="it is gone")
    lines = printed(lambda guide: guide.preparation(found), language, width).splitlines()
    wide = [line.strip() for line in lines if cell_len(line) > width]
    rest = [line for line in wide if line not in copied(found) and not line.startswith("--field ")]
    assert [line for line in rest if not re.fullmatch(r"(?:[□✘•☑✔!] )?\S+|[\d() +-]+", line)] == []


@languages
@widths
def test_the_message_stands_whole_in_a_file(
    finder: Finder, printed: Print, width: int, language: str
) -> None:
    """However narrow the screen, nothing is folded, indented or left out."""
    found = prepared(finder, description="it is gone " * 20)
    text = printed(lambda guide: guide.preparation(found), language, width)
    for message in found.messages:
        assert f"\n{message.body}\n" in text and f"\n{message.reminder}\n" in text


@languages
@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_message_keeps_within_a_terminal(
    finder: Finder, printed: Print, width: int, language: str
) -> None:
    """Folded between words, without indentation, and with every word."""
    found = prepared(finder, description="it is gone " * 20)
    text = printed(lambda guide: guide.preparation(found), language, width, Terminal())
    shown = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", text)
    lines = [line for line in shown.splitlines() if "--field " not in line]
    assert [line for line in lines if cell_len(line) > width and len(line.split()) > 1] == []
    for message in found.messages:
        assert "".join(message.body.split()) in "".join(shown.split())


@languages
def test_what_is_given_is_ticked_and_what_is_not_has_its_option(
    finder: Finder, printed: Print, language: str
) -> None:
    found = prepared(finder, user_id="12345678")
    text = printed(lambda guide: guide.preparation(found), language, 120)
    options = re.findall("--field ([a-z-]+)=", text)
    assert options == [d.id for d in found.details if d.send == "safe" and d.id != "user-id"]
    assert re.search("☑ .*12345678", text)


def test_no_option_is_shown_for_what_may_not_be_sent(finder: Finder, printed: Print) -> None:
    found = prepared(finder)
    text = printed(lambda guide: guide.preparation(found))
    banned = {d.id for d in found.details if d.send != "safe"}
    assert banned and not banned & set(re.findall("--field ([a-z-]+)", text))


@languages
def test_only_official_addresses_are_links(
    finder: Finder, printed: Print, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is the site of a stranger, which the user enters, one that the program makes."""
    monkeypatch.setenv("TERM", "xterm-256color")
    found = prepared(finder, stranger_contact="https://evil-site.net")
    text = printed(lambda guide: guide.preparation(found), language, 80, Terminal())
    assert [link for link in re.findall(r"\x1b\]8;[^;]*;([^\x1b]*)", text) if "evil" in link] == []


# -- colours and order


def screens(finder: Finder) -> dict[str, Draw]:
    return {
        "unreachable": lambda g: g.unreachable(finder.unreachable("coinbase", "phone", country="GB", at=AT)),
        "emergency": lambda g: g.emergency(
            finder.emergency("coinbase", ["seed", "payment"], country="GB", at=AT)
        ),
        "emergency-unknown": lambda g: g.emergency(finder.emergency("coinbse", at=AT)),
        "prepare": lambda g: g.preparation(prepared(finder, user_id="12345678")),
        "markdown": lambda g: g.preparation(prepared(finder, user_id="12345678"), True),
        "compare": lambda g: g.comparison(finder.compare(THREE, at=AT)),
    }


SCREENS = ["unreachable", "emergency", "emergency-unknown", "prepare", "markdown", "compare"]


@languages
@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("width", [80, 120])
def test_colour_says_nothing_that_the_text_does_not(
    finder: Finder, printed: Print, name: str, language: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    draw = screens(finder)[name]
    coloured, bare = printed(draw, language, width, Terminal()), printed(draw, language, width)
    shown = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", coloured)
    assert "".join(shown.split()) == "".join(bare.split())
    assert shown == bare or name == "prepare"  # whose message is folded for people alone


@languages
@pytest.mark.parametrize("name", SCREENS)
def test_a_dumb_terminal_gets_no_escape_codes(
    finder: Finder, printed: Print, name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert steering(printed(screens(finder)[name], language, 80, Terminal())) == set()


@languages
def test_the_steps_of_an_emergency_are_numbered_through(
    finder: Finder, printed: Print, language: str
) -> None:
    """Under four headings of time, in their order."""
    found = finder.emergency("coinbase", ["seed-phrase"], country="GB", at=AT)
    text = printed(lambda guide: guide.emergency(found), language, 120)
    numbers = re.findall(r"^ ?(\d+)\. ", text, re.MULTILINE)
    assert numbers == [str(n) for n in range(1, len(found.advice) + 1)]
    heads = [Words(language)(f"due.{when}") for when in ("now", "hour", "today", "week")]
    places = [text.find(f"\n{head}\n") for head in heads if head in text]
    assert places == sorted(places) and -1 not in places and len(places) >= 3


EVERY_NINTH = [summary.id for summary in Finder.open().platforms()][::9]
SAID = [leak for leak in Leak if leak is not Leak.UNSAID]


def whole(text: str, steps: tuple[object, ...]) -> bool:
    """Whether every sentence was there and filled in: no placeholder, and no code in the place of a step."""
    return not re.search(r"[{}]", text) and not [s for s in steps if not s.say]  # type: ignore[attr-defined]


@languages
@pytest.mark.parametrize("country", [None, "CN", "DE"])
@pytest.mark.parametrize("name", EVERY_NINTH)
def test_no_way_out_has_a_gap(finder: Finder, name: str, country: str | None, language: str) -> None:
    """Whatever was tried, of platforms of every kind, wherever the user is."""
    for tried in (*KINDS, "telegram", "+1 888 383 2936", "help@example.com"):
        found = finder.unreachable(name, tried, country=country, languages=[language], at=AT)
        out = io.StringIO()
        Guide(Words(language), out).unreachable(found)
        assert whole(out.getvalue(), found.advice)


@languages
@pytest.mark.parametrize("country", [None, "US", "ES"])
@pytest.mark.parametrize("name", [None, "nobody knows it", *EVERY_NINTH])
def test_no_emergency_has_a_gap(finder: Finder, name: str | None, country: str | None, language: str) -> None:
    """Each thing alone, nothing said, and all of them at once."""
    for leaked in ([], *([leak] for leak in SAID), SAID):
        found = finder.emergency(name, leaked, country=country, languages=[language], at=AT)
        out = io.StringIO()
        Guide(Words(language), out).emergency(found)
        assert whole(out.getvalue(), found.advice)
