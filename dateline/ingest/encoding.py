"""Bytes to text: byte-order marks, declared encodings, UTF-8, and detection as the last resort."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from dateline.errors import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(content: bytes, *, item: str, charset: str | None = None) -> tuple[str, str | None]:
    """The text of `content` and a warning where its encoding had to be guessed; newlines become plain line feeds.

    Raises UnreadableDocument where the bytes are no text.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _clean(content.decode(name, errors="replace"), item), None
    declared = charset or _declared(content)
    for name in dict.fromkeys(filter(None, ("utf-8", declared))):
        try:
            return _clean(content.decode(name), item), None
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(content, item)


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content[:4096])
    return found.group(1).decode("ascii") if found else None


def _guess(content: bytes, item: str) -> tuple[str, str | None]:
    _refuse_binary(content[:4096].decode("latin-1"), item)
    # Detection reads a sample: on megabytes it would take longer than reading the report.
    best = from_bytes(content[:65536]).best()
    if best is None:
        raise UnreadableDocument(item, "its bytes are no text in any known encoding", "Save it as UTF-8.")
    text = content.decode(best.encoding, errors="replace")
    return _clean(text, item), f"not UTF-8: read as {best.encoding}"


def _clean(text: str, item: str) -> str:
    _refuse_binary(text[:65536], item)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub(" ", text)


def _refuse_binary(sample: str, item: str) -> None:
    controls = len(_CONTROLS.findall(sample))
    if controls > 8 and controls > len(sample) * 0.01:
        raise UnreadableDocument(
            item, "it is binary, not text", "Give text, HTML, PDF, JSON, JSON Lines or WARC."
        )
