"""Whether a number can be dialled from where the user is, how, and at whose cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.registry.index import Dialling
    from contactfinder.registry.record import ChannelRecord


def can_be_dialled(channel: ChannelRecord, country: str | None) -> bool:
    """Whether a number can be reached from a country, as far as the platform or the numbering plan says."""
    phone = channel.get("phone")
    if phone is None or country is None or phone["region"] in (country, "001"):
        return True
    return phone["from_abroad"] and "not-from-abroad" not in channel["cost"]


def dial_from(channel: ChannelRecord, country: str | None, dialling: Dialling | None) -> str | None:
    """What to dial from the user's country; None without a phone or a country, or when it cannot be dialled."""
    phone = channel.get("phone")
    if phone is None or dialling is None or country is None or not can_be_dialled(channel, country):
        return None
    if phone["region"] == country:
        return phone["national"]
    display = channel["display"] or ""
    if (
        phone["calling_code"] == dialling.calling_code
    ):  # one numbering plan: North America, Jersey and Britain
        return display.removeprefix("+") if phone["calling_code"] == 1 else phone["national"]
    code = dialling.exit_code
    return display if code == "+" else f"{code} {display.removeprefix('+')}"


def costs(channel: ChannelRecord, country: str | None, dialling: Dialling | None) -> Iterator[str]:
    """What a call costs, as the platform or the numbering plan says; free numbers are free within their plan only."""
    phone = channel.get("phone")
    if phone is None or channel["kind"] != "phone":
        return
    said = {*channel["cost"], phone["type"]}
    shares_plan = dialling is not None and dialling.calling_code == phone["calling_code"]
    is_home = (
        phone["region"] in (country, "001") or country is None or shares_plan
    )  # 001: of no country, as +800
    if "toll-free" in said:
        yield "toll-free" if is_home else "toll-free-abroad"
    yield from (cost for cost in ("premium-rate", "shared-cost") if cost in said)
    if not is_home:
        yield "call-abroad"
