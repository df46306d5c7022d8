"""What Hypothesis adds: tricks in longer chains, and somebody else's contact glued to a genuine one."""

from random import Random

from certainty import Officials
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from mutations import TRICKS, dressed, mutated, targets

from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.verify import Status, verify

INDEX = Index.open(BUILT_IN)
OFFICIALS = Officials(INDEX)
ANY_TARGET = st.sampled_from(list(targets(INDEX)))
COUNTRIES = st.sampled_from([None, "US", "GB", "CN", "IN", "HK", "DE", "ES", "AU", "SG", "XX"])
BEHIND = st.sampled_from(
    [
        "@evil.com",
        ".evil.com",
        "\\@evil.com",
        " https://evil.com",
        "\nhttps://evil.com",
        ",help@evil.com",
        "?u=https://evil.com",
        "#https://evil.com",
        " t.me/evil",
        " +1 844 555 0199",
    ]
)
BEFORE = st.sampled_from(
    [
        "evil.com/",
        "https://evil.com/",
        "https://evil.com@",
        "https://evil.com\\@",
        "https://evil.com#",
        "evil.com?",
        "help@evil.com ",
        "@evil ",
        "+1 844 555 0199 ",
    ]
)
THOROUGH = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))


@given(target=ANY_TARGET, seed=st.integers(0), data=st.data(), country=COUNTRIES)
@THOROUGH
def test_no_chain_of_tricks_makes_anything_official(target, seed, data, country):
    """However many tricks are combined, what is not a genuine writing is not official."""
    tricks = TRICKS[type(target.shape)]
    names = data.draw(st.lists(st.sampled_from(list(tricks)), min_size=1, max_size=5))
    rng = Random(seed)
    text = mutated(rng, dressed(rng, target.shape), [tricks[name] for name in names])
    assume(not OFFICIALS.is_genuine(text, country))
    assert verify(text, INDEX, country).status is not Status.OFFICIAL


@given(target=ANY_TARGET, seed=st.integers(0), behind=BEHIND, country=COUNTRIES)
@THOROUGH
def test_a_contact_with_another_behind_it_is_not_official(target, seed, behind, country):
    """Nobody knows which of two is meant, and browsers may know it better."""
    text = f"{dressed(Random(seed), target.shape)}{behind}"
    assert verify(text, INDEX, country).status is not Status.OFFICIAL


@given(target=ANY_TARGET, seed=st.integers(0), before=BEFORE, country=COUNTRIES)
@THOROUGH
def test_a_contact_with_another_before_it_is_not_official(target, seed, before, country):
    """An official contact may be a path, a query or a second address of somebody else's."""
    text = f"{before}{dressed(Random(seed), target.shape)}"
    assert verify(text, INDEX, country).status is not Status.OFFICIAL
