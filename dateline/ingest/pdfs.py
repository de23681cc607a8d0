"""Reports out of PDF files, by pypdf."""

from __future__ import annotations

import io
import logging
import re

from dateline.errors import UnreadableDocument
from dateline.ingest.documents import Page
from dateline.ingest.metadata import parse_date
from dateline.model.reports import Snapshot

MAX_PAGES = 400

# Its notes on repaired cross-references say nothing that the report's reader could act on.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(snapshot: Snapshot) -> Page:
    """The text layer of a PDF; raises UnreadableDocument where it is broken, locked or only images."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(snapshot.content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument(snapshot.source, "it is locked with a password", "Save it without one.")
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableDocument(
                snapshot.source, f"it has more than {MAX_PAGES} pages", "Give the pages that matter."
            )
        text = "\n\n".join(_unwrap(page.extract_text()) for page in reader.pages)
        info = reader.metadata
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
    ) as error:
        # A damaged PDF fails in pypdf with whatever the damage led to.
        raise UnreadableDocument(
            snapshot.source,
            f"its PDF structure is broken ({error})",
            "Open and save it anew, or give its text.",
        ) from None
    if not text.strip():
        raise UnreadableDocument(
            snapshot.source, "it holds no text layer", "Run text recognition over it first."
        )
    created = parse_date(_pdf_date(info.get("/CreationDate") if info else None))
    title = str(info.title).strip() if info and info.title else None
    return Page(text=text, title=title or None, published=created)


def _unwrap(text: str) -> str:
    """Lines of a page joined into paragraphs: hyphens at line ends mended, lone newlines to spaces."""
    text = re.sub(r"(\w)-\n(?=[a-z])", r"\1", text)
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"(?<![.!?:”\"\n])\n(?=\S)", " ", text)


def _pdf_date(value: object) -> str | None:
    found = re.match(r"D:(\d{4})(\d{2})(\d{2})", str(value or ""))
    return "-".join(found.groups()) if found else None
