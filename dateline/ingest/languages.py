"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 3000
_SURE = 0.9
"""Below this probability a text counts as English: a wrong "not English" would leave it unread."""
_WORDS = re.compile(r"[^\W\d_]+")
# The commonest function words: where they make up enough of a text it is English, and the
# identifier, which takes most of a second to load, stays out.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "was",
        "for",
        "on",
        "with",
        "as",
        "by",
        "it",
        "at",
        "from",
        "said",
        "has",
        "were",
        "are",
    ]
)


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language of `text`; `en` for texts too short to tell."""
    words = _WORDS.findall(text[:_SAMPLE].lower())
    if len(words) < 4:
        return "en"
    if sum(word in _ENGLISH for word in words) > 0.18 * len(words):
        return "en"
    language, probability = _identifier().classify(text[:_SAMPLE])
    return str(language) if probability >= _SURE or not _is_latin(words) else "en"


def _is_latin(words: list[str]) -> bool:
    return sum(word[0] < "ɐ" for word in words) * 2 > len(words)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
