"""Reading of many items: in this process, or in several on this machine."""

from dateline.engine.batch import Outcome, Summary, read_batch

__all__ = ["Outcome", "Summary", "read_batch"]
