"""Text from outside is shown, never interpreted, and what may be bad cannot be clicked."""

import io
import re
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactfinder.render.plain import defanged, plain
from contactfinder.render.terminal import Screen
from contactfinder.render.words import Words

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates too


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\u001b[31mred"),
        ("\x9b31m", "\\u009b31m"),
        ("\x1b]8;;https://evil.com\x07", "\\u001b]8;;https://evil.com\\u0007"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2066b\u200bc", "a\\u2066b\\u200bc"),
        ("\udcff", "\\udcff"),
        ("a\nb\tc\rd", "a\\u000ab\\u0009c\\u000dd"),
        ("\ue000", "\\ue000"),
        ("平台 客服（官方）", "平台 客服（官方）"),
    ],
)
def test_controls_are_written_as_their_codes(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(ANY_TEXT)
def test_no_text_comes_out_with_a_character_that_is_not_to_be_seen(text: str) -> None:
    assert not [c for c in plain(text) + defanged(text) if category(c)[0] == "C"]


@given(ANY_TEXT)
def test_being_plain_is_final(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://evil.com/a", "hxxps://evil[.]com/a"),
        ("HTTP://EVIL.COM", "HXXP://EVIL[.]COM"),
        (" see http://2130706433/x", " see hxxp://2130706433/x"),
        ("help@evil.com", "help[at]evil[.]com"),
        ("tg://resolve?domain=evil", "tg[:]//resolve?domain=evil"),
        ("@coinbase_help", "@coinbase_help"),
        ("+1 (888) 908.7930", "+1 (888) 908.7930"),
    ],
)
def test_a_defanged_address_leads_nowhere(text: str, shown: str) -> None:
    assert defanged(text) == shown


@given(ANY_TEXT)
def test_nothing_defanged_looks_like_a_link(text: str) -> None:
    assert not re.search(r"https?:|\w\.[a-z]{2}", defanged(f"http://a.de {text}"), re.IGNORECASE)


@pytest.mark.parametrize("name", ["[red]x[/red]", "[/etc]", "[link=https://evil.com]x[/link]", ":smile:"])
def test_markup_is_printed_as_it_stands(name: str) -> None:
    """Rich would colour the first, and fail on the second."""
    out = io.StringIO()
    Screen(Words("en"), out).say("verdict.of", name=name)
    assert out.getvalue() == f"listed for {name}\n"
