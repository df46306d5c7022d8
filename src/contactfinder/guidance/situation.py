"""What is known of the user: the problem, the moment, the place, the languages, and what happened so far."""

from datetime import datetime
from typing import NamedTuple

from contactfinder.registry.occasions import Issue


class Outcome(NamedTuple):
    """What came of one attempt of the user's own: the canonical contact or the kind of channel, and minutes until an answer."""

    channel: str
    answered: bool
    minutes: int | None = None


class Situation(NamedTuple):
    """What is known of the user: the problem, when (aware), where, in which languages, what failed already, what came of it."""

    at: datetime
    issue: Issue | None = None
    languages: tuple[str, ...] = ()
    country: str | None = None
    tried: frozenset[str] = frozenset()
    outcomes: tuple[Outcome, ...] = ()


MONEY_AT_STAKE = {Issue.ACCOUNT_SECURITY, Issue.FRAUD, Issue.WITHDRAWAL, Issue.DEPOSIT}
LOCKABLE = {Issue.ACCOUNT_SECURITY, Issue.FRAUD}  # where locking the account stops the loss
DIFFICULT = {*MONEY_AT_STAKE, Issue.IDENTITY}  # money and security take longer
