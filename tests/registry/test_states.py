"""A state of the registry is a folder, a compiled file, or a revision in Git; anything else is refused in words."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from contactfinder.errors import RegistryError
from contactfinder.registry.build import build
from contactfinder.registry.changes import Sort, changes
from contactfinder.registry.states import state
from made_registry import TODAY, channel, platform, registry

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(*arguments: str) -> None:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *names, *arguments], check=True, capture_output=True)


def committed() -> None:
    git("add", "-A")
    git("commit", "-q", "-m", "state", "--allow-empty")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository of two commits, in which one phone number was added; the current folder."""
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    registry(Path("registry"), example=platform())
    committed()
    registry(Path("registry"), example=platform(channel()))
    committed()
    return tmp_path


def refused(name):
    with pytest.raises(RegistryError) as caught:
        state(name, TODAY)
    return caught.value.code, caught.value.values


def test_a_folder_and_the_file_compiled_from_it_are_one_state(tmp_path):
    root = registry(tmp_path / "registry", example=platform(channel()))
    build(root, tmp_path / "registry.sqlite", TODAY)
    assert changes(state(str(root), TODAY), state(str(tmp_path / "registry.sqlite"), TODAY)) == []


@needs_git
@pytest.mark.parametrize("name", ["HEAD", "main", "HEAD:registry", "HEAD:/registry/"])
def test_a_revision_is_a_state(repository, name):
    assert changes(state(name, TODAY), state("registry", TODAY)) == []


@needs_git
@pytest.mark.parametrize("name", ["HEAD~1", "HEAD~1:registry", "@{1}"])
def test_an_older_revision_lacks_what_came_later(repository, name):
    (change,) = changes(state(name, TODAY), state("HEAD", TODAY))
    assert (change.sort, change.needs_two) == (Sort.ADDED, True)


@needs_git
def test_the_folder_of_a_revision_may_have_any_name(repository):
    git("mv", "registry", "our own")
    committed()
    assert changes(state("HEAD:our own", TODAY), state("HEAD~1", TODAY)) == []


@needs_git
@pytest.mark.parametrize(
    "name",
    [
        *("HEAD:none", "HEAD:registry/platforms", "HEAD:*", "HEAD:..", "HEAD:.", ":(glob)*", "none", ":", ":registry"),
        *("--output=written", "-o", "--remote=/etc", "--help", "a" * 5000, "a" * 300_000, "HEAD --output=written", "\n", "\udcff"),
    ],
)  # fmt: skip
def test_what_is_no_state_is_refused(repository, name):
    """In particular no option of Git: nothing is written, nobody is asked."""
    assert refused(name) == ("registry-state", {"value": name})
    assert not Path("written").exists()


def test_without_a_repository_there_is_no_revision(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert refused("HEAD")[0] == "registry-state"


def test_without_git_there_is_no_revision(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused("HEAD")[0] == "registry-state"


@needs_git
@pytest.mark.skipif(os.name == "nt", reason="Windows has few links")
def test_a_link_out_of_a_revision_is_not_followed(repository):
    """A state comes from a stranger's branch: it reads no file of this machine."""
    Path("registry/platforms/passwd.yaml").symlink_to("/etc/passwd")
    committed()
    assert refused("HEAD")[0] == "registry-state"


@pytest.mark.parametrize("content", [b"", b"name: A\n", b"SQLite format 3\0" + bytes(5000)])
def test_a_file_that_is_not_compiled_is_refused(tmp_path, content):
    (tmp_path / "file").write_bytes(content)
    code, _ = refused(str(tmp_path / "file"))
    assert code in ("registry-state", "registry-outdated")


def test_a_folder_that_is_no_registry_is_refused(tmp_path):
    assert refused(str(tmp_path))[0] == "registry-folder"


def test_a_folder_that_cannot_be_read_is_refused_with_the_place(tmp_path):
    root = registry(tmp_path / "registry", example={"name": "A", "kind": "no such kind"})
    code, values = refused(str(root))
    assert (code, values["place"], values["rule"]) == (
        "registry-problems",
        "registry/platforms/example.yaml:2:7",
        "form",
    )


def test_a_contact_that_is_none_is_refused_with_the_place(tmp_path):
    root = registry(tmp_path / "registry", example=platform(channel("email", "nobody")))
    assert refused(str(root))[1]["rule"] == "contact-form"


def test_a_rule_that_came_later_is_not_held_against_an_old_state(tmp_path):
    root = registry(tmp_path / "registry", example=platform(channel(), name=" A "))
    assert [record["name"] for record in state(str(root), TODAY).platforms] == [" A "]
