"""Contacts that were reported as posing as support: the contact itself, or the place in which it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contactfinder.contacts import Contact, Kind, web

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.registry.index import Index
    from contactfinder.registry.record import ImpostorRecord


class Report(NamedTuple):
    """A report, and whether it is of the contact itself or of a place around it."""

    record: ImpostorRecord
    is_exact: bool


def report_of(contact: Contact, index: Index) -> Report | None:
    """The report of a contact; of a link or address also the report of the host or folder that it lies in."""
    exact = tuple(_keys(contact))
    around = (key for key in _around(contact, index) if key not in exact)
    for key in (*exact, *around):
        if record := index.impostor(key):
            return Report(record, key in exact)
    return None


def _keys(contact: Contact) -> Iterator[str]:
    """What is reported under one of these is this contact: a link with and without its www. is the same."""
    if contact.kind is Kind.URL:
        yield from _with_www(web.locate(contact.value).key)
    else:
        yield contact.value


def _with_www(key: str) -> tuple[str, str]:
    return key, key.removeprefix("www.") if key.startswith("www.") else f"www.{key}"


def _around(contact: Contact, index: Index) -> Iterator[str]:
    """The folders above a link and its host, nearest first; the host of an address. Not a host of strangers."""
    if contact.kind is Kind.EMAIL:
        host, steps = contact.value.rpartition("@")[2], []
    elif contact.kind is Kind.URL:
        where = web.locate(contact.value)
        host, steps = where.host, [step for step in where.path.split("/") if step]
    else:
        return
    for length in range(len(steps), 0, -1):
        yield from _with_www("/".join([host, *steps[:length]]))
    shared = index.shared_host(web.parents(host))
    if shared is None or shared.host != host.removeprefix("www."):
        yield from _with_www(host)
