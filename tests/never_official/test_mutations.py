"""The one mistake that must never be made: no mutation of an official contact is ever `official`."""

from functools import cache
from random import Random

import pytest
from certainty import Officials
from mutations import TRICKS, Account, Link, Mail, Phone, Shape, Target, mutation, targets

from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.verify import Status, verify

QUOTAS: dict[type[Shape], int] = {Link: 1_300, Mail: 900, Account: 600, Phone: 1_000}  # for each trick
CASES = [
    pytest.param(kind, trick, id=f"{kind.__name__}-{trick}") for kind in TRICKS for trick in TRICKS[kind]
]
FEW = 10  # at most every tenth mutation may be a genuine writing again


class Remembering(Index):
    """The built-in registry, with its records unpacked once: unpacking is half of the time of a verdict."""

    platform = cache(Index.platform)


INDEX = Remembering.open(BUILT_IN)
OFFICIALS = Officials(INDEX)
TARGETS: dict[type[Shape], list[Target]] = {kind: [] for kind in TRICKS}
for target in targets(INDEX):
    TARGETS[type(target.shape)].append(target)


def countries(target: Target) -> list[str | None]:
    return [None, None, "US", target.region, "CN", "GB", "IN"]


@pytest.mark.parametrize(("kind", "trick"), CASES)
def test_no_mutation_is_official(kind, trick):
    """One trick on any official contact, alone or with one or two others, asked anywhere and by any name."""
    rng, seen, genuine, wrong = Random(trick), set(), 0, []
    for _ in range(QUOTAS[kind] * 4):
        target = rng.choice(TARGETS[kind])
        text = mutation(rng, target, trick, rng.choice((0, 0, 1, 1, 2)))
        country, claimed = rng.choice(countries(target)), rng.choice((None, target.platform))
        if OFFICIALS.is_genuine(text, country):
            genuine += 1
        elif text not in seen:
            seen.add(text)
            if verify(text, INDEX, country, claimed).status is Status.OFFICIAL:
                wrong.append((text, country, claimed))
        if len(seen) == QUOTAS[kind]:
            break
    assert wrong == []
    assert len(seen) == QUOTAS[kind] and genuine <= len(seen) // FEW


def test_there_are_a_hundred_thousand_of_them():
    """Different texts for each trick, genuine ones not counted."""
    assert sum(QUOTAS[kind] * len(TRICKS[kind]) for kind in TRICKS) >= 100_000


@pytest.mark.parametrize("kind", TRICKS)
def test_the_registry_has_something_to_imitate(kind):
    """Tricks need targets of every kind."""
    assert len(TARGETS[kind]) >= FEW


@pytest.mark.parametrize("kind", TRICKS)
def test_an_unchanged_contact_is_genuine(kind):
    """What is skipped as a genuine writing is one: the judge of the mutations knows every official contact."""
    assert [t for t in TARGETS[kind] if not OFFICIALS.is_genuine(str(t.shape))] == []
