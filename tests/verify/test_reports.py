"""Reports of fake support: what they cover, what they carry, and what they can not do."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from contactfinder.registry.build import build, write
from contactfinder.registry.index import Index
from contactfinder.registry.record import ImpostorRecord
from contactfinder.verify import Status, Why, verify

FIXTURES = Path(__file__).parents[1] / "fixtures" / "registry"


@pytest.mark.parametrize(
    "text",
    [
        "+1 844 555 0199",
        "+1 (844) 555-0199 ext. 5",
        "+1 844 555 O199",  # a letter for a digit
        "1-844-JKL-0199",  # letters of the keypad
        "+844 555 0199",  # no country code
        "844 555 0199",
        "tel:+18445550199",
        "wa.me/18445550199",
    ],
)
@pytest.mark.parametrize("country", [None, "US", "GB", "CN"])
def test_an_impostor_is_found_in_every_reading(index: Index, text: str, country: str | None) -> None:
    """Extensions, letters and missing country codes hide nobody."""
    verdict = verify(text, index, country)
    assert (verdict.status, verdict.contact and verdict.contact.value) == (Status.IMPOSTOR, "+18445550199")


def test_a_report_says_how_often_when_and_as_whom(index: Index) -> None:
    """The sightings come with the answer, oldest first."""
    report = verify("+1 844 555 0199", index).report
    assert report
    assert (report["count"], report["first"], report["last"]) == (2, "2025-01-02", "2025-03-04")
    assert report["brands"] == ["example exchange", "other broker"]
    assert [s["source"] for s in report["sightings"]] == [
        "https://forum.example.net/1",
        "https://forum.example.net/2",
    ]


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("+44 808 157 0666", "example-exchange"),  # posed as one platform: its genuine contacts are shown
        ("+1 844 555 0199", None),  # as two: as which this time, nobody knows
    ],
)
def test_the_platform_is_the_one_that_the_impostor_posed_as(
    index: Index, text: str, platform: str | None
) -> None:
    verdict = verify(text, index)
    assert (verdict.platform and verdict.platform["id"]) == platform


@pytest.fixture
def disputed(tmp_path: Path) -> Iterator[Index]:
    """The same registry, in which somebody reports contacts of the platform itself, as an overlay can."""
    target = tmp_path / "registry.sqlite"
    build(FIXTURES, target, date(2026, 11, 22))
    sighting = {"source": "https://forum.example.net/9", "published": "2026-01-02", "read": "2026-11"}
    reports: list[ImpostorRecord] = [
        {
            "contact": contact,
            "brands": ["example exchange"],
            "count": 1,
            "first": "2026-01-02",
            "last": "2026-01-02",
            "sightings": [sighting],  # type: ignore[list-item]
        }
        for contact in (
            "+442079460000",
            "+18005550177",
            "https://example-exchange.com/",
            "https://forum.example-exchange.com/t/1",
        )
    ]
    with sqlite3.connect(target) as db:
        write(db, [], reports)
    db.close()
    index = Index.open(target)
    yield index
    index.close()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("+44 20 7946 0000", Status.UNCONFIRMED),
        ("020 7946 0000", Status.UNCONFIRMED),
        ("https://example-exchange.com", Status.UNCONFIRMED),
        ("https://example-exchange.com/unlisted", Status.OFFICIAL_DOMAIN),
    ],
)
def test_a_report_of_the_platforms_own_contact_is_shown_beside_it(
    disputed: Index, text: str, status: Status
) -> None:
    """Somebody's report neither hides what the platform publishes, nor is it kept from the user: nothing is official."""
    verdict = verify(text, disputed, "GB")
    assert verdict.status is status
    assert Why.DISPUTED in {r.code for r in verdict.reasons}
    assert verdict.report and verdict.platform and verdict.platform["id"] == "example-exchange"


@pytest.mark.parametrize("text", ["+1 800 555 0177", "https://forum.example-exchange.com/t/1"])
def test_what_the_platform_does_not_publish_itself_is_no_excuse(disputed: Index, text: str) -> None:
    """A number that strangers name, or a page on which anybody writes, is an impostor when it is reported."""
    assert verify(text, disputed).status is Status.IMPOSTOR
