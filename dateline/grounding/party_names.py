"""Names of parties brought to one form, so that spellings that differ only on the surface compare equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = str.maketrans(
    dict.fromkeys("'’‘ʼʻʿʾ`´.\"“”«»", "") | dict.fromkeys("-‐‑–—/,;:_()[]", " ") | {"&": " and "}
)
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ]s\b|(?<=s)['’](?=\s|$)")
_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|an|ed|es|ul|ud|ur|uz)[-‐‑](?=\w)")
_DROPPED = frozenset({"the", "al", "el"})
_ARTICLES = frozenset({"ad", "an", "ar", "as", "ash", "at", "az", "ul", "ud", "ur"})
"""Assimilated Arabic articles written apart; words of their own in English, so dropped only when folding."""
_AMERICAN = {
    "defence": "defense",
    "organisation": "organization",
    "organisations": "organizations",
    "labour": "labor",
    "centre": "center",
    "programme": "program",
    "mobilisation": "mobilization",
    "stabilisation": "stabilization",
    "coordinating": "coordination",
    "armoured": "armored",
    "neighbour": "neighbor",
    "guerilla": "guerrilla",
    "guerillas": "guerrillas",
    "organised": "organized",
}
_FOLDS = (
    ("ph", "f"),
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("ck", "k"),
    ("q", "k"),
    ("ou", "u"),
    ("ei", "ai"),
    ("ay", "ai"),
    ("y", "i"),
    ("ee", "i"),
    ("e", "i"),
    ("o", "u"),
)
_DOUBLED = re.compile(r"(.)\1+")
_ENDING_H = re.compile(r"h(?= |$)")


@lru_cache(maxsize=8192)
def normalise_name(name: str) -> str:
    """The name in lower case without diacritics, punctuation, articles (English and Arabic) and possessives."""
    text = name.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold()
        text = "".join(ch for ch in text if not unicodedata.combining(ch)).replace("ı", "i")
    if "'" in text or "’" in text or "ʼ" in text:
        text = _POSSESSIVE.sub("", text)
    if "-" in text or "‑" in text:
        text = _ARTICLE.sub("", text)
    words = text.translate(_MARKS).split()
    kept = [_AMERICAN.get(word, word) for word in words if word not in _DROPPED]
    return " ".join(kept or words)


@lru_cache(maxsize=8192)
def fold_name(normalised: str) -> str:
    """A looser form of a normalised name in which usual transliterations of one name fall together."""
    words = normalised.split()
    text = " ".join([word for word in words if word not in _ARTICLES] or words)
    for found, put in _FOLDS:
        text = text.replace(found, put)
    return _DOUBLED.sub(r"\1", _ENDING_H.sub("", text).replace(" ", ""))


def slug(name: str) -> str:
    """The name as an identifier: lower-case ASCII letters and digits joined by underscores."""
    text = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i"))
    text = "".join(ch for ch in text if not unicodedata.combining(ch))
    return re.sub(r"[^\w]+", "_", re.sub(r"['’ʼʻʿʾ.]", "", text)).strip("_") or "unnamed"


def name_words(name: str) -> tuple[list[str], frozenset[str]]:
    """The normalised words of a name, and those among them that are capitalised in it."""
    words: list[str] = []
    capitals: set[str] = set()
    for token in name.split():
        parts = [part for part in normalise_name(token).split() if part not in _DROPPED]
        words.extend(parts)
        if token != token.lower():
            capitals.update(parts)
    return words, frozenset(capitals)
