"""Measurements of speed and memory, with limits that never rise silently."""
