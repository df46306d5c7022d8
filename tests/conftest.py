"""Fixtures of all tests. Tests cannot leave their room: no network, no home folder of yours, no settings of yours."""

import importlib.util
import os
import socket
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

from contactfinder.registry.build import build
from contactfinder.registry.index import Index

# The same examples in every run, so that a change is judged by what it changed; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("steady", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(autouse=True)
def _tests_cannot_leave_their_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a test tried to use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "USERPROFILE", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TZ", "UTC")
    yield


@pytest.fixture(scope="session")
def script() -> Callable[[str], ModuleType]:
    """A program that is in no package, as a module: `docs/generate.py`."""

    def loaded(path: str) -> ModuleType:
        place = Path(__file__).parents[1] / path
        spec = importlib.util.spec_from_file_location(place.stem, place)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return loaded


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The imaginary registry of tests/fixtures/registry, compiled like the real one."""
    target = tmp_path_factory.mktemp("index") / "registry.sqlite"
    build(Path(__file__).parent / "fixtures" / "registry", target, date(2026, 11, 22))
    opened = Index.open(target)
    yield opened
    opened.close()
