"""Domains that are made to be taken for official ones.

A host is looked at label by label, as written and as hurried eyes see it. A name of a platform in it weighs by how
surely it is nobody else's; the words beside it, the ending and the kind of hosting add to that. Enough of it accuses.
docs/lookalikes.md says what counts how much, and docs/accuracy.md how often it is right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.contacts import Contact, Kind, web
from contactfinder.imitation.company import CALLING, CHEAP_ENDINGS, FREE_ENDINGS, SPEAKING_ENDINGS
from contactfinder.imitation.found import Imitation, Mark, differs
from contactfinder.imitation.names import Label, Place, places
from contactfinder.imitation.slips import Slip, slips
from contactfinder.registry.looks import LOOKS, unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.registry.index import BrandHit, Index

ENOUGH = 3  # points from which on a name accuses
SEVERAL_WORDS = 12  # letters of a name that is no single word
TORN = 2  # letters behind a common beginning that may as well begin another word
STRAY = 3  # letters that were only put there because the name alone was taken: bitgetdb
_COMMON = ("bit", "coin", "pay", "token", "trade")  # beginnings that names share with other words
CLEAR_LOOK = 6  # letters of a name as seen: shorter ones look like much else
# Hosts whose paths are the addresses of pages that anybody makes.
PAGE_BUILDERS = frozenset(
    ["sites.google.com", "telegra.ph", "linktr.ee", "bio.link", "beacons.ai", "about.me", "notion.so"]
)
# Hosts of code and its documentation: the plain name of a platform there is mostly its own, and thieves come too late for it.
CODE_PAGES = frozenset(["github.io", "gitlab.io", "gitbook.io", "readthedocs.io"])


class Setting(NamedTuple):
    """What surrounds the labels: the host, its ending, and whether anybody gets such an address for nothing."""

    host: str
    ending: str
    free: bool
    tenant: bool  # of a service that companies rent: a help desk, a status page


class Sight(NamedTuple):
    """A name seen in a label: its points, and the marks by which one sees it."""

    brand: BrandHit
    points: int
    marks: tuple[Mark, ...]


def imitated(contact: Contact, index: Index) -> Imitation | None:
    """The official domain, or the platform without one, that the host of a link or address imitates."""
    host = contact.value.rpartition("@")[2] if contact.kind is Kind.EMAIL else web.locate(contact.value).host
    if not web.is_host(host) or index.domain(web.parents(host)):
        return None
    setting, labels = _surroundings(host, index)
    if host in PAGE_BUILDERS:
        labels = _page_labels(web.locate(contact.value).path, index)
    return (
        _official_domain_inside(setting, index)
        or _official_domain_shown(setting, labels, index)
        or _best(setting, labels, index)
    )


def _surroundings(host: str, index: Index) -> tuple[Setting, list[Label]]:
    ending, private = index.suffix(host)
    shared = index.shared_host(web.parents(host))
    if shared and not private:  # x.zendesk.com: what counts is the tenant
        ending = shared.host
    free = private or bool(shared and shared.open)
    own = host.removesuffix(ending).rstrip(".").split(".")
    labels = [_label(text, i == len(own) - 1, index) for i, text in enumerate(own) if text]
    return Setting(host, ending, free, shared is not None and not free), labels


def _label(text: str, registered: bool, index: Index) -> Label:
    spelled = _unicode(text)
    words = re.split(r"[-_]+", index.shown(unaccented(spelled)))
    return Label(tuple(w for w in words if w), not spelled.isascii(), registered)


def _page_labels(path: str, index: Index) -> list[Label]:
    """The first steps of a path as labels: sites.google.com/view/coinbase-support."""
    steps = [step.lower() for step in path.split("/") if step][:2]
    return [_label(step, True, index) for step in steps if "%" not in step]


def _official_domain_inside(setting: Setting, index: Index) -> Imitation | None:
    """coinbase.com.evil.net, coinbase.com-login.net: a whole official domain as a part of another."""
    # coinbase.com.ng is only another ending, coinbase.com.de (a private one) is made to be misread
    ending = setting.ending.rpartition(".")[2] if setting.free else setting.ending
    labels = setting.host.removesuffix(f".{ending}").split(".")
    for start in range(len(labels) - 1):
        for end in range(start + 2, len(labels) + 1):
            part = ".".join(labels[start:end])
            cut = ".".join([*labels[start : end - 1], labels[end - 1].partition("-")[0]])
            hit = index.domain(dict.fromkeys((part, cut)))
            if hit and hit.rooted:
                mark = Mark("brand-in-subdomain", {"domain": hit.domain, "host": setting.host})
                return Imitation(hit.domain, hit.platform, (mark,))
    return None


def _official_domain_shown(setting: Setting, labels: list[Label], index: Index) -> Imitation | None:
    """An official domain in foreign letters, also when its name is a word: blockchain.com."""
    for label in labels[-1:]:
        hit = index.domain((f"{'-'.join(label.words)}.{setting.ending}",)) if label.foreign else None
        if hit and hit.rooted:
            return Imitation(hit.domain, hit.platform, (differs("foreign-letters", hit.domain),))
    return None


def _best(setting: Setting, labels: list[Label], index: Index) -> Imitation | None:
    sights = [sight for label in labels for sight in _sights(label, setting, index)]
    best = max(sights, key=lambda s: (s.points, len(s.brand.name), s.brand.platform), default=None)
    if best is None or best.points < ENOUGH:
        return None
    return Imitation(best.brand.target, best.brand.platform, best.marks)


def _sights(label: Label, setting: Setting, index: Index) -> Iterator[Sight]:
    closer: set[str] = set()  # what is seen in a closer look is not seen again in a looser one
    for look in LOOKS:
        found = [place for place in places(label, look, index) if place.brand.name not in closer]
        yield from (_seen(place, label, setting) for place in found)
        closer.update(place.brand.name for place in found if place.whole or place.around is not None)
    for slip in slips(label, closer, index):
        yield _misspelt(slip, label, setting)


def _seen(place: Place, label: Label, setting: Setting) -> Sight:
    points = _weight(place.brand) + _around(place.brand, label, setting)
    tricked = label.foreign or place.look != "plain"
    if not _counts(place, setting):
        points = 0
    elif place.whole:
        bonus = 2 + label.foreign if tricked else 2 * _is_made_up(place.brand) or not place.brand.everyday
        points += bonus * label.registered
    elif place.around is not None:
        points += _company(place.around, place.brand) - 3 * _is_for_makers(place.around, setting)
    elif setting.free and place.known:  # sso--robinhood-com---cdn-h: nobody honest builds such a name
        points += _company(place.known, place.brand) - 1
    else:
        side = (place.before or frozenset()) | (place.after or frozenset())  # one of them: claimuniswaplp
        points = 0 if place.brand.everyday else points - _looseness(place) + bool(side & CALLING)
    return Sight(place.brand, points, tuple(_marks(place, label, setting)))


def _misspelt(slip: Slip, label: Label, setting: Setting) -> Sight:
    points = _weight(slip.brand) + _around(slip.brand, label, setting) + slip.bonus
    marks = [_differs(slip.how, slip.brand)]
    if slip.company:
        points += _company(slip.company, slip.brand)
        marks.append(Mark("name-with-words", {"name": slip.brand.name}))
    return Sight(slip.brand, points, tuple(marks))


def _weight(brand: BrandHit) -> int:
    """How surely a name is nobody else's."""
    length = len(brand.name)
    if brand.everyday:
        return int(length >= 6)
    return 3 if length >= 6 else 2 if length == 5 else 1


