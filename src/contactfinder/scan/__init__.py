"""Scanning: every support contact in a text, however it is disguised, with its verdict and the company it keeps."""

from contactfinder.scan.finding import Brand, Cue, Disguise, Excerpt, Finding, Signal
from contactfinder.scan.scanner import Scanner, Told

__all__ = ["Brand", "Cue", "Disguise", "Excerpt", "Finding", "Scanner", "Signal", "Told"]
