"""Support side by side: only what platforms say themselves counts, and not known is not none."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contactfinder import Finder
from contactfinder.errors import UsageError
from contactfinder.finder import UnknownPlatform
from contactfinder.guidance.comparing import KINDS, Compared
from contactfinder.registry.build import build

FIXTURES = Path(__file__).parents[1] / "fixtures" / "registry"
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def imagined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finder]:
    """The imaginary registry, in which everything is known."""
    target = tmp_path_factory.mktemp("compiled") / "registry.sqlite"
    build(FIXTURES, target, AT.date())
    with Finder.open(compiled=target) as opened:
        yield opened


@pytest.fixture(scope="module")
def real() -> Iterator[Finder]:
    with Finder.open() as opened:
        yield opened


def compared(finder: Finder, *names: str) -> list[Compared]:
    return list(finder.compare(names, at=AT))


def offered(row: Compared) -> dict[str, tuple[int, bool]]:
    return {o.kind: (o.official, o.denied) for o in row.offered}


def ids(rows: list[Compared]) -> list[str]:
    return [row.platform["id"] for row in rows]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["example-exchange", "other-broker"], ["example-exchange", "other-broker"]),
        (["other-broker", "example-exchange"], ["other-broker", "example-exchange"]),
        (
            ["split-payment", "示例交易所", "example-wallet.com"],
            ["split-payment", "example-exchange", "example-wallet"],
        ),
        (["ExEx", "example-exchange", "other-broker"], ["example-exchange", "other-broker"]),
    ],
)
def test_platforms_stand_in_the_order_in_which_they_are_named(
    imagined: Finder, names: list[str], found: list[str]
) -> None:
    """By any of their names, each once."""
    assert ids(compared(imagined, *names)) == found


@pytest.mark.parametrize(
    "names",
    [[], ["example-exchange"], ["example-exchange"] * 2, ["ExEx", "Sample Exchange", "example-exchange.com"]],
)
def test_fewer_than_two_platforms_are_no_comparison(imagined: Finder, names: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        imagined.compare(names, at=AT)
    assert refused.value.code == "compare-two"


def test_a_single_text_is_one_name_and_not_its_letters(imagined: Finder) -> None:
    with pytest.raises(UsageError, match="compare-two"):
        imagined.compare("example-exchange", at=AT)


@pytest.mark.parametrize(
    "names", [["example-exchange", "no such thing"], ["no such thing", "example-exchange"]]
)
def test_an_unknown_platform_is_not_left_out_in_silence(imagined: Finder, names: list[str]) -> None:
    with pytest.raises(UnknownPlatform) as unknown:
        imagined.compare(names, at=AT)
    assert unknown.value.name == "no such thing"


def test_every_kind_has_its_place_in_every_row(imagined: Finder) -> None:
    for row in compared(imagined, "example-exchange", "other-broker", "doubtful-swap"):
        assert [o.kind for o in row.offered] == list(KINDS)


def test_denied_and_not_known_are_two_things(imagined: Finder) -> None:
    """The broker says that it has no telephone and no e-mail; of a chat nothing is known."""
    broker = offered(compared(imagined, "other-broker", "example-exchange")[0])
    assert (broker["phone"], broker["email"]) == ((0, True), (0, True))
    assert (broker["chat"], broker["ticket"], broker["help-centre"]) == ((0, False), (1, False), (1, False))


def test_one_network_denied_is_not_all_of_them(imagined: Finder) -> None:
    """No WhatsApp, no Telegram: other accounts there may well be."""
    payment, wallet = compared(imagined, "split-payment", "example-wallet")
    assert offered(payment)["social"] == offered(wallet)["social"] == (0, False)


def test_what_an_unproven_page_denies_is_not_known(imagined: Finder) -> None:
    swap = offered(compared(imagined, "doubtful-swap", "example-exchange")[0])
    assert set(swap.values()) == {(0, False)}


def test_a_platform_that_says_both_has_what_it_offers_and_what_it_denies(imagined: Finder) -> None:
    assert offered(compared(imagined, "split-payment", "example-wallet")[0])["phone"] == (2, True)


def test_only_official_channels_count(imagined: Finder) -> None:
    """Not the two numbers that strangers name, nor the one that was withdrawn."""
    row = compared(imagined, "example-exchange", "example-wallet")[0]
    channels = row.platform["channels"]
    live = [c for c in channels if c["trust"] == "official" and not c["withdrawn"]]
    assert len([c for c in channels if c["kind"] == "phone"]) == 8
    assert (offered(row)["phone"], row.official) == ((5, False), len(live))


def test_hours_stand_with_their_zone_and_the_clock_round_apart(imagined: Finder) -> None:
    row = compared(imagined, "example-exchange", "example-wallet")[0]
    assert row.always_open == ["phone"]
    assert row.hours == [
        ("phone", "Mo-Fr 09:00-18:00", "Europe/London"),
        ("phone", "Mo-Su 20:00-04:00", "America/New_York"),
    ]


def test_languages_are_those_of_channels_that_answer_each_once(imagined: Finder) -> None:
    exchange, wallet = compared(imagined, "example-exchange", "example-wallet")
    assert (exchange.languages, wallet.languages) == (["en", "es", "zh-Hans"], [])


def test_the_times_that_they_promise_are_shown_as_they_promise_them(imagined: Finder) -> None:
    exchange, wallet = compared(imagined, "example-exchange", "example-wallet")
    assert {(r["time"], tuple(r["purposes"])) for r in exchange.claimed} == {
        ("PT24H", ("identity",)),
        ("PT5M/PT30M", ()),
    }
    assert wallet.claimed == []


def test_who_can_lock_an_account_by_telephone_or_form(imagined: Finder) -> None:
    rows = compared(imagined, "example-exchange", "other-broker", "example-wallet")
    assert [row.locks_account for row in rows] == [True, True, False]


def test_the_newest_date_and_how_many_facts_bear_one(imagined: Finder) -> None:
    exchange, wallet = compared(imagined, "example-exchange", "example-wallet")
    assert (exchange.newest, wallet.newest) == ("2026-08-20", None)
    assert 0 < exchange.dated < exchange.official
    assert (wallet.dated, wallet.official) == (0, 1)


def test_dates_grow_old(imagined: Finder) -> None:
    """After two years the same entry counts fewer dated facts; nothing here depends on today."""
    names = ("example-exchange", "example-wallet")
    later = imagined.compare(names, at=AT.replace(year=2030))[0]
    assert (later.dated, later.newest) == (0, "2026-08-20")


TEAM = """name: {name}
kind: exchange
domains:
  - domain: {domain}
    evidence:
      - {{source: "https://register.example.org/firms/9", read: 2026-11-22}}
