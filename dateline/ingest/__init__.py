"""From paths, addresses and standard input to snapshots, and from snapshots to reports."""

from dateline.ingest.documents import Defaults, read_document
from dateline.ingest.fetching import Fetcher, GuardedFetcher
from dateline.ingest.items import Item
from dateline.ingest.sources import open_items

__all__ = ["Defaults", "Fetcher", "GuardedFetcher", "Item", "open_items", "read_document"]
