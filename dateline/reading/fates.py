"""Fates: what a clause says was done to those whom a phrase names, or became of them."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.codebook import Measure
from dateline.model.analysis import Analysis, Token
from dateline.reading.clauses import is_passive
from dateline.reading.harms import harm_to_object, harm_to_subject
from dateline.reading.measures import case_of, gravest, is_human, lemma, lexicon

_AFTER = 4
"""How many words after a phrase a participle of harm may stand ("and 24 were reported injured")."""
_STEPS = 6
"""How far up the tree the predicate of a phrase may stand ("one of a group of 30 men killed")."""

_SLOTS = {
    "nsubj:pass": ("nsubj", True),
    "csubj:pass": ("nsubj", True),
    "nsubj": ("nsubj", False),
    "obj": ("obj", True),
    "iobj": ("obj", True),
}
"""Which slot of a predicate a relation fills, and whether the predicate is done to it."""
_CLIMBED = frozenset(
    {"conj", "appos", "parataxis", "dep", "compound", "nummod", "amod", "flat", "nmod:unmarked"}
)
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_ASIDES = frozenset({"including", "among", "most", "mostly", "some", "many", "all", "at", "mainly", "half"})
_VICTIMS = frozenset({"of", "to"})
_NAMING = frozenset({"include", "comprise", "number"})
_DESCRIBED = frozenset(
    {"dead", "wounded", "injured", "missing", "captured", "detained", "displaced", "slain", "killed"}
)
_INCLUDING = frozenset({"of", "including", "with", "along", "among", "like", "alongside"})


def fate_of(analysis: Analysis, top: int, noun: int | None, first: int, last: int) -> Measure | None:
    """The gravest thing said to have befallen the phrase `first:last` whose head in the clause is `top`."""
    fate = _adjacent(analysis, first, last) or _governor(analysis, top)
    if fate is None and noun is not None:
        fate = harm_in_adjectives(analysis, noun)
    if fate is None and top != noun:
        fate = harm_in_adjectives(analysis, top)
    return fate


def deed_of(token: Token) -> Measure | None:
    """What a noun does to those it is of ("the killing of", "a toll of")."""
    deeds = lexicon().deeds
    return deeds.get(token.form.lower()) or deeds.get(lemma(token))


def _governor(analysis: Analysis, top: int) -> Measure | None:
    """Climb from the phrase to the predicate that says what was done to it."""
    at = top
    for _ in range(_STEPS):
        step = _step(analysis, at)
        if not isinstance(step, int):
            return step
        at = step
    return None


def _step(analysis: Analysis, at: int) -> int | Measure | None:
    """The word above to go on from, or what is said of the phrase; None where nothing can be said."""
    word = analysis.tokens[at]
    named = _named_by_subject(analysis, at)
    if named is not None:
        return named
    if word.head < 0:
        return lexicon().adjectives.get(word.form.lower())
    if word.deprel in _SLOTS:
        slot, passive = _SLOTS[word.deprel]
        verb = _past_group(analysis, word.head)
        # "And her father shot dead by the militia": the auxiliary stands with the first verb.
        passive = passive or _has_relation(analysis, verb, "obl:agent")
        return _with_conjuncts(analysis, verb, slot, passive=passive)
    if word.deprel.startswith(("nmod", "obl")):
        return _oblique_step(analysis, at)
    if word.deprel not in _CLIMBED or (word.deprel == "conj" and analysis.tokens[word.head].upos == "VERB"):
        return None
    return word.head


def _oblique_step(analysis: Analysis, at: int) -> int | Measure | None:
    """The same for a phrase with a preposition: a deed's victims, a toll, a group's members, those who went along."""
    word = analysis.tokens[at]
    head = analysis.tokens[word.head]
    case = case_of(analysis, at)
    deed = deed_of(head)
    victims = _VICTIMS if deed is Measure.WOUNDED else {"of"}
    if deed is not None and (case in victims or word.deprel == "nmod:poss"):
        return deed
    if word.deprel.startswith("obl"):
        if case in {"along", "alongside", "including"}:
            undergone = is_passive(analysis, head.index) or _has_relation(analysis, head.index, "obj")
            return _with_conjuncts(analysis, head.index, "nsubj", passive=undergone)
        return toll_at(analysis, head.index) if case in {"to", "at", "above", "past"} else None
    within = lemma(head) in lexicon().groups if case == "of" else is_human(analysis, head.index)
    return head.index if case in _INCLUDING and (case in {"including", "among"} or within) else None


def _named_by_subject(analysis: Analysis, at: int) -> Measure | None:
    """`The dead were 14 civilians`, `the dead included two majors`: what the subject says of those named after it."""
    word = analysis.tokens[at]
    clause = at
    if word.deprel == "obj":
        if lemma(analysis.tokens[word.head]) not in _NAMING:
            return None
        clause = word.head
    elif not any(_has_relation(analysis, each, "cop") for each in (at, *_among(analysis, at))):
        return None
    for child in analysis.dependents[clause]:
        subject = analysis.tokens[child]
        among = subject.deprel in {"nmod", "obl"} and case_of(analysis, child) == "among"
        if (among or subject.deprel.startswith("nsubj")) and subject.form.lower() in _DESCRIBED:
            return lexicon().outcomes.get(subject.form.lower()) or lexicon().adjectives.get(
                subject.form.lower()
            )
    return None


def _among(analysis: Analysis, at: int) -> Iterator[int]:
    """What stands under "among" beside a predicate, where parsers hang the copula at times."""
    for child in analysis.dependents[at]:
        if case_of(analysis, child) == "among":
            yield child


def _past_group(analysis: Analysis, head: int) -> int:
    """The verb above "IS" in capitals, the group, where a tagger takes it for a copula."""
    word = analysis.tokens[head]
    return word.head if word.form == "IS" and word.deprel == "cop" and word.head >= 0 else head


def _has_relation(analysis: Analysis, token: int, relation: str) -> bool:
    return any(analysis.tokens[c].deprel == relation for c in analysis.dependents[token])


def toll_at(analysis: Analysis, verb: int) -> Measure | None:
    """What a number counts that a toll rises to, stands at or reaches; None where the clause tells of no toll."""
    for child in analysis.dependents[verb]:
        if analysis.tokens[child].deprel not in {"nsubj", "nsubj:pass", "obj"}:
            continue
        for token in (child, *analysis.dependents[child]):
            word = analysis.tokens[token]
            measure = deed_of(word) or lexicon().outcomes.get(word.form.lower())
            if measure is None and token != child and lemma(analysis.tokens[child]) in {"number", "total"}:
                measure = harm_in_adjectives(analysis, token)
            if measure is not None:
                return measure
    return None


def _with_conjuncts(analysis: Analysis, verb: int, slot: str, *, passive: bool) -> Measure | None:
    """The harm of a verb and of the verbs coordinated with it that share the argument."""
    verbs = [verb]
    tokens = analysis.tokens
    for child in analysis.dependents[verb]:
        if tokens[child].deprel == "conj" and not any(
            tokens[c].deprel.split(":")[0] == slot for c in analysis.dependents[child]
        ):
            verbs.append(child)
    found = []
    for each in verbs:
        as_object = passive
        if slot == "nsubj" and each != verb:
            as_object = tokens[each].xpos == "VBN" and passive
        measure = harm_to_object(analysis, each) if as_object else harm_to_subject(analysis, each)
        if measure is not None:
            found.append(measure)
    return gravest(found)


def _adjacent(analysis: Analysis, first: int, last: int) -> Measure | None:
    """`24 injured`, `12 others were wounded`, `killing 12`: where the tree of an ellipsis may not help."""
    tokens = analysis.tokens
    sentence = analysis.sentences[tokens[first].sentence]
    start = _past_aside(analysis, last, sentence.last)
    for token in tokens[start : min(sentence.last, start + _AFTER)]:
        form = token.form.lower()
        measure = lexicon().adjectives.get(form)
        if measure is not None and not _is_active(analysis, token.index, start):
            return gravest([measure, *_coordinated(analysis, token.index, sentence.last)])
        if token.upos == "VERB" and token.xpos in {"VBD", "VBN", "VBP"}:
            return lexicon().subjects.get(lemma(token)) or _before(analysis, first, sentence.first)
        if form not in lexicon().between:
            break
    return _before(analysis, first, sentence.first)


def _past_aside(analysis: Analysis, at: int, end: int) -> int:
    """The first token after an aside of the parts (", including 15 children,"), else the token itself."""
    tokens = analysis.tokens
    if (
        at + 1 >= end
        or tokens[at].form not in {",", "–", "—", "("}
        or tokens[at + 1].form.lower() not in _ASIDES
    ):
        return at
    for token in tokens[at + 2 : min(end, at + 14)]:
        if token.form in {",", "–", "—", ")"}:
            return token.index + 1
    return at


def _coordinated(analysis: Analysis, token: int, end: int) -> list[Measure]:
    """The harm of a participle joined to this one by "and" or "or"."""
    words = [t.form.lower() for t in analysis.tokens[token + 1 : min(end, token + 3)]]
    if len(words) == 2 and words[0] in {"and", "or"} and words[1] in lexicon().adjectives:
        return [lexicon().adjectives[words[1]]]
    return []


def _before(analysis: Analysis, first: int, start: int) -> Measure | None:
    """The harm of the verb or deed that ends right before the phrase."""
    tokens = analysis.tokens
    if first - 1 < start:
        return None
    before = tokens[first - 1]
    earlier = tokens[first - 2] if first - 2 >= start else None
    if before.form.lower() == "dead" and earlier is not None and lemma(earlier) in {"shoot", "shot"}:
        return Measure.KILLED
    if before.form.lower() in {"of", "to"} and earlier is not None and earlier.upos == "NOUN":
        return deed_of(earlier)
    if before.upos != "VERB" and before.xpos not in {"VBG", "VBD", "VBN"}:
        return None
    found = [harm_to_object(analysis, before.index)]
    if earlier is not None and earlier.form.lower() in {"and", "or"} and first - 3 >= start:
        paired = tokens[first - 3]
        if paired.upos == "VERB" and not any(
            tokens[c].deprel == "obj" and c < first for c in analysis.dependents[paired.index]
        ):
            found.append(harm_to_object(analysis, paired.index))
    return gravest([measure for measure in found if measure is not None])


def _is_active(analysis: Analysis, token: int, start: int) -> bool:
    """`One man killed three`: the participle's form is the past tense of a verb with an object."""
    tokens = analysis.tokens
    if any(t.form.lower() in {"were", "was", "are", "is", "been", "be"} for t in tokens[start:token]):
        return False
    word = tokens[token]
    if word.upos == "ADJ":
        return False
    return any(tokens[c].deprel == "obj" and c > token for c in analysis.dependents[token])


