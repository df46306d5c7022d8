"""How a contact is disguised."""

import pytest

from contactfinder.scan import Disguise


@pytest.mark.parametrize(
    ("disguise", "writing"),
    [
        (Disguise.OTHER_DIGITS, "+𝟏 844 555 0199"),
        (Disguise.SPELLED_DIGITS, "1 eight four four 555 0199"),
        (Disguise.SPELLED_DIGITS, "一八四四五五五零一九九"),
        (Disguise.LETTERS_AS_DIGITS, "+1-844-555-OI99"),
        (Disguise.VANITY, "1-844-555-OLXX"),
        (Disguise.SYMBOLS, "1✦844✦555✦0199"),
        (Disguise.SPACED, "1 8 4 4 5 5 5 0 1 9 9"),
        (Disguise.WRONG_GROUPS, "1844-55-50-199"),
        (Disguise.INVISIBLE, "1-8\u200b44-555-0199"),
        (Disguise.JUNK_PREFIX, "++1 844 555 0199"),
        (Disguise.NO_COUNTRY_CODE, "+844-555-0199"),
        (Disguise.GLUED, "1-844-555-0199Will"),
        (Disguise.REPEATED, "1-844-555-0199 1-844-555-0199"),
        (Disguise.MARKUP, "<b>844</b>-555-0199"),
        (Disguise.SPELLED_SIGNS, "844 dash 555 dash 0199"),
        (Disguise.DEFANGED, "hxxps://example-help[.]net"),
        (Disguise.OTHER_LETTERS, "https://𝐞𝐱ample-help.net"),
        (Disguise.PARTED, "example-help . net"),
    ],
)
def test_every_disguise_is_named(scan, disguise: Disguise, writing: str):
    found = scan(f"Example Exchange account locked? Support: call {writing} now")
    assert disguise in found[0].disguise


def test_every_disguise_has_an_example():
    examples = test_every_disguise_is_named.pytestmark[0].args[1]
    assert {example[0] for example in examples} == set(Disguise)


def test_a_keycap_is_no_usual_digit(scan):
    (found,) = scan("Example Exchange support: +1️⃣-(8️⃣4️⃣4️⃣)-5️⃣5️⃣5️⃣-0️⃣1️⃣9️⃣9️⃣")
    assert Disguise.OTHER_DIGITS in found.disguise


@pytest.mark.parametrize(
    "writing", ["+1 844 555 0199", "1-844-555-0199", "(844) 555-0199", "+1 (844) 555-0199"]
)
def test_an_honest_writing_is_no_disguise(scan, writing: str):
    (found,) = scan(f"Example Exchange support: {writing}")
    assert found.disguise == ()
