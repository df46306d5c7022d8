"""The names under which a platform is imitated: what stands in domains and accounts made to be taken for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contactfinder.registry.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.registry.record import PlatformRecord

SHORTEST = 3  # letters: a name of two is in everything
SHORT_WORD = 6  # letters: what begins with a shorter word (edgewallet) is as everyday as the word
SHORT_ALIAS = 5  # letters: shorter by-names (CDC, MEW) belong to others as well


class Brand(NamedTuple):
    """A folded name, what an imitation of it imitates (proven: a domain), whether it is also a word, and a mere by-name."""

    name: str
    target: str
    proven: bool
    everyday: bool
    by_name: bool = False


def brands(platform: PlatformRecord) -> Iterator[Brand]:
    """Every name of a platform that imitations bear, each with the platform's own domain (or name, if none is proven)."""
    everyday = {folded(n) for n in platform["everyday_names"]}
    dotless = {d["domain"].replace(".", "") for d in platform["domains"] if not d["domain"].endswith(".com")}
    distinctive: list[str] = []
    for name, by_name in _names(platform):
        if any(shorter in name for shorter in distinctive):
            continue  # coinbasewallet: whoever bears it bears coinbase
        if by_name or any(
            name == word or (len(word) < SHORT_WORD and name.startswith(word) and name not in dotless)
            for word in everyday
        ):
            yield Brand(name, *_target(platform, name), True, by_name)
        else:
            distinctive += [name] if len(name) >= SHORT_ALIAS else []
            yield Brand(name, *_target(platform, name), False)


def _names(platform: PlatformRecord) -> list[tuple[str, bool]]:
    """Folded names, the shortest first, each with whether it is a mere by-name: neither name, former name nor domain."""
    main = {folded(n) for n in (platform["name"], *platform["former_names"])}
    aliases = {folded(n) for n in platform["aliases"]}
    labels = {_label(d["domain"]) for d in platform["domains"]}
    main |= {label for label in labels if _begins(label, main | aliases)}
    names = main | {a for a in aliases if len(a) >= SHORT_ALIAS}
    found = [n for n in names if n.isascii() and len(n) >= SHORTEST]
    return [(n, n not in main and not _begins(n, main)) for n in sorted(found, key=lambda n: (len(n), n))]


def _begins(text: str, names: set[str]) -> bool:
    """Whether a domain's label begins with one of the names: coinhubatm. Not crypto (Crypto.com), coins, cash."""
    return any(text.startswith(name) for name in names if len(name) >= SHORTEST)


def _label(domain: str) -> str:
    return folded(domain.partition(".")[0])


def _target(platform: PlatformRecord, name: str) -> tuple[str, bool]:
    rooted = [d for d in (*platform["domains"], *platform["inherited"]) if d["rooted"]]
    best = sorted(rooted, key=lambda d: (not _label(d["domain"]).startswith(name), d["former"]))
    return (best[0]["domain"], True) if best else (platform["name"], False)
