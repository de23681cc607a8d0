"""From an item's bytes to its report: text, title, byline, outlet, dates and language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dateline.errors import UnreadableDocument
from dateline.ingest.encoding import decode
from dateline.ingest.items import Item
from dateline.ingest.languages import detect_language
from dateline.ingest.metadata import date_warnings, dateline_place, parse_date, url_date
from dateline.model.identity import report_id
from dateline.model.reports import Report

MAX_CHARACTERS = 1_000_000
"""About 170,000 words: longer than any report, shorter than what would hold a worker for minutes."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """Metadata for reports that give none of their own."""

    published: date | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a format's reader found: the text and whatever metadata stood beside it."""

    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    given_id: str | None = None
    warnings: tuple[str, ...] = ()


def read_document(item: Item, defaults: Defaults | None = None) -> Report:
    """The report that an item holds; raises UnreadableDocument naming the item and the remedy."""
    defaults = defaults or Defaults()
    page = _read_page(item)
    text = page.text.strip("\n")
    name = item.snapshot.source
    if not re.search(r"\w", text):
        raise UnreadableDocument(
            name, "no text was found in it", "Check that the page holds the article itself."
        )
    if len(text) > MAX_CHARACTERS:
        raise UnreadableDocument(
            name,
            f"its text has {len(text):,} characters, more than {MAX_CHARACTERS:,}",
            "Split it into its reports, one a file or one a line of JSON Lines.",
        )
    published = page.published or defaults.published or url_date(page.url)
    language = detect_language(text)
    warnings = page.warnings + date_warnings(published)
    if language != "en":
        warnings += (f"language {language}: stored and searchable, but only English is read",)
    return Report(
        id=report_id(item.snapshot.sha256, item.given_id),
        given_id=item.given_id,
        text=text,
        snapshot=item.snapshot.sha256,
        title=page.title,
        outlet=page.outlet or defaults.outlet,
        byline=page.byline,
        url=page.url,
        published=published,
        dateline=dateline_place(text),
        language=language,
        warnings=warnings,
    )


def _read_page(item: Item) -> Page:
    kind = item.snapshot.media_type
    if kind == "application/json":
        return _read_json(item)
    if kind == "application/pdf":
        from dateline.ingest.pdfs import read_pdf

        return read_pdf(item.snapshot)
    if kind in ("text/html", "application/xhtml+xml"):
        from dateline.ingest.pages import read_html

        return read_html(item.snapshot)
    return _read_plain(item)


def _read_plain(item: Item) -> Page:
    text, warning = decode(item.snapshot.content, item=item.snapshot.source)
    title, body = _split_title(text.strip("\n"))
    return Page(text=body, title=title, warnings=(warning,) if warning else ())


def _split_title(text: str) -> tuple[str | None, str]:
    """A short first line without a full stop, set off by a blank line, is the title."""
    first, blank, rest = text.partition("\n\n")
    is_title = (
        blank
        and "\n" not in first
        and len(first) <= 150
        and not first.rstrip().endswith((".", ":", ",", "”", '"'))
    )
    return (first.strip(), rest.lstrip("\n")) if is_title and rest.strip() else (None, text)


def _read_json(item: Item) -> Page:
    name = item.snapshot.source
    text, warning = decode(item.snapshot.content, item=name)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(
            name, f"it is no valid JSON ({error})", "Mend the row, or leave it out."
        ) from None
    if item.element is not None:
        value = value[item.element]
    if not isinstance(value, Mapping) or not isinstance(value.get("text"), str):
        raise UnreadableDocument(
            name,
            'it is no JSON object with a "text"',
            'Give {"text": "...", "published": "2017-08-31", ...}.',
        )
    body = value["text"].replace("\r\n", "\n").replace("\x00", " ")
    body = body.encode("utf-8", "replace").decode("utf-8")  # lone surrogates cannot be stored
    return Page(
        text=body,
        title=_words(value, "title", "headline"),
        byline=_words(value, "byline", "author"),
        outlet=_words(value, "outlet", "source"),
        url=_words(value, "url", "link"),
        published=parse_date(_words(value, "published", "date")),
        warnings=(warning,) if warning else (),
    )


def _words(value: Mapping[str, object], *keys: str) -> str | None:
    for key in keys:
        found = value.get(key)
        if isinstance(found, str) and found.strip():
            return found.strip()
    return None
