"""Lemmas of regular forms by rule, where the model's guess has no ground."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dateline.language.lexicon import load_words

_VOWELS = frozenset("aeiouy")
# Endings that hardly any English verb has without an e behind: "evacuat-", "settl-", "involv-", "organis-".
_FINAL_E = re.compile(
    r"[vuzc]$|[iy]s$|[bcdfgkptz]l$|[nrp]s$|[dr]g$|[aeiouy][^aeiouy]+([aeiouy].*)?at$|[aeiouy].*[^o]ur$"
)
_SIBILANTS = ("sses", "shes", "ches", "xes", "zzes")
_SINGULAR_IN_S = ("series", "species", "headquarters", "means", "news", "barracks", "crossroads", "outskirts")


@lru_cache(maxsize=100_000)
def mend_lemma(form: str, xpos: str, lemma: str) -> str:
    """The lemma that the rules give a regular noun or verb form; else the one that was guessed.

    Tags are those of the Penn Treebank; names and words with other characters than letters stay as guessed.
    """
    if not (form.isascii() and form.isalpha()) or xpos not in _RULES:
        return lemma
    return _RULES[xpos](form.lower(), lemma)


def _past(form: str, lemma: str) -> str:
    if not form.endswith("ed") or form in load_words("not_regular") or not _has_vowel(form[:-2]):
        return lemma
    if form.endswith("ied"):
        return form[:-3] + "y" if len(form) > 4 else form[:-1]
    return _base(form[:-2])


def _participle(form: str, lemma: str) -> str:
    stem = form[:-3]
    if not form.endswith("ing") or len(stem) < 2 or not _has_vowel(stem):
        return lemma
    if form in {"dying", "lying", "tying", "vying", "belying"}:
        return form[:-4] + "ie" if form != "belying" else "belie"
    return _base(stem)


def _base(stem: str) -> str:
    """The base form of what is left without -ed or -ing."""
    if stem + "e" in load_words("ending_in_e") or (
        _FINAL_E.search(stem) and stem not in load_words("without_e")
    ):
        return stem + "e"
    last = stem[-1]
    if len(stem) > 3 and last == stem[-2] and last not in "aeiousz":
        if last == "f" or (last == "l" and stem in load_words("ending_in_ll")):
            return stem
        return stem[:-1]
    return stem


def _third_person(form: str, lemma: str) -> str:
    if (
        form in {"is", "has", "does", "goes", "undergoes", "s"}
        or not form.endswith("s")
        or form.endswith("ss")
    ):
        return lemma
    return _without_s(form)


def _plural(form: str, lemma: str) -> str:
    irregular = _irregular_plurals().get(form)
    if irregular is not None:
        return irregular
    if (
        not form.endswith("s")
        or form.endswith(("ss", "us"))
        or form in _SINGULAR_IN_S
        or lemma.lower() == form
    ):
        return lemma
    if form in load_words("ending_in_ie"):
        return form[:-1]
    is_likely = lemma in {form[:-1], form[:-2]} and not form.endswith("ies")
    return lemma if is_likely else _without_s(form)


def _without_s(form: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    return form[:-2] if form.endswith(_SIBILANTS) else form[:-1]


def _plain(form: str, _lemma: str) -> str:
    return form


def _determiner(form: str, _lemma: str) -> str:
    return {"an": "a", "these": "this", "those": "that"}.get(form, form)


def _present(form: str, lemma: str) -> str:
    return lemma if form in {"am", "are", "is", "m", "re", "s", "ve", "d"} else form


def _has_vowel(stem: str) -> bool:
    return not _VOWELS.isdisjoint(stem)


@cache
def _irregular_plurals() -> dict[str, str]:
    return dict(pair.split("=") for pair in sorted(load_words("plurals")))


_RULES = {
    "DT": _determiner,
    "VBD": _past,
    "VBN": _past,
    "VBG": _participle,
    "VBZ": _third_person,
    "VBP": _present,
    "VB": _present,
    "NNS": _plural,
    "NN": _plain,
}
