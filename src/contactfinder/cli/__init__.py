"""The command line. `main` is the one boundary where errors become words and exit codes."""

from contactfinder.cli.boundary import main

__all__ = ["main"]
