"""Markdown in which text from outside is text; and a preparation as a page, to be kept, printed or pasted elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contactfinder.render.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.guidance.preparing import Detail, Message, Preparation
    from contactfinder.guidance.ranking import Ranked
    from contactfinder.render.words import Words

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")


def markdown(found: Preparation, words: Words) -> str:
    """The whole page, without a line break at its end."""
    return "\n".join(_lines(found, words)).rstrip()


def _lines(found: Preparation, words: Words) -> Iterator[str]:
    language = words.language
    yield f"# {escaped(found.platform['name'])} · {words(f'purpose.{found.issue}')}"
    yield ""
    yield from _where(found.channel, words)
    yield from _boxes(words("prepare.questions"), [escaped(ask[language]) for _, ask in found.questions])
    for send in ("safe", "ask-first", "never"):
        details = [d for d in found.details if d.send == send]
        yield from _boxes(
            words(f"prepare.details.{send}"), [_detail(d, words) for d in details], send == "safe"
        )
    for message in found.messages:
        yield from _message(message, words)
    if found.call:
        title = f"{words('prepare.call')}: {found.call.channel['display'] or ''}"
        yield from _quoted(title, found.messages[0].opening_line)
    if found.asking:
        name = words.language_called(found.asking["language"])
        yield from _quoted(words("prepare.asking", language=name), found.asking["phrase"])
    yield from _boxes(words("prepare.notes"), [escaped(say[language]) for _, say in found.notes])
    if found.follow_up:
        day = found.follow_up.date().isoformat()
        for message in found.messages:
            yield from _quoted(words("prepare.reminder", date=day), message.reminder)


def _where(channel: Ranked | None, words: Words) -> Iterator[str]:
    if channel is None:
        yield escaped(words("prepare.nowhere"))
    else:
        kind = words(f"channel.{channel.channel['kind']}")
        yield f"{escaped(words('prepare.channel', issue=kind))}: {_place(channel, words)}".rstrip(": ")
    yield ""


def _place(item: Ranked, words: Words) -> str:
    """The address, and the way through the menus."""
    address = item.channel["display"]
    paths = item.channel["menu_path"]
    steps = [escaped(" › ".join(paths[language])) for language in words.preferred(paths)]
    return " ".join([*([f"<{plain(address)}>"] if address else []), *steps])


def _boxes(title: str, texts: list[str], is_task: bool = True) -> Iterator[str]:
    if texts:
        yield f"## {escaped(title)}"
        yield ""
        yield from (f"- {'[ ] ' if is_task else ''}{text}" for text in texts)
        yield ""


def _detail(detail: Detail, words: Words) -> str:
    label = detail.label[words.language]
    if detail.value:
        return words("prepare.given", label=escaped(label), value=code_span(detail.value))
    about = detail.hint if detail.send == "safe" else detail.why
    return escaped(words("prepare.given", label=label, value=about[words.language]) if about else label)


def code_span(value: str) -> str:
    """A value as it is, and no link in it: in a span whose marks are longer than any in it."""
    mark = _fence(value, 1)
    return f"{mark} {plain(value)} {mark}"


def _fence(text: str, least: int) -> str:
    """Backticks that no run of them in the text can close."""
    return "`" * max(least, 1 + max(map(len, re.findall("`+", text)), default=0))


def _message(message: Message, words: Words) -> Iterator[str]:
    yield from _quoted(
        words("prepare.message", language=words.language_called(message.language)),
        f"{words('prepare.subject', subject=message.subject)}\n\n{message.body}",
    )


def _quoted(title: str, text: str) -> Iterator[str]:
    yield f"## {escaped(title)}"
    yield ""
    yield from fenced(text)


def fenced(text: str) -> Iterator[str]:
    """Text in a block that shows it as it is; the fence is longer than any in it."""
    fence = _fence(text, 3)
    yield f"{fence}text"
    yield "\n".join(plain(line) for line in text.split("\n"))
    yield fence
    yield ""


def escaped(text: str) -> str:
    """Text in which Markdown sees no markup."""
    return _MARKUP.sub(r"\\\1", plain(text))
