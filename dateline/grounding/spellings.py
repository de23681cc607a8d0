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
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670]")
_ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "as",
        "es",
        "ash",
        "esh",
        "az",
        "ez",
        "ad",
        "ed",
        "adh",
        "ar",
        "er",
        "at",
        "et",
        "ath",
        "an",
        "en",
        "il",
        "le",
        "la",
        "les",
        "the",
        "de",
        "du",
        "di",
        "of",
    ]
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
_CONSONANTS = (
    *(("sch", "ch"), ("tch", "ch"), ("ch", "\0"), ("sh", "\0"), ("dj", "j"), ("dzh", "j"), ("zh", "j")),
    *(("kh", "h"), ("ph", "f"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ck", "k"), ("\0", "sh")),
)
_SINGLE = str.maketrans("qxvy", "kkwi")
_HARD_C = re.compile(r"c(?![ei])")
_VOWELS = (
    *(("aw", "u"), ("au", "u"), ("ou", "u"), ("oo", "u"), ("ow", "u"), ("o", "u")),
    *(("ai", "i"), ("ei", "i"), ("ie", "i"), ("e", "i")),
)
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """The exact key: no case, diacritics, apostrophes or hyphens; words divided by one space."""
    low = name.casefold()
    if not low.isascii():
        low = _MARKS.sub("", unicodedata.normalize("NFKD", low)).casefold()
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
    if joined.endswith("eh"):
        joined = joined[:-2] + "a"
    for letters, one in _CONSONANTS:
        joined = joined.replace(letters, one)
    joined = _HARD_C.sub("k", joined).translate(_SINGLE)
    for letters, one in _VOWELS:
        joined = joined.replace(letters, one)
    joined = _DOUBLED.sub(r"\1", joined)
    return joined[:-1] if joined.endswith(("ah", "ih")) else joined


def _number(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little", signed=True)


def exact_number(folded: str) -> int:
    """The signed 64-bit number under which the index holds a folded name."""
    return _number(folded)


def loose_number(sounded: str) -> int:
    """The same for a loose key, which no exact key shares."""
    return _number("~" + sounded)


_DIGIT = re.compile(r"\d")


def is_written_name(name: str, *, latin: bool = False) -> bool:
    """True for spellings that a report may use: no consonant skeletons, codes or unread scripts.

    With `latin` only in Latin letters; otherwise Arabic and Cyrillic ones too.
    """
    if not 2 <= len(name) <= 60 or name.islower() or name.isupper() or _DIGIT.search(name):
        return False
    first = name[0] if name[0].isalpha() else next((c for c in name if c.isalpha()), "")
    if not first:
        return False
    if first < "\u0370" or "\u1e00" <= first <= "\u1eff":
        return True
    return not latin and ("\u0400" <= first <= "\u04ff" or "\u0600" <= first <= "\u06ff")
