"""Clauses: who is the subject of a verb, what marks it, and where a clause begins, over a UD tree."""

from __future__ import annotations

from functools import cache

from dateline.model.analysis import Analysis
from dateline.reading.wordforms import listed_lemmas

RELATIVES = frozenset({"who", "whom", "which", "that", "whose", "what"})
PREDICATES = frozenset({"VERB", "AUX"})
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"}
)
_SUBJECTS = ("nsubj", "csubj")


@cache
def base(deprel: str) -> str:
    """The universal part of a relation: `nsubj` of `nsubj:pass`."""
    return deprel.partition(":")[0]


def lower(analysis: Analysis, token: int) -> str:
    """The token's form in lower case."""
    return analysis.tokens[token].form.lower()


def lemma(analysis: Analysis, token: int) -> str:
    """The token's lemma in lower case; that of the word lists where they hold its form."""
    word = analysis.tokens[token]
    verbs, nouns = listed_lemmas()
    table = nouns if word.upos == "NOUN" else verbs
    return table.get(word.form.lower()) or word.lemma.lower()


def children(analysis: Analysis, token: int, *relations: str) -> list[int]:
    """Dependents of a token whose universal relation is one of `relations`, in text order."""
    tokens = analysis.tokens
    return [at for at in analysis.dependents[token] if base(tokens[at].deprel) in relations]


def child(analysis: Analysis, token: int, *relations: str) -> int | None:
    """The first dependent whose universal relation is one of `relations`."""
    tokens = analysis.tokens
    for at in analysis.dependents[token]:
        if base(tokens[at].deprel) in relations:
            return at
    return None


def marker(analysis: Analysis, token: int, *relations: str) -> str:
    """The words that mark a clause or a nominal ("to", "because of"), lower case, joined; empty for none."""
    wanted = relations or ("mark", "case")
    words = []
    for at in children(analysis, token, *wanted):
        words.append(lower(analysis, at))
        words += [lower(analysis, more) for more in children(analysis, at, "fixed")]
    return " ".join(words) or _mark_before(analysis, token)


def _mark_before(analysis: Analysis, token: int) -> str:
    """A preposition right before a gerund marks it, though the tree may hang it on the gerund's object."""
    before = analysis.tokens[token - 1]
    if token and analysis.tokens[token].xpos == "VBG" and before.upos == "ADP" and before.head > token:
        return before.form.lower()
    return ""


def is_infinitive(analysis: Analysis, token: int) -> bool:
    """True where "to" marks the verb (or its copula) as an infinitive."""
    return any(
        lower(analysis, at) == "to" and analysis.tokens[at].upos == "PART"
        for at in children(analysis, token, "mark", "aux")
    )


def is_passive(analysis: Analysis, token: int) -> bool:
    """True where the verb has a passive subject or auxiliary."""
    relations = {analysis.tokens[at].deprel for at in analysis.dependents[token]}
    return "aux:pass" in relations or ("nsubj:pass" in relations and "nsubj" not in relations)


def is_predicate(analysis: Analysis, token: int) -> bool:
    """True for a verb, and for a noun or adjective with a copula or a subject of its own."""
    return analysis.tokens[token].upos in PREDICATES or any(
        base(analysis.tokens[at].deprel) in ("cop", "nsubj") for at in analysis.dependents[token]
    )


def clause_of(analysis: Analysis, token: int) -> int:
    """The predicate of the smallest clause around a token; the token itself if it is one."""
    at = token
    while not is_predicate(analysis, at) and analysis.tokens[at].head >= 0:
        at = analysis.tokens[at].head
    return at


def agent(analysis: Analysis, verb: int) -> int | None:
    """The one named by "by" with a passive or a noun of action; None where nobody is."""
    for at in children(analysis, verb, "obl", "nmod"):
        if analysis.tokens[at].deprel == "obl:agent" or marker(analysis, at, "case") == "by":
            return at
    return None


def subject(analysis: Analysis, verb: int, depth: int = 0) -> int | None:
    """The token of the verb's subject, own, shared, controlled or antecedent; None where there is none."""
    own = [at for at in children(analysis, verb, *_SUBJECTS) if lower(analysis, at) not in _DAYS]
    if own:
        # Of several (a dateline read as a subject, "who authorities accused") the one next to the verb.
        near = [at for at in own if at < verb] or own
        return antecedent(analysis, near[-1], verb)
    token = analysis.tokens[verb]
    relation = base(token.deprel)
    if token.head < 0 or depth > 6:
        return None
    if relation == "acl":
        return token.head
    if relation == "xcomp":
        controlled = child(analysis, token.head, "obj", "iobj")
        return controlled if controlled is not None else subject(analysis, token.head, depth + 1)
    if relation in ("conj", "parataxis") or (relation == "advcl" and token.xpos in ("VBG", "VBN")):
        return subject(analysis, clause_of(analysis, token.head), depth + 1)
    return None


def antecedent(analysis: Analysis, token: int, verb: int) -> int:
    """The noun that a relative pronoun stands for; the token itself if it is no relative pronoun."""
    if lower(analysis, token) not in RELATIVES:
        return token
    at = verb
    for _ in range(6):
        if analysis.tokens[at].deprel.startswith("acl") and analysis.tokens[at].head >= 0:
            return analysis.tokens[at].head
        if base(analysis.tokens[at].deprel) not in ("ccomp", "xcomp", "conj"):
            break
        at = analysis.tokens[at].head
    return token


NEGATIONS = frozenset(
    {"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "nobody", "none", "nothing"}
)
