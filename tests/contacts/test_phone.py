"""A phone number is the same contact however it is written, and only what a phone would dial."""

import re

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contactfinder import contacts
from contactfinder.contacts import Sign, phone
from contactfinder.errors import UnreadableContact

OFFICIAL = "+18889087930"
DIGIT_FORMS = ["0123456789", "０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨", "⓿❶❷❸❹❺❻❼❽❾", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "𝟢𝟣𝟤𝟥𝟦𝟧𝟨𝟩𝟪𝟫"]
DIGIT_FORMS += ["⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "〇一二三四五六七八九"]
KEYCAPS = [f"{d}\ufe0f\u20e3" for d in range(10)]
SEPARATORS = [""] * 8 + [
    " ",
    "-",
    ".",
    "~",
    "*",
    "⚝",
    "⭐",
    "\u200b",
    "\u2060",
    "\u202d",
    "\u00a0",
    "–",
    "/",
    ") (",
]


def read(text: str, *regions: str) -> list[str]:
    return [reading.contact.value for reading in phone.parse(text, regions).readings]


def how(text: str, *regions: str) -> list[tuple[str, str]]:
    return [(r.contact.value, r.how) for r in phone.parse(text, regions).readings]


def refusal(text: str) -> str:
    with pytest.raises(UnreadableContact) as refused:
        phone.parse(text, ("CN", "GB"))
    return refused.value.code


@st.composite
def writings(draw: st.DrawFn) -> str:
    """The official number with every digit in some form, and anything but letters between two digits."""
    text = draw(st.sampled_from(["+", "＋", "➕", "﹢", "(+", "☎ +", ""]))
    for d in OFFICIAL[1:]:
        form = draw(st.sampled_from([*DIGIT_FORMS, KEYCAPS]))
        text += form[int(d)] + draw(st.sampled_from(SEPARATORS))
    return text


@settings(max_examples=150, deadline=None)
@given(writings().filter(lambda text: len(text) <= phone.MAX_LENGTH))
def test_a_number_is_the_same_contact_however_it_is_written(text):
    found = contacts.parse(text)
    assert [r.contact.value for r in found.readings] == [OFFICIAL]


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("0123456789+()-. OolI|x#;=,*/ABCext一①転转"), max_size=70))
def test_any_number_is_read_or_refused(text):
    try:
        found = phone.parse(text, ("CN", "GB", "XX"))
    except UnreadableContact as refused:
        assert refused.code.startswith("phone-")
    else:
        assert all(re.fullmatch(r"\+[1-9]\d{4,16}", r.contact.value, re.ASCII) for r in found.readings)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | st.integers(0, 60).map(lambda n: "tel:1;phone-context=" + "aa." * n + "aa!"))
def test_the_numbering_plans_only_ever_see_digits(text):
    """phonenumbers is exponential in what may follow them, so nothing else gets there."""
    seen: list[str] = []

    def spy(number: str, region: str | None) -> phonenumbers.PhoneNumber:
        seen.append(number)
        raise phonenumbers.NumberParseException(0, "")

    with pytest.MonkeyPatch.context() as patch, pytest.raises(UnreadableContact):
        patch.setattr(phonenumbers, "parse", spy)
        phone.parse(text, ("GB",))
    assert [n for n in seen if not re.fullmatch(r"\+?[0-9]{1,18}", n)] == []


@pytest.mark.parametrize(
    "text",
    [
        "tel:1;phone-context=" + "aa." * 20 + "aa!",
        "tel:+18889087930;phone-context=evil.com",
        "sms:+18889087930;PHONE-CONTEXT=+1",
        "tel:+18889087930;ｐhone-context=+1",
        "tel:+18889087930%3Bphone-context=+1",
    ],
)
def test_a_phone_context_is_refused_outright(text):
    with pytest.raises(UnreadableContact, match="phone-context"):
        contacts.parse(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1234", "phone-length"),
        ("1" * 19, "phone-length"),
        ("1" + "-" * phone.MAX_LENGTH, "phone-length"),
        ("1" * (phone.MAX_TEXT + 1), "phone-length"),
        ("+" + " " * phone.MAX_TEXT + "18889087930", "phone-length"),
        ("+999 1234 5678 9012", "phone-impossible"),
        ("+86 400 82S 8820 at 9", "phone-impossible"),
        ("*21*18889087930#", "phone-impossible"),  # these codes divert calls; none is a number
        ("**61*8889087930#", "phone-impossible"),
        ("#31#8889087930#", "phone-impossible"),
    ],
)
def test_what_no_phone_would_dial_is_refused(text, code):
    assert refusal(text) == code