def harm_in_adjectives(analysis: Analysis, noun: int) -> Measure | None:
    """What the adjectives and participles before or after a noun say was done to it."""
    found: list[Measure] = []
    for child in analysis.dependents[noun]:
        word = analysis.tokens[child]
        if word.deprel in {"amod", "acl", "acl:relcl", "compound", "appos", "parataxis", "dep"}:
            measure = participle(analysis, child)
            if measure is not None:
                found.append(measure)
    return gravest(found)


def participle(analysis: Analysis, token: int) -> Measure | None:
    """What a participle or relative clause says was done to, or became of, the noun that it stands with."""
    word = analysis.tokens[token]
    if word.deprel == "acl:relcl":
        subjects = [
            analysis.tokens[c]
            for c in analysis.dependents[token]
            if analysis.tokens[c].deprel.startswith("nsubj")
        ]
        if any(s.form.lower() not in _RELATIVES for s in subjects):
            return (
                harm_to_object(analysis, token)
                if not any(s.deprel == "nsubj:pass" for s in subjects)
                else None
            )
        passive = any(s.deprel == "nsubj:pass" for s in subjects)
        return harm_to_object(analysis, token) if passive else harm_to_subject(analysis, token)
    if word.deprel == "acl" and word.upos == "VERB":
        return harm_to_object(analysis, token) if word.xpos == "VBN" else harm_to_subject(analysis, token)
    return lexicon().adjectives.get(word.form.lower())
