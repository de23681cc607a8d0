"""Keys under which the spellings of one place name meet: an exact key and a loose one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

_LETTERS = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a",
        "ŋ": "n", "ħ": "h", "ã": "a", "ǝ": "e",
        **dict.fromkeys("'’‘`´ʼʻʿʾˈ′ʹ.", None),
        **dict.fromkeys("-‐‑‒–—_/,()[]\"“”«»:;", " "),
    }
)  # fmt: skip
_ARTICLES = frozenset(
    ["al", "el", "ul", "as", "es", "ash", "esh", "az", "ez", "ad", "ed", "adh", "ar", "er", "at", "et", "ath"]
    + ["an", "en", "il", "le", "la", "les", "the", "de", "du", "di", "of"]
)
_COMMON = {
    word: common
    for common, words in {
        "st": ("saint", "sainte"),
        "mt": ("mount",),
        "ft": ("fort",),
        "wadi": ("wad", "ouad", "oued"),
        "kafr": ("kfar", "kafar", "kufr", "kefar", "kafer"),
        "tal": ("tel", "tall", "tell", "til"),
        "ain": ("ayn", "ein", "eyn", "ayin", "aayn"),
        "jabal": ("jebel", "djebel", "gebel", "jbal", "jabel"),
        "khan": ("chan",),
        "bani": ("beni",),
    }.items()
    for word in words
}
_ASSIMILATED = re.compile(r"^[aei]([dlnrstz])\1")
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"eh$", "ah"),
        (r"kh", "h"),
        (r"(?:t?sch|tch|ch)", "sh"),
        (r"dj|dzh|zh", "j"),
        (r"ph", "f"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ck|q|c(?![ei])|x", "k"),
        (r"v", "w"),
        (r"(?:aw|au|ou|oo|ow|o|u)", "u"),
        (r"(?:ay|ai|ey|ei|ie|ee|iy|e|y)", "i"),
        (r"(.)\1+", r"\1"),
        (r"ih?$|ah?$", lambda m: m[0][0]),
        (r"ii+", "i"),
    )
)


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """The exact key: no case, diacritics, apostrophes or hyphens; words divided by one space."""
    low = name.casefold()
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return " ".join(low.translate(_LETTERS).split())


@lru_cache(maxsize=1 << 16)
def sound(folded: str) -> str:
    """The loose key of a folded name: no articles, no doubled letters, coarse vowels and consonants.

    "deir ez zor", "deir al zour", "dayr az zawr" and "deir ezzor" meet in one key; so may unlike names,
    so that the loose key serves only where the exact one finds nothing.
    """
    words = folded.split()
    kept = [_COMMON.get(word, word) for word in words if word not in _ARTICLES] or words
    joined = "".join(_ASSIMILATED.sub(r"\1", word) for word in kept)
    if not joined.isascii():
        return joined
    for pattern, replacement in _SOUNDS:
        joined = pattern.sub(replacement, joined)
    return joined


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little", signed=True)


def exact_number(folded: str) -> int:
    """The signed 64-bit number under which the index holds a folded name."""
    return _number(folded)


def loose_number(folded: str) -> int:
    """The index number of a folded name's loose key, which no exact key shares."""
    return _number("~" + sound(folded))


def is_written_name(name: str) -> bool:
    """True for spellings that a report may use: no consonant skeletons, codes or unread scripts."""
    if not 2 <= len(name) <= 60:
        return False
    first = next((c for c in name if c.isalpha()), "")
    if not first:
        return False
    if first.isascii() or first < "\u0370" or "\u1e00" <= first <= "\u1eff":
        if name.isupper():
            return False
        return any(c.isupper() for c in name) and not any(c.isdigit() for c in name)
    return "\u0400" <= first <= "\u04ff" or "\u0600" <= first <= "\u06ff"
