"""Dateline reads reports of armed conflict and keeps the record of who says what happened."""

__version__ = "0.1.0"
