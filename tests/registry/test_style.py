"""The one style: written twice it is written once, no fact and no comment is lost, and every reader reads the same texts."""

import json
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from spoiled import NASTY, remarks_spoiled

from contactfinder.registry import library, source
from contactfinder.registry.entry import Impostor, Platform, Publishers, Waiver
from contactfinder.registry.source import Trouble
from contactfinder.registry.style import WIDTH, styled

ROOT = Path(__file__).parent.parent.parent
FILES = [
    (path, form)
    for folder in (ROOT / "registry", ROOT / "tests/fixtures/registry")
    for part, form in library.FORMS.items()
    for path in sorted(folder.glob(part))
]
UNHURRIED = settings(deadline=None)  # machines of CI are slow at times

files = st.sampled_from(FILES)
randoms = st.randoms(use_true_random=False)
texts = st.text(max_size=12) | st.sampled_from([text for text in NASTY if len(text) < 2000])
places = st.fixed_dictionaries({"source": texts, "read": texts}, optional={"published": texts, "odd": texts})
channels = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["phone", "email", "chat", "social", "odd"]),
        "evidence": st.lists(places, max_size=2),
    },
    optional={
        "value": texts,
        "network": texts,
        "purposes": st.lists(texts, max_size=20),
        "menu_path": st.dictionaries(texts, st.lists(texts)),
    },
)
entries = st.fixed_dictionaries(
    {"name": texts, "kind": texts},
    optional={
        "aliases": st.lists(texts, max_size=5),
        "names": st.dictionaries(texts, st.lists(texts, max_size=3), max_size=3),
        "domains": st.lists(st.fixed_dictionaries({"domain": texts, "former": texts}), max_size=2),
        "channels": st.lists(channels, max_size=5),
    },
)
ways_to_write = st.fixed_dictionaries(
    {
        "default_style": st.sampled_from([None, "'", '"', "|", ">"]),
        "default_flow_style": st.sampled_from([None, True, False]),
        "width": st.sampled_from([20, 80, 4000]),
        "line_break": st.sampled_from(["\n", "\r\n"]),
        "indent": st.sampled_from([2, 4, 7]),
    }
)


def facts(text):
    """The data, the order of channels aside."""
    data = source.read(text).data
    if isinstance(data, dict) and isinstance(data.get("channels"), list):
        data["channels"].sort(key=lambda channel: json.dumps(channel, sort_keys=True))
    return data


def entry(*lines):
    return "\n".join(["name: Example Exchange", "kind: exchange", *lines, ""])


def body(*lines):
    """The same in the one style, without the two lines in front."""
    return styled(entry(*lines), Platform).split("\n")[2:-1]


# -- whatever is written


@pytest.mark.parametrize(("path", "form"), FILES, ids=lambda value: getattr(value, "stem", ""))
def test_a_real_file_keeps_its_facts_and_is_written_once(path, form):
    text = path.read_text("utf-8")
    written = styled(text, form)
    assert styled(written, form) == written
    assert facts(written) == facts(text)


@UNHURRIED
@given(entries, ways_to_write)
def test_an_entry_keeps_its_facts_however_it_was_written(data, way):
    """Any texts, in any quotes, folded, nested in braces or in blocks, with any line breaks."""
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, **way)
    try:
        before = facts(text)
    except Trouble:  # a repeated or too long key
        return
    written = styled(text, Platform)
    assert facts(written) == before
    assert styled(written, Platform) == written


@UNHURRIED
@given(files, randoms)
def test_comments_anywhere_are_neither_lost_nor_doubled(file, random):
    path, form = file
    text = remarks_spoiled(path.read_bytes(), random).decode()
    written = styled(text, form)
    assert [written.count(f"# remark {number} ") for number in range(6)] == [
        text.count(f"# remark {number} ") for number in range(6)
    ]
    assert facts(written) == facts(path.read_text("utf-8"))
    assert styled(written, form) == written


@UNHURRIED
@given(files, st.integers(0, 2**32))
def test_comments_in_the_one_style_stay_where_they_are(file, seed):
    """Above a line and as deep as it, behind a line, at the end of a block: not one moves."""
    path, form = file
    random, lines = Random(seed), []
    base = styled(path.read_text("utf-8"), form).splitlines()
    for line, after in zip(base, [*base[1:], ""], strict=True):
        depth, after_depth = (len(each) - len(each.lstrip()) for each in (line, after))
        is_remark = line.lstrip().startswith("#")
        if random.random() < 0.1 and not is_remark:
            lines.append(" " * depth + "# above")
        lines.append(line if is_remark or random.random() < 0.9 else f"{line}  # behind")
        if (
            random.random() < 0.1
            and after_depth < depth
            and not is_remark
            and not after.lstrip().startswith("#")
        ):
            lines.append(" " * depth + "# at the end")
    assert styled("\n".join(lines) + "\n", form).splitlines() == lines


