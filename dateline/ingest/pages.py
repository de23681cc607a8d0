"""Reports out of web pages, by trafilatura."""

from __future__ import annotations

import logging

from dateline.errors import UnreadableDocument
from dateline.ingest.documents import Page
from dateline.ingest.encoding import decode
from dateline.ingest.metadata import parse_date
from dateline.model.reports import Snapshot

_FEWEST_WORDS = 5
"""Fewer are a menu's, not an article's."""

# Its warnings name no item and ask nothing of the user; what matters is raised below.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read_html(snapshot: Snapshot) -> Page:
    """The article of a page with its metadata; raises UnreadableDocument where none can be found."""
    import trafilatura
    from trafilatura.settings import Document

    headers = dict(snapshot.headers)
    charset = headers.get("content-type", "").partition("charset=")[2].strip("\"' ;") or None
    text, warning = decode(snapshot.content, item=snapshot.source, charset=charset)
    address = snapshot.source if snapshot.source.startswith(("http://", "https://")) else None
    try:
        found = trafilatura.bare_extraction(
            text,
            url=address,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            deduplicate=False,
        )
    except (RecursionError, ValueError, AssertionError) as error:
        raise UnreadableDocument(
            snapshot.source, f"its HTML is broken ({error})", "Save the article's text as a .txt file."
        ) from None
    if not isinstance(found, Document) or len((found.text or "").split()) < _FEWEST_WORDS:
        raise UnreadableDocument(
            snapshot.source, "no article was found in the page", "Save the article's text as a .txt file."
        )
    # The extraction sets paragraphs one a line, and repeats the headline where the page did.
    text = (found.text or "").removeprefix(f"{found.title}\n").replace("\n", "\n\n")
    return Page(
        text=text,
        title=found.title,
        byline=found.author,
        outlet=found.sitename,
        url=address or found.url,
        published=parse_date(found.date),
        warnings=(warning,) if warning else (),
    )
