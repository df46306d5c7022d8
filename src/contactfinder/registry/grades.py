"""The grades of trust, and what a piece of evidence is worth: computed by `trust.py`, never written."""

from enum import StrEnum


class Trust(StrEnum):
    """How well a fact is rooted, strongest first. Computed, never written."""

    OFFICIAL = "official"
    CORROBORATED = "corroborated"
    UNCONFIRMED = "unconfirmed"


class Standing(StrEnum):
    """What one piece of evidence is worth for one platform."""

    ROOTED = "rooted-page"  # a page on a rooted domain of the platform
    CODE_HOST = "code-host"  # a file in a code organisation that a rooted page names
    REGULATOR = "regulator"  # a regulator's register
    LIST = "list"  # a maintained list from publishers.yaml
    THIRD_PARTY = "third-party"  # anybody else who can be told apart from others
    STAGING = (
        "staging-host"  # the platform's own host for trying things out: what stands there may be a sample
    )
    OWN_UNROOTED = "own-unrooted"  # the platform's own page or code, where nobody vouches that it is its own
    OPEN = "open"  # a place where anybody can write
    UNATTRIBUTED = "unattributed"  # a public file whose owner is not known
    UNENCRYPTED = "unencrypted"  # read over http: anybody on the way could have changed it