# -- order


def test_fields_stand_in_the_order_of_their_form_and_evidence_last():
    text = "channels: []\nodd: 1\nkind: exchange\ncountry: {evidence: [], code: DE}\nname: A\n"
    assert styled(text, Platform) == (
        "name: A\nkind: exchange\ncountry:\n  code: DE\n  evidence: []\nchannels: []\nodd: 1\n"
    )


def test_channels_are_grouped_by_kind_and_network_and_otherwise_stay_in_order():
    kinds = ["{kind: social, network: x, value: b}", "{kind: email, value: z}", "{kind: odd}"]
    kinds += [
        "{kind: social, network: telegram}",
        "{kind: phone}",
        "{kind: social, network: x, value: a}",
        "{kind: email, value: y}",
    ]
    found = source.read(styled(entry("channels:", *(f"  - {kind}" for kind in kinds)), Platform)).data[
        "channels"
    ]
    assert [(c["kind"], c.get("value", c.get("network"))) for c in found] == [
        ("phone", None),
        *(
            ("email", "z"),
            ("email", "y"),
            ("social", "b"),
            ("social", "a"),
            ("social", "telegram"),
            ("odd", None),
        ),
    ]


def test_a_fact_that_was_read_stands_on_one_line():
    assert body(
        "domains:", "- domain: a.com", "  evidence:", "  - read: 2026", "    source: https://b.com/"
    ) == [
        "domains:",
        "  - domain: a.com",
        "    evidence:",
        '      - {source: "https://b.com/", read: 2026}',
    ]


@pytest.mark.parametrize("length", [WIDTH - 20, WIDTH])
def test_a_list_stands_on_one_line_while_it_fits(length):
    """However deep it was nested when it was written."""
    text = f'{{"name": "A", "kind": "exchange",                    "aliases": ["B", "{"a" * length}"]}}'
    lines = styled(text, Platform).splitlines()
    assert max(map(len, lines)) <= WIDTH + len("  - ")
    assert (len(lines) == 3) == (length < WIDTH - 10)
    assert styled(styled(text, Platform), Platform).splitlines() == lines


# -- texts


@pytest.mark.parametrize(
    "text",
    [
        "Kraken",
        "币安",
        "24/7",
        "2026-11-22",
        "2026-11",
        "2026",
        "0",
        "it's",
        "a-b",
        "https://a.com/b?c=d",
        "1 (707) 852",
        "é",
    ],
)
def test_what_every_reader_takes_for_the_same_text_is_bare(text):
    assert (
        body(f"aliases:\n  - {json.dumps(text, ensure_ascii=False)}\n  - " + "long " * 40)[1] == f"  - {text}"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("no", "NO", "~", "null", "true", "y", "=", "<<", "12:30", "+44 20 7946 0000", "1e3", "1.5", "0x1f", "0o17", "007", "1_000"),
        *("2026-11-22 10:00:00", "a: b", "a #b", "#a", "- a", "-", "?", "? a", "a:", " a", "a ", "", "@a", "`a`", "*a", "&a", "!a", "|", ">", "%a"),
        *("'a'", '"a"', 'a "b"', "a\\b", "\\", "a\tb", "a\nb", "[a", "{a", "a\xa0b", "a\u200bb", "\ufeffa", "a\u2028b", "a\x85b", "⭐\ufe0f", "👨‍👩‍👧"),
    ],
)  # fmt: skip
def test_any_other_text_is_quoted(text):
    """In double quotes, and what nobody can see is written as its code."""
    escaped = "".join(f"\\U{ord(character):08X}" for character in text)
    line = body(f'aliases:\n  - "{escaped}"\n  - ' + "long " * 40)[1]
    assert line.startswith('  - "') and line.isprintable()
    assert source.read(line).data == yaml.safe_load(line) == [text]


@pytest.mark.parametrize("text", ["a, b", "what?", "what?, b", "a[1]", "{x}", "a]"])
def test_what_could_end_a_text_inside_brackets_is_quoted_there(text):
    assert body(f'aliases: ["{text}"]') == [f'aliases: ["{text}"]']


@pytest.mark.parametrize("word", ["true", "false"])
def test_a_switch_is_bare(word):
    assert body(f'domains: [{{domain: a.com, former: "{word}"}}]')[2] == f"    former: {word}"


def test_what_is_no_switch_stays_the_text_it_is():
    assert body('domains: [{domain: a.com, former: "x: y # z"}]')[2] == '    former: "x: y # z"'


