"""Harms: what a verb says was done to its object, or became of its subject."""

from __future__ import annotations

from collections.abc import Callable

from dateline.codebook import Measure
from dateline.model.analysis import Analysis
from dateline.reading.measures import case_of, lemma, lexicon, noun_class

_HELD = frozenset({"prison", "jail", "custody", "detention", "captivity"})
_FREEING = frozenset({"free", "release", "let"})
_OWN_LOSSES = frozenset(
    {"man", "woman", "child", "son", "daughter", "brother", "sister", "father", "mother", "husband", "wife", "comrade",
     "relative", "colleague", "people", "civilian"}
)  # fmt: skip


def harm_to_object(analysis: Analysis, verb: int) -> Measure | None:
    """What a verb does to its object, or in the passive to its subject."""
    name = lemma(analysis.tokens[verb])
    if name not in {"sentence", "condemn"} and _has_oblique(analysis, verb, {"death"}, "to"):
        return Measure.KILLED
    for verbs, judge in _JUDGED:
        if name in verbs:
            return judge(analysis, verb)
    return lexicon().verbs.get(name)


def _struck(analysis: Analysis, verb: int) -> Measure | None:
    sure = lemma(analysis.tokens[verb]) in {"gun", "mow"}
    return _lethal(analysis, verb) or (Measure.KILLED if sure else Measure.WOUNDED)


def _driven(analysis: Analysis, verb: int) -> Measure | None:
    return Measure.DISPLACED if _is_driven(analysis, verb) else None


def _claimed(analysis: Analysis, verb: int) -> Measure | None:
    return Measure.KILLED if _has_child(analysis, verb, {"life"}) else None


def _lost(analysis: Analysis, verb: int) -> Measure | None:
    return Measure.KILLED if _loses_people(analysis, verb) else None


def _kept(analysis: Analysis, verb: int) -> Measure | None:
    """Some freed, others kept."""
    word = analysis.tokens[verb]
    others = word.deprel == "conj" and lemma(analysis.tokens[word.head]) in _FREEING
    return Measure.CAPTURED if others else None


def _buried(analysis: Analysis, verb: int) -> Measure | None:
    # Under rubble one may be found alive.
    return None if _has_oblique(analysis, verb, set(), "under", "beneath") else Measure.KILLED


def _is_driven(analysis: Analysis, verb: int) -> bool:
    """Forced from home, driven out of a town."""
    if _has_child(analysis, verb, {"home", "house", "village", "out"}):
        return True
    return any(
        analysis.tokens[c].deprel == "obl" and case_of(analysis, c) == "out"
        for c in analysis.dependents[verb]
    )


def _loses_people(analysis: Analysis, verb: int) -> bool:
    """`Losing two men`, `lost nine soldiers`, not supporters and members."""
    for child in analysis.dependents[verb]:
        if analysis.tokens[child].deprel == "obj":
            return (
                noun_class(analysis, child) is Measure.FIGHTERS
                or lemma(analysis.tokens[child]) in _OWN_LOSSES
            )
    return False


def _has_oblique(analysis: Analysis, verb: int, lemmas: set[str], *cases: str) -> bool:
    """Whether something stands with the verb under a preposition; any noun where none is named."""
    return any(
        analysis.tokens[c].deprel.startswith("obl")
        and case_of(analysis, c) in cases
        and (not lemmas or lemma(analysis.tokens[c]) in lemmas)
        for c in analysis.dependents[verb]
    )


def harm_to_subject(analysis: Analysis, verb: int) -> Measure | None:
    """What a predicate in the active says became of its subject ("died", "are missing", "suffered injuries")."""
    word = analysis.tokens[verb]
    name = lemma(word)
    if word.upos != "VERB":
        return lexicon().adjectives.get(word.form.lower()) or lexicon().adjectives.get(name)
    if name in {"suffer", "sustain", "receive", "survive", "lose"}:
        return _borne(analysis, verb, name)
    if name in {"go", "remain", "be", "lie", "stay", "turn"}:
        if _has_oblique(analysis, verb, set(_HELD), "in"):
            return Measure.CAPTURED
        return _result(analysis, verb)
    if name in {"leave", "abandon"} and _has_child(analysis, verb, {"home", "house"}):
        return Measure.DISPLACED
    return lexicon().subjects.get(name)


def _borne(analysis: Analysis, verb: int, name: str) -> Measure | None:
    """Suffered injuries, lost their lives."""
    if name == "lose":
        return Measure.KILLED if _has_child(analysis, verb, {"life"}) else lexicon().subjects.get(name)
    hurt = name != "survive" and _has_child(analysis, verb, {"injury", "wound", "burn"})
    return Measure.WOUNDED if hurt else None


def _has_child(analysis: Analysis, token: int, lemmas: set[str]) -> bool:
    return any(lemma(analysis.tokens[c]) in lemmas for c in analysis.dependents[token])


def _lethal(analysis: Analysis, verb: int) -> Measure | None:
    """Shot dead, beaten to death, burned alive, fatally shot."""
    tokens = analysis.tokens
    if any(
        tokens[c].form.lower() in {"dead", "death", "alive", "fatally"} for c in analysis.dependents[verb]
    ) or (verb and tokens[verb - 1].form.lower() == "fatally"):
        return Measure.KILLED
    for word in tokens[verb + 1 : verb + 8]:
        if word.upos in {"PUNCT", "VERB", "CCONJ"}:
            break
        if word.form.lower() in {"dead", "death", "alive"}:
            return Measure.KILLED
    return None


def _result(analysis: Analysis, verb: int) -> Measure | None:
    """Left eight dead, saw three die, went missing."""
    for child in analysis.dependents[verb]:
        word = analysis.tokens[child]
        if word.deprel not in {"xcomp", "ccomp", "advcl", "acl", "amod", "obj", "dep"}:
            continue
        measure = lexicon().adjectives.get(word.form.lower())
        if measure is None and word.upos == "VERB":
            if word.xpos == "VBN":
                measure = harm_to_object(analysis, child)
            else:
                measure = lexicon().subjects.get(lemma(word))
        if measure is not None:
            return measure
    return None


def _taken(analysis: Analysis, verb: int) -> Measure | None:
    """Taken prisoner, took hostage, taken into custody."""
    for child in analysis.dependents[verb]:
        if lemma(analysis.tokens[child]) in {"prisoner", "hostage", "captive", "custody", "captivity"}:
            return Measure.CAPTURED
    return None


_JUDGED: tuple[tuple[frozenset[str], Callable[[Analysis, int], Measure | None]], ...] = (
    (frozenset({"shoot", "beat", "stab", "burn", "starve", "choke", "gun", "mow"}), _struck),
    (
        frozenset(
            [
                "leave",
                "find",
                "see",
                "report",
                "get",
                "bring",
                "declare",
                "pronounce",
                "confirm",
                "presume",
                "fear",
                "believe",
            ]
        ),
        _result,
    ),
    (frozenset({"take"}), _taken),
    (frozenset({"force", "drive", "chase", "push"}), _driven),
    (frozenset({"claim"}), _claimed),
    (frozenset({"lose"}), _lost),
    (frozenset({"keep", "retain"}), _kept),
    (frozenset({"bury"}), _buried),
)
"""Verbs whose harm hangs on what stands with them, each with what tells it."""
