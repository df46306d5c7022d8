"""What can be the matter: kinds of problem, what has leaked, how soon something must be done."""

from enum import StrEnum


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


class Leak(StrEnum):
    """What a thief has got, the worst first; `unsaid` stands for a victim who has not said it."""

    SEED_PHRASE = "seed-phrase"
    PRIVATE_KEY = "private-key"
    REMOTE_ACCESS = "remote-access"
    ONE_TIME_CODE = "one-time-code"
    PASSWORD = "password"  # noqa: S105  the word for it, not one
    PAYMENT = "payment"
    IDENTITY_DOCUMENTS = "identity-documents"
    NOTHING_YET = "nothing-yet"
    UNSAID = "unsaid"


SAYABLE = tuple(leak for leak in Leak if leak is not Leak.UNSAID)
"""What a victim can say has leaked."""


class When(StrEnum):
    """How soon: in the first ten minutes, within the hour, today, in the days after."""

    NOW = "now"
    HOUR = "hour"
    TODAY = "today"
    WEEK = "week"


class Role(StrEnum):
    """What an authority is there for, in the order in which victims need them."""

    REPORT_CRIME = "report-crime"
    HELPLINE = "helpline"
    OMBUDSMAN = "ombudsman"
    REGULATOR = "regulator"
    CONSUMER = "consumer"
    IDENTITY = "identity"
