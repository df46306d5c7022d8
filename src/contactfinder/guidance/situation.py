"""What is known of the user: the problem, the moment, the place, the languages, and what happened so far."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Issue(StrEnum):
    """The kinds of problem a user can have."""

    ACCOUNT_SECURITY = "account-security"
    TRADE = "trade"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    IDENTITY = "identity"
    FEES = "fees"
    APP = "app"
    FRAUD = "fraud"
    OTHER = "other"


class Situation(NamedTuple):
    """What is known of the user: the problem, when (aware), where, in which languages, and what failed already."""

    at: datetime
    issue: Issue | None = None
    languages: tuple[str, ...] = ()
    country: str | None = None
    tried: frozenset[str] = frozenset()


MONEY_AT_STAKE = {Issue.ACCOUNT_SECURITY, Issue.FRAUD, Issue.WITHDRAWAL, Issue.DEPOSIT}
LOCKABLE = {Issue.ACCOUNT_SECURITY, Issue.FRAUD}  # where locking the account stops the loss
