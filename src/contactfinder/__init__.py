"""contactfinder: the real support channels of crypto platforms, and whether a contact is genuine."""

__version__ = "0.1.0"
