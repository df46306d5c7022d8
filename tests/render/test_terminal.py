"""What people read: narrow, whole, harmless, and the same without colour."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from unicodedata import category

import pytest
from rich.cells import cell_len

from contactfinder import Finder
from contactfinder.guidance.advice import Advice, advise, worded
from contactfinder.guidance.ranking import instead as pick_instead
from contactfinder.guidance.ranking import rank
from contactfinder.guidance.situation import Situation
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.registry.occasions import Issue
from contactfinder.registry.record import PlatformRecord
from contactfinder.render import terminal
from contactfinder.render.guides import Guide
from contactfinder.render.terminal import VERDICT_MARKS, Screen
from contactfinder.render.words import LANGUAGES, Words
from contactfinder.verify import Status, chain_of, verify

INDEX = Index.open(BUILT_IN)
FINDER = Finder.open()
TODAY = date(2026, 11, 22)
SITUATION = Situation(
    datetime(2026, 11, 22, 12, tzinfo=UTC), Issue.FRAUD, ("zh",), "GB", frozenset({"phone"})
)
EVIL = "https://coinbase.com.evil-site.net/help"
WIDTHS = [20, 40, 80, 120]
SGR_OR_LINK = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^;]*;([^\x1b]*)\x1b\\")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def record(name: str) -> PlatformRecord:
    found = INDEX.platform(name)
    assert found
    return found


def look_up(screen: Screen, name: str = "coinbase") -> None:
    platform = record(name)
    ranked = rank(platform, SITUATION, INDEX.dialling("GB"))
    steps = worded(advise(platform, ranked, SITUATION, INDEX), INDEX)
    screen.lookup(platform, ranked, steps, SITUATION)


def judge(screen: Screen, claim: str = EVIL, claimed: str | None = None, incoming: bool = False) -> None:
    verdict = verify(claim, INDEX, claimed=claimed, incoming=incoming)
    instead = rank(record("coinbase"), SITUATION)[:3]
    screen.verdict(verdict, instead, TODAY)


def show(screen: Screen, name: str = "coinbase") -> None:
    screen.platform(record(name), rank(record(name), SITUATION), TODAY)


def explain(screen: Screen) -> None:
    platform = record("coinbase")
    channel = platform["channels"][0]
    screen.explanation(platform, channel, list(chain_of(platform, channel)), TODAY)


def emergency(guide: Guide, name: str | None = None, *leaked: str) -> None:
    guide.emergency(FINDER.emergency(name, leaked, country="GB", languages=["zh"], at=SITUATION.at))


def unreachable(guide: Guide, tried: str = "phone") -> None:
    guide.unreachable(FINDER.unreachable("coinbase", tried, country="GB", languages=["zh"], at=SITUATION.at))


def compare(guide: Guide, *names: str) -> None:
    guide.comparison(FINDER.compare(names, at=SITUATION.at))


# A preparation, whose message is folded for people alone, has tests of its own: test_guides.py.
SCREENS: dict[str, Callable[[Guide], None]] = {
    "lookup": look_up,
    "lookup-wallet": lambda screen: look_up(screen, "tokenpocket"),
    "verify-lookalike": judge,
    "verify-official": lambda screen: judge(screen, "https://coinbase.com"),
    "verify-phone": lambda screen: judge(screen, "+18889087930"),
    "verify-near": lambda screen: judge(screen, "+18889087931", "coinbase"),
    "verify-added": lambda screen: judge(screen, "+1 888 908 79305"),
    "verify-other-country": lambda screen: judge(screen, "+44 888 908 7930"),
    "verify-impostor": lambda screen: judge(screen, "1-888-383-2936"),
    "verify-absent": lambda screen: judge(screen, "+44 20 7946 9999", "coinex"),
    "verify-disagreement": lambda screen: judge(screen, "+49 221 68943973"),
    "verify-incoming": lambda screen: judge(screen, "+18889087930", incoming=True),
    "verify-incoming-mail": lambda screen: judge(screen, "help@coinbase.com", incoming=True),
    "verify-incoming-link": lambda screen: judge(screen, "https://coinbase.com", incoming=True),
    "verify-incoming-account": lambda screen: judge(screen, "x:somebody_else_9", incoming=True),
    "verify-incoming-name": lambda screen: judge(screen, "Coinbase", "coinbase", incoming=True),
    "verify-invalid": lambda screen: judge(screen, "hello"),
    "show": show,
    "show-closed": lambda screen: show(screen, "dmm-bitcoin"),
    "explain": explain,
    "list": lambda screen: screen.listing(INDEX.summaries()),
    "unlisted": lambda screen: screen.unlisted(
        "coinbse", [INDEX.summary("coinbase"), INDEX.summary("binance")]
    ),
    "error": lambda screen: screen.error("ambiguous-platform", {"ids": "one, two, three, four, five, six"}),
    "unreachable": unreachable,
    "unreachable-fake": lambda guide: unreachable(guide, EVIL),
    "unreachable-theirs": lambda guide: unreachable(guide, "+18889087930"),
    "emergency": emergency,
    "emergency-known": lambda guide: emergency(guide, "coinbase", "seed-phrase", "payment"),
    "emergency-unknown": lambda guide: emergency(guide, "coinbse", "remote-access"),
    "compare": lambda guide: compare(guide, "coinbase", "coinex"),
    "compare-three": lambda guide: compare(guide, "coinbase", "binance", "robinhood"),
    "config": lambda screen: screen.error(
        "config", {"path": "/a/b.toml", "problem": "a problem of many words"}
    ),
}


def printed(
    draw: Callable[[Guide], None],
    language: str,
    width: int,
    monkeypatch: pytest.MonkeyPatch,
    file: io.StringIO,
) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    draw(Guide(Words(language), file))
    return file.getvalue()


def too_wide(text: str, width: int) -> Iterator[str]:
    """Lines wider than the screen that are more than one contact or word behind indentation and a mark."""
    for line in text.splitlines():
        contact = re.fullmatch(
            r"\s*(?:[•✘▶✔?!]|\d\.|←)?\s*(\S+|contactfinder (?:lookup|emergency) \S+|[\d() +-]+。?)", line
        )
        if cell_len(line) > width and not contact:
            yield line


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_prose_keeps_within_the_screen(
    name: str, language: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = printed(SCREENS[name], language, width, monkeypatch, io.StringIO())
    assert list(too_wide(text, width)) == []
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert not [c for c in text if category(c)[0] == "C" and c != "\n"]


@pytest.mark.parametrize("name", [s.id for s in INDEX.summaries()])
def test_every_platform_of_the_registry_fits(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real entries: every contact stands whole on one line, and nothing else is too wide."""
    text = printed(lambda screen: show(screen, name), "zh", 40, monkeypatch, io.StringIO())
    contacts = [c["display"] for c in record(name)["channels"] if c["display"] and c["trust"] == "official"]
    lines = [line.strip() for line in text.splitlines()]
    assert list(too_wide(text, 40)) == []
    assert [c for c in contacts if c not in lines] == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_inside_a_sentence_stands_on_one_line(
    language: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (step,) = worded([Advice("contact-is-theirs", {"contact": "+44 808 168 4635"})], INDEX)
    text = printed(lambda screen: screen._advice(step), language, width, monkeypatch, io.StringIO())
    assert "+44 808 168 4635" in text


@pytest.mark.parametrize(
    "claim", [EVIL, f"  {EVIL}", "http://coinbase.com@evil-site.net", "https://evil-site.net"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_doubtful_link_is_never_printed_as_one(
    claim: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = printed(lambda screen: judge(screen, claim), language, 80, monkeypatch, Terminal())
    assert "evil-site.net" not in text
    assert "evil-site[.]net" in text


def test_a_doubtful_link_is_not_printed_by_lookup_either(monkeypatch: pytest.MonkeyPatch) -> None:
    text = printed(lambda screen: screen.unlisted(EVIL, []), "en", 80, monkeypatch, io.StringIO())
    assert "hxxps://coinbase[.]com[.]evil-site[.]net" in text


@pytest.mark.parametrize("name", SCREENS)
def test_only_addresses_of_the_registry_are_links_and_they_are_visible(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    text = printed(SCREENS[name], "en", 80, monkeypatch, Terminal())
    for link in filter(None, SGR_OR_LINK.findall(text)):
        assert link.startswith("https://") and "evil" not in link
        shown = SGR_OR_LINK.sub("", text)
        assert link in shown


def test_lookup_has_links_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or else the test above would look at nothing."""
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b]8;" in printed(look_up, "en", 80, monkeypatch, Terminal())


@pytest.mark.parametrize("name", SCREENS)
def test_colour_says_nothing_that_the_text_does_not(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = printed(SCREENS[name], "en", 80, monkeypatch, Terminal())
    plain = printed(SCREENS[name], "en", 80, monkeypatch, io.StringIO())
    assert SGR_OR_LINK.sub("", coloured) == plain


def test_no_color_means_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    text = printed(look_up, "en", 80, monkeypatch, Terminal())
    assert not re.search(r"\x1b\[[0-9;]*(?:3[1-7]|9[0-7])[0-9;]*m", text)


@pytest.mark.parametrize("name", SCREENS)
def test_a_dumb_terminal_gets_no_escape_codes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in printed(SCREENS[name], "en", 80, monkeypatch, Terminal())


def test_every_verdict_has_a_mark_of_its_own_kind() -> None:
    """Good, bad, doubtful: nobody needs colour to tell them apart."""
    assert set(VERDICT_MARKS) == set(Status)
    good = [status for status, (mark, _) in VERDICT_MARKS.items() if mark == "✔"]
    assert good == [Status.OFFICIAL]


def test_a_dated_source_of_a_disagreement_is_not_called_old(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = {
        "source": "https://a.example/x",
        "published": "2026-11-01",
        "read": "2026-11-02",
        "checked": None,
    }
    sides = [{"offered": True, "value": None, "evidence": [evidence]}]
    platform: object = {"disagreements": [{"about": "phone", "positions": sides}]}
    draw: Callable[[Screen], None] = lambda screen: screen._disagreements(platform, TODAY)  # noqa: E731
    assert "old" not in printed(draw, "en", 80, monkeypatch, io.StringIO())


def test_a_disputed_absence_is_not_marked_as_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = {"source": "https://a.example/x", "published": None, "read": "2026-11-02", "checked": None}
    absence = {"kind": "phone", "network": None, "regions": [], "trust": "official", "evidence": [evidence]}
    platform: object = {"absences": [absence], "disagreements": [{"about": "phone"}]}
    draw: Callable[[Screen], None] = lambda screen: screen._absences(platform, TODAY)  # noqa: E731
    assert printed(draw, "en", 80, monkeypatch, io.StringIO()).strip().startswith("?")


def test_a_search_in_vain_names_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever doubts it can look there again."""
    evidence = {"source": "https://a.example/x", "published": None, "read": "2026-11-02", "checked": None}
    platform: object = {"not_found": [{"kind": "phone", "network": None, "evidence": [evidence]}]}
    draw: Callable[[Screen], None] = lambda screen: screen._searches(platform, TODAY)  # noqa: E731
    shown = printed(draw, "en", 80, monkeypatch, io.StringIO())
    assert "looked for on these pages" in shown and "https://a.example/x" in shown


def test_the_chains_of_a_wallet_are_shown_with_the_page_that_names_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A coin sent on another chain is the commonest loss that is none."""
    shown = printed(lambda screen: show(screen, "tokenpocket"), "en", 80, monkeypatch, io.StringIO())
    assert "Works with these blockchains, by its page: BTC, ETH" in shown
    assert "wallet-management/transfer-to-wrong-chain" in shown


def test_a_closed_pipe_is_left_to_the_boundary() -> None:
    """Rich would leave with exit code 1, which means: it is a fake."""
    with pytest.raises(BrokenPipeError):
        terminal._Console().on_broken_pipe()


@pytest.mark.parametrize(
    ("claim", "lines"),
    [
        (
            "+18889087390",
            ["  ✘ +1 888-908-7390  this one", "                ^^", "  ✔ +1 888-908-7930  the official one"],
        ),
        (
            "+1 888 908 793",
            ["  ✘ +1 888-908-793_  this one", "                  ^", "  ✔ +1 888-908-7930  the official one"],
        ),
        (
            "+44 888 908 7930",
            ["  ✘ +44 888-908-7930  this one", "     ^^", "  ✔ +1  888-908-7930  the official one"],
        ),
        (
            "+888 908 7930",
            ["  ✘ +_ 888-908-7930  this one", "     ^", "  ✔ +1 888-908-7930  the official one"],
        ),
    ],
)
def test_a_number_stands_above_the_one_it_imitates(
    claim: str, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Digit above digit, with marks that need no colour where they differ."""
    text = printed(lambda screen: judge(screen, claim), "en", 80, monkeypatch, io.StringIO())
    assert text.splitlines()[2:5] == lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_about_what_reached_the_user_is_not_green(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even for an official number: no mark of success, no colour of one, nothing that can be clicked or copied as genuine."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = printed(SCREENS["verify-incoming"], language, 80, monkeypatch, Terminal())
    words = Words(language)
    assert words("verdict.incoming") in text and words("verdict.official.means") not in text
    assert "✔" not in text and "\x1b[32m" not in text and "\x1b[1;32m" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_that_was_shown_stands_among_those_to_dial(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What counts is who dials."""
    verdict = verify("+34900983477", INDEX, incoming=True)
    ranked = rank(record("coinbase"), SITUATION)
    instead = pick_instead(ranked, "+34900983477", verdict.kind, verdict.imitates)
    text = printed(
        lambda screen: screen.verdict(verdict, instead, TODAY), language, 80, monkeypatch, io.StringIO()
    )
    heading = Words(language)("verdict.instead.incoming", name="Coinbase")
    assert "+34 900 983 477" in text.partition(heading)[2]
