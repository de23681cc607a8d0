"""The `dateline` program: one module a command, imported when it runs."""

from dateline.cli.app import main

__all__ = ["main"]
