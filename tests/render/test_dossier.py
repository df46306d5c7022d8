"""A case as evidence: everything is in it, in every form, and text from outside stays text."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from html.parser import HTMLParser
from unicodedata import category

import pytest
from made_findings import HOSTILE
from markdown_it import MarkdownIt

from contactfinder.journal import Case
from contactfinder.journal.exchange import EntryRecord
from contactfinder.journal.record import Attachment
from contactfinder.registry.index import Index
from contactfinder.render import dossier
from contactfinder.render.plain import plain
from contactfinder.render.spreadsheet import harmless
from contactfinder.render.words import LANGUAGES, Words
from contactfinder.verify import Status, Verdict, verify
from made_cases import after, broken, case, note, promised, seen

META = {"version": "2026-11-22", "digest": "ab" * 32}
NOW = after(days=9)
CHINA = timezone(timedelta(hours=8))
DIGEST = "0123456789abcdef" * 4
FORMULAS = {
    "formula": "=cmd|' /C calc'!A0",
    "sum": "@SUM(1+1)",
    "dial": "+1 844 555 0199",
    "lines": "a\n=1\n-2",
}
MARKUP = {
    "heading": "# one\n## two\n---",
    "fence": "```\n</pre>\n```",
    "cells": "a | b\n| --- |\n| c |",
    "entity": "&lt;script&gt; &amp;",
    "quotes": "\"><img src=x onerror='alert(1)'>",
    "quote": "> said\n- [ ] x",
    "image": "![x](https://evil.example/x.png)",
    "reference": "[x]: https://evil.example",
    "rtl": "\u200f\u202eabc",
    "end": "</title></style></section></body></html>",
    "nul": "a\x00b",
    "spans": "` `` ``` a `",
}
EVERY_HOSTILE = {**HOSTILE, **FORMULAS, **MARKUP}
hostile = pytest.mark.parametrize("text", EVERY_HOSTILE.values(), ids=EVERY_HOSTILE)
languages = pytest.mark.parametrize("language", LANGUAGES)


def attachment(number: int = 1, name: str = "receipt.png", state: str = "whole", **more) -> Attachment:
    return Attachment(number, f"{number:032}", None, name, 12_345, DIGEST, after(), state)._replace(**more)


WHOLE = case(
    note(
        0, channel="phone", contact=seen("+44 20 7946 0000"), agent="Anna", ticket="77", outcome="reached 25m"
    ),
    note(
        30, channel="phone", contact=seen("+44 20 7946 0001", "lookalike"), incoming=True, said="Your code?"
    ),
    note(
        at=datetime(2026, 11, 24, 9, 30, tzinfo=CHINA),
        channel="email",
        said="Where is it?\n\nSince Monday.",
        promise=promised("a refund", after(days=3)),
    ),
    note(7000, channel="letter", promise=broken(promised("a call", after(days=6), whole_day=True))),
    title="Stuck since Monday",
    attachments=(
        attachment(entry=3),
        attachment(2, "chat.txt", "changed"),
        attachment(3, "x.pdf", "missing"),
    ),
)


def hostile_case(text: str) -> Case:
    """One text wherever a user, a thief or a file can put one."""
    event = note(
        channel="phone",
        contact=seen(text, "unknown", contact=text),
        said=text,
        agent=text,
        ticket=text,
        promise=promised(text, after(days=1)),
        outcome="reached",
    )
    return case(event, platform=None, name=text, title=text, attachments=(attachment(name=text),))


def parts(found: Case, language: str = "en", today: dict[str, Verdict] | None = None) -> list[dossier.Part]:
    return dossier.dossier(found, today or {}, META, NOW, Words(language))


def markdown(found: Case, language: str = "en") -> str:
    return dossier.as_markdown(parts(found, language), Words(language))


def html(found: Case, language: str = "en") -> str:
    return dossier.as_html(parts(found, language), Words(language))


def rows(found: Case) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(dossier.as_csv(found), newline="")))


@dataclass
class Page(HTMLParser):
    """What a browser sees: the text, the elements, the attributes."""

    text: str = ""
    elements: list[str] = field(default_factory=list)
    attributes: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    return page


def tokens(text: str):
    found = MarkdownIt("commonmark").enable("table").parse(text)
    return [*found, *(child for token in found for child in token.children or [])]


def read(text: str) -> str:
    """What a reader of Markdown sees."""
    kinds = {"text", "code_inline", "fence", "softbreak"}
    return "\n".join(token.content for token in tokens(text) if token.type in kinds)


FORMS: dict[str, Callable[[Case, str], str]] = {
    "markdown": lambda found, language: read(markdown(found, language)),
    "html": lambda found, language: parsed(html(found, language)).text,
}
every_form = pytest.mark.parametrize("form", FORMS)


# -- what is in it


@every_form
@languages
def test_everything_that_was_written_down_is_in_it(form: str, language: str) -> None:
    shown = FORMS[form](WHOLE, language)
    texts = [
        "+44 20 7946 0000",
        "+44 20 7946 0001",
        "Anna",
        "77",
        "Your code?",
        "Where is it?",
        "Since Monday.",
    ]
    texts += [
        "a refund",
        "a call",
        "Stuck since Monday",
        "receipt.png",
        "chat.txt",
        "x.pdf",
        DIGEST,
        "12,345",
    ]
    texts += [WHOLE.line.uid, META["digest"][:12], "2026-11-22"]
    assert [text for text in texts if text not in shown] == []


@every_form
@languages
def test_each_moment_stands_in_utc_and_as_the_users_clock_showed_it(form: str, language: str) -> None:
    """With its offset, so that nobody has to know where the user was."""
    shown = FORMS[form](WHOLE, language)
    assert re.search(r"3\. 2026-11-24T01:30:00Z · .+ 2026-11-24 09:30 \+0800", shown)


@every_form
@languages
def test_promises_say_by_when_and_what_became_of_them(form: str, language: str) -> None:
    """A whole day has no time."""
    words, shown = Words(language), FORMS[form](WHOLE, language)
    assert "2026-11-25T12:00:00Z" in shown and "2026-11-28" in shown and "2026-11-28T" not in shown
    assert words("kept.open") in shown and words("kept.broken") in shown


@every_form
@languages
def test_a_changed_or_missing_copy_is_called_so(form: str, language: str) -> None:
    words, shown = Words(language), FORMS[form](WHOLE, language)
    assert [words(f"case.file.{state}") in shown for state in ("changed", "missing")] == [True, True]
    assert words("dossier.whole") in shown


@every_form
@languages
def test_the_entries_are_all_there_in_their_order(form: str, language: str) -> None:
    shown = FORMS[form](WHOLE, language)
    places = [shown.index(f"{number}. 2026-11-2") for number in (1, 2, 3, 4)]
    assert places == sorted(places)


@languages
def test_a_page_in_a_language_has_no_word_of_the_other(language: str) -> None:
    """But for what the user wrote himself."""
    other = Words({"en": "zh", "zh": "en"}[language])
    shown = FORMS["html"](WHOLE, language)
    codes = (
        "dossier.about",
        "dossier.contacts",
        "case.timeline",
        "case.experience",
        "dossier.files",
        "dossier.times",
    )
    assert [code for code in codes if other(code) in shown] == []


def test_what_was_changed_later_says_so() -> None:
    entry = WHOLE.entries[0]._replace(edited=after(days=2), recorded=after(days=1))
    found = WHOLE._replace(entries=(entry,))
    assert "2026-11-24T12:00:00Z" in markdown(found) and "2026-11-23T12:00:00Z" in markdown(found)


# -- verdicts


def contacts_of(found: Case, today: dict[str, Verdict] | None = None) -> tuple[tuple[str, ...], ...]:
    heading = Words("en")("dossier.contacts")
    return next(
        part.table.rows for part in parts(found, today=today) if part.heading == heading and part.table
    )


def test_a_contact_has_the_verdict_then_and_the_verdict_today(index: Index) -> None:
    """Two columns, because what a registry knows grows; and the record keeps by which one it was judged."""
    written = "+1 844 555 0199"
    found = case(note(0, contact=seen(written, "unknown")), note(9, contact=seen(written, "impostor")))
    assert contacts_of(found, {written: verify(written, index)}) == (
        (written, "1, 2", "unknown (registry 2026-11-22)", "impostor"),
    )


def test_a_verdict_of_a_file_is_called_so_and_is_no_verdict_of_a_registry() -> None:
    found = case(note(contact=seen("+44 20 7946 0000", "official", imported=True)))
    said = Words("en")("case.verdict-imported", verdict="official")
    assert contacts_of(found) == (("+44 20 7946 0000", "1", said, ""),)
    assert "official (registry" not in markdown(found)


@pytest.mark.parametrize("status", Status)
@languages
def test_every_verdict_has_a_word(status: Status, language: str) -> None:
    found = case(note(contact=seen("+44 20 7946 0000", status.value)))
    assert Words(language)(f"short.{status}") in markdown(found, language)


def test_two_verdicts_on_one_contact_are_both_in_the_record() -> None:
    """The table has the first one; each entry has its own."""
    written = "+1 844 555 0199"
    found = case(note(0, contact=seen(written, "unknown")), note(9, contact=seen(written, "impostor")))
    assert "impostor (registry 2026-11-22)" in markdown(found)


# -- HTML


@hostile
@languages
def test_no_text_becomes_an_element(text: str, language: str) -> None:
    """As many elements as with any other text, and all of it is to be read."""
    page, harmless_page = (parsed(html(hostile_case(t), language)) for t in (text, "x"))
    assert page.elements == harmless_page.elements
    assert "\n".join(map(plain, text.split("\n"))) in page.text


@hostile
def test_no_text_becomes_an_attribute_or_steers_anything(text: str) -> None:
    shown = html(hostile_case(text))
    assert set(parsed(shown).attributes) == {"lang", "charset", "http-equiv", "content"}
    assert {c for c in shown if category(c)[0] == "C" and c != "\n"} == set()


def test_a_page_loads_and_runs_nothing() -> None:
    """No link, no picture, no script, no address in it that a browser would fetch; and a policy that forbids it all."""
    shown = html(WHOLE)
    assert set(parsed(shown).elements) <= {
        *("html", "head", "meta", "title", "style", "body", "section"),
        *("h1", "h2", "h3", "p", "table", "tr", "th", "td", "pre"),
    }
    assert "default-src 'none'" in shown and "url(" not in shown and "@import" not in shown


@languages
def test_a_page_says_its_language_and_its_encoding(language: str) -> None:
    attributes = parsed(html(WHOLE, language)).attributes
    assert attributes["lang"] == {"en": "en", "zh": "zh-Hans"}[language]
    assert attributes["charset"] == "utf-8"


def test_what_was_said_keeps_its_lines() -> None:
    assert "Where is it?\n\nSince Monday." in parsed(html(WHOLE)).text


# -- Markdown


def shape(text: str) -> list[str]:
    return [token.type for token in tokens(text) if token.type not in ("text", "softbreak")]


@hostile
@languages
def test_no_text_becomes_markup(text: str, language: str) -> None:
    """As many headings, rows and blocks as with any other text, and neither a link nor HTML nor a picture."""
    found = shape(markdown(hostile_case(text), language))
    assert found == shape(markdown(hostile_case("x"), language))
    assert not {"link_open", "html_inline", "html_block", "image", "em_open", "strong_open"} & set(found)


@hostile
def test_what_was_said_stands_in_its_block_as_it_is(text: str) -> None:
    [block] = [token.content for token in tokens(markdown(hostile_case(text))) if token.type == "fence"]
    assert block == "\n".join(map(plain, text.split("\n"))) + "\n"


def linkable(text: str) -> list[str]:
    """What GitHub makes a link of where it stands outside of code."""
    outside = re.sub(r"(?ms)^(`{3,})text\n.*?^\1$", "", text)
    outside = re.sub(r"(?s)(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", "", outside)
    return re.findall(r"\w+://\S+|www\.\S+|[\w.]+@\w\S+", outside)


@pytest.mark.parametrize(
    "text", ["https://evil.example/a", "www.evil.example", "help@evil.example", "ftp://evil.example"]
)
def test_no_address_in_markdown_can_be_clicked(text: str) -> None:
    assert linkable(markdown(hostile_case(text))) == []


@hostile
def test_markdown_has_no_character_that_steers(text: str) -> None:
    shown = markdown(hostile_case(text))
    assert {c for c in shown if category(c)[0] == "C" and c != "\n"} == set()


# -- CSV


def test_a_row_has_the_names_of_the_json() -> None:
    assert set(dossier.CSV_COLUMNS) - {"registry"} <= set(EntryRecord.__annotations__)
    assert [row["number"] for row in rows(WHOLE)] == ["1", "2", "3", "4"]


def test_a_row_holds_the_whole_entry() -> None:
    found = rows(WHOLE)
    assert (found[0]["agent"], found[0]["outcome"], found[0]["minutes"]) == ("Anna", "reached", "25")
    assert (found[1]["verdict"], found[1]["incoming"], found[1]["registry"]) == (
        "lookalike",
        "1",
        "2026-11-22",
    )
    assert found[2]["said"] == "Where is it?\n\nSince Monday."
    assert (found[2]["at"], found[2]["at_local"]) == ("2026-11-24T01:30:00Z", "2026-11-24T09:30:00+08:00")
    assert (found[3]["promise"], found[3]["promise_state"]) == ("a call", "broken")


def test_what_is_not_known_is_empty() -> None:
    [found] = rows(case(note()))
    empty = {name for name, value in found.items() if value == ""}
    assert {"contact", "verdict", "minutes", "promise", "by", "said", "agent"} <= empty


@hostile
def test_no_line_of_any_cell_is_a_formula_or_steers(text: str) -> None:
    """A spreadsheet shows it, and computes nothing."""
    [found] = rows(hostile_case(text))
    lines = [line for value in found.values() for line in value.split("\n")]
    assert [line for line in lines if line.lstrip()[:1] in {*"=+-@"} - {""} and not line.isdigit()] == []
    assert {c for value in found.values() for c in value if category(c)[0] == "C" and c != "\n"} == set()
    assert found["said"] == "\n".join(map(harmless, text.split("\n")))


def test_an_empty_case_has_its_heads_only() -> None:
    assert dossier.as_csv(case()) == ",".join(dossier.CSV_COLUMNS) + "\r\n"
    assert "dossier." not in markdown(case()) and "dossier." not in html(case())


# -- people print it


@languages
@every_form
def test_no_code_of_ours_reaches_the_page(form: str, language: str) -> None:
    """Sentences, not their names."""
    assert (
        re.findall(
            r"\b(?:dossier|case|kept|outcome|channel|short|purpose)\.[a-z-]+", FORMS[form](WHOLE, language)
        )
        == []
    )
