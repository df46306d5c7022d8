"""contactfinder: the real support channels of crypto platforms, and whether a contact is genuine."""

__version__ = "0.1.0"

TYPE_CHECKING = False  # type checkers take it for typing.TYPE_CHECKING, whose import would cost time
if TYPE_CHECKING:
    from contactfinder.contacts import Contact, Kind
    from contactfinder.errors import ContactfinderError, JournalError, RegistryError, UsageError
    from contactfinder.finder import (
        AmbiguousPlatform,
        Explanation,
        Finder,
        FinderClosed,
        Lookup,
        Registry,
        UnknownPlatform,
        error_to_json,
        in_words,
    )
    from contactfinder.guidance.advice import Advice
    from contactfinder.guidance.comparing import Compared
    from contactfinder.guidance.emergency import Emergency
    from contactfinder.guidance.following import Following
    from contactfinder.guidance.preparing import Detail, Message, Preparation
    from contactfinder.guidance.ranking import Ranked
    from contactfinder.guidance.situation import Outcome, Situation
    from contactfinder.guidance.unreachable import Unreachable
    from contactfinder.journal import Journal, Note
    from contactfinder.registry.grades import Trust
    from contactfinder.registry.index import Summary
    from contactfinder.registry.occasions import Issue, Leak
    from contactfinder.scan import Disguise, Finding, Signal
    from contactfinder.secrets import SecretRefused
    from contactfinder.verify import Status, Verdict, Why

__all__ = [
    "Advice",
    "AmbiguousPlatform",
    "Compared",
    "Contact",
    "ContactfinderError",
    "Detail",
    "Disguise",
    "Emergency",
    "Explanation",
    "Finder",
    "FinderClosed",
    "Finding",
    "Following",
    "Issue",
    "Journal",
    "JournalError",
    "Kind",
    "Leak",
    "Lookup",
    "Message",
    "Note",
    "Outcome",
    "Preparation",
    "Ranked",
    "Registry",
    "RegistryError",
    "SecretRefused",
    "Signal",
    "Situation",
    "Status",
    "Summary",
    "Trust",
    "UnknownPlatform",
    "Unreachable",
    "UsageError",
    "Verdict",
    "Why",
    "error_to_json",
    "in_words",
]
_HOMES = {
    "contacts": {"Contact", "Kind"},
    "errors": {"ContactfinderError", "JournalError", "RegistryError", "UsageError"},
    "guidance.advice": {"Advice"},
    "guidance.comparing": {"Compared"},
    "guidance.emergency": {"Emergency"},
    "guidance.following": {"Following"},
    "guidance.preparing": {"Detail", "Message", "Preparation"},
    "guidance.ranking": {"Ranked"},
    "journal": {"Journal", "Note"},
    "secrets": {"SecretRefused"},
    "guidance.situation": {"Outcome", "Situation"},
    "guidance.unreachable": {"Unreachable"},
    "registry.occasions": {"Issue", "Leak"},
    "registry.grades": {"Trust"},
    "registry.index": {"Summary"},
    "scan": {"Disguise", "Finding", "Signal"},
    "verify": {"Status", "Verdict", "Why"},
}


def _imported(name: str) -> object:
    """A public name is imported when it is first asked for, so that the command line starts no slower."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = next((home for home, names in _HOMES.items() if name in names), "finder")
    globals()[name] = found = getattr(import_module(f"{__name__}.{home}"), name)
    return found


if not TYPE_CHECKING:  # a type checker that saw it would accept every name
    __getattr__ = _imported


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
