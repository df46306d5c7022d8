"""Text from outside, made safe to print."""

import re
from unicodedata import category

_BREAKABLE = re.compile(r"^(https?)(?=:)", re.IGNORECASE)


def plain(text: str) -> str:
    """No control or direction characters, no lone surrogates: each is written as its code."""
    return "".join(c if category(c)[0] != "C" else f"\\u{ord(c):04x}" for c in text)


def defanged(text: str) -> str:
    """An address that nobody can click: hxxps://evil[.]com, help[at]evil[.]com."""
    text = _BREAKABLE.sub(lambda m: m[1].replace("tt", "xx").replace("TT", "XX"), plain(text))
    if not re.search(r"[^\W\d]", text):
        return text
    return re.sub(r"(?<=\S)@", "[at]", text).replace(".", "[.]")