@pytest.mark.parametrize(
    ("text", "regions", "expected"),
    [
        ("1-844-439-6051", ("CN",), [("+8618444396051", "CN"), ("+18444396051", "US")]),
        ("1-844-439-6051", (), [("+18444396051", "US")]),
        ("+1-844-439-6051", ("CN",), [("+18444396051", "international")]),
        ("☎ +1-844-439-6051", ("CN",), [("+18444396051", "international")]),
        ("400 820 8820", ("CN",), [("+864008208820", "CN")]),
        ("020 7946 0018", ("GB",), [("+442079460018", "GB")]),
        ("(0)20 7946 0018", ("GB",), [("+442079460018", "GB")]),
        ("021-12345678", ("CN",), [("+862112345678", "CN")]),
        ("+8444395055", (), [("+18444395055", "US")]),  # without its 1, not Vietnam
        ("+844 439 5055", ("VN",), [("+18444395055", "US")]),
        ("44 20 7946 0018", (), [("+442079460018", "international")]),
        ("+1-8444-396-051", (), [("+18444396051", "international")]),  # wrong grouping
        ("888 908 7930", ("XX", "us", "US"), [("+18889087930", "US")]),
    ],
)
def test_a_national_number_is_read_as_dialled_in_each_region(text, regions, expected):
    assert how(text, *regions) == expected


@pytest.mark.parametrize(
    ("text", "regions", "first"),
    [
        ("00 1 888 908 7930", ("GB",), OFFICIAL),
        ("00 1 888 908 7930", (), OFFICIAL),
        ("011 44 20 7946 0018", (), "+442079460018"),
        ("0044 20 7946 0018", (), "+442079460018"),
        ("0113 496 0999", ("GB",), "+441134960999"),  # Leeds begins as an American abroad would dial
        ("0113 589 8444", ("GB",), "+441135898444"),  # with 011 cut off: Finland
        ("00852 2123 4567", ("CN",), "+85221234567"),
    ],
)
def test_a_number_dialled_abroad_is_read_as_phones_there_dial_it(text, regions, first):
    assert read(text, *regions)[0] == first


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("+49 (0)30 1234567", "+49301234567"),
        ("+39 (0)6 6981 2345", "+390669812345"),  # Italy dials it
        ("+34 (0)91 123 45 67", "+34911234567"),  # Spain has none
        ("+1 888-9(0)8-7930", OFFICIAL),  # a digit in disguise
    ],
)
def test_a_zero_in_brackets_counts_where_it_is_dialled(text, value):
    assert read(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1-800-FLOWERS", "+18003569377"),
        ("1 800 flowers", "+18003569377"),
        ("+1.800.FLOWERS", "+18003569377"),
        ("1-800-MATTRESSS", "+18006288737"),  # more letters than a number has: dialled for nothing
        ("888-908-7930 now", OFFICIAL),
        ("+61 1300 FLIGHT", "+611300354448"),
    ],
)
def test_letters_are_dialled_as_on_the_keypad(text, value):
    found = phone.parse(text, ())
    assert (found.readings[0].contact.value, Sign.VANITY in found.signs) == (value, True)


@pytest.mark.parametrize("text", ["888-908-7930 or 1", "888-908-7930 a 212", "1800FLOWERS99"])
def test_digits_behind_a_whole_number_are_not_dialled_for_nothing(text):
    assert refusal(text) == "phone-length"


@pytest.mark.parametrize(
    "extension",
    [
        " ext. 12",
        " ext 12",
        " extension 12",
        " Extn: 12",
        "x12",
        " x 12",
        "#12",
        "分机12",
        "转12",
        "轉 12",
        ";ext=12",
    ],
)
def test_an_extension_is_no_part_of_the_number(extension):
    found = phone.parse(f"+1 888 908 7930{extension}", ())
    assert ([r.contact.value for r in found.readings], found.signs) == ([OFFICIAL], (Sign.EXTENSION,))


@pytest.mark.parametrize("tail", [",,12", "p12", "w12", " 12", "-1", "⓫", "一"])
def test_other_digits_behind_a_number_are_part_of_it(tail):
    assert refusal(f"+1 888 908 7930{tail}") in ("phone-impossible", "phone-length")


@pytest.mark.parametrize("text", ["+1 888 9O8 793O", "+l 888 908 7930", "+I-888-908-7930", "+1 888 908 793o"])
def test_letters_that_look_like_digits_are_read_as_these(text):
    found = phone.parse(text, ())
    assert ([r.contact.value for r in found.readings], found.signs) == ([OFFICIAL], (Sign.LOOKALIKE_DIGITS,))


