"""What can go wrong, as codes: `render.words` turns each into a sentence and says what to do next."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command. Over many claims the most serious one wins: see `SEVERITY`."""

    OK = 0
    BAD = 1
    USAGE = 2
    NOT_CONFIRMED = 3
    UNREADABLE = 4
    REGISTRY = 5
    JOURNAL = 6
    INTERRUPTED = 130


SEVERITY = (ExitCode.BAD, ExitCode.NOT_CONFIRMED, ExitCode.UNREADABLE, ExitCode.OK)


class ContactfinderError(Exception):
    """Base of all errors meant for a person: a stable code, the values its sentence needs, and an exit code."""

    exit_code = ExitCode.USAGE

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class UsageError(ContactfinderError):
    """The command was not called in a way that has an answer."""


class UnreadableContact(ContactfinderError):
    """A text is no possible phone number, URL, e-mail address or handle."""

    exit_code = ExitCode.UNREADABLE


class RegistryError(ContactfinderError):
    """The registry cannot be read, built or trusted."""

    exit_code = ExitCode.REGISTRY


class JournalError(ContactfinderError):
    """The case journal cannot be read or written; what was to be written is not in it."""

    exit_code = ExitCode.JOURNAL


class Stopped(ContactfinderError):
    """The user interrupted a long command; what was done until then counts."""

    exit_code = ExitCode.INTERRUPTED
