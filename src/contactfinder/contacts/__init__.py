"""Contacts: the canonical form of every phone number, URL, e-mail address and handle, and reading a claim."""

from contactfinder.contacts.claim import Claim, Contact, Kind, Reading, Sign, parse

__all__ = ["Claim", "Contact", "Kind", "Reading", "Sign", "parse"]
