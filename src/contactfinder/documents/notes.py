"""What a reader of documents has to say beside what it read: how often something was skipped or not as expected."""

from __future__ import annotations


class Notes:
    """How often each of these happened."""

    def __init__(self) -> None:
        self.undecodable = 0  # bytes that are no character in the encoding of their document
        self.unreadable = 0  # files and folders inside a folder that could not be read
        self.binary = 0  # files inside a folder that hold no text
        self.attachment = 0  # parts of mails that hold no text
        self.too_large = 0  # documents read as plain text, because they cannot be taken apart piece by piece
        self.no_json = 0  # documents and lines that are no JSON, read as plain text from where that showed

    def counts(self) -> dict[str, int]:
        """The code of each thing that happened, with how often it did."""
        return {name.replace("_", "-"): count for name, count in vars(self).items() if count}
