"""Which texts are genuine writings of official contacts for certain, asked without any of the program's own reading.

Strict on purpose: a plain writing that reaches an official contact and nothing else is genuine. Whatever is odd is not,
even where it would do no harm.
"""

import re
from functools import lru_cache
from unicodedata import normalize

import ada_url
import phonenumbers

from contactfinder.registry.index import Index

_PLAIN = re.compile(r"[\x21-\x7e]+")
_ODD_IN_LINK = re.compile(r"[\\@<>\"{}|^`]")
_LINK = re.compile(r"(?:https://|//)?(?![/:])([^/?#%]+(?:[/?#].*)?)", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm_[a-z]+|gclid|fbclid)=[\w.~+-]*", re.IGNORECASE | re.ASCII)
_ANCHOR = re.compile(r"[\w.~:=,%-]*", re.ASCII)
_MAIL = re.compile(r"(?:mailto:)?([^\s@?]+@[^\s@?]+)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(?:tel:)?\s*(\+?)[\s(]*(\d[\dA-Z\s().–/-]*)", re.IGNORECASE | re.ASCII)
_KEYPAD = str.maketrans(
    "ABCDEFGHJKMNPQRSTUVWXYZ", "22233344556677778889999"
)  # without O, I, L: are they digits?
_NAMED = re.compile(r"([a-z]+):\s*@?([\w./+-]+?)/?", re.IGNORECASE | re.ASCII)
_SUBREDDIT = re.compile(r"/?(r/\w+)/?", re.IGNORECASE | re.ASCII)  # so written on Reddit alone
_ELSEWHERE = re.compile(r"http|//|%2f|\.[a-z]", re.IGNORECASE)
_NETWORKS = {"twitter": "x", "tg": "telegram", "fb": "facebook", "ig": "instagram", "yt": "youtube"}
# Hosts of the networks' own, and where an account's name stands in a path on them.
_PROFILES = {
    "x": (r"(?:www\.|m\.|mobile\.)?(?:x|twitter)\.com", r"/@?(\w+)/?"),
    "telegram": (r"(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)", r"/(?:s/)?(\w+)/?"),
    "discord": (r"(?:www\.)?(?:discord\.gg|discord(?:app)?\.com)", r"/(?:invite/)?([\w-]+)/?"),
    "facebook": (
        r"(?:(?:www|m|mobile|web|mbasic|\w\w-\w\w)\.)?(?:facebook|fb)\.com|fb\.me|m\.me",
        r"/([\w.]+)/?",
    ),
    "instagram": (r"(?:www\.)?instagram\.com", r"/([\w.]+)/?"),
    "linkedin": (r"(?:www\.|\w\w\.)?linkedin\.com", r"/((?:company|in|school|showcase)/[\w-]+)/?"),
    "reddit": (r"(?:(?:www|old|new|m)\.)?reddit\.com", r"/((?:r|u|user)/\w+)/?"),
    "youtube": (
        r"(?:www\.|m\.)?youtube\.com",
        r"/((?:c|channel|user)/[\w-]+|@[\w.-]+)(?:/(?:featured|videos|about|community))?/?",
    ),
}


class Officials:
    """Everything official in a registry, as plain sets."""

    def __init__(self, index: Index) -> None:
        self.links: set[str] = set()
        self.numbers: set[str] = set()
        self.mails: set[str] = set()
        self.accounts: set[str] = set()
        homes: set[str] = set()
        for summary in index.summaries():
            platform = index.platform(summary.id)
            assert platform
            homes |= {d["domain"] for d in platform["domains"] if d["rooted"] and not d["former"]}
            for channel in platform["channels"]:
                if channel["contact"] and channel["trust"] == "official" and not channel["withdrawn"]:
                    self._add(channel["contact_kind"] or "", channel["contact"])
        # With or without www. is the same where one owner has the whole domain.
        for key in tuple(self.links):
            host, slash, path = key.partition("/")
            if host.removeprefix("www.") in homes:
                self.links |= {f"{h}{slash}{path}" for h in (host.removeprefix("www."), f"www.{host}")}
        self.links |= homes | {f"www.{home}" for home in homes}

    def _add(self, kind: str, contact: str) -> None:
        match kind:
            case "phone":
                self.numbers.add(contact)
            case "email":
                self.mails.add(contact)
            case "handle":
                self.accounts.add(contact)
            case "url":
                url = ada_url.URL(contact)
                self.links.add(f"{url.hostname}{url.pathname}".rstrip("/") + url.search)

    def is_genuine(self, text: str, country: str | None = None) -> bool:
        """Whether this can only mean something official, for somebody in `country`."""
        text = text.strip(" ")
        ends = (text, text[:-1]) if text[-1:] in tuple(".,;!?…") else (text,)  # the end of a sentence
        return any(self._is_link(t) or self._is_mail(t) or self._is_account(t) for t in ends) or (
            self._is_number(text, country)
        )

    def _is_link(self, text: str) -> bool:
        match = _LINK.fullmatch(text)
        if not match or not _PLAIN.fullmatch(text) or _ODD_IN_LINK.search(match[1]):
            return False
        try:
            url = ada_url.URL(f"https://{match[1]}")
        except ValueError:
            return False
        if url.username or url.password or url.port or not _ANCHOR.fullmatch(url.hash.removeprefix("#")):
            return False
        host = url.hostname.removesuffix(".")
        fields = [field for field in url.search[1:].split("&") if field and not _TRACKING.fullmatch(field)]
        search = "?" * bool(fields) + "&".join(fields)
        return f"{host}{url.pathname}".rstrip("/") + search in self.links or self._is_profile(
            host, url.pathname, url.search
        )

    def _is_profile(self, host: str, path: str, search: str) -> bool:
        for network, (hosts, paths) in _PROFILES.items():
            name = re.fullmatch(paths, path, re.ASCII) if re.fullmatch(hosts, host) else None
            if name and not _ELSEWHERE.search(search) and self._is_named(network, name[1]):
                return True
        return False

    def _is_named(self, network: str, name: str) -> bool:
        same_case = network == "discord" or ("/" in name and network not in ("linkedin", "reddit"))
        return f"{network}:{name if same_case else name.lower()}" in self.accounts

    def _is_mail(self, text: str) -> bool:
        match = _MAIL.fullmatch(text)
        return bool(match and text.isascii() and match[1].lower().removesuffix(".") in self.mails)

    def _is_account(self, text: str) -> bool:
        if subreddit := _SUBREDDIT.fullmatch(text):
            return self._is_named("reddit", subreddit[1])
        match = _NAMED.fullmatch(text)
        network = match[1].lower() if match else ""
        return bool(match and self._is_named(_NETWORKS.get(network, network), match[2]))

    def _is_number(self, text: str, country: str | None) -> bool:
        match = _NUMBER.fullmatch(normalize("NFKC", text).replace("➕", "+"))
        dialled = match[2].upper().translate(_KEYPAD) if match else ""
        if not match or re.search("[A-Z]", dialled):
            return False
        digits = re.sub(r"\D", "", dialled)
        return _dialled(digits, bool(match[1]), country) in self.numbers


@lru_cache(maxsize=4096)
def _dialled(digits: str, has_plus: bool, country: str | None) -> str:
    """The number reached by dialling this in a country: as a number of its own, of the United States, or of any."""
    for text, region in ((digits, country), (digits, "US"), (re.sub("^(?:00|011)", "", digits), None)):
        if has_plus and region:
            continue
        try:
            number = phonenumbers.parse(text if region else f"+{text}", region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return ""
