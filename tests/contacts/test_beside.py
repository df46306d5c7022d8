"""What the words beside a number or an address say that it is instead."""

import pytest

from contactfinder.contacts import Sign, beside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WhatsApp +44 20 7946 0000", (Sign.WHATSAPP,)),
        ("+44 20 7946 0000 (What’s App)", (Sign.WHATSAPP,)),
        ("Ｔｅｌｅｇｒａｍ +44 20 7946 0000", (Sign.OTHER_SERVICE,)),
        ("WhatsApp/Signal: +44 20 7946 0000", (Sign.WHATSAPP, Sign.OTHER_SERVICE)),
        ("加V 12345678", (Sign.OTHER_SERVICE,)),
        ("加微信 12345678", (Sign.OTHER_SERVICE,)),
        ("LINE 12345678", (Sign.OTHER_SERVICE,)),
        ("Account no. 12345678", (Sign.OTHER_SERVICE,)),
        ("help line 12345678", ()),
        ("paid 12345678", ()),
        ("designal 12345678", ()),
        ("ホットライン 12345678", ()),
        ("account hotline: 12345678", ()),
        ("ID +62 21 1234 5678", ()),  # Indonesia
    ],
)
def test_words_say_what_a_number_is_instead(text, expected):
    assert beside.signs_of(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("telegram: evil", True),
        ("x:evil", True),
        ("WhatsApp: evil", True),
        ("wechat evil_help", True),
        ("Example Exchange", False),
        ("From: Example Support", False),
        ("evil on Discord", True),
        ("微信 evil", True),
        ("Line of credit", True),  # LINE is written so too
        ("Online support", False),
        ("", False),
    ],
)
def test_a_name_that_gives_an_account_is_more_than_a_name(name, expected):
    assert beside.names_account(name) == expected
