"""`registry new`: the whole interview through a pipe. What breaks a rule is refused at once, and what is written passes them all."""

import io
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contactfinder.cli import main
from contactfinder.cli.session import Session
from contactfinder.contacts import parse
from contactfinder.registry import source
from contactfinder.registry.index import BUILT_IN, Index
from made_registry import channel, evidence, platform, registry

FIRST, SECOND = "github:lists/first/data/n.json@f3ac2ab", "github:lists/second/data/n.json@f3ac2ab"
PAGE = "https://www.new-exchange.com/contact"
PATH = Path("registry/platforms/new-exchange.yaml")
NAMED = ["New Exchange", "exchange"]
DOMAIN = ["new-exchange.com", FIRST, "2026-08", SECOND, "", "", ""]
PHONE = ["+44 20 7946 0000", "card, fraud", PAGE, "2026-10-01", "", ""]
WHOLE = [*NAMED, *DOMAIN, *PHONE, ""]
IMPOSTOR = {
    "contact": "+18883832936",
    "brands": ["X"],
    "sightings": evidence("https://github.com/a/b/issues/1"),
}
both_languages = pytest.mark.parametrize("lang", ["en", "zh"])

Said = tuple[int, str, str]
Run = Callable[..., Said]


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Session, "now", datetime(2026, 11, 28, 12, tzinfo=UTC))
    registry(
        Path("registry"), IMPOSTOR, example=platform(channel("phone", "+1 844 555 0123"), aliases=["ExEx"])
    )


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `registry …` with answers on standard input."""

    def call(*arguments: str, answers: list[str] | bytes = b"") -> Said:
        content = (
            answers if isinstance(answers, bytes) else "".join(f"{answer}\n" for answer in answers).encode()
        )
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        with pytest.raises(SystemExit) as left:
            main(["registry", *arguments])
        out, err = capsysbinary.readouterr()
        return int(left.value.code or 0), out.decode(), err.decode()

    return call


def new(run: Run, answers: list[str] | bytes, *options: str, name: str = "new-exchange") -> Said:
    return run("new", *options, "--", name, answers=answers)


def written() -> dict[str, object]:
    found: dict[str, object] = source.read(PATH.read_text("utf-8")).data
    return found


def passes(run: Run) -> bool:
    """What was written breaks no rule and is in the one style, and nothing else got worse."""
    return run("check")[0] == 0 and run("fmt", str(PATH), "--check")[0] == 0


# -- the whole interview


@both_languages
def test_an_entry_is_written_as_it_was_answered(run: Run, lang: str) -> None:
    code, out, err = new(run, WHOLE, "--lang", lang)
    assert (code, passes(run)) == (0, True)
    assert PATH.as_posix() in out and "new-exchange.com" in err
    assert (
        PATH.read_text()
        == f"""\
name: New Exchange
kind: exchange
domains:
  - domain: new-exchange.com
    evidence:
      - {{source: "{FIRST}", published: 2026-08, read: 2026-11-28}}
      - {{source: "{SECOND}", read: 2026-11-28}}
channels:
  - kind: phone
    value: "+44 20 7946 0000"
    purposes: [card, fraud]
    evidence:
      - {{source: "{PAGE}", published: 2026-10-01, read: 2026-11-28}}
