"""The chain of trust: from a contact to the lists outside the platform that name its domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.contacts import web
from contactfinder.registry.grades import Standing
from contactfinder.verify.verdict import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.registry.record import ChannelRecord, EvidenceRecord, PlatformRecord


def chain_of(platform: PlatformRecord, channel: ChannelRecord) -> Iterator[Link]:
    """contact <- page <- domain <- the lists that name the domain, link by link."""
    yield Link("contact", channel["display"] or channel["kind"])
    yield from _source_links(platform, channel["evidence"][0])


def _source_links(platform: PlatformRecord, evidence: EvidenceRecord) -> Iterator[Link]:
    source = evidence["source"]
    yield Link(evidence["standing"], source, evidence)
    if evidence["standing"] == Standing.CODE_HOST:
        owner = source.partition("/")[0]
        host = next(h for h in platform["code_hosts"] if h["owner"].lower() == owner.lower())
        yield Link("organisation", owner)
        yield from _source_links(platform, host["evidence"][0])
    elif source.startswith("https://"):
        parents = web.parents(web.locate(source).host)
        domains = [d["domain"] for d in (*platform["domains"], *platform["inherited"])]
        yield from domain_links(platform, next((d for d in domains if d in parents), None))


def domain_links(platform: PlatformRecord, name: str | None) -> Iterator[Link]:
    """A domain and the lists that name it, or the rooted domain that does."""
    for domain in (*platform["domains"], *platform["inherited"]):
        if domain["domain"] == name:
            yield Link("domain", name)
            for evidence in domain["evidence"]:
                yield Link(evidence["standing"], evidence["source"], evidence)
            yield from domain_links(platform, domain["via"])
            return
