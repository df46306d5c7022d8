"""The words around a contact: cut to the screen, the contact always in them, and nothing that works."""

import re
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_findings import HOSTILE
from rich.cells import cell_len

from contactfinder.render.excerpt import around
from contactfinder.scan.finding import Excerpt

LIVE = re.compile(r"https?:|(?:ftp|tg)://|\S@\S|\w\.[a-z]{2}", re.IGNORECASE)
WIDTHS = [1, 8, 16, 76, 116]
CONTACT = "1✦844✦555✦0199"


def shown(before: str, contact: str, behind: str, width: int) -> tuple[str, str, str]:
    return around(Excerpt(before + contact + behind, len(before), len(before + contact)), width)


@pytest.mark.parametrize(
    ("before", "behind", "width", "expected"),
    [
        ("call ", " now", 76, ("call ", CONTACT, " now")),
        ("  \tcall\t", " now  ", 76, ("call ", CONTACT, " now")),
        ("please call ", " now", 24, ("…call ", CONTACT, " now")),
        ("call ", " now or lose it", 24, ("call ", CONTACT, " now…")),
        ("please call ", " now or lose it", 24, ("…all ", CONTACT, " now…")),
        ("客服热线：", "，请拨打", 26, ("…线：", CONTACT, "，请拨…")),
        ("a", "b", 14, ("", CONTACT, "")),
        ("a", "b", 8, ("", "1✦844✦5…", "")),
    ],
)
def test_the_line_is_cut_around_the_contact(before, behind, width, expected) -> None:
    assert shown(before, CONTACT, behind, width) == expected


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_stands_there_is_harmless_and_fits(text: str, width: int) -> None:
    for parts in (shown(text, CONTACT, text, width), shown("call ", text, " now", width)):
        line = "".join(parts)
        assert cell_len(line) <= width and parts[1]
        assert not LIVE.search(line) and not [c for c in line if category(c)[0] == "C" or c in "\u2028\u2029"]


@given(st.text(max_size=60), st.text(min_size=1, max_size=60), st.text(max_size=60), st.integers(1, 120))
def test_no_text_makes_an_excerpt_too_wide_or_clickable(before, contact, behind, width) -> None:
    line = "".join(shown(before, f"{contact}https://a.de", behind, width))
    assert cell_len(line) <= width and not LIVE.search(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://Evil.com/a.html. It works.", "See hxxps://Evil[.]com/a[.]html. It works."),
        ("HTTP://1.2.3.4/x", "HXXP://1.2.3.4/x"),
        ("mail help@evil.com or @evil_desk", "mail help[at]evil[.]com or @evil_desk"),
        ("tg://resolve?domain=x t.me/x", "tg[:]//resolve?domain=x t[.]me/x"),
        ("at 10.30 call 1.844.555.0199", "at 10.30 call 1.844.555.0199"),
        ("a\u202eb\u3000c\x07", "a\\u202eb\u3000c\\u0007"),
    ],
)
def test_an_excerpt_is_still_recognised(text: str, expected: str) -> None:
    """Only what makes an address is taken apart."""
    assert shown(text, "", "", 200)[0] == expected