# -- comments


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["aliases: [A, B] # both"], ["aliases: [A, B]  # both"]),
        (["aliases: # both", "- A", "- B"], ["aliases: [A, B]  # both"]),
        (["aliases:", "- A # first", "- B"], ["aliases:", "  - A  # first", "  - B"]),
        (["aliases:", "- A", "# second", "- B"], ["aliases:", "  - A", "  # second", "  - B"]),
        (["aliases: [ # both", "A, # first", "B]"], ["aliases:  # both", "  - A  # first", "  - B"]),
        (["aliases:", "      # first", "  - A"], ["aliases:", "  # first", "  - A"]),
        (["aliases: []", "  # end", "# next", "names: {}"], ["names: {}"]),
        (["aliases: |- # text", "  A", "# next", "names: {}"], ["# next", "names: {}", "aliases: A  # text"]),
        (["aliases: >", "  # no comment", "names: {}"], ["names: {}", 'aliases: "# no comment\\n"']),
        (["aliases: A", "  B # two lines"], ["aliases: A B  # two lines"]),
        (["aliases: 'A", "  # B' # quoted"], ['aliases: "A # B"  # quoted']),
    ],
)  # fmt: skip
def test_a_comment_stays_beside_what_it_is_about(written, expected):
    found = body(*written)
    assert [line for line in expected if line not in found] == []
    assert styled(styled(entry(*written), Platform), Platform) == styled(entry(*written), Platform)


def test_comments_of_items_travel_with_them():
    """On the line of the dash, above it, behind a field, at the end of the item."""
    written = [
        "channels:",
        "  - # mail",
        "    kind: email",
        "    value: a # address",
        "    # end of mail",
        "  # call",
        "  - kind: phone",
    ]
    assert body(*written) == [
        *("channels:", "  # call", "  - kind: phone"),
        *("  # mail", "  - kind: email", "    value: a  # address", "    # end of mail"),
    ]


def test_comments_inside_braces_go_to_the_line_that_the_braces_become():
    written = [
        "domains:",
        "- domain: a.com",
        "  evidence:",
        "  - {source: a, # where",
        "     # when",
        "     read: 2026} # both",
    ]
    assert body(*written)[3:] == ["      # when", '      - {source: "a", read: 2026}  # where  # both']


@pytest.mark.parametrize(
    "head", ["# licence\n", "# licence\n\n# about\n", "\n\n# licence\n---\n", "%YAML 1.1\n--- # licence\n"]
)
def test_what_stands_above_everything_stays_there(head):
    written = styled(f"{head}kind: exchange\nname: A # called\n", Platform)
    remarks = [line for line in head.replace("--- ", "").splitlines() if line.startswith("#")]
    assert written.splitlines() == [*remarks, "name: A  # called", "kind: exchange"]


def test_what_stands_below_everything_stays_there():
    assert body("aliases: [A]", "# the end") == ["aliases: [A]", "# the end"]


# -- whole files


@pytest.mark.parametrize(
    ("text", "form"), [("[] # none\n", list[Waiver]), ("# none\n[]\n", list[Impostor]), ("{}\n", Publishers)]
)
def test_an_empty_list_is_not_lost(text, form):
    assert source.read(styled(text, form)).data == source.read(text).data
    assert styled(text, form).count("# none") == text.count("# none")


@pytest.mark.parametrize("text", ["a text\n", "[a, b]\n", "- a\n- [b, {c: d}]\n", "- - a # x\n  - - b\n"])
def test_a_file_of_another_form_keeps_its_data(text):
    assert source.read(styled(text, Platform)).data == source.read(text).data


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_breaks_become_those_of_unix(ending):
    text = entry("# remark", "aliases: [A, B] # both")
    assert styled(text.replace("\n", ending), Platform) == styled(text, Platform)


def test_a_file_without_an_end_of_line_gets_one():
    assert styled("name: A\nkind: exchange # last", Platform) == "name: A\nkind: exchange  # last\n"


@pytest.mark.parametrize(
    ("text", "case", "line", "column"),
    [
        ("", "empty", 1, 1),
        ("# only this\n", "empty", 1, 1),
        ("name: &a A\nkind: *a\n", "alias", 1, 7),
        ("name: A\nkind:\texchange\n\t- a\n", "syntax", 3, 1),
        ("name: !!int 1\n", "tag", 1, 7),
        ("name: A\nname: B\n", "repeated-key", 2, 1),
        ("? " + "a" * 201 + "\n: A\n", "long-key", 1, 3),
        ("name: A\udcff\n", "syntax", 1, 8),
        ("a: " + "[" * 20, "depth", 1, 15),
    ],
)
def test_what_cannot_be_written_again_is_refused_with_its_place(text, case, line, column):
    with pytest.raises(Trouble) as caught:
        styled(text, Platform)
    assert (caught.value.case, caught.value.line, caught.value.column) == (case, line, column)
