"""Text from outside, made safe to print."""

import re
from unicodedata import category

from contactfinder.contacts.patterns import pattern

_HTTP = pattern(r"http(?=s?:)", re.IGNORECASE)
_DOT = pattern(r"(?<=[\w)\]-])\.(?=[^\W\d_]{2})")
_AT = pattern(r"(?<=[\w.+-])@(?=[\w-]+\.)")
_SCHEME = pattern(r"(?<!hxxp)(?<!hxxps):(?=//)", re.IGNORECASE)


def plain(text: str) -> str:
    """No control or direction characters, no lone surrogates: each is written as its code."""
    return "".join(c if category(c)[0] != "C" else f"\\u{ord(c):04x}" for c in text)


def defanged(text: str) -> str:
    """An address that nobody can click: hxxps://evil[.]com, help[at]evil[.]com."""
    text = plain(text)
    if not re.search(r"[^\W\d]", text):
        return text
    text = _HTTP.sub(lambda m: "HXXP" if m[0].isupper() else "hxxp", text)
    return re.sub(r"(?<=\S)@", "[at]", _SCHEME.sub("[:]", text)).replace(".", "[.]")


def prose(text: str) -> str:
    """Sentences in which no address can be clicked: the dots of sentences stay."""
    text = _HTTP.sub(lambda m: "HXXP" if m[0].isupper() else "hxxp", plain(text))
    return _DOT.sub("[.]", _AT.sub("[at]", _SCHEME.sub("[:]", text)))
