"""Patterns: the classes and relations that the lexicon of anchors asks of a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateline.model.analysis import Analysis, EntityKind, Token
from dateline.reading.wordlists import word_classes

_OBJECTS = ("obj", "nsubj:pass")
_SUBJECTS = ("nsubj", "obl:agent")
_MODIFIERS = ("amod", "compound", "nmod:poss", "nmod", "advmod", "nmod:unmarked", "nummod")
_OBLIQUES = ("obl", "nmod", "obl:agent", "advmod", "obl:unmarked", "nmod:unmarked", "advcl", "ccomp", "acl")
_AGENT_ENDINGS = ("ers", "ors", "ists", "ians", "ees", "men", "women")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a pattern: a relation that must hold, or must not, with one of some words."""

    relation: str
    words: frozenset[str]
    wanted: bool


class Words:
    """Word classes and relations of one analysis, computed once."""

    def __init__(self, analysis: Analysis) -> None:
        """Index the entities of the analysis by token."""
        self.analysis = analysis
        self.kinds: list[EntityKind | None] = [None] * len(analysis.tokens)
        for entity in analysis.entities:
            for index in range(entity.first, entity.last):
                self.kinds[index] = entity.kind

    def is_party(self, index: int) -> bool:
        """True where a token can name somebody: a named entity, a pronoun for people, a noun for people."""
        return self.is_person(index) or self.is_force(index) or self.in_class(index, "body")

    def is_person(self, index: int) -> bool:
        """True where a token can name a person or people."""
        token = self.analysis.tokens[index]
        if self.kinds[index] in (EntityKind.PERSON, EntityKind.NATIONALITY):
            return True
        if token.upos == "PRON":
            return token.form.lower() in word_classes("party_nouns.txt")["pronoun"]
        return self.in_class(index, "person") or self.in_class(index, "force") or self._is_agent_noun(index)

    def is_force(self, index: int) -> bool:
        """True where a token can name armed people or an organisation."""
        if self.kinds[index] in (EntityKind.FORCE, EntityKind.ORGANISATION):
            return True
        return self.in_class(index, "force")

    def is_place(self, index: int) -> bool:
        """True where a token names a place."""
        kind = self.kinds[index]
        if kind is not None:
            return kind is EntityKind.PLACE
        token = self.analysis.tokens[index]
        return token.upos in ("NOUN", "PROPN") and _any_in(token, word_classes("place_nouns.txt")[""])

    def is_named_group(self, index: int) -> bool:
        """True where a name ends in a word for people or an organisation ("Northern Front"), whatever its kind."""
        return self.in_class(index, "body") or self.in_class(index, "force")

    def is_time(self, index: int) -> bool:
        """True where a token names a time."""
        return (
            self.kinds[index] is EntityKind.TIME
            or self.analysis.tokens[index].form in word_classes("days.txt")[""]
        )

    def _is_agent_noun(self, index: int) -> bool:
        # "travellers", "worshippers": plurals that a list of nouns for people will never hold in full.
        token = self.analysis.tokens[index]
        return (
            token.xpos == "NNS"
            and token.form.lower().endswith(_AGENT_ENDINGS)
            and token.form.lower() not in word_classes("party_nouns.txt")["no people"]
        )

    def in_class(self, index: int, name: str) -> bool:
        """True where a token is one of a class of `data/party_nouns.txt`."""
        token = self.analysis.tokens[index]
        if token.upos not in ("NOUN", "PROPN", "ADJ", "NUM"):
            return False
        return _any_in(token, word_classes("party_nouns.txt")[name])

    def holds(self, index: int, condition: Condition) -> bool:
        """True where the condition of a pattern holds at a token."""
        found = any(self._matches(other, condition.words) for other in self._related(index, condition))
        return found is condition.wanted

    def _matches(self, index: int, words: frozenset[str]) -> bool:
        if not words:
            return True
        if _any_in(self.analysis.tokens[index], words):
            return True
        return any(word[0] == "@" and _CLASSES[word](self, index) for word in words)

    def _related(self, index: int, condition: Condition) -> Iterator[int]:
        relation = condition.relation
        if relation == "head":
            head = self.analysis.tokens[index].head
            return iter((head,) if head >= 0 else ())
        if relation in _RELATED:
            return _RELATED[relation](self, index)
        if relation == "prep":
            return self._prepositions(index)
        return self.governed(index, relation)

    def _prepositions(self, index: int) -> Iterator[int]:
        tokens = self.analysis.tokens
        for dependent in self.analysis.dependents[index]:
            if tokens[dependent].deprel in _OBLIQUES and not self.is_time(dependent):
                yield from (
                    c for c in self.analysis.dependents[dependent] if tokens[c].deprel in ("case", "mark")
                )
                if tokens[dependent].upos == "ADP":
                    yield dependent

    def governed(self, index: int, preposition: str) -> Iterator[int]:
        """The dependents of a token that stand under a preposition."""
        tokens = self.analysis.tokens
        for dependent in self.analysis.dependents[index]:
            if (
                tokens[dependent].deprel in (*_OBLIQUES, "obj")
                and not self.is_time(dependent)
                and any(
                    tokens[c].deprel in ("case", "mark") and tokens[c].lemma.lower() == preposition
                    for c in self.analysis.dependents[dependent]
                )
            ):
                yield dependent

    def below(self, index: int, relations: tuple[str, ...]) -> Iterator[int]:
        """The dependents of a token in one of some relations."""
        tokens = self.analysis.tokens
        return (d for d in self.analysis.dependents[index] if tokens[d].deprel in relations)

    def forbidden(self, index: int) -> Iterator[int]:
        """The negated infinitives below a verb ("warned them not to return")."""
        tokens = self.analysis.tokens
        for clause in self.below(index, ("xcomp", "ccomp", "advcl")):
            forms = {tokens[d].form.lower() for d in self.analysis.dependents[clause]}
            if {"not", "to"} <= forms or {"never", "to"} <= forms:
                yield clause

    def objects(self, index: int) -> Iterator[int]:
        """What a verb is done to: objects, passive subjects, and the noun that a participle stands behind."""
        yield from self.below(index, _OBJECTS)
        token = self.analysis.tokens[index]
        if token.head >= 0 and token.xpos == "VBN" and token.deprel in ("acl", "amod"):
            yield token.head

    def subjects(self, index: int) -> Iterator[int]:
        """Who does a verb: active subjects, agents, and the noun that an -ing form stands behind."""
        yield from self.below(index, _SUBJECTS)
        token = self.analysis.tokens[index]
        if token.head >= 0 and token.xpos == "VBG" and token.deprel == "acl":
            yield token.head


_CLASSES = {
    "@party": Words.is_party,
    "@person": Words.is_person,
    "@force": Words.is_force,
    "@place": Words.is_place,
}
_RELATED: dict[str, Callable[[Words, int], Iterator[int]]] = {
    "obj": Words.objects,
    "subj": Words.subjects,
    "prt": lambda w, i: w.below(i, ("compound:prt", "advmod")),
    "mod": lambda w, i: w.below(i, _MODIFIERS),
    "any": lambda w, i: iter(w.analysis.dependents[i]),
    "xcomp": lambda w, i: w.below(i, ("xcomp", "acl")),
    "clause": lambda w, i: w.below(i, ("ccomp",)),
    "det": lambda w, i: w.below(i, ("det",)),
    "forbidden": lambda w, i: w.forbidden(i),
}


def _any_in(token: Token, words: frozenset[str]) -> bool:
    return token.form.lower() in words