@pytest.mark.parametrize(
    "text",
    [
        "1⚝888⚝908⚝7930",
        "✅☎\ufe0f+1 (888)~908~7930",
        "🎀 {{+1-888-908-7930}}🎀",
        "**📞 1888-908-7930**",
        "#1~⭐☎\ufe0f𝟣-(𝟪𝟪𝟪) 𝟫𝟢𝟪-𝟩𝟫𝟥𝟢",
        "# .(888).908.7930",
        "++{{1-888*908*7930}}",
        "Call +1 888 908 7930",
        "客服电话：1-888-908-7930",
        "１ー(８８８)ー９０８ー７９３０",
        "((USA))+{{1-888*908*7930}}",
        "(+1-888-908-7930 US❞)】",
    ],
)
def test_what_stands_around_a_number_is_no_part_of_it(text):
    assert read(text) == [OFFICIAL]


def test_a_claim_keeps_the_digits_as_written():
    assert [phone.parse(t, ("CN",)).digits for t in ("１-844-439-6051", "400 820 8820")] == [
        "18444396051",
        "4008208820",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+1 888 908 7930", True),
        ("888.908.7930", True),
        ("1-800-FLOWERS", True),
        ("④④④ 206 68", True),
        ("8889087930.com", False),
        ("1.800.flowers", False),
        ("10101.lol", False),
        ("203.0.113.7", False),
        ("203.0.113.7:443", False),
        ("0711/123456", True),
        ("203.0.113.7/123456", False),
        ("a@12345.com", False),
        ("12 ab", False),
        ("", False),
        ("1" * (phone.MAX_TEXT + 1), False),
    ],
)
def test_what_is_laid_out_as_a_phone_number(text, expected):
    assert phone.looks_like(text) == expected


def test_a_number_that_is_dialled_in_one_town_only_is_none():
    with pytest.raises(UnreadableContact, match="phone-impossible"):
        phone.parse("908 7930", ())


@pytest.mark.parametrize("plus", ["+", "＋", "⁺", "₊", "﬩", "➕", "✚", "ᐩ", "᛭", "⊕", "plus ", "+ ("])
def test_every_form_of_a_plus_is_a_plus(plus):
    assert (phone.has_plus(f"{plus}44 20 7946 0018"), read(f"{plus}44 20 7946 0018")) == (
        True,
        ["+442079460018"],
    )


@pytest.mark.parametrize(
    "text", ["44 20 7946 0018", "surplus 44 20 7946 0018", "✓ 44 20 7946 0018", "✝ 44", "†44"]
)
def test_other_signs_are_no_plus(text):
    assert not phone.has_plus(text)


@pytest.mark.parametrize(
    ("digits", "region", "rings"),
    [
        ("6562640211", "HK", "+85265626402"),
        ("65626402", "HK", None),  # whole
        ("006562640211", "HK", None),  # dialled abroad
        ("18889087930", "GB", None),  # nothing rings without a 0
        ("6562640211123", "US", "+16562640211"),
        ("6562640211", "XX", None),
        ("12", "HK", None),
    ],
)
def test_a_number_rings_when_it_is_complete(digits, region, rings):
    assert phone.begun_by(digits, region) == rings


@pytest.mark.parametrize(
    ("text", "is_odd"),
    [
        ("1-800-FLOWERS", False),
        ("1-800-GO-FEDEX", False),
        ("1-8OO-555-CARE", True),
        ("1-646-5O8-9PTG", True),
        ("+1.6465.68|9.784", True),
        ("646○568 9784", True),
        ("| +1 646 568 9784 |", False),
    ],
)
def test_what_can_be_two_digits_is_said(text, is_odd):
    """Letters and signs in which some see a digit, and the keypad or a program another or none."""
    assert (Sign.LOOKALIKE_DIGITS in phone.parse(text, ()).signs) == is_odd


@pytest.mark.parametrize(
    "text",
    [
        "call 888-908-7930.com",
        "(888) 908-7930.support",
        "+1 888 908 7930;to=2125551234",
        "+1 888 908 7930;u=evil.com",
    ],
)
def test_a_host_or_number_behind_a_number_makes_two_of_it(text):
    assert refusal(text) == "phone-impossible"


@pytest.mark.parametrize(
    ("text", "scheme", "number"),
    [
        ("+18889087930?body=my code", "sms", "+18889087930"),
        ("+18889087930?call", "callto", "+18889087930"),
        ("+18889087930", "tel", "+18889087930"),
        ("+18889087930?u=evil", "tel", None),
        ("+18889087930?body=see evil.com", "sms", None),
        ("+18889087930?body=or 212-555-1234", "sms", None),
    ],
)
def test_a_phone_link_holds_one_number(text, scheme, number):
    try:
        found = phone.in_address(text, scheme)
    except UnreadableContact:
        found = None
    assert found == number
