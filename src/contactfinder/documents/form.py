"""The forms of documents, and which one the name of a file promises."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """How a document is written down."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    EML = "eml"  # one e-mail message
    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"
    GITHUB = "github"  # JSON as GitHub's interface and webhooks give it, titles and bodies in Markdown


_FORMS = {
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".xhtml": Form.HTML,
    ".eml": Form.EML,
    ".csv": Form.CSV,
    ".tsv": Form.CSV,
    ".jsonl": Form.JSONL,
    ".ndjson": Form.JSONL,
    ".json": Form.JSON,
}


def form_of(name: str) -> Form:
    """The form that the name of a file promises; without a promise it is text."""
    _, dot, suffix = name.rpartition(".")
    return _FORMS.get(f"{dot}{suffix}".lower(), Form.TEXT)
