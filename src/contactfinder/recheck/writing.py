"""Setting the day on which evidence was seen again. Every other byte of a file stays as it is."""

from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from contactfinder.documents.decoding import BOM
from contactfinder.errors import RegistryError
from contactfinder.registry.forms import Where
from contactfinder.registry.source import LOADER, Trouble, read, replace

_Edit = tuple[int, int, str]  # from where, to where, and what stands there then


def date_checked(path: Path, known: Any, places: Iterable[Where], day: str) -> None:
    """Set `checked:` of the evidence at some places of a file that still holds the data that is `known`.

    Raises RegistryError when it holds something else by now, or cannot be written, and then leaves it alone.
    """
    target = path.resolve()  # a link stays one
    try:
        before = target.read_bytes().decode("utf-8")
        wanted = list(places)
        if read(before).data != known:
            raise RegistryError("recheck-changed", path=str(path))
        after = with_dates(before, wanted, day)
        if read(after).data != _dated(known, wanted, day):
            raise LookupError(path)
        replace(target, after.encode("utf-8"))
    except (Trouble, UnicodeError, LookupError):
        raise RegistryError("recheck-changed", path=str(path)) from None
    except OSError:
        raise RegistryError("registry-write", path=str(path)) from None


def with_dates(text: str, places: Iterable[Where], day: str) -> str:
    """The text of an entry with the day set at each place. Raises LookupError where there is no such place."""
    body = text.removeprefix(BOM)  # which no place counts
    root = yaml.compose(body, LOADER)
    head = text[: len(text) - len(body)]
    for start, end, new in sorted((_edit(body, _at(root, where), day) for where in places), reverse=True):
        body = body[:start] + new + body[end:]
    return head + body


def _at(node: yaml.Node | None, where: Where) -> yaml.MappingNode:
    for step in where:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        else:
            raise LookupError(where)
    if not isinstance(node, yaml.MappingNode):
        raise LookupError(where)
    return node


def _edit(text: str, evidence: yaml.MappingNode, day: str) -> _Edit:
    """Another day in the place of the old one; else one more field behind the last."""
    for key, value in evidence.value:
        if key.value == "checked":
            return value.start_mark.index, value.end_mark.index, day
    last_key, last = evidence.value[-1]
    if evidence.flow_style:
        return last.end_mark.index, last.end_mark.index, f", checked: {day}"
    # Before the last field, where no comment and no form of value is in the way.
    place = last_key.start_mark.index
    indent = " " * last_key.start_mark.column
    newline = "\r\n" if "\r\n" in text else "\n"
    return place, place, f"checked: {day}{newline}{indent}"


def _dated(known: Any, places: Iterable[Where], day: str) -> Any:
    data = deepcopy(known)
    for where in places:
        evidence = data
        for step in where:
            evidence = evidence[step]
        evidence["checked"] = day
    return data
