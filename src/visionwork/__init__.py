"""Visionwork: a desktop app for relationship-first customer visions."""

__version__ = "0.1.0"
