"""Compiles registry/*.yaml into the package, so that users get one SQLite file and no YAML."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RegistryHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from contactfinder.registry.build import build

        target = root / "src" / "contactfinder" / "data" / "registry.sqlite"
        build(root / "registry", target, datetime.now(UTC).date())
