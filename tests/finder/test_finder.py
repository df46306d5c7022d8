"""What a program asks a Finder, and what it gets; the imaginary registry answers."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from contactfinder import (
    AmbiguousPlatform,
    ContactfinderError,
    Finder,
    FinderClosed,
    Issue,
    RegistryError,
    Status,
    UnknownPlatform,
    UsageError,
    error_to_json,
    in_words,
)
from contactfinder.errors import ExitCode
from contactfinder.render.outputs import OUTPUTS

OFFICIAL, IMPOSTOR = "+44 20 7946 0000", "+44 808 157 0666"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday, when the desk in London is open
QUESTIONS: dict[str, Callable[[Finder], object]] = {
    "verify": lambda f: f.verify(OFFICIAL),
    "lookup": lambda f: f.lookup("example-exchange"),
    "instead": lambda f: f.instead(f.verify(OFFICIAL)),
    "explain": lambda f: f.explain(OFFICIAL),
    "platforms": lambda f: f.platforms(),
    "platform": lambda f: f.platform("example-exchange"),
    "registry": lambda f: f.registry,
    "index": lambda f: f.index,
    "with": lambda f: f.__enter__().platforms(),
}

# -- verify, instead, explain


@pytest.mark.parametrize(
    ("claim", "status"),
    [(OFFICIAL, Status.OFFICIAL), (IMPOSTOR, Status.IMPOSTOR), ("hello", Status.INVALID)],
)
def test_a_contact_gets_the_verdict_of_the_registry(finder: Finder, claim: str, status: Status) -> None:
    assert finder.verify(claim).status is status


def test_the_country_says_how_a_number_is_read(finder: Finder) -> None:
    verdict = finder.verify("020 7946 0000", country="gb")
    assert (verdict.status, verdict.contact and verdict.contact.value) == (Status.OFFICIAL, "+442079460000")


def test_the_platform_named_is_the_one_it_must_belong_to(finder: Finder) -> None:
    assert finder.verify(OFFICIAL, claimed="example exchange").status is Status.OFFICIAL
    assert finder.verify(OFFICIAL, claimed="other broker").status is not Status.OFFICIAL


def test_a_doubtful_contact_has_genuine_ones_to_use_instead(finder: Finder) -> None:
    found = finder.instead(finder.verify(IMPOSTOR, claimed="example-exchange"), country="GB", at=NOON)
    assert found and {item.channel["trust"] for item in found} == {"official"}
    assert found[0].channel["kind"] == "phone"


def test_a_contact_of_nobody_has_nothing_to_use_instead(finder: Finder) -> None:
    assert finder.instead(finder.verify("https://nobody.example")) == ()


def test_a_listed_contact_is_explained_from_itself_to_the_lists(finder: Finder) -> None:
    found = finder.explain("020 7946 0000", country="GB")
    assert (found.contact.value, found.platform["id"]) == ("+442079460000", "example-exchange")
    assert [link.link for link in found.chain] == ["contact", "rooted-page", "domain", "list", "list"]


def test_a_contact_that_is_not_listed_cannot_be_explained(finder: Finder) -> None:
    with pytest.raises(UsageError, match="contact-not-listed"):
        finder.explain("https://nobody.example")


# -- lookup, platform


@pytest.mark.parametrize(
    "name", ["example-exchange", "EXAMPLE exchange", "示例交易所", "ExEx", "example-exchange.com"]
)
def test_a_platform_is_found_by_whatever_people_call_it(finder: Finder, name: str) -> None:
    assert finder.lookup(name).platform == finder.platform(name) == finder.platform("example-exchange")


def test_channels_are_ranked_for_the_user(finder: Finder) -> None:
    found = finder.lookup("ExEx", issue="account-security", country="GB", languages="en", at=NOON)
    best = found.channels[0]
    assert (best.channel["contact"], best.opening.state, best.dial) == (
        "+442079460000",
        "open",
        "020 7946 0000",
    )


@pytest.mark.parametrize("tried", [["020 7946 0000"], "+44 20 7946 0000", {"phone"}])
def test_what_was_tried_may_be_said_as_people_say_it(finder: Finder, tried: Any) -> None:
    found = finder.lookup("ExEx", country="GB", tried=tried, at=NOON)
    failed = {r.channel["contact"] for r in found.channels if "tried" in {x.code for x in r.reasons}}
    assert "+442079460000" in failed


def test_official_channels_can_be_told_from_the_others(finder: Finder) -> None:
    """A program that shows them all as the platform's own would send people to strangers."""
    found = finder.lookup("ExEx")
    assert {item.channel["trust"] for item in found.official} == {"official"}
    assert {item.channel["trust"] for item in found.channels} > {"official"}


def test_an_issue_may_be_a_member_or_its_text(finder: Finder) -> None:
    said = [finder.lookup("ExEx", issue=issue, at=NOON) for issue in ("fraud", Issue.FRAUD)]
    assert said[0] == said[1] and said[0].situation.issue is Issue.FRAUD


def test_an_unknown_platform_comes_with_similar_ones(finder: Finder) -> None:
    with pytest.raises(UnknownPlatform) as raised:
        finder.lookup("exampel exchange")
    assert raised.value.suggestions[0].id == "example-exchange"
    assert raised.value.name == "exampel exchange"


