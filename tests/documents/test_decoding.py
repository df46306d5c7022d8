"""Bytes of any encoding and of none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_documents import read

from contactfinder.documents import Form, Notes, passages
from contactfinder.errors import UsageError

TEXT = "Call 客服 +1 888, now\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides_and_counts_as_a_character(encoding: str):
    (found,) = read(("\ufeff" + TEXT).encode(encoding), Form.TEXT, encoding="latin-1")
    assert (found.text, found.offset, found.line, found.column) == (TEXT, 1, 1, 1)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_seen(encoding: str):
    assert read(TEXT.encode(encoding), Form.TEXT)[0].text == TEXT


@pytest.mark.parametrize(
    "encoding", ["gb18030", "GBK", "big5hkscs", "utf-16", "utf_8_sig", "iso-2022-jp-2", "hz"]
)
def test_a_named_encoding_is_used(encoding: str):
    text = "Call 客\n"
    data = text.encode(encoding.replace("utf-16", "utf-16-le"))
    assert read(data.removeprefix(b"\xef\xbb\xbf"), Form.TEXT, encoding=encoding)[0].text == text


@pytest.mark.parametrize(
    "name", ["nonsense", "hex", "rot13", "idna", "punycode", "undefined", "unicode_escape", "a\0", ""]
)
def test_what_is_no_encoding_of_texts_is_refused(name: str):
    with pytest.raises(UsageError) as refused:
        passages([b"x"], Form.TEXT, Notes(), encoding=name)
    assert (refused.value.code, refused.value.values) == ("bad-encoding", {"value": name})


@given(st.binary())
def test_no_byte_is_lost(data: bytes):
    notes = Notes()
    text = "".join(passage.text for passage in read(b"x" * 2000 + data, Form.TEXT, notes))
    assert text[2000:].encode("utf-8", "surrogateescape") == data
    assert notes.undecodable == sum("\udc80" <= letter <= "\udcff" for letter in text)


@given(
    st.binary(),
    st.sampled_from(["utf-16-le", "utf-32-be", "gb18030", "shift_jis", "utf-7", "cp1252", "ascii", "cp037"]),
)
def test_no_encoding_fails(data: bytes, encoding: str):
    for passage in read(b"x" + data, Form.TEXT, encoding=encoding):
        assert len(passage.text) == len(passage.raw)


@given(st.binary(max_size=60), st.sampled_from(["utf-8", "utf-16-le", "gb18030", "shift_jis", "iso-2022-jp"]))
def test_bytes_one_by_one_make_the_same_text(data: bytes, encoding: str):
    data = b"xx" * 600 + data
    found = list(passages([bytes((byte,)) for byte in data], Form.TEXT, Notes(), encoding=encoding))
    assert found == read(data, Form.TEXT, encoding=encoding)


def test_a_half_of_utf16_becomes_a_character_for_each_byte():
    notes = Notes()
    assert (
        read(b"a\x00\x3d\xd8b\x00\x01", Form.TEXT, notes, encoding="utf-16-le")[0].text
        == "a\udc3d\udcd8b\udc01"
    )
    assert notes.undecodable == 3


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (b'<meta charset="gb2312">', "客服"),
        (b"<META http-equiv=x content='text/html; charset=GBK'>", "客服"),
        (b"<meta charset=windows-1252>", "é"),
    ],
)
def test_a_page_may_tell_its_encoding(head: bytes, text: str):
    data = head + text.encode("gbk" if text == "客服" else "cp1252")
    assert read(data, Form.HTML)[-1].text == text


def test_only_pages_tell_their_encoding():
    assert read(b"<meta charset=gbk>\xe9", Form.TEXT)[0].text.endswith("\udce9")
