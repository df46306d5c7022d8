"""Mail: headers, texts and pages in whatever they are packed."""

import base64
import quopri
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_documents import behind, check, parts, read, texts

from contactfinder.documents import Form, Notes
from contactfinder.documents.mail import DEEPEST, LIMIT

TEXT = st.text(st.sampled_from("18 -=\n客é.a<&"), min_size=1, max_size=200)
TYPE = "Content-Type: text/plain; charset={}\nContent-Transfer-Encoding: {}\n\n"


def body(document: bytes) -> str:
    return "".join(passage.text for passage in read(document, Form.EML) if passage.part == "body")


@given(TEXT, st.sampled_from(["utf-8", "utf-16-le", "gb18030", "iso-2022-jp-2"]))
def test_base64_is_the_same_text(text: str, charset: str):
    packed = base64.encodebytes(text.encode(charset, "replace"))
    assert body(TYPE.format(charset, "base64").encode() + packed) == text.encode(charset, "replace").decode(
        charset
    )


@given(TEXT, st.sampled_from(["utf-8", "gbk", "utf-7"]))
def test_quoted_printable_is_the_same_text(text: str, charset: str):
    packed = quopri.encodestring(text.encode(charset, "replace"))
    assert body(TYPE.format(charset, "Quoted-Printable").encode() + packed) == text.encode(
        charset, "replace"
    ).decode(charset)


@given(TEXT, st.sampled_from(["utf-8", "gbk", "big5", "shift_jis"]))
def test_eight_bits_are_the_same_text(text: str, charset: str):
    packed = text.encode(charset, "replace")
    assert body(TYPE.format(charset, "8bit").encode() + packed) == packed.decode(charset)


@given(st.text(st.sampled_from("18 -=\n客a"), min_size=1, max_size=40))
def test_every_character_stands_where_it_is_packed(text: str):
    pieces = ["".join(f"={byte:02X}" for byte in letter.encode()) for letter in text]
    document = TYPE.format("utf-8", "quoted-printable") + "".join(pieces)
    (found,) = read(document, Form.EML)
    check(found, document)
    for at, piece in enumerate(pieces):
        first, last = found.span(at, at + 1)
        assert found.raw[first:last] == piece


def test_a_character_stands_in_its_group_of_base64():
    document = TYPE.format("utf-8", "base64") + base64.encodebytes(b"call 1-888 now").decode()
    (found,) = read(document, Form.EML)
    assert base64.b64decode(behind(found, "1-888")) == b"l 1-888 n"


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("Subject: =?utf-8?B?5a6i5pyN?= 1", "客服 1"),
        ("Subject: =?utf-8?q?Call_1=2D888?=\n =?gbk?b?v82t?=", "Call 1-888客\udcad"),
        ("SUBJECT : a\r\n b\r\n\tc", "a b\tc"),
        ("Subject: =?nosuch?q?a=31?= =?x =?= ?=", "a1 =?x =?= ?="),
        ("Subject: 客服", "客服"),
    ],
)
def test_headers_are_read(header: str, text: str):
    assert parts(f"{header}\n\nx", Form.EML)["header:subject"].strip() == text


def test_only_some_headers_are_read():
    document = "From: a\nTo: b\nReply-To: c\nSender: d\nSubject: e\nX-Mailer: f\nReceived: g\n\n"
    assert "".join(passage.text.strip() for passage in read(document, Form.EML)) == "abcde"


def test_a_whole_mail_is_taken_apart():
    inner = EmailMessage()
    inner["Subject"] = "inner"
    inner.set_content("<b>no tags here</b>")
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "客服 <a@b.c>", "outer"
    mail.set_content("plain 客")
    mail.add_alternative("<p>8<b>8</b>8 <a href='tel:1'>é</a></p>", subtype="html")
    mail.add_attachment("note", filename="a b.txt")
    mail.add_attachment(b"\x00", maintype="application", subtype="pdf", filename="x.pdf")
    mail.add_attachment(inner)
    notes = Notes()
    found = [(p.part, p.text.strip()) for p in read(mail.as_bytes(), Form.EML, notes)]
    assert found == [
        ("header:from", "客服 <a@b.c>"),
        ("header:subject", "outer"),
        ("body", "plain 客"),
        ("body/@href", "tel:1"),
        ("body", "888 é"),
        ("attachment:a b.txt", "note"),
        ("message/header:subject", "inner"),
        ("message/body", "<b>no tags here</b>"),
    ]
    assert notes.counts() == {"attachment": 1}


MULTIPART = "Content-Type: multipart/mixed; boundary={}\n\n"


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("hello 1\nworld", "hello 1\nworld"),
        ("\nhello", "hello"),
        ("From x\nSubject: a\n\nhello", "hello"),
        (MULTIPART.format("x") + "no boundary", "no boundary"),
        (MULTIPART.format("") + "hello", "hello"),
        (MULTIPART.format('"a b"') + "before\n--a b\n\nhello", "hello"),
        (MULTIPART.format("x") + "--x\r\n\r\nhello\r\n--x--\r\nafter", "hello\r\n"),
        (TYPE.format("nosuch", "nosuch") + "hello", "hello"),
        (TYPE.format("utf-8", "base64") + "aGVs*bG8", "hello"),
        (TYPE.format("utf-8", "base64") + "aGVsbG8==MQ", "hello1"),
        (TYPE.format("utf-8", "quoted-printable") + "a=\r\nb=xc=3", "ab=xc=3"),
    ],
)
def test_broken_mails_are_read(document: str, text: str):
    assert texts(document, Form.EML, "body") == [text]


def test_bytes_that_no_charset_knows_are_counted():
    notes = Notes()
    read(TYPE.format("gbk", "8bit").encode() + "客".encode("gbk") + b"\xff", Form.EML, notes)
    assert notes.undecodable == 1


def test_parts_that_are_too_deep_are_text():
    nested = "".join(f"{MULTIPART.format(i)}--{i}\n" for i in range(2 * DEEPEST)) + "\ncall 1"
    (found,) = read(nested, Form.EML)
    assert found.text.endswith("\ncall 1")
    assert found.text.count("multipart") == DEEPEST - 1


def test_mails_inside_mails_may_be_deep():
    *_, found = read("Content-Type: message/rfc822\n\n" * 5000 + "a", Form.EML)
    assert found.text.endswith("a")


def test_a_mail_that_is_too_large_is_text():
    notes = Notes()
    document = b"Subject: a\n\n" + b"call 1\n" * (LIMIT // 7 + 1)
    found = read(document, Form.EML, notes)
    assert "".join(p.text[p.lead : len(p.text) - p.tail] for p in found).encode() == document
    assert notes.counts() == {"too-large": 1}
