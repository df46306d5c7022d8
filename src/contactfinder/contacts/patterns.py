"""Regular expressions that are compiled when they are first used."""

import re
from typing import Any, cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern to match with, compiled at its first use.

    One claim needs a few of this package's patterns, and compiling all of them took a sixth of the start-up.
    """
    return cast("re.Pattern[str]", _Uncompiled(text, flags))


class _Uncompiled:
    """A pattern to be. Each method, once asked for, is kept here, so that the next use costs nothing more."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found
