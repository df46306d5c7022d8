"""Whom to turn to outside the platform, by country."""

import pytest

from contactfinder.guidance.authorities import FOR_COMPLAINTS, FOR_CRIMES, FOR_IDENTITY, authorities
from contactfinder.registry.index import Index
from contactfinder.registry.occasions import Role

COUNTRIES = ["AE", "AU", "BR", "CA", "CN", "DE", "ES", "EU", "FR", "GB", "HK", "ID", "IE", "IN", "IT", "JP"]
COUNTRIES += ["KR", "MO", "MX", "MY", "NG", "NL", "NZ", "PH", "PT", "SG", "TH", "TR", "TW", "US", "ZA"]
MEMBERS = [
    "AT",
    "BE",
    "BG",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
]
MEMBERS += ["LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"]


def found(index: Index, country: str | None, *roles: Role) -> list[str]:
    return [authority["id"] for authority in authorities(index, country, roles)]


def own(index: Index, country: str, role: Role | None = None) -> list[str]:
    """Those of the country itself, in the order of the handbook."""
    here = index.advice([f"country:{country}"]).get(f"country:{country}", [])
    return [a["id"] for a in here if role in (None, *a["roles"])]


@pytest.mark.parametrize("country", MEMBERS)
@pytest.mark.parametrize("role", Role)
def test_the_union_stands_in_for_its_members(index, country, role):
    """Role by role: the country's own, and where it has none the Union's."""
    assert found(index, country, role) == (own(index, country, role) or own(index, "EU", role))


def test_for_some_members_the_union_is_all_there_is(index):
    """The rule is used, and for some of them only in part."""
    stands_in = {c for c in MEMBERS if found(index, c, Role.OMBUDSMAN) == own(index, "EU", Role.OMBUDSMAN)}
    assert own(index, "EU", Role.OMBUDSMAN) and stands_in
    assert any(own(index, country) for country in stands_in)


@pytest.mark.parametrize("country", ["EU", *(c for c in COUNTRIES if c not in MEMBERS)])
@pytest.mark.parametrize("role", Role)
def test_the_union_stands_in_for_nobody_else(index, country, role):
    """Others have their own or none; the Union's own are those of "EU" itself."""
    assert found(index, country, role) == own(index, country, role)


@pytest.mark.parametrize("country", [*COUNTRIES, "CZ", "AQ"])
@pytest.mark.parametrize("roles", [FOR_CRIMES, FOR_IDENTITY, FOR_COMPLAINTS])
def test_they_stand_in_the_order_in_which_they_are_needed(index, country, roles):
    """Role after role, each body where it is first needed."""
    by_role = [name for role in roles for name in found(index, country, role)]
    assert found(index, country, *roles) == list(dict.fromkeys(by_role))


@pytest.mark.parametrize(
    ("country", "roles", "first", "second"),
    [
        ("GB", FOR_COMPLAINTS, "gb-fos", "gb-fca"),  # the ombudsman first, though the handbook has him last
        ("US", FOR_IDENTITY, "us-ic3", "us-ftc-identity"),
        ("HK", FOR_CRIMES, "hk-police", "hk-adcc"),
    ],
)
def test_who_is_needed_first_stands_first(index, country, roles, first, second):
    """By role, not by name."""
    named = found(index, country, *roles)
    assert named.index(first) < named.index(second)


@pytest.mark.parametrize("country", COUNTRIES)
def test_who_has_several_roles_is_named_once(index, country):
    """All of the country's are there, each once, and each has one of the roles that were asked for."""
    named = found(index, country, *Role)
    assert len(named) == len(set(named)) and set(own(index, country)) <= set(named)
    for roles in (FOR_CRIMES, FOR_IDENTITY, FOR_COMPLAINTS):
        assert all(set(roles) & set(a["roles"]) for a in authorities(index, country, roles))


@pytest.mark.parametrize("country", [None, "AQ", "XX", "gb", ""])
def test_nobody_is_made_up(index, country):
    """No country, one without an entry, and what is none."""
    assert found(index, country, *Role) == []


def test_no_role_is_nobody(index):
    assert found(index, "GB") == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_can_be_reached_and_says_for_what(index, country):
    """In both languages, with a number or an address, and with where that was read."""
    for authority in authorities(index, country, list(Role)):
        assert all(authority[text][language] for text in ("name", "use") for language in ("en", "zh"))
        assert authority["contacts"] and all(c["value"] and c["sources"] for c in authority["contacts"])
