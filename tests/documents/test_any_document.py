"""What holds for documents of every form, whole or broken."""

import subprocess
import sys
import tracemalloc
from itertools import chain, pairwise, repeat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_documents import check, read

from contactfinder.documents import Form, Notes, Passage, decoding, form_of, passages

# What the forms are made of, so that random documents come near to something.
SIGNS = r"""
    <b> </b> <br> <p> </p> < > </ <!-- --> --!> <! <? <script> </script> <style> </style> <pre> <p\ hidden> <a\ href="
    <span\ style='font-size:0'> </span> " ' = & &amp; &#49; &#x31 &copy &notit; &#xD800; \ \- \\ ``` ~~~ ` \n```\n
    { } [ ] : , "a" "body" true 1 -2.5e3 \" \u0031 \ud83d\ude00 \ud83d \n ; \t "" a;b a,b
    Subject: Content-Type:\ multipart/mixed;\ boundary=x --x --x-- =31 =\n =?utf-8?q?=31?= =?gbk?b?v82t?= MTIz
    Content-Transfer-Encoding:\ base64 Content-Transfer-Encoding:\ quoted-printable Content-Type:\ text/html
"""
WRITTEN = [piece.replace("\0", " ") for piece in SIGNS.replace("\\ ", "\0").split()]
PIECES = [*WRITTEN, "\n", "\r\n", " ", "\t", "\x00", "\ufeff", "客", "\U0001f600", "x" * 700]
BYTES = st.sampled_from([b"\xff", b"\xe5\xae", b"\xed\xa0\x80", b"\xff\xfe", b"\x00"])
DOCUMENTS = st.lists(
    st.sampled_from(PIECES).map(str.encode) | BYTES | st.text(max_size=5).map(str.encode)
).map(b"".join)
FORMS = st.sampled_from(Form)


def cut(data: bytes, places: list[int]) -> list[bytes]:
    bounds = [0, *sorted({place % (len(data) + 1) for place in places}), len(data)]
    return [data[a:b] for a, b in pairwise(bounds) if a < b]


@settings(max_examples=600)
@given(DOCUMENTS, FORMS)
def test_every_character_of_every_passage_has_its_place(data: bytes, form: Form):
    notes = Notes()
    mark = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    document = data.decode("utf-8", "surrogateescape")
    for passage in read(data, form, notes, encoding="utf-8"):
        assert mark or check(passage, document) is None


@settings(max_examples=300)
@given(DOCUMENTS, FORMS, st.lists(st.integers(0, 5000), max_size=20))
def test_it_makes_no_difference_how_the_bytes_come(data: bytes, form: Form, places: list[int]):
    assert list(passages(cut(data, places), form, Notes())) == read(data, form)


@settings(max_examples=600)
@given(DOCUMENTS, FORMS, st.integers(1, 30))
def test_it_makes_no_difference_where_a_block_ends(data: bytes, form: Form, size: int):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoding, "BLOCK", size)
        found = read(data, form, encoding="utf-8")
    assert sorted(found) == sorted(read(data, form, encoding="utf-8"))


@settings(max_examples=300)
@given(DOCUMENTS, FORMS, st.lists(st.integers(0, 5000), max_size=20))
def test_pauses_lose_nothing(data: bytes, form: Form, places: list[int]):
    paused = [piece for chunk in cut(data, places) for piece in (chunk, b"")]

    def new(found: list[Passage]) -> list[tuple[str, str]]:
        """The characters of each part that did not stand in the passage before."""
        every = {passage.part: "" for passage in found}
        for passage in found:
            every[passage.part] += passage.text[passage.lead : len(passage.text) - passage.tail]
        return sorted(every.items())

    options = {"encoding": "utf-8"}
    assert new(list(passages(paused, form, Notes(), **options))) == new(read(data, form, **options))


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n", b"\xff"])
def test_documents_of_next_to_nothing_are_documents(data: bytes, form: Form):
    for passage in read(data, form):
        check(passage, data.decode("utf-8", "surrogateescape"))


HOSTILE = {
    "angles": b"<" * 200_000,
    "tags": b"<a<a" * 50_000,
    "tags apart": b"<a " * 50_000,
    "attributes": b"<a " + b"b=c " * 50_000,
    "open quotes": b'<a b="' * 40_000,
    "comments": b"<!--" * 50_000,
    "references": b"&" * 200_000,
    "zeros": b"&#" + b"0" * 200_000,
    "fences": b"```\n" * 30_000,
    "ticks": b"`" * 200_000,
    "backslashes": b"\\" * 100_001,
    "arrays": b"[" * 100_000,
    "objects": b'{"a":' * 50_000,
    "digits": b"[" + b"1" * 200_000,
    "quotes": b'"' * 200_001,
    "delimiters": b"a,b\n" + b"," * 100_000,
    "boundaries": b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 5_000,
    "words": b"Subject: " + b"=?a?q?" * 30_000,
    "folds": b"Subject: a\n" + b" b\n" * 30_000,
    "zero bytes": b"\x00" * 100_000,
}


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_documents_are_read_to_their_end(data: bytes, form: Form):
    assert all(len(passage.raw) <= len(data) for passage in read(data, form))


LONG = {  # how a document begins that goes on without end
    "text": (Form.TEXT, b""),
    "markdown": (Form.MARKDOWN, b"a"),
    "code": (Form.MARKDOWN, b"```\n"),
    "hidden": (Form.HTML, b"a<p hidden>"),
    "comment": (Form.HTML, b"a<!--"),
    "style": (Form.HTML, b"a<style>"),
    "attribute": (Form.HTML, b'a<a b="'),
    "tag": (Form.HTML, b"a<"),
    "cell": (Form.CSV, b"a\n1"),
    "quoted cell": (Form.CSV, b'a\n"1'),
    "heading": (Form.CSV, b"a"),
    "line": (Form.JSONL, b"a"),
    "string": (Form.JSON, b'["a'),
    "key": (Form.JSON, b'{"a'),
    "nothing": (Form.JSON, b'["a"] b'),
    "body": (Form.GITHUB, b'{"body": "a'),
    "no body": (Form.GITHUB, b'{"user": "a'),
}


@pytest.mark.parametrize(("form", "beginning"), LONG.values(), ids=LONG)
def test_documents_without_end_take_little_memory(form: Form, beginning: bytes):
    tracemalloc.start()
    endless = chain([beginning], repeat(b"x" * 65_536, 300))
    for _ in passages(endless, form, Notes()):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000  # of 20 MB


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("README.md", Form.MARKDOWN),
        ("a.HTM", Form.HTML),
        ("a.tsv", Form.CSV),
        ("a.ndjson", Form.JSONL),
        ("event.json", Form.JSON),
        ("scam.eml", Form.EML),
        ("notes.txt", Form.TEXT),
        ("md", Form.TEXT),
        ("-", Form.TEXT),
    ],
)
def test_the_name_promises_a_form(name: str, form: Form):
    assert form_of(name) is form


def test_what_happened_is_told_by_its_code():
    notes = Notes()
    notes.no_json, notes.too_large = 2, 1
    assert notes.counts() == {"too-large": 1, "no-json": 2}


def test_plain_text_needs_none_of_the_other_forms():
    script = (
        "import sys; from contactfinder.documents import Form, Notes, passages\n"
        "list(passages([b'x'], Form.TEXT, Notes()))\n"
        "print([name for name in ('json', 'html', 'dataclasses', 'contactfinder.documents.markup') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
