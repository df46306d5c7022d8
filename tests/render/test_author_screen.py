"""What authors read: narrow, the same without colour, and in a review no fact can be anything but text."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from unicodedata import category
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from contactfinder.registry import ages, coverage
from contactfinder.registry.changes import Change, Fact, Section, Sort, State, changes
from contactfinder.registry.coverage import KINDS, Known
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.registry.source import Problem
from contactfinder.registry.states import state
from contactfinder.render.authored import check_sarif, diff
from contactfinder.render.authoring import SIGNS, AuthorScreen
from contactfinder.render.fold import bare
from contactfinder.render.picture import svg
from contactfinder.render.words import LANGUAGES, Words
from made_registry import PAGE, PHONE, TODAY, channel, evidence, platform, registry

INDEX = Index.open(BUILT_IN)
RECORDS = list(INDEX.platforms())
ROWS = coverage.rows(RECORDS, TODAY)
CHECKED = dict.fromkeys(
    ("platforms", "channels", "absences", "impostors", "steps", "authorities", "rules"), "7"
)
UNREAD = Problem(
    "form",
    "platforms/example.yaml",
    3,
    5,
    "choice",
    {"place": "kind", "value": "bank", "known": "exchange, broker"},
)
UNSURE = Problem("circular-root", "platforms/example.yaml", 1, 1, "self", {"domain": "example.com"})
WIDTHS = [20, 40, 80, 120]
HOSTILE = ["`x`", "``` x", "<b>x</b>", "[x](https://evil.example)", "a\n# b", "a\r\n- b", "|a|b|", "![x](y)", "&lt;", "\x1b[31m", "\u202e", "**x**", "  ", "`", "https://evil.example", "a" * 300, "[red]x[/red]"]  # fmt: skip
SGR = re.compile(r"\x1b\[[0-9;]*m")

Draw = Callable[[AuthorScreen], None]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def statistics(screen: AuthorScreen) -> None:
    screen.statistics(INDEX.counts(), coverage.ages(RECORDS, TODAY), coverage.totals(ROWS))


PROSE: dict[str, Draw] = {
    "checked": lambda screen: screen.problems([], Path("registry"), CHECKED),
    "checked-files": lambda screen: screen.problems([], Path("registry"), {"files": "1", "rules": "38"}),
    "statistics": statistics,
    "stale": lambda screen: screen.stale(ages.stale(RECORDS, TODAY, 10), 10),
    "stale-none": lambda screen: screen.stale([], 10),
    "diff-none": lambda screen: screen.changes([]),
    "formatted": lambda screen: screen.formatted([Path("registry/platforms/example.yaml")], 3, False),
    "formatted-check": lambda screen: screen.formatted([Path("registry/platforms/example.yaml")], 3, True),
    "formatted-none": lambda screen: screen.formatted([], 3, True),
    "refusal": lambda screen: screen.refusal(UNREAD),
    "founded": lambda screen: screen.founded(Path("registry/platforms/example.yaml"), [UNSURE], []),
}
TABLES: dict[str, Draw] = {
    "problems": lambda screen: screen.problems([UNREAD, UNSURE], Path("registry"), {}),
    "table": lambda screen: screen.table(ROWS),
    "changes": lambda screen: screen.changes(changes(State([], []), State(RECORDS, list(INDEX.impostors())))),
}
SCREENS = PROSE | TABLES


def printed(draw: Draw, language: str, width: int, monkeypatch: pytest.MonkeyPatch, file: io.StringIO) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    draw(AuthorScreen(Words(language), file))
    return file.getvalue()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PROSE)
def test_prose_keeps_within_the_screen(
    name: str, language: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wider is only what is one word: a contact, a path, a command to copy."""
    text = printed(PROSE[name], language, width, monkeypatch, io.StringIO())
    wide = [line for line in text.splitlines() if cell_len(line) > width and len(line.split()) > 1]
    assert [line for line in wide if not line.strip().startswith("contactfinder ")] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_nothing_that_nobody_sees_is_printed(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = printed(SCREENS[name], language, 80, monkeypatch, io.StringIO())
    assert not [c for c in bare(text) if category(c)[0] == "C" and c != "\n"]
    assert text and text == bare(text)


@pytest.mark.parametrize("name", SCREENS)
def test_colour_says_nothing_that_the_text_does_not(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = printed(SCREENS[name], "en", 80, monkeypatch, Terminal())
    assert SGR.sub("", coloured) == printed(SCREENS[name], "en", 80, monkeypatch, io.StringIO())


def test_every_sign_is_another_and_one_column_wide() -> None:
    signs = [sign for sign, _ in SIGNS.values()]
    assert (set(SIGNS), len(set(signs)), {cell_len(sign) for sign in signs}) == (set(Known), len(Known), {1})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_row_for_each_platform_and_a_sign_for_each_kind(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(TABLES["table"], language, 200, monkeypatch, io.StringIO()).splitlines()[-len(ROWS) :]
    assert [line.split()[0] for line in lines] == [row.id for row in ROWS]
    for line, row in zip(lines, ROWS, strict=True):
        assert line.split()[1 : len(KINDS) + 1] == [SIGNS[row.known[kind]][0] for kind in KINDS]


def test_dates_are_as_precise_as_they_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year is shown as a year, a month as a month."""
    channels = [
        channel("email", f"{y}@example-exchange.com", evidence=evidence(PAGE, read=y, published=y))
        for y in ("2024", "2025-03")
    ]
    records = state(str(registry(tmp_path / "registry", example=platform(*channels))), TODAY).platforms
    old = printed(
        lambda screen: screen.stale(ages.stale(records, TODAY, 10), 10), "en", 80, monkeypatch, io.StringIO()
    )
    row = printed(
        lambda screen: screen.table(coverage.rows(records, TODAY)), "en", 80, monkeypatch, io.StringIO()
    )
    assert [line.split()[0] for line in old.splitlines()[:2]] == ["2024", "2025-03"]
    assert row.splitlines()[-1].endswith("2/2  2025-03")


# -- problems


@pytest.mark.parametrize("text", HOSTILE)
def test_a_problem_stands_on_one_line_whatever_the_value(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = UNREAD._replace(
        values={"place": text, "value": text, "known": text}, file=f"platforms/{text}.yaml"
    )
    shown = printed(
        lambda screen: screen.problems([problem], Path("registry"), {}), "en", 20, monkeypatch, io.StringIO()
    )
    assert shown.splitlines()[1:] == ["1 problem"] and "\x1b" not in shown


@pytest.mark.parametrize("text", HOSTILE)
def test_in_sarif_no_value_is_a_link_or_a_placeholder(text: str) -> None:
    problem = UNREAD._replace(values={"place": "{0}", "value": text, "known": "x"})
    assert "](" not in check_sarif([(Path("registry"), problem)], {"form": "A form."})


# -- diff


def fact(text: str, section: Section = Section.CHANNEL, platform: str = "example") -> Change:
    found = Fact(platform, section, "phone", text, "official", False, {}, {text: None}, "")
    return Change(Sort.ADDED, found, None, ("purposes",), (text,))


def review(found: list[Change], language: str = "en") -> str:
    file = io.StringIO()
    AuthorScreen(Words(language), file).changes(found)
    return file.getvalue()


def elements(text: str) -> list[str]:
    """Every element of the Markdown, those inside lines too."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [t.type for token in tokens for t in (token, *(token.children or ()))]


def values(text: str) -> list[str]:
    return [
        t.content
        for token in MarkdownIt("commonmark").parse(text)
        for t in token.children or ()
        if t.type == "code_inline"
    ]


@pytest.mark.parametrize("section", Section)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_fact_breaks_out_of_the_markdown(text: str, section: Section) -> None:
    """Whatever a contributor writes, the review has the elements that it has for a harmless fact: no link, no heading, no HTML."""
    assert elements(review([fact(text, section)])) == elements(review([fact("harmless", section)]))


@settings(deadline=None)
@given(st.text("`<>[]()#-*_|!&\\\n\r\t ~:/.=a1\u2028\x85", min_size=1, max_size=40).filter(str.strip))
def test_no_text_at_all_breaks_out_of_the_markdown(text: str) -> None:
    assert elements(review([fact(text)])) == elements(review([fact("harmless")]))


@pytest.mark.parametrize("name", ["a](b)", "# a", "`a`", "<a>", "a b"])
def test_the_name_of_a_file_breaks_out_no_more(name: str) -> None:
    """A state of a stranger has names of files that no rule has seen."""
    texts = ("text", "code_inline")
    found, harmless = (elements(review([fact("x", platform=platform)])) for platform in (name, "example"))
    assert [t for t in found if t not in texts] == [t for t in harmless if t not in texts]


def test_a_source_is_shown_as_it_is_and_is_no_link() -> None:
    text = review([fact("https://help.example.com/a_b_c?d=`e`")])
    assert values(text)[1:] == ["https://help.example.com/a_b_c?d=`e`"]
    assert not {"link_open", "html_inline", "html_block", "image"} & set(elements(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_phone_numbers_that_two_must_have_seen_are_marked_and_counted(language: str) -> None:
    two, one = fact(PHONE), fact("a@example.com")._replace(sort=Sort.CHANGED)
    lines = review([two, one], language).splitlines()
    assert [line.endswith("**!**") for line in lines if line.startswith("- ")] == [True, False]
    assert lines[-1].startswith("! ") or lines[-1].startswith("  ")
    assert "!" not in review([one], language)


def test_a_change_is_told_with_its_grade_its_fields_and_its_new_sources() -> None:
    change = fact("+442079460000")._replace(sort=Sort.UPGRADED, before="unconfirmed", sources=(PAGE,))
    assert review([change]).splitlines()[:4] == [
        "",
        "## example",
        "- upgraded: phone ` +442079460000 ` (not confirmed → official) **!**",
        "  - differs in: purposes",
    ]
    assert [change["needs_two"] for change in diff([change])["changes"]] == [True]


# -- the picture


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 75, 76, len(ROWS)])
def test_the_picture_is_whole_and_loads_nothing(language: str, count: int) -> None:
    root = ElementTree.fromstring(svg(ROWS[:count], Words(language)))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    rects = sum(element.tag.endswith("rect") for element in root.iter())
    assert tags <= {"svg", "title", "rect", "text"}
    assert rects == 1 + len(Known) + count * len(KINDS)
    assert not {
        key for element in root.iter() for key in element.attrib if "href" in key or key.startswith("on")
    }


def test_everything_in_the_picture_lies_inside_it() -> None:
    root = ElementTree.fromstring(svg(ROWS, Words("en")))
    _, _, width, height = map(int, root.attrib["viewBox"].split())
    for element in (e for e in root.iter() if "x" in e.attrib):
        assert 0 <= int(element.attrib["x"]) < width and 0 <= int(element.attrib["y"]) < height


@pytest.mark.parametrize("name", ["<script>", "a & b", "\"'", "]]>", "币安"])
def test_a_name_is_text_in_the_picture(name: str) -> None:
    root = ElementTree.fromstring(svg([ROWS[0]._replace(name=name)], Words("en")))
    assert name in [element.text for element in root.iter()]