def test_a_name_of_two_platforms_has_no_answer(compiled: Path, tmp_path: Path) -> None:
    """Guessing would show the channels of somebody else."""
    shutil.copy(compiled, tmp_path / "both.sqlite")
    with closing(sqlite3.connect(tmp_path / "both.sqlite")) as db, db:
        db.execute("INSERT INTO name VALUES ('exex', 'other-broker')")
    with Finder.open(compiled=tmp_path / "both.sqlite") as finder, pytest.raises(AmbiguousPlatform) as raised:
        finder.lookup("ExEx")
    assert raised.value.ids == ("example-exchange", "other-broker")


# -- wrong questions


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"country": "Germany"}, "bad-country"),
        ({"country": ""}, "bad-country"),
        ({"issue": "boredom"}, "bad-value"),
        ({"at": datetime(2026, 11, 22, 12)}, "bad-time"),  # noqa: DTZ001  without a zone, as it must not be
        ({"at": datetime(1, 1, 1, tzinfo=UTC)}, "bad-time"),
    ],
)
def test_a_wrong_option_is_an_error_with_a_code_and_words(finder: Finder, options: Any, code: str) -> None:
    with pytest.raises(UsageError) as raised:
        finder.lookup("ExEx", **options)
    assert raised.value.code == code and raised.value.exit_code == ExitCode.USAGE
    assert all(in_words(raised.value, "en")) and all(in_words(raised.value, "zh"))


@pytest.mark.parametrize("country", ["usa", "Ｇ", ""])
def test_a_country_that_is_none_is_not_read_as_anywhere(finder: Finder, country: str) -> None:
    with pytest.raises(UsageError, match="bad-country"):
        finder.verify(OFFICIAL, country=country)


def test_an_error_speaks_only_the_languages_there_are() -> None:
    with pytest.raises(UsageError, match="bad-language"):
        in_words(UsageError("bad-country", value="x"), "tlh")


def test_text_from_outside_is_made_safe_in_the_words_of_an_error() -> None:
    assert "\x1b" not in in_words(UsageError("bad-country", value="\x1b[31m")).message


# -- opening and closing


def test_entries_of_ones_own_lie_over_the_others(compiled: Path, tmp_path: Path) -> None:
    (tmp_path / "mine" / "platforms").mkdir(parents=True)
    (tmp_path / "mine" / "platforms" / "mine.yaml").write_text("name: Mine\nkind: wallet\n", encoding="utf-8")
    today = date(2026, 11, 22)
    with Finder.open(tmp_path / "mine", cache=tmp_path / "kept", today=today, compiled=compiled) as finder:
        assert {"mine", "example-exchange"} <= {platform.id for platform in finder.platforms()}
    assert len(list((tmp_path / "kept").iterdir())) == 1


@pytest.mark.parametrize(
    ("options", "code"),
    [({"compiled": "no-such-file"}, "registry-missing"), ({"registry": "no-such-folder"}, "registry-folder")],
)
def test_a_registry_that_is_not_there_is_said_at_once(options: Any, code: str) -> None:
    with pytest.raises(RegistryError, match=code):
        Finder.open(**options)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_closed_finder_says_so(finder: Finder, question: str) -> None:
    """And not what the database underneath would say."""
    finder.close()
    finder.close()
    with pytest.raises(FinderClosed) as raised:
        QUESTIONS[question](finder)
    assert isinstance(raised.value, ContactfinderError) and raised.value.code == "finder-closed"
    assert "finder-closed" in in_words(raised.value).message


def test_it_shows_which_registry_it_reads(finder: Finder) -> None:
    assert finder.registry.version in repr(finder) and len(finder.registry.digest) == 64


# -- JSON


def answers(finder: Finder) -> dict[str, Any]:
    return {
        "verify": finder.to_json(finder.verify(IMPOSTOR, claimed="example-exchange")),
        "lookup": finder.to_json(finder.lookup("ExEx", at=NOON)),
        "explain": finder.to_json(finder.explain(OFFICIAL)),
    }


@pytest.mark.parametrize("shape", ["verify", "lookup", "explain"])
def test_json_has_the_schema_of_the_command(finder: Finder, shape: str) -> None:
    found = answers(finder)[shape]
    jsonschema.validate(json.loads(json.dumps(found)), msgspec.json.schema(OUTPUTS[shape]))
    assert found["registry"]["digest"] == finder.registry.digest


def test_json_of_a_doubtful_contact_has_genuine_ones_beside_it(finder: Finder) -> None:
    doubtful, genuine = (finder.verify(c, claimed="example-exchange") for c in (IMPOSTOR, OFFICIAL))
    assert finder.to_json(doubtful)["instead"] != [] == finder.to_json(genuine)["instead"]
    assert finder.to_json(doubtful, instead=())["instead"] == []


def test_json_of_an_unknown_platform_has_suggestions_and_the_safe_procedure(finder: Finder) -> None:
    with pytest.raises(UnknownPlatform) as raised:
        finder.platform("exampel exchange")
    found = error_to_json(raised.value)
    jsonschema.validate(found, msgspec.json.schema(OUTPUTS["error"]))
    assert found["suggestions"][0]["id"] == "example-exchange" and found["advice"]
    assert found["registry"] == finder.registry._asdict()
