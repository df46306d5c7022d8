"""Whether a number can be dialled from where the user is, how, and at whose cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
