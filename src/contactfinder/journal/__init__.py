"""The user's own record of what happened: one SQLite file on this machine, in which nothing acknowledged is ever lost."""

from contactfinder.journal.journal import Import, Journal
from contactfinder.journal.record import Attachment, Case, CaseLine, Entry, Found, Note, Promise, Result, Seen

__all__ = [
    "Attachment",
    "Case",
    "CaseLine",
    "Entry",
    "Found",
    "Import",
    "Journal",
    "Note",
    "Promise",
    "Result",
    "Seen",
]
