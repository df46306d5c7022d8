"""The one way in which the registry's YAML is written: fields in the order of their form, channels grouped by kind, comments kept."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from contactfinder.registry import forms
from contactfinder.registry.entry import Channel, ChannelKind, Evidence, Network, Sighting
from contactfinder.registry.source import LOADER, read

WIDTH = 160  # columns; a longer list stands one item a line
_ONE_LINE = (Evidence, Sighting)  # forms that stand in braces
_KINDS = {kind.value: place for place, kind in enumerate(ChannelKind)}
_NETWORKS = {network.value: place for place, network in enumerate(Network)}
_BARE = re.compile(r"[^\W_+](?:(?!: | #)[^\"\\\x00-\x1f\x7f])*(?<![:\s])|[\w]")
_IN_FLOW = frozenset(",[]{}")
_DATE_OR_NUMBER = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|\d+", re.ASCII)
_TYPED = [rule for rules in yaml.SafeLoader.yaml_implicit_resolvers.values() for _, rule in rules]


class Remark(NamedTuple):
    """A comment and where it stands; `alone` on its line, or behind something."""

    line: int
    column: int
    text: str
    alone: bool


@dataclass(slots=True)
class Unit:
    """One pair of a mapping or one item of a list, with the comments that belong to it."""

    node: yaml.Node
    line: int
    column: int
    key: str | None = None
    form: Any = None
    children: list["Unit"] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def styled(text: str, form: Any) -> str:
    """The same data and comments in the one style; `form` is the type of the file. Raises `source.Trouble` for bad YAML."""
    read(text)  # refuses what could not be written again: aliases, tags, repeated keys, too deep nesting
    node = yaml.compose(text, LOADER)
    assert node is not None
    root = Unit(node, 0, 0, form=form)
    root.children = list(_children(root))
    remarks = list(_remarks(text))
    head = _head(remarks, root)
    for remark in remarks[len(head) :]:
        _attach(remark, root)
    lines = [*(r.text for r in head), *_block(root, 0), *root.below]
    return "\n".join(lines) + "\n"


# -- from text to units


def _children(unit: Unit) -> Iterator[Unit]:
    """What stands below a unit, each on lines of its own; nothing below what is written on one line."""
    node = unit.node
    if isinstance(node, yaml.MappingNode) and not _is_one_line(unit):
        for key, value in node.value:
            mark = key.start_mark
            yield _grown(Unit(value, mark.line, mark.column, key.value, forms.under(unit.form, key.value)))
    elif isinstance(node, yaml.SequenceNode) and not _is_one_line(unit):
        for item in node.value:
            mark = item.start_mark
            yield _grown(Unit(item, mark.line, mark.column, None, forms.item(unit.form)))


def _grown(unit: Unit) -> Unit:
    unit.children = sorted(_children(unit), key=_order(unit))
    return unit


def _is_one_line(unit: Unit) -> bool:
    node = unit.node
    if isinstance(node, yaml.SequenceNode):
        return all(isinstance(item, yaml.ScalarNode) for item in node.value) and _fits(unit)
    if isinstance(node, yaml.MappingNode):
        return not node.value or forms.plain(unit.form) in _ONE_LINE
    return True


def _fits(unit: Unit) -> bool:
    indent = unit.column if unit.key is not None else 0
    return indent + len(unit.key or "") + 2 + len(_flow(unit.node)) <= WIDTH


def _order(unit: Unit) -> Any:
    """Fields as their form has them, evidence last and what is unknown behind it; channels by kind and network."""
    if known := forms.fields(unit.form):
        places = {name: place for place, name in enumerate(known)}
        return lambda child: places.get(child.key, len(places))
    if forms.plain(forms.item(unit.form)) is Channel:
        return _place_of_channel
    return lambda _: 0


def _place_of_channel(unit: Unit) -> tuple[int, int]:
    said = {child.key: getattr(child.node, "value", "") for child in unit.children}
    kind, network = str(said.get("kind")), str(said.get("network"))
    return _KINDS.get(kind, len(_KINDS)), _NETWORKS.get(network, len(_NETWORKS))


def _remarks(text: str) -> Iterator[Remark]:
    """The comments: what stands on a line behind its last token."""
    lines = text.split("\n")
    ends = dict.fromkeys(range(len(lines)), 0)
    inside: set[int] = set()
    for token in yaml.scan(text, LOADER):
        start, end = token.start_mark, token.end_mark
        if (start.line, start.column) != (end.line, end.column):
            ends[end.line] = max(ends.get(end.line, 0), end.column)
            inside.update(range(start.line, end.line))
    for number, line in enumerate(lines):
        rest = line[ends[number] :]
        if number not in inside and rest.lstrip().startswith("#"):
            column = len(line) - len(rest.lstrip())
            yield Remark(number, column, rest.strip(), not line[:column].strip())


def _head(remarks: list[Remark], root: Unit) -> list[Remark]:
    """The comments above everything stay there, whatever comes first."""
    first = min((child.line for child in root.children), default=0)
    return [r for r in remarks if r.line < first]


def _attach(remark: Remark, root: Unit) -> None:
    """Give a comment to the unit it stands behind, above, or, indented deeper than what follows, below."""
    units = sorted(_all(root), key=lambda unit: (unit.line, unit.column))
    before = [u for u in units if u.line <= remark.line]
    if not remark.alone:
        before[-1].behind.append(remark.text)
        return
    following = next((u for u in units if u.line > remark.line), None)
    if following is not None and remark.column <= _edge(following):
        following.above.append(remark.text)
    else:
        owner = next((u for u in reversed(before) if _edge(u) <= remark.column), root)
        owner.below.append(remark.text)


def _edge(unit: Unit) -> int:
    return unit.column if unit.key is not None else unit.column - 2


def _all(unit: Unit) -> Iterator[Unit]:
    for child in unit.children:
        yield child
        yield from _all(child)


# -- from units to text


def _block(unit: Unit, indent: int) -> Iterator[str]:
    for child in unit.children:
        if child.key is None:
            yield from _item(child, indent)
        else:
            yield from _pair(child, indent, " " * indent)
    yield from ()


def _pair(unit: Unit, indent: int, lead: str) -> Iterator[str]:
    pad = " " * indent
    yield from (pad + text for text in unit.above)
    key = _scalar(unit.key or "", False)
    if unit.children:
        yield _with(f"{lead}{key}:", unit.behind)
        yield from _block(unit, indent + 2)
    else:
        yield _with(f"{lead}{key}: {_inline(unit)}", unit.behind)
    yield from (pad + text for text in unit.below)


def _item(unit: Unit, indent: int) -> Iterator[str]:
    pad = " " * indent
    first = unit.children[0].above if unit.children else []
    yield from (pad + text for text in (*unit.above, *first))
    if not unit.children:
        yield _with(f"{pad}- {_inline(unit)}", unit.behind)
    elif unit.children[0].key is None:
        yield _with(f"{pad}-", unit.behind)
        yield from _block(unit, indent + 2)
    else:
        yield from _mapping_item(unit, indent)
    yield from (pad + text for text in unit.below)


def _mapping_item(unit: Unit, indent: int) -> Iterator[str]:
    first, *rest = unit.children
    first.above, first.behind = [], [*unit.behind, *first.behind]
    yield from _pair(first, indent + 2, " " * indent + "- ")
    for child in rest:
        yield from _pair(child, indent + 2, " " * (indent + 2))


def _with(line: str, remarks: Iterable[str]) -> str:
    return "  ".join([line, *remarks])


def _inline(unit: Unit) -> str:
    node = unit.node
    if isinstance(node, yaml.MappingNode):
        pairs = sorted((Unit(v, 0, 0, k.value) for k, v in node.value), key=_order(unit))
        return "{" + ", ".join(f"{_scalar(p.key or '', True)}: {_valued(p)}" for p in pairs) + "}"
    if isinstance(node, yaml.ScalarNode) and forms.plain(unit.form) is bool:
        return str(node.value)
    return _flow(node) if isinstance(node, yaml.SequenceNode) else _scalar(node.value, False)


def _valued(pair: Unit) -> str:
    return json.dumps(pair.node.value, ensure_ascii=False) if pair.key == "source" else _flow(pair.node)


def _flow(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(value)}" for key, value in node.value) + "}"
    if isinstance(node, yaml.SequenceNode):
        return "[" + ", ".join(map(_flow, node.value)) + "]"
    return _scalar(node.value, True)


def _scalar(value: str, in_flow: bool) -> str:
    """Bare where every YAML reader takes it for the same text, or for the date or number that it is."""
    is_bare = _BARE.fullmatch(value) and not (in_flow and _IN_FLOW & set(value))
    if is_bare and (_DATE_OR_NUMBER.fullmatch(value) or not any(rule.match(value) for rule in _TYPED)):
        return value
    return json.dumps(value, ensure_ascii=False)
