"""The command line. `main` is what users start."""

import atexit
import gc

ENOUGH_TO_LOOK = 100_000  # objects: less than that stays between two looks for garbage


def main(arguments: list[str] | None = None) -> None:
    """Run the program and leave with its exit code."""
    # A run is short and makes hardly any garbage; looking for it while modules load, and through everything
    # once more at the end, took a fifth of the time. A long stream is still cleaned up behind.
    gc.set_threshold(ENOUGH_TO_LOOK)
    atexit.register(gc.freeze)
    from contactfinder.cli import boundary  # after the line above, since loading modules is most of a run

    boundary.main(arguments)
