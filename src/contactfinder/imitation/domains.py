"""Domains that are made to be taken for official ones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from contactfinder.contacts import Contact, Kind, web
from contactfinder.imitation.found import Imitation, Mark, differs
from contactfinder.registry.near import edit, shortened

if TYPE_CHECKING:
    from contactfinder.registry.index import Index

# Names that are also words: honest neighbours (ledge.com, cryptos.com) differ from them by one letter.
EVERYDAY = frozenset(
    [
        "backpack",
        "blockchain",
        "bullish",
        "crypto",
        "exodus",
        "gemini",
        "keystone",
        "ledger",
        "phantom",
        "rainbow",
        "river",
        "simplex",
        "strike",
        "uphold",
    ]
)
MIN_IMITATED = 6  # characters of a domain label before one differing letter accuses anybody


def imitated(contact: Contact, index: Index) -> Imitation | None:
    """The official domain that the host of a link or address imitates."""
    host = contact.value.rpartition("@")[2] if contact.kind is Kind.EMAIL else web.locate(contact.value).host
    if not web.is_host(host) or index.domain(web.parents(host)):
        return None
    if inside := _brand_inside(host, index):
        return inside
    domain = web.registrable_domain(host) or host
    shown = _as_people_read(domain)
    for hit in index.near(shortened("domain", shown)):
        name = hit.target.partition(".")[0]
        how = "foreign-letters" if hit.target == shown else edit(hit.target, shown)
        if how == "foreign-letters" or (how and len(name) >= MIN_IMITATED and name not in EVERYDAY):
            return Imitation(hit.target, hit.platform, (differs(how, hit.target),))
    return None


def _brand_inside(host: str, index: Index) -> Imitation | None:
    """coinbase.com.evil.net, coinbase.com-login.net: a whole official domain as a part of another."""
    labels = host.split(".")
    for start in range(len(labels) - 2):
        for end in range(start + 2, len(labels)):
            part = ".".join(labels[start:end])
            cut = ".".join([*labels[start : end - 1], labels[end - 1].partition("-")[0]])
            hit = index.domain(dict.fromkeys((part, cut)))
            if hit and hit.rooted:
                mark = Mark("brand-in-subdomain", {"domain": hit.domain, "host": host})
                return Imitation(hit.domain, hit.platform, (mark,))
    return None


# Letters that no reader tells from Latin ones (Unicode TS 39, confusables.txt; those that domains can have).
_LIKE_LATIN = str.maketrans("асеорхуіјѕһԁԛԝӏкαοικυρɑɡıłøđ", "aceopxyijshdqwlkaoikupagilod")


def _as_people_read(domain: str) -> str:
    """A domain with its foreign letters and accents shown as the plain letters that people take them for."""
    letters = normalize("NFKD", ".".join(map(_unicode, domain.split("."))))
    return "".join(c for c in letters if not combining(c)).translate(_LIKE_LATIN)


def _unicode(label: str) -> str:
    try:
        return label[4:].encode().decode("punycode") if label.startswith("xn--") else label
    except ValueError:
        return label