support_team:
  size: 120
  evidence:
    - {{source: "{source}", published: 2026-08-20, read: 2026-11-22}}
support_languages:
  tags: [en, zh-Hans]
  evidence:
    - {{source: "{source}", published: 2026-08-20, read: 2026-11-22}}
not_found:
  - kind: phone
    evidence:
      - {{source: "{source}", read: 2026-11-22}}
"""


@pytest.fixture
def said(tmp_path: Path) -> Iterator[Finder]:
    """Two platforms: what one says of itself, and what a newspaper says of the other."""
    root = tmp_path / "registry"
    (root / "platforms").mkdir(parents=True)
    for name, source in (
        ("own-word", "https://www.own-word.com/about"),
        ("hearsay", "https://news.example.org/team"),
    ):
        text = TEAM.format(name=name.title(), domain=f"{name}.com", source=source)
        (root / "platforms" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (root / "publishers.yaml").write_bytes((FIXTURES / "publishers.yaml").read_bytes())
    build(root, tmp_path / "registry.sqlite", AT.date())
    with Finder.open(compiled=tmp_path / "registry.sqlite") as finder:
        yield finder


def test_the_size_of_the_team_counts_when_they_say_it_themselves(said: Finder) -> None:
    """A newspaper's figure is not theirs."""
    assert [row.team for row in said.compare(["own-word", "hearsay"], at=AT)] == [120, None]


def test_languages_of_the_whole_support_count_when_they_say_them_themselves(said: Finder) -> None:
    """They stand beside those of single channels."""
    assert [row.languages for row in said.compare(["own-word", "hearsay"], at=AT)] == [["en", "zh-Hans"], []]


def test_a_search_without_result_is_told_with_its_pages_and_day(said: Finder) -> None:
    """Not known is said as such: neither that there is a line, nor that there is none."""
    steps = {step.id: step.values for step in said.lookup("own-word", at=AT).advice}
    assert steps["phone-not-found"] == {"date": "2026-11-22", "pages": "1"}


def test_the_real_registry_compares_with_itself(real: Finder) -> None:
    """Every platform beside Coinbase: counts, denials and dates hang together."""
    for summary in real.platforms():
        if summary.id == "coinbase":
            continue
        row = real.compare([summary.id, "coinbase"], at=AT)[0]
        assert sum(o.official for o in row.offered) <= row.official >= row.dated >= 0
        assert (row.newest is None) <= (row.dated == 0)
        assert row.official or not (row.languages or row.hours or row.always_open or row.locks_account)
