"""Options over the settings file over the locale; a bad file is an error, never a silent default."""

from pathlib import Path

import platformdirs
import pytest

from contactfinder.cli.settings import Options, Settings, config_path, settings, spoken_language
from contactfinder.errors import UsageError


def environ(tmp_path: Path, text: str = "", **more: str) -> dict[str, str]:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return {"CONTACTFINDER_CONFIG": str(file), **more}


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, Settings("en", ("en",), None, None)),
        ({"LANG": "zh_CN.UTF-8"}, Settings("zh", ("zh",), "CN", None)),
        ({"LANG": "zh_Hans_SG"}, Settings("zh", ("zh",), "SG", None)),
        ({"LANG": "de_AT.UTF-8"}, Settings("en", ("de",), "AT", None)),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, Settings("en", ("en",), None, None)),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_US"}, Settings("zh", ("zh",), "TW", None)),
        ({"LANG": "C.UTF-8"}, Settings("en", ("en",), None, None)),
        ({"LANG": "\x1b[31m"}, Settings("en", ("en",), None, None)),
    ],
)
def test_the_locale_is_what_is_left(tmp_path: Path, variables: dict[str, str], expected: Settings) -> None:
    assert settings(Options(), environ(tmp_path, **variables)) == expected


def test_the_file_is_stronger_than_the_locale(tmp_path: Path) -> None:
    text = 'lang = "zh"\nlanguage = ["ja", "zh"]\ncountry = "sg"\nregistry = "/r"'
    found = settings(Options(), environ(tmp_path, text, LANG="en_US"))
    assert found == Settings("zh", ("ja", "zh"), "SG", Path("/r"))


def test_options_are_stronger_than_the_file(tmp_path: Path) -> None:
    text = 'lang = "zh"\nlanguage = "ja"\ncountry = "SG"\nregistry = "/r"'
    found = settings(Options("en", ("ko",), "US", Path("/other")), environ(tmp_path, text))
    assert found == Settings("en", ("ko",), "US", Path("/other"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("lang = ", "config"),
        ('colour = "red"', "config"),
        ("country = 1", "config"),
        ("language = [1, 2]", "config"),
        ('lang = ["zh"]', "config"),
        ('country = "Germany"', "bad-country"),
        ('lang = "klingon"', "bad-language"),
    ],
)
def test_a_bad_file_is_an_error(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(UsageError) as raised:
        settings(Options(), environ(tmp_path, text))
    assert raised.value.code == code


def test_a_file_that_is_no_utf8_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(b"lang = '\xff'")
    with pytest.raises(UsageError):
        settings(Options(), {"CONTACTFINDER_CONFIG": str(file)})


def test_a_file_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert settings(Options(), {"CONTACTFINDER_CONFIG": str(tmp_path / "none")}).lang == "en"


def test_a_home_of_nobody_is_a_folder_like_any_other(tmp_path: Path) -> None:
    found = settings(Options(), environ(tmp_path, 'registry = "~nobody-we-know/r"'))
    assert found.registry == Path("~nobody-we-know/r")


@pytest.mark.parametrize("home", ["/home/me", "/home/me/", "/", "home", ""])
@pytest.mark.parametrize("stated", ["/settings", "/settings/", "settings", "~/settings", ""])
def test_the_file_lies_where_the_system_keeps_settings(
    monkeypatch: pytest.MonkeyPatch, stated: str, home: str
) -> None:
    """Our short form of the rules gives what platformdirs gives."""
    monkeypatch.setenv("XDG_CONFIG_HOME", stated)
    monkeypatch.setenv("HOME", home)
    folder = platformdirs.user_config_dir("contactfinder", appauthor=False)
    assert config_path() == Path(folder, "config.toml")


@pytest.mark.parametrize(
    ("arguments", "text", "language"),
    [
        (["lookup", "--lang", "zh"], "", "zh"),
        (["lookup", "--lang=zh"], "", "zh"),
        (["lookup"], 'lang = "zh"', "zh"),
        (["lookup", "--lang"], "", "en"),
        (["--lang", "klingon"], "", "en"),
        (["lookup"], "lang = broken", "en"),
    ],
)
def test_errors_are_said_in_the_readers_language(
    tmp_path: Path, arguments: list[str], text: str, language: str
) -> None:
    """Even before the command line is understood, and even when the settings are what is wrong."""
    assert spoken_language(arguments, environ(tmp_path, text)) == language
