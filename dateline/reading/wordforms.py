"""Word forms: the inflected forms of listed verbs and nouns, so that a list holds lemmas only."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_VOWELS = "aeiou"


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    text = files("dateline.reading").joinpath("data/irregular.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line)
    return {verb: tuple(forms) for verb, *forms in rows}


def verb_forms(verb: str) -> set[str]:
    """The forms of a verb in lower case, the lemma among them."""
    forms = {verb, f"{verb}s", *_irregular().get(verb, ())}
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        forms.add(f"{verb}es")
    if verb.endswith("e"):
        return forms | {f"{verb}d", f"{verb}ing" if verb.endswith("ee") else f"{verb[:-1]}ing"}
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return forms | {f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"}
    return forms | {f"{verb}ed", f"{verb}ing"}


def noun_forms(noun: str) -> set[str]:
    """The singular and plural of a noun in lower case."""
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return {noun, f"{noun[:-1]}ies"}
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return {noun, f"{noun}es"}
    return {noun, f"{noun}s"}


def verb_table(verbs: Iterable[str]) -> dict[str, str]:
    """Lemma by form for a list of verbs; a form that is itself listed stands for itself."""
    listed = set(verbs)
    table = {form: verb for verb in sorted(listed) for form in verb_forms(verb)}
    return table | {verb: verb for verb in listed}


def noun_table(nouns: Iterable[str]) -> dict[str, str]:
    """Lemma by form for a list of nouns."""
    listed = set(nouns)
    table = {form: noun for noun in sorted(listed) for form in noun_forms(noun)}
    return table | {noun: noun for noun in listed}


# Tables of the two files whose words are verbs, and those whose words are nouns.
_VERBAL = frozenset(
    {
        ("cues", "verbs"),
        ("cues", "behaviour"),
        ("modality", "verbs"),
        ("modality", "objects"),
        ("modality", "forbidding"),
        ("modality", "anchors"),
    }
)
_NOMINAL = frozenset({("cues", "nouns"), ("modality", "nouns")})
_VERBAL_LISTS = frozenset(
    {
        "issuing",
        "happening",
        "doing",
        "wishing",
        "liking",
        "doubting",
        "ensuring",
        "presupposing",
        "factive",
        "instrumental",
    }
)
_NOMINAL_LISTS = frozenset(
    {"mass", "evidence", "infinitive_only", "plans", "event", "standing", "states", "attempts"}
)


@cache
def listed_lemmas() -> tuple[dict[str, str], dict[str, str]]:
    """Lemma by form for the verbs, and for the nouns, of `data/cues.toml` and `data/modality.toml`."""
    verbs: set[str] = set()
    nouns: set[str] = set()
    for name in ("cues", "modality"):
        raw = tomllib.loads(files("dateline.reading").joinpath(f"data/{name}.toml").read_text("utf-8"))
        for table, lists in raw.items():
            for key, words in lists.items():
                if (name, table) in _VERBAL or key in _VERBAL_LISTS:
                    verbs.update(words)
                elif (name, table) in _NOMINAL or key in _NOMINAL_LISTS:
                    nouns.update(words)
    return verb_table(verbs), noun_table(nouns)