"""
    )


@both_languages
def test_the_answer_alone_goes_to_standard_output(run: Run, lang: str) -> None:
    code, out, err = new(run, WHOLE, "--json", "--lang", lang)
    found = json.loads(out)
    assert (code, found["path"], found["problems"]) == (0, PATH.as_posix(), [])
    assert found["rooted"] == ["new-exchange.com"] and "> " in err and out.isascii()


def test_without_a_phone_line_it_is_asked_who_says_so(run: Run) -> None:
    assert new(run, [*NAMED, *DOMAIN, "", PAGE, "", ""])[0] == 0
    assert written()["absences"] == [{"kind": "phone", "evidence": [{"source": PAGE, "read": "2026-11-28"}]}]
    assert passes(run)


def test_without_such_a_page_it_is_asked_where_one_was_looked_for(run: Run) -> None:
    assert new(run, [*NAMED, *DOMAIN, "", "", PAGE, "", ""])[0] == 0
    assert [kind for kind in ("absences", "not_found") if kind in written()] == ["not_found"] and passes(run)


def test_a_fact_without_a_source_is_left_out(run: Run) -> None:
    assert new(run, [*NAMED, "new-exchange.com", "", "", "+44 20 7946 0000", "", "", "", "", ""])[0] == 0
    assert list(written()) == ["name", "kind"] and passes(run)


def test_an_unproven_domain_is_said_to_make_nothing_official(run: Run) -> None:
    _, out, err = new(run, [*NAMED, "new-exchange.com", FIRST, "", "", "", "", "", ""])
    assert "not proven yet" in err and "nothing in this entry can be official" in out


# -- refusals


def refused(run: Run, before: list[str], answer: str, rest: list[str]) -> list[str]:
    """What was said of one wrong answer, after which the interview went on to its end."""
    code, _, err = new(run, [*before, answer, *rest])
    assert (code, passes(run)) == (0, True)
    return [line for line in err.replace("> ", "").splitlines() if line.startswith("✘")]


@pytest.mark.parametrize(
    "answer", ["ExEx", "Example Exchange", "example", "EXAMPLE-exchange", "A\x1b[31m", "A\u202eB", "e\u0301"]
)
def test_a_name_is_refused(run: Run, answer: str) -> None:
    """One that finds another platform, and one with what nobody can see."""
    assert len(refused(run, [], answer, WHOLE)) == 1


@pytest.mark.parametrize("answer", ["bank", "Exchange", "1", "exchange, broker"])
def test_a_kind_that_is_none_is_refused(run: Run, answer: str) -> None:
    assert len(refused(run, NAMED[:1], answer, WHOLE[1:])) == 1


@pytest.mark.parametrize(
    "answer",
    [
        *(
            "www.new-exchange.com",
            "co.uk",
            "example-hosting.com",
            "shop.example-hosting.com",
            "example-exchange.com",
        ),
        *("https://new-exchange.com", "new exchange", "1.2.3.4", "-", "new-exchange.com."),
    ],
)
def test_a_domain_is_refused(run: Run, answer: str) -> None:
    """A subdomain, a suffix, a shared host, one that is claimed already, or none at all."""
    assert len(refused(run, NAMED, answer, WHOLE[2:])) == 1


def test_a_domain_is_taken_in_any_case(run: Run) -> None:
    assert refused(run, NAMED, "New-Exchange.COM", WHOLE[3:]) == []


def test_a_domain_stands_once(run: Run) -> None:
    assert len(refused(run, [*NAMED, *DOMAIN[:-1]], "new-exchange.com", ["", *PHONE, ""])) == 1


@pytest.mark.parametrize(
    "answer",
    [
        "their website",
        "http//a",
        "github:a/b",
        "https://",
        "https://a@b.com/",
        "https://new-exchange.com/about",
    ],
)
def test_a_source_is_refused(run: Run, answer: str) -> None:
    """What nobody can open; and the word of the domain itself for itself."""
    assert len(refused(run, [*NAMED, DOMAIN[0]], answer, [*DOMAIN[1:], *PHONE, ""])) == 1


@pytest.mark.parametrize(
    "answer", ["2026-02-31", "0000-00-00", "2026-11-29", "yesterday", "22.11.2026", "2026-1-1", "26"]
)
def test_a_date_is_refused(run: Run, answer: str) -> None:
    """One that never was, one that is to come, one that is none."""
    assert len(refused(run, [*NAMED, *DOMAIN[:2]], answer, [*DOMAIN[2:], *PHONE, ""])) == 1


@pytest.mark.parametrize(
    "answer",
    [
        *("+44 20", "020 7946 0000", "+999 123456", "+1 844 555 0123", "+1 888 383 2936", "hello", "@somebody", "help@", "x:"),
        *("tiktok:name", "+44 20 7946 0000 ext 5"),
    ],
)  # fmt: skip
def test_a_contact_is_refused(run: Run, answer: str) -> None:
    """Unassigned, of another platform, of an impostor, unreadable, on no network that is known."""
    assert len(refused(run, [*NAMED, *DOMAIN], answer, [*PHONE, ""])) == 1


@pytest.mark.parametrize("answer", ["http://new-exchange.com/help", "https://user@new-exchange.com/help"])
def test_a_page_is_refused_when_its_address_is_not_safe(run: Run, answer: str) -> None:
    assert len(refused(run, [*NAMED, *DOMAIN, answer], "shop", ["website", *PHONE, ""])) == 2


@pytest.mark.parametrize("answer", ["everything", "card; fraud", "card,,frauds"])
def test_a_purpose_that_is_none_is_refused(run: Run, answer: str) -> None:
    assert len(refused(run, [*NAMED, *DOMAIN, PHONE[0]], answer, [*PHONE[1:], ""])) == 1


# -- contacts as people write them


@pytest.mark.parametrize(
    ("answer", "kind", "network", "value"),
    [
        ("mailto:help@new-exchange.com", "email", None, "help@new-exchange.com"),
        ("tel:+442079460000", "phone", None, "+442079460000"),
        ("https://x.com/new_exchange", "social", "x", "new_exchange"),
        ("telegram:new_exchange", "social", "telegram", "new_exchange"),
        ("https://wa.me/442079460000", "social", "whatsapp", "+442079460000"),
        ("new-exchange.com/help", "help-centre", None, "https://new-exchange.com/help"),
    ],
)
def test_a_contact_may_be_written_in_many_ways(
    run: Run, answer: str, kind: str, network: str | None, value: str
) -> None:
    page = ["help-centre"] if kind == "help-centre" else []
    code, _, _ = new(run, [*NAMED, *DOMAIN, answer, *page, "fraud，card、fraud", PAGE, "", "", ""])
    expected = {"kind": kind, "network": network, "value": value, "purposes": ["fraud", "card"]}
    found = {key: field for key, field in written()["channels"][0].items() if key != "evidence"}  # type: ignore[index]
    assert (code, found) == (0, {key: field for key, field in expected.items() if field})
    assert passes(run)


def test_every_account_of_the_real_registry_can_be_entered(run: Run) -> None:
    """By its link, where it has one: what is written is the same contact."""
    index = Index.open(BUILT_IN)
    links = {
        c["network"]: (c["link"], c["contact"])
        for p in index.platforms()
        for c in p["channels"]
        if c["kind"] == "social" and c["link"]
    }
    for number, (link, contact) in enumerate(links.values()):
        name = f"new-{number}"
        assert new(run, [f"New {number}", "wallet", "", link, "", PAGE], name=name)[0] == 0
        (found,) = source.read(Path(f"registry/platforms/{name}.yaml").read_text()).data["channels"]
        assert parse(f"{found['network']}:{found['value']}").readings[0].contact.value == contact


# -- leaving


@pytest.mark.parametrize("answered", range(len(WHOLE) + 1))
def test_ctrl_d_keeps_what_was_entered(run: Run, answered: int) -> None:
    """At whichever question: there is an entry as soon as it has a name and a kind, and it passes."""
    code, out, err = new(run, WHOLE[:answered])
    if answered < len(NAMED):
        assert (code, out, PATH.exists()) == (2, "", False) and "Ctrl-D" in err
    else:
        assert (code, passes(run)) == (0, True)
        assert ("domains" in written()) == (answered > len(NAMED) + 1)
        assert ("channels" in written()) == (answered > len(NAMED) + len(DOMAIN) + 2)


@both_languages
@pytest.mark.parametrize("answered", [0, 1, 2, 4, 9, 12])
def test_ctrl_c_exits_130_and_writes_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch, answered: int, lang: str
) -> None:
    answers = iter(WHOLE[:answered])

    def entered() -> str:
        for answer in answers:
            return answer
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", entered)
    before = sorted(Path("registry").rglob("*"))
    code, out, _ = new(run, b"", "--lang", lang)
    assert (code, out, sorted(Path("registry").rglob("*"))) == (130, "", before)


def test_closed_input_is_an_end_of_answers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(io, "TextIOWrapper", lambda *_, **__: None)
    code, _, err = new(run, b"")
    assert code == 2 and "fault" not in err


# -- the id


@both_languages
@pytest.mark.parametrize(
    "name",
    ["../x", "A", "", "a_b", "a--b", "-a", "a/b", "a" * 61, "a" * 400, "é", "a\n", "con.yaml", "\x1b[31m"],
)
def test_an_id_that_is_none_exits_2(run: Run, name: str, lang: str) -> None:
    code, out, err = new(run, WHOLE, "--lang", lang, name=name)
    assert (code, out) == (2, "") and "example-exchange" in err
    assert len(list(Path("registry/platforms").iterdir())) == 1 and "\x1b" not in err


def test_an_entry_that_exists_is_not_touched(run: Run) -> None:
    before = Path("registry/platforms/example.yaml").read_bytes()
    code, out, err = new(run, WHOLE, name="example")
    assert (code, out) == (5, "") and "registry/platforms/example.yaml" in err
    assert Path("registry/platforms/example.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["exex", "example-exchange"])
def test_an_id_that_finds_another_platform_exits_5(run: Run, name: str) -> None:
    code, _, err = new(run, WHOLE, name=name)
    assert code == 5 and "example" in err and not Path(f"registry/platforms/{name}.yaml").exists()


def test_a_folder_that_is_no_registry_exits_5(run: Run) -> None:
    assert new(run, WHOLE, "--registry", ".")[0] == 5


def test_another_registry_can_be_named(run: Run) -> None:
    registry(Path("my own"))
    code, out, _ = new(run, WHOLE, "--registry", "my own")
    assert code == 0 and "check 'my own/platforms/new-exchange.yaml'" in out


# -- text from outside


@pytest.mark.parametrize(
    "name", ["[red]Bank[/red]", "{0}%s{name}", "# Bank", "- a: b", "no", "'\"\\", "币安 Exchange", "<b>`x`"]
)
def test_an_answer_is_text_and_nothing_else(run: Run, name: str) -> None:
    assert new(run, [name, *WHOLE[1:]])[0] == 0
    assert written()["name"] == name and passes(run)


def test_answers_that_are_no_utf8_are_shown_as_codes(run: Run) -> None:
    code, _, err = new(run, b"Caf\xff\nexchange\n")
    assert (code, written()["name"]) == (0, "Caf\\xff") and "fault" not in err


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                *WHOLE,
                PAGE,
                "x:a_name",
                "telegram:a_name",
                "website",
                "fraud",
                "2026",
                "https://new-exchange.com/a",
            ]
        )
        | st.text(max_size=6),
        max_size=30,
    )
)
def test_whatever_is_answered_what_is_written_passes(run: Run, answers: list[str]) -> None:
    """Answers in any order, and anything at all: a usage error, or an entry that breaks no rule."""
    PATH.unlink(missing_ok=True)
    code, _, err = new(run, "\n".join(answers).encode("utf-8", "surrogatepass"))
    assert code in (0, 2) and "fault" not in err
    assert code == 2 or passes(run)
