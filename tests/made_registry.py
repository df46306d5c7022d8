"""Small registries written as files: what an author has on disk."""

import shutil
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import yaml

TODAY = date(2026, 11, 28)
PUBLISHERS = Path(__file__).parent / "fixtures/registry/publishers.yaml"
PAGE = "https://help.example-exchange.com/contact"
PHONE, OTHER_PHONE = "+44 20 7946 0000", "+1 844 555 0123"
_ROOTS = ["github:lists/first/data/e.json@f3ac2ab", "github:lists/second/data/e.json@f3ac2ab"]


def evidence(*sources: str, read: str = "2026-11-22", **dates: str) -> list[dict[str, str]]:
    """Sources that were read on one day."""
    return [{"source": source, "read": read, **dates} for source in sources]


def channel(kind: str = "phone", value: str | None = PHONE, *sources: str, **more: Any) -> dict[str, Any]:
    """A channel; read on the platform's own page unless other sources are named."""
    fields = {"kind": kind, "value": value, "evidence": evidence(*(sources or (PAGE,))), **more}
    return {key: field for key, field in fields.items() if field is not None}


def platform(*channels: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An entry whose domain two lists name, so that its own pages make its channels official."""
    domains = [{"domain": "example-exchange.com", "evidence": evidence(*_ROOTS)}]
    fields = {"name": "Example Exchange", "kind": "exchange", "domains": domains, "channels": list(channels)}
    return deepcopy({**fields, **more})


def registry(root: Path, *impostors: dict[str, Any], **platforms: dict[str, Any]) -> Path:
    """A folder of these entries, `_` in names for `-`, with the imaginary publishers."""
    (root / "platforms").mkdir(parents=True, exist_ok=True)
    (root / "impostors").mkdir(exist_ok=True)
    shutil.copy(PUBLISHERS, root)
    for name, data in platforms.items():
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (root / f"platforms/{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
    if impostors:
        text = yaml.safe_dump(list(impostors), allow_unicode=True, sort_keys=False)
        (root / "impostors/reported.yaml").write_text(text, encoding="utf-8")
    return root
