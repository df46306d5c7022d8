"""The words of this package: what became of a fact at its source, and why."""

from enum import StrEnum
from typing import NamedTuple

from contactfinder.recheck.facts import Fact


class State(StrEnum):
    """What became of a fact at one of its sources."""

    CONFIRMED = "confirmed"
    GONE = "gone"  # the page is there and the fact is not, or the page is not
    CHANGED = "changed"  # the page moved, or says something else
    UNREACHABLE = "unreachable"  # nobody can say: the page could not be had, or not be read
    BLOCKED = "blocked"  # the site does not want programs there
    NOT_TRIED = "not-tried"


class Cause(StrEnum):
    """Why it is not confirmed."""

    NOT_THERE = "not-there"
    PAGE_NOT_FOUND = "page-not-found"
    SAYS_NOT_FOUND = "says-not-found"  # with a status that says the opposite

    MOVED = "moved"  # to somebody else's domain, which proves nothing
    TO_HOME_PAGE = "to-home-page"
    OTHER_VALUE = "other-value"
    WARNED = "warned"  # it stands there only as one to beware of

    NO_SUCH_HOST = "no-such-host"
    PRIVATE_ADDRESS = "private-address"
    NO_CONNECTION = "no-connection"
    TLS = "tls"  # no valid certificate, above all
    TIMEOUT = "timeout"
    GIVEN_UP = "given-up"  # after it did not answer before
    BROKEN_ANSWER = "broken-answer"
    CUT_SHORT = "cut-short"
    TOO_LARGE = "too-large"
    STATUS = "status"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    UNSAFE_ADDRESS = "unsafe-address"  # a user name, a port, a number for a host
    UNENCRYPTED = "unencrypted"
    NO_TEXT = "no-text"
    EMPTY_PAGE = "empty-page"  # built by a script, perhaps
    UNSEEN = "unseen"  # only in scripts, comments and what is hidden

    ROBOTS = "robots"
    ROBOTS_UNREACHABLE = "robots-unreachable"
    REFUSED = "refused"
    TOO_MANY_REQUESTS = "too-many-requests"
    CHALLENGE = "challenge"  # to prove that one is human

    NO_PHRASE = "no-phrase"  # nothing is stored that could be looked for
    PACKAGE = "package"
    CODE_HOST = "code-host"
    UNKNOWN_FILE = "unknown-file"
    WITHDRAWN = "withdrawn"


class Result(NamedTuple):
    """A fact and what became of it; the addresses on the way to the page, and what stands there instead."""

    fact: Fact
    state: State
    cause: Cause | None = None
    hops: tuple[str, ...] = ()
    status: int | None = None
    instead: tuple[str, ...] = ()
