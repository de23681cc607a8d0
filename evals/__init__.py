"""Measurements against annotated development data, with floors that never drop silently."""
