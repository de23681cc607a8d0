"""The record's types: frozen, without I/O and without third-party imports."""
