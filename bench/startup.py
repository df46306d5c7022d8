"""Start-up of whole processes, as ratios measured side by side in one run: python bench/startup.py [RUNS]

Anchors: `python -c pass`, an empty Typer app, an empty Typer app that prints a Rich table.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EMPTY = """
import typer
app = typer.Typer()
@app.command()
def hello() -> None:
    print("{}")
@app.command()
def other() -> None: ...
app()
"""
TABLE = EMPTY.replace(
    'print("{}")',
    "from rich.console import Console; from rich.table import Table; t = Table('a', 'b'); t.add_row('1', '2'); Console().print(t)",
)
QUESTIONS = {
    "lookup --json": ["lookup", "tokenpocket", "--json"],
    "lookup --json, with hours": ["lookup", "coinbase", "--country", "GB", "--json"],
    "verify --json, official number": ["verify", "+18889087930", "--json"],
    "verify --json, impostor, national": ["verify", "1-888-383-2936", "--json"],
    "verify --json, plain link": ["verify", "https://help.coinbase.com/", "--json"],
    "verify --json, hostile link": ["verify", "https://evil.com\\@coinbase.com", "--json"],
    "list --json": ["list", "--json"],
    "lookup, on a terminal's words": ["lookup", "tokenpocket"],
    "verify, on a terminal's words": ["verify", "+18889087930"],
    "--help": ["--help"],
}


def commands(folder: Path) -> dict[str, list[str]]:
    """Every measured process, the anchors first. The console script is used, as users do."""
    program = str(Path(sys.executable).with_name("contactfinder"))
    (folder / "empty.py").write_text(EMPTY)
    (folder / "table.py").write_text(TABLE)
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "typer, empty": [sys.executable, str(folder / "empty.py"), "hello"],
        "typer + rich table": [sys.executable, str(folder / "table.py"), "hello"],
        **{name: [program, *words] for name, words in QUESTIONS.items()},
    }


def surroundings(home: str) -> dict[str, str]:
    """A user without settings, who has run the program before: its compiled modules are kept."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    return {**kept, "HOME": home, "APPDATA": home, "LOCALAPPDATA": home}


def measure(runs: int) -> dict[str, float]:
    """Median seconds of each, taken in turn so that drift of the machine meets all alike."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        environ = surroundings(folder)
        for _ in range(runs + 1):  # the first round warms the caches and is not counted
            for name, command in commands(Path(folder)).items():
                begun = time.perf_counter()
                subprocess.run(command, env=environ, capture_output=True, check=False)
                times.setdefault(name, []).append(time.perf_counter() - begun)
    return {name: statistics.median(found[1:]) for name, found in times.items()}


def main() -> None:
    """Print the table."""
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
    bare, empty, table = (found[n] for n in ("python -c pass", "typer, empty", "typer + rich table"))
    print(f"{'process':36}{'ms':>6}{'/pass':>8}{'/typer':>8}{'/table':>8}")
    for name, seconds in found.items():
        print(
            f"{name:36}{seconds * 1000:6.0f}{seconds / bare:8.2f}{seconds / empty:8.2f}{seconds / table:8.2f}"
        )


if __name__ == "__main__":
    main()
