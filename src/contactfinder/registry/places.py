"""The places that facts are about: countries, and the EU for all of its own."""

from collections.abc import Collection

_EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())  # noqa: SIM905


def is_in_eu(country: str | None) -> bool:
    """Whether a country is a member of the European Union, or the Union itself."""
    return country in _EU or country == "EU"


def covers(regions: Collection[str], country: str | None) -> bool:
    """Whether a country is among these regions."""
    return country in regions or ("EU" in regions and country in _EU)
