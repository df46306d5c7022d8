"""Strict YAML: every scalar stays text, every trap is refused with line and column, and nothing else is ever raised."""

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contactfinder.registry import source
from contactfinder.registry.entry import Platform
from contactfinder.registry.source import Trouble

YAML_LIKE = st.text(alphabet="ab:-[]{}&*!?|>'\"#%@`,. \n\t\r\0\x85\u2028\ufeff~<=0/\\", max_size=80)
UNHURRIED = settings(deadline=None)  # machines of CI are slow at times


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "18:00", "+18889087930", "2026-08-20", "0x1f", "1_000", "~", "null", "1e3", "=", "<<"],
)
def test_every_scalar_stays_text(text):
    """YAML left to itself makes false, 1080, a number, a date, … of these."""
    assert source.read(f"key: {text}").data == {"key": text}


def test_a_declared_text_stays_text(tmp_path):
    """Neither `no` nor `null` turns into something else on the way to the typed entry."""
    path = tmp_path / "entry.yaml"
    path.write_text("name: no\nkind: exchange\nchannels: [{kind: phone, value: null}]\n")
    platform = source.load(path, "entry.yaml", Platform).value
    assert (platform.name, platform.channels[0].value) == ("no", "null")


@pytest.mark.parametrize(
    ("text", "case", "line", "column"),
    [
        ("a: b\nc: d\na: e", "repeated-key", 3, 1),
        ("a:\n  b: c\n  b: d", "repeated-key", 3, 3),
        ('a: b\n"a": c', "repeated-key", 2, 1),
        ("a: &x b", "alias", 1, 4),
        ("a: &x [b]\nc: *x", "alias", 1, 4),
        ("- *x", "alias", 1, 3),
        ("a: !!int 3", "tag", 1, 4),
        ("a:\n  - !!python/name:os.system x", "tag", 2, 5),
        ("!mine {a: b}", "tag", 1, 1),
        ("? [a]\n: b", "key", 1, 3),
        ("a: " + "[" * 20, "depth", 1, 15),
        ("- " * 30 + "a", "depth", 1, 25),
        ("", "empty", 1, 1),
        ("# nothing but a comment\n", "empty", 1, 1),
        ("a:\n\t- b", "syntax", 2, 1),
        ("a: b: c", "syntax", 1, 5),
        ("a: b\nc: d\0", "syntax", 2, 5),
        ("a: b\n---\nc: d", "syntax", 2, 1),
        ("a: [b", "syntax", 2, 1),
    ],
)
def test_a_trap_is_refused_with_line_and_column(text, case, line, column):
    """An author reads where the trap is, and it is not sprung."""
    with pytest.raises(Trouble) as caught:
        source.read(text)
    assert (caught.value.case, caught.value.line, caught.value.column) == (case, line, column)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_the_deepest_nesting_does_no_harm(opening):
    """Composing it would overrun the stack of the C parser and end the process."""
    with pytest.raises(Trouble, match="depth"):
        source.read(opening * 200_000)


def test_a_billion_laughs_are_refused_before_the_first():
    """Aliases that double nine times over are never expanded."""
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 30)]
    with pytest.raises(Trouble, match="alias"):
        source.read("\n".join(lines))


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"\xff", 1, 1),
        (b"name: caf\xe9\n", 1, 10),
        ("a: é\nb: ".encode() + b"\xc3", 2, 4),
        (b"\xff\xfea\0", 1, 1),
    ],
)
def test_a_file_that_is_not_utf_8_is_refused(tmp_path, content, line, column):
    """The position counts characters, as editors do."""
    path = tmp_path / "entry.yaml"
    path.write_bytes(content)
    (problem,) = source.load(path, "entry.yaml", Platform).problems
    assert problem == ("syntax", "entry.yaml", line, column, "encoding", {})


def test_every_value_has_a_position():
    """Rules point to values by their place in the entry; a place that is not written is the nearest around it."""
    document = source.read("a:\n  - b: c\n")
    assert document.position(("a", 0, "b")) == (2, 8)
    assert document.position(("a", 0, "missing")) == (2, 5)
    assert document.position(("nowhere",)) == (1, 1)


@UNHURRIED
@given(st.one_of(st.text(), YAML_LIKE))
@example("\ud800")
@example("%YAML 9.9\n---\na: b")
@example("a: |\n\t x")
def test_any_text_is_read_or_refused(text):
    """`read` fails in no other way, and the position it names exists."""
    try:
        source.read(text)
    except Trouble as refusal:
        assert refusal.line >= 1
        assert refusal.column >= 1


@UNHURRIED
@given(YAML_LIKE)
def test_what_is_read_is_plain(text):
    """Whatever is read consists of text, lists and dictionaries with text as keys."""

    def is_plain(value):
        if isinstance(value, dict):
            return all(type(k) is str and is_plain(v) for k, v in value.items())
        return all(map(is_plain, value)) if isinstance(value, list) else type(value) is str

    with suppress(Trouble):
        assert is_plain(source.read(text).data)


@UNHURRIED
@given(st.binary(max_size=60))
@example(b"names: {EN: [x]}\nname: a\nkind: swap\n")
@example("kind: swap\nname: a\nnames: {²: [x]}".encode())
def test_any_file_is_loaded_or_has_problems(tmp_path_factory, content):
    """One bad file must not hide the next: `load` raises nothing."""
    path = tmp_path_factory.mktemp("any") / "entry.yaml"
    path.write_bytes(content)
    loaded = source.load(path, "entry.yaml", Platform)
    assert (loaded.value is None) == bool(loaded.problems)
