"""python -m contactfinder."""

from contactfinder.cli import main

main()
