"""A case as evidence for a complaint, a regulator or the police: one page that can be printed, as Markdown or HTML; or a table as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from contactfinder import __version__
from contactfinder.guidance.experience import experience
from contactfinder.journal.exchange import entry as entry_record
from contactfinder.journal.exchange import utc
from contactfinder.render.cases import due, experience_lines, outcome, shown, verdict_words
from contactfinder.render.fold import bare
from contactfinder.render.markdown import code_span, escaped, fenced
from contactfinder.render.plain import plain
from contactfinder.render.spreadsheet import harmless, line_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from contactfinder.journal import Attachment, Case, Entry, Promise, Seen
    from contactfinder.render.words import Words
    from contactfinder.verify import Verdict

CSV_COLUMNS = (
    *("number", "at", "at_local", "recorded", "edited", "incoming", "channel", "contact", "contact_written"),
    *(
        "verdict",
        "verdict_platform",
        "imitates",
        "reasons",
        "registry",
        "agent",
        "ticket",
        "outcome",
        "minutes",
    ),
    *("promise", "by", "by_local", "promise_state", "said"),
)
_STYLE = (
    "body{font:11pt/1.45 sans-serif;max-width:50em;margin:2em auto;padding:0 1em;color:#000;background:#fff}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.25em .5em;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}th{background:#eee}pre{white-space:pre-wrap;overflow-wrap:anywhere;"
    "border-left:3px solid #999;padding-left:1em;font:inherit}section{break-inside:avoid}"
    "@page{margin:2cm}@media print{body{margin:0;max-width:none}}"
)


class Table(NamedTuple):
    """A table; without heads, one of labels and values."""

    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()


class Part(NamedTuple):
    """A part of the page: its heading (`deep` below another), a paragraph, a table, and text in the words of the user."""

    heading: str
    table: Table | None = None
    quoted: str | None = None
    paragraph: str | None = None
    is_deep: bool = False


def dossier(
    case: Case, today: Mapping[str, Verdict], meta: Mapping[str, str], now: datetime, words: Words
) -> list[Part]:
    """The whole page. `today` are the verdicts of now, by how each contact was written; `meta` says by which registry."""
    return [
        Part(
            _title(case, words),
            Table(tuple(_about(case, meta, now, words))),
            paragraph=words("dossier.about"),
        ),
        *_contacts(case, today, words),
        *_promises(case, words),
        Part(words("case.timeline"), paragraph=words("dossier.times")),
        *(_entry(entry, words) for entry in case.entries),
        *_experience(case, words),
        *_files(case, words),
    ]


def _title(case: Case, words: Words) -> str:
    return words("dossier.title", name=case.line.name, issue=words.known("purpose", case.line.issue))


def _about(case: Case, meta: Mapping[str, str], now: datetime, words: Words) -> Iterator[tuple[str, str]]:
    line = case.line
    yield words("dossier.id"), f"{line.id} ({line.uid})"
    yield words("dossier.platform"), line.name if line.platform else words("dossier.unlisted", name=line.name)
    if line.title:
        yield words("dossier.matter"), line.title
    yield words("dossier.opened"), _both(line.opened, words)
    if line.closed:
        state = words("case.state.solved" if line.solved else "case.state.closed")
        yield state, _both(line.closed, words)
    yield (
        words("dossier.size"),
        words("dossier.counts", entries=str(len(case.entries)), files=str(len(case.attachments))),
    )
    yield words("dossier.made"), _both(now, words)
    yield (
        words("dossier.by"),
        words("dossier.program", version=__version__, registry=meta["version"], digest=meta["digest"][:12]),
    )


def _both(moment: datetime, words: Words) -> str:
    return f"{utc(moment)} · {shown(moment, words)} {moment:%z}"


def _contacts(case: Case, today: Mapping[str, Verdict], words: Words) -> Iterator[Part]:
    seen: dict[str, list[Entry]] = {}
    for entry in case.entries:
        if entry.note.contact:
            seen.setdefault(entry.note.contact.written, []).append(entry)
    rows = [
        (
            written,
            ", ".join(str(e.number) for e in entries),
            _verdict(entries[0].note.contact, words),
            _verdict_today(today.get(written), words),
        )
        for written, entries in seen.items()
    ]
    if rows:
        heads = ("dossier.contact", "dossier.entries", "dossier.then", "dossier.today")
        yield Part(words("dossier.contacts"), Table(tuple(rows), tuple(words(head) for head in heads)))


def _verdict(seen: Seen | None, words: Words) -> str:
    if seen is None:
        return ""
    if seen.imported:
        return words("case.verdict-imported", verdict=words.known("short", seen.verdict))
    said = verdict_words(seen.verdict, seen.reasons, words)
    return words("dossier.by-registry", verdict=said, registry=seen.registry)


def _verdict_today(verdict: Verdict | None, words: Words) -> str:
    return (
        verdict_words(verdict.status, [reason.code for reason in verdict.reasons], words) if verdict else ""
    )


def _promises(case: Case, words: Words) -> Iterator[Part]:
    rows = [
        (str(entry.number), promise.text or "…", _due(promise, words), words(f"kept.{promise.kept}"))
        for entry in case.entries
        if (promise := entry.note.promise)
    ]
    if rows:
        heads = ("dossier.entry", "dossier.promise", "dossier.due", "dossier.state")
        yield Part(words("dossier.promises"), Table(tuple(rows), tuple(words(head) for head in heads)))


def _due(promise: Promise, words: Words) -> str:
    if promise.due is None:
        return ""
    return due(promise, words) if promise.whole_day else _both(promise.due, words)


def _entry(entry: Entry, words: Words) -> Part:
    note = entry.note
    way = words("case.incoming" if note.incoming else "case.outgoing")
    heading = f"{entry.number}. {utc(note.at)} · {shown(note.at, words)} {note.at:%z}"
    facts = {
        "dossier.way": f"{way} · {words.known('channel', note.channel)}" if note.channel else way,
        "dossier.contact": note.contact.written if note.contact else "",
        "dossier.then": _verdict(note.contact, words),
        "dossier.agent": note.agent or "",
        "dossier.ticket": note.ticket or "",
        "dossier.outcome": outcome(note, words),
        "dossier.promise": note.promise.text or "…" if note.promise else "",
        "dossier.due": _due(note.promise, words) if note.promise else "",
        "dossier.recorded": _both(entry.recorded, words) if entry.recorded != note.at else "",
        "dossier.edited": _both(entry.edited, words) if entry.edited else "",
    }
    rows = tuple((words(code), value) for code, value in facts.items() if value)
    return Part(heading, Table(rows), quoted=note.said, is_deep=True)


def _experience(case: Case, words: Words) -> Iterator[Part]:
    lines = experience_lines(experience(case), words)
    if lines:
        yield Part(words("case.experience"), Table(tuple((bare(line),) for line in lines)))


def _files(case: Case, words: Words) -> Iterator[Part]:
    if case.attachments:
        heads = ("dossier.file", "dossier.bytes", "SHA-256", "dossier.entry", "dossier.state")
        rows = tuple(_file(found, words) for found in case.attachments)
        shown_heads = tuple(words(head) if head in words else head for head in heads)
        yield Part(words("case.files"), Table(rows, shown_heads), paragraph=words("dossier.files"))


def _file(found: Attachment, words: Words) -> tuple[str, ...]:
    state = "" if found.state == "whole" else words(f"case.file.{found.state}")
    return (
        f"{found.number}. {found.name}",
        f"{found.size:,}",
        found.sha256,
        str(found.entry or ""),
        state or words("dossier.whole"),
    )


# -- Markdown


def as_markdown(parts: list[Part], words: Words) -> str:
    """The page as Markdown, in which text from outside is text."""
    return "\n".join(line for number, part in enumerate(parts) for line in _markdown(part, number, words))


def _markdown(part: Part, number: int, words: Words) -> Iterator[str]:
    yield f"{'#' if number == 0 else '###' if part.is_deep else '##'} {_cell(part.heading)}"
    yield ""
    if part.paragraph:
        yield escaped(part.paragraph)
        yield ""
    if part.table:
        yield from _markdown_table(part.table, words)
    if part.quoted:
        yield from fenced(part.quoted)


def _markdown_table(table: Table, words: Words) -> Iterator[str]:
    if table.heads:
        yield f"| {' | '.join(map(escaped, table.heads))} |"
        yield f"|{' --- |' * len(table.heads)}"
        for row in table.rows:
            yield f"| {' | '.join(_cell(cell) for cell in row)} |"
    else:
        for label, *values in table.rows:
            said = (
                words("prepare.given", label=_cell(label), value=_span(values[0])) if values else _cell(label)
            )
            yield f"- {said}"
    yield ""


def _span(value: str) -> str:
    return code_span(" ".join(value.split()))


def _cell(value: str) -> str:
    """One line that is no markup and no link: in headings, labels, and cells, where no backtick helps against a stroke."""
    return (
        escaped(" ".join(value.split()))
        .replace("://", "&#58;//")
        .replace("@", "&#64;")
        .replace("www.", "www&#46;")
    )


# -- HTML


def as_html(parts: list[Part], words: Words) -> str:
    """The page as HTML: one file that loads nothing and runs nothing."""
    language = {"zh": "zh-Hans"}.get(words.language, words.language)
    head = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_html(parts[0].heading)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    body = "\n".join(_section(part, number) for number, part in enumerate(parts))
    return f"{head}{body}\n</body>\n</html>\n"


def _section(part: Part, number: int) -> str:
    level = 1 if number == 0 else 3 if part.is_deep else 2
    pieces = [f"<section>\n<h{level}>{_html(part.heading)}</h{level}>"]
    if part.paragraph:
        pieces.append(f"<p>{_html(part.paragraph)}</p>")
    if part.table:
        pieces.append(_html_table(part.table))
    if part.quoted:
        pieces.append(f"<pre>{_html(part.quoted)}</pre>")
    return "\n".join([*pieces, "</section>"])


def _html_table(table: Table) -> str:
    heads = "".join(f"<th>{_html(head)}</th>" for head in table.heads)
    rows = [f"<tr>{heads}</tr>"] if heads else []
    for row in table.rows:
        first, *rest = row
        begin = f"<td>{_html(first)}</td>" if heads or not rest else f"<th>{_html(first)}</th>"
        rows.append(f"<tr>{begin}{''.join(f'<td>{_html(cell)}</td>' for cell in rest)}</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _html(text: str) -> str:
    return "\n".join(escape(plain(line)) for line in text.split("\n"))


# -- CSV


def as_csv(case: Case) -> str:
    """One row an entry; the names of the columns are those of the JSON."""
    return line_of(CSV_COLUMNS) + "".join(map(_csv_row, case.entries))


def _csv_row(entry: Entry) -> str:
    record: dict[str, object] = {**entry_record(entry)}
    judged = entry.note.contact
    record["registry"] = judged.registry if judged else None
    record["reasons"] = " ".join(judged.reasons) if judged else None
    return line_of(_csv_cell(record[name]) for name in CSV_COLUMNS)


def _csv_cell(value: object) -> str | int:
    """Nothing, yes or no as 1 or 0, a number, or text whose lines are harmless each."""
    if value is None or isinstance(value, int):
        return "" if value is None else int(value)
    return "\n".join(map(harmless, str(value).split("\n")))
