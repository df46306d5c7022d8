"""What the user prefers: options first, then the settings file, then the system."""

import os
import re
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from contactfinder.errors import UsageError
from contactfinder.finder import country_code
from contactfinder.render.words import LANGUAGES

_LOCALE = "([a-z]{2,3})(?:[_-]([A-Za-z]{4}))?(?:[_-]([A-Z]{2}))?(?![A-Za-z])"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_USUAL = {"config": (".config",), "data": (".local", "share")}  # below the home folder, on Linux
_KNOWN = {"lang": str, "language": list, "country": str, "registry": str, "time_zone": str}


class Settings(NamedTuple):
    """Language of the output, languages to be helped in, country (ISO 3166-1), own entries, IANA time zone."""

    lang: str
    languages: tuple[str, ...]
    country: str | None
    registry: Path | None
    time_zone: str | None = None


class Options(NamedTuple):
    """What was said on the command line."""

    lang: str | None = None
    languages: tuple[str, ...] = ()
    country: str | None = None
    registry: Path | None = None


def settings(options: Options, environ: Mapping[str, str] = os.environ, for_people: bool = True) -> Settings:
    """Options over the settings file over the locale. Raises UsageError for values that mean nothing.

    Who reads in a language is likely to want help in it; what programs get does not change with `--lang`.
    """
    file = _settings_file(environ)
    spoken, country = _locale(environ)
    lang = _output_language(options.lang or file.get("lang"), spoken)
    languages = options.languages or tuple(file.get("language", ()))
    if not languages and (spoken or for_people):
        languages = (spoken or lang,)
    place = options.country or file.get("country")
    registry = options.registry or (_folder(file["registry"]) if "registry" in file else None)
    return Settings(
        lang, languages, country_code(place) if place else country, registry, file.get("time_zone")
    )


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~nobody
        return Path(text)


def spoken_language(arguments: list[str], environ: Mapping[str, str] = os.environ) -> str:
    """The language for help and errors, before the command line has been understood; never fails."""
    said = next((b for a, b in pairwise(arguments) if a == "--lang"), None)
    said = next((a.removeprefix("--lang=") for a in arguments if a.startswith("--lang=")), said)
    try:
        return _output_language(said or _settings_file(environ).get("lang"), _locale(environ)[0])
    except UsageError:
        return _output_language(None, _locale(environ)[0])


def _output_language(said: str | None, spoken: str | None) -> str:
    """What was said must exist; what the locale speaks is English to us when we do not know it."""
    language = re.split("[-_.]", (said or spoken or "en").lower())[0]
    if said and language not in LANGUAGES:
        raise UsageError("bad-language", value=said)
    return language if language in LANGUAGES else "en"


def _locale(environ: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Language and country of the locale: zh_CN.UTF-8 gives zh, CN; C gives nothing."""
    text = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    match = re.match(_LOCALE, text)
    return (match[1], match[3]) if match else (None, None)


def config_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the settings file lies; CONTACTFINDER_CONFIG names another."""
    if said := environ.get("CONTACTFINDER_CONFIG"):
        return Path(said)
    return _folder_for("config", environ) / "config.toml"


def data_path(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the case journal; CONTACTFINDER_DATA names another."""
    if said := environ.get("CONTACTFINDER_DATA"):
        return Path(said).absolute()
    return _folder_for("data", environ)


def _folder_for(what: str, environ: Mapping[str, str]) -> Path:
    """Where this program keeps its `config` or its `data`, by the rules of the system."""
    # platformdirs knows them for Linux too, but importing it takes a tenth of the time of a whole look-up.
    if sys.platform == "linux":
        stated = Path(environ.get(f"XDG_{what.upper()}_HOME", ""))
        usual = Path(environ.get("HOME", ""), *_USUAL[what])
        if found := next((folder for folder in (stated, usual) if folder.is_absolute()), None):
            return found / "contactfinder"
    import platformdirs

    folders = {"config": platformdirs.user_config_dir, "data": platformdirs.user_data_dir}
    return Path(folders[what]()) / "contactfinder"


def _settings_file(environ: Mapping[str, str]) -> dict[str, Any]:
    try:
        path = config_path(environ)
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
    except (OSError, RuntimeError, UnicodeDecodeError) as error:
        raise UsageError("config", path="config.toml", problem=type(error).__name__) from None
    return _read_settings(text, path) if text else {}


def _read_settings(text: str, path: Path) -> dict[str, Any]:
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError("config", path=str(path), problem=str(error)) from None
    if isinstance(found.get("language"), str):
        found["language"] = [found["language"]]
    for key, value in found.items():
        parts = value if isinstance(value, list) else [value]
        if not isinstance(value, _KNOWN.get(key, type(None))) or not all(isinstance(p, str) for p in parts):
            raise UsageError("config", path=str(path), problem=key)
    return found