def _is_made_up(brand: BrandHit) -> bool:
    """Whether nobody says it who does not mean the platform, though it is made of words: cryptocom, backpackwallet."""
    return brand.everyday and (
        brand.target.replace(".", "") == brand.name or len(brand.name) >= SEVERAL_WORDS
    )


def _company(groups: frozenset[str], brand: BrandHit) -> int:
    """What the words beside a name add; short words of every day stand beside 'support' by right (gate support)."""
    weights = {"trade": 2, "support": 2, "address": 2, "filler": 1, "technical": 0}
    if brand.everyday and len(brand.name) < 6:
        weights["support"] = 1
    return sum(weights[group] for group in groups)


def _is_for_makers(groups: frozenset[str], setting: Setting) -> bool:
    """Documentation and test networks on hosting that costs nothing: binance-docs.github.io."""
    return setting.free and "technical" in groups and groups <= {"technical", "filler"}


def _around(brand: BrandHit, label: Label, setting: Setting) -> int:
    """What ending, hosting and the place in the host add."""
    top = setting.ending.rpartition(".")[2]
    points = 2 if top in SPEAKING_ENDINGS | FREE_ENDINGS else int(top in CHEAP_ENDINGS)
    points += 2 * (brand.target.replace(".", "-") in "-".join(label.words))  # coinbase-com
    points += setting.free * (1 if brand.everyday else 2)
    return points - 2 * setting.tenant - (brand.everyday and not label.registered)


def _counts(place: Place, setting: Setting) -> bool:
    """Not the plain name on a host of code; not tricks with letters by mere chance, as short names and unknown words give."""
    if place.look == "plain":
        return not (place.whole and setting.ending in CODE_PAGES)
    seen = place.brand.look.partition(":")[2]
    return len(seen) >= CLEAR_LOOK and (place.whole or place.around is not None)


def _looseness(place: Place) -> int:
    """How little it means that a name stands in a label beside something unknown: coinme in coinmetrics."""
    name, edges = place.brand.name, place.begins + place.ends
    common = next((word for word in _COMMON if name.startswith(word)), name)
    torn = (
        0 < len(name) - len(common) <= TORN and edges < 2
    )  # coin|meeting, coin|expo: another word begins inside
    length = len(name) - torn
    stray = place.rest <= STRAY and not torn
    return max(0, (length < 8) + (length < 7) + (length < 6) - edges - stray)


def _differs(how: str, brand: BrandHit) -> Mark:
    return (
        differs(how, brand.target) if brand.proven else Mark("resembles", {"how": how, "name": brand.target})
    )


def _marks(place: Place, label: Label, setting: Setting) -> Iterator[Mark]:
    brand = place.brand
    if label.foreign:
        yield _differs("foreign-letters", brand)
    elif place.look != "plain":
        yield _differs("drawn-alike" if place.look == "drawn" else "doubled", brand)
    if not place.whole:
        yield Mark("name-with-words", {"name": brand.name})
    elif not label.registered:
        yield Mark("brand-in-subdomain", {"domain": brand.target, "host": setting.host})
    elif len(label.words) > 1:
        yield _differs("hyphen", brand)
    elif place.look == "plain" and not (label.foreign or setting.free or setting.tenant):
        yield _differs("ending", brand)
    if setting.free:
        builder = setting.host if setting.host in PAGE_BUILDERS else setting.ending
        yield Mark("free-hosting", {"host": builder})


def _unicode(label: str) -> str:
    try:
        return label[4:].encode().decode("punycode") if label.startswith("xn--") else label
    except ValueError:
        return label
