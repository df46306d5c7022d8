"""One line a claim: columns that stand under each other, and no contact that can be clicked unless it is official."""

import pytest
from rich.cells import cell_len

from contactfinder.render.rows import CONTACT, LABEL, VERDICT, Rows
from contactfinder.render.words import LANGUAGES, Words
from contactfinder.verify import Status, verify

CLAIMS = {
    "+18445550123": Status.OFFICIAL,
    "+18445550199": Status.IMPOSTOR,
    "+18445550132": Status.LOOKALIKE,
    "https://example-exchange.com.evil.net/": Status.LOOKALIKE,
    "+12025550143": Status.UNKNOWN,
    "javascript:alert(1)": Status.INVALID,
    "汉字": Status.INVALID,
    "x" * 3000: Status.INVALID,
}
languages = pytest.mark.parametrize("language", LANGUAGES)


def line(index, claim: str, language: str = "en", **more) -> str:
    rows = Rows(Words(language), **more)
    return rows.label("7") + rows.row(verify(claim, index))


@languages
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c[:20])
def test_the_contact_stands_in_its_column(index, claim: str, language: str) -> None:
    """Also behind Chinese words, whose characters are two columns wide."""
    shown = line(index, claim, language)
    assert verify(claim, index).status is CLAIMS[claim] and "\n" not in shown
    before = LABEL + VERDICT + 4
    cells = [cell_len(shown[:i]) for i in range(len(shown))]
    start = cells.index(before)
    assert shown[start - 1] == " " and shown[start] != " "


@languages
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c[:20])
@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_line_fits_on_a_terminal(index, claim: str, width: int, language: str) -> None:
    assert cell_len(line(index, claim, language, width=width)) <= width


@pytest.mark.parametrize(
    "claim", ["https://example-exchange.com.evil.net/", "a@evil.net", "https://evil.net/a"]
)
def test_what_is_not_official_cannot_be_clicked(index, claim: str) -> None:
    shown = line(index, claim)
    assert "evil[.]net" in shown and "evil.net" not in shown and "https://evil" not in shown


def test_an_official_contact_is_shown_as_it_is(index) -> None:
    assert "https://help.example-exchange.com/contact" in line(
        index, "https://help.example-exchange.com/contact?form=1"
    )


@languages
@pytest.mark.parametrize("status", Status)
def test_every_verdict_fits_in_its_column(status: Status, language: str) -> None:
    assert cell_len(f"✔ {Words(language)(f'short.{status}')}") <= VERDICT


def test_colours_are_for_terminals_only(index) -> None:
    assert "\x1b[1;32m" in line(index, "+18445550123", colours=True)
    assert "\x1b" not in line(index, "+18445550123")


def test_most_contacts_fit_in_their_column() -> None:
    assert cell_len("hxxps://example[.]com/") <= CONTACT


def test_a_claim_holds_no_codes_of_terminals(index) -> None:
    assert "\\u001b[31m" in line(index, "\x1b[31mhello").replace("[[", "[")
