"""What people see in a host: the letters behind xn--, their scripts, and where the host seems to end."""

import re
from unicodedata import category, name

from contactfinder.contacts.patterns import pattern

# What looks like a sign that divides or ends a host, but may be part of one (Unicode TS 39, confusables.txt).
_LIKE_SIGNS = {
    "/": "⁄∕╱⟋⧸᜵⁁Ⳇⳇノㇽ丿〳㇓\U0001d23a",
    "\\": "∖⟍⧵⧹㇔丶",
    ".": "·‧ꓸ∙⋅•・᛫۰꘎⸱ᐧꞏ",
    ":": "꞉ː˸։፡∶᛬᠃ꓽ",
    "?": "ʔɁɂॽ",
    " ": "\u2800",  # Braille without dots
}
_SIGN_OF = {letter: sign for sign, letters in _LIKE_SIGNS.items() for letter in letters}
# Only behind a plain letter: ノ is an honest letter among others of its kind, and so is the · of Catalan l·l.
_LIKE_A_SIGN = pattern(f"(?<=[a-z0-9])(?!(?<=l)·l)[{re.escape(''.join(_SIGN_OF))}]")
_BEHIND_HOST = pattern(r"[/\\:? ].*")
# Highly restrictive (Unicode TS 39, section 5.2): what one name may mix.
_MIXABLE = (
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA"},
    {"LATIN", "CJK", "BOPOMOFO"},
    {"LATIN", "CJK", "HANGUL"},
)
_NEVER_IN_HOSTS = {"Cc", "Cs", "Zs"}
_OF_ANY_SCRIPT = {
    "MODIFIER",
    "KATAKANA-HIRAGANA",
    "IDEOGRAPHIC",
}  # first words of the names of shared letters


def in_letters(host: str) -> str:
    """The host with the letters that its xn-- labels stand for. Raises ValueError when one stands for none."""
    return ".".join(map(_decoded, host.split(".")))


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    letters = label[4:].encode().decode("punycode")
    if letters.isascii() or any(category(c) in _NEVER_IN_HOSTS for c in letters):
        raise ValueError(label)
    return letters


def seen(letters: str) -> str:
    """The host that people see in these letters: coinbase.com in 'coinbase.com∕.evil.com'."""
    if letters.isascii():
        return letters
    return _BEHIND_HOST.sub("", _LIKE_A_SIGN.sub(lambda like: _SIGN_OF[like[0]], letters))


def mixes_scripts(letters: str) -> bool:
    """Whether a label mixes scripts that no honest name mixes, such as Latin with Cyrillic or Greek."""
    return any(_is_mixed(label) for label in letters.split(".") if not label.isascii())


def _is_mixed(label: str) -> bool:
    scripts = {_script(c) for c in label if category(c).startswith("L")} - _OF_ANY_SCRIPT
    return len(scripts) > 1 and not any(scripts <= mixable for mixable in _MIXABLE)


def _script(letter: str) -> str:
    # Python knows no scripts, but Unicode begins the names of letters with them.
    return name(letter, "NO NAME").partition(" ")[0]
