"""Introductions: the name behind a role or a first description ("the prime minister", "a former director")."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.model.analysis import Entity, EntityKind
from dateline.model.evidence import Evidence
from dateline.reading.clauses import RELATIVES, base, lemma, lower
from dateline.reading.cue_words import CueKind, lexicon
from dateline.reading.phrases import Phrases, phrase_words
from dateline.reading.wordlists import word_classes

_LEAD = 1
"""The last sentence, from 0, whose descriptions later sentences replace by a name."""
_LATER = 5
"""Within how many sentences the name follows."""
_BEFORE, _AFTER = 8, 12
"""How many words before and behind a name can tell what its bearer is."""
_TITLED = frozenset({"NOUN", "PROPN", "ADJ"})
_NAMED_AS = frozenset({"identified", "named", "called", "as", "known", "identify", "name"})
_TELLING = frozenset({"from", "of", "who", "a", "an", "the", "whose"})


@dataclass(slots=True)
class Person:
    """One person of the report: every mention by name, the fullest name, and the words of his or her roles."""

    entities: list[Entity]
    name: Entity
    words: set[str] = field(default_factory=set)
    """The words of titles and appositions, in lower case."""
    offices: set[str] = field(default_factory=set)
    """Abbreviations that stand right before the name ("SP Tiwari"), in lower case."""
    names: set[str] = field(default_factory=set)
    """Those of them that are names of states, peoples and bodies."""


class Introductions:
    """The persons of one report by what they are called besides their names."""

    def __init__(self, phrases: Phrases) -> None:
        """Gather the persons and the words around their names."""
        self._phrases = phrases
        self._analysis = phrases.analysis
        self._people: dict[str, Person] = {}
        for entity in self._analysis.entities:
            if entity.kind is EntityKind.PERSON:
                self._gather(entity)

    def name(self, head: int) -> Evidence | None:
        """The name of the person whom a description with this head means; None where the report names nobody for it."""
        token = self._analysis.tokens[head]
        if token.upos not in ("NOUN", "PROPN") or token.xpos in ("NNS", "NNPS") or self._is_named(head):
            return None
        found = self._by_role(head) or self._by_first_words(head)
        return self._phrases.cite(*self._phrases.strip(found.first, found.last)) if found else None

    def _is_named(self, head: int) -> bool:
        entity = self._phrases.entities.get(head)
        if entity is None or entity.kind is EntityKind.OTHER:
            return False
        # The abbreviation of an office is easily taken for the name of a body.
        return not (entity.kind is EntityKind.ORGANISATION and self._analysis.tokens[head].form.isupper())

    def _gather(self, entity: Entity) -> None:
        key = self._analysis.tokens[entity.last - 1].form.lower()
        person = self._people.setdefault(key, Person([], entity))
        person.entities.append(entity)
        if entity.last - entity.first > person.name.last - person.name.first:
            person.name = entity
        before = self._before(entity)
        if before and self._analysis.tokens[before[0]].form.isupper():
            person.offices.add(lower(self._analysis, before[0]))
        for at in (*before, *self._behind(entity)):
            person.words.update((lower(self._analysis, at), lemma(self._analysis, at)))
            if self._analysis.tokens[at].upos == "PROPN" or at in self._phrases.entities:
                person.names.add(lower(self._analysis, at))

    def _before(self, entity: Entity) -> list[int]:
        """The words of a title before a name, also of one that a comma sets off ("the president, X,")."""
        tokens = self._analysis.tokens
        at = entity.first - 1
        apart = at > 0 and tokens[at].form == ","
        at -= apart
        found: list[int] = []
        while at >= 0 and tokens[at].sentence == tokens[entity.first].sentence and len(found) < _BEFORE:
            if tokens[at].upos in _TITLED or tokens[at].form in ("-", "'s", "’s", "of"):
                found.append(at)
            elif tokens[at].form in ("(", ")"):
                pass
            else:
                break
            at -= 1
        # Behind a comma only a phrase with an article is an apposition, not the item of a list before.
        closed = at >= 0 and (tokens[at].upos == "DET" or tokens[at].deprel == "nmod:poss")
        return found if found and (closed or not apart) else []

    def _behind(self, entity: Entity) -> list[int]:
        """The words of an apposition behind a name ("X, a spokesman for the coalition,")."""
        tokens = self._analysis.tokens
        at = entity.last
        if at + 1 >= len(tokens) or tokens[at].form != ",":
            return []
        if tokens[at + 1].form.isdigit() and at + 3 < len(tokens) and tokens[at + 2].form == ",":
            at += 2
        found: list[int] = []
        for word in tokens[at + 1 : at + 1 + _AFTER]:
            if word.sentence != tokens[entity.first].sentence or word.upos in (
                "VERB",
                "AUX",
                "PRON",
                "CCONJ",
            ):
                break
            if word.form in (",", ".", ";", ":", "—", "–"):
                return found
            if word.upos in _TITLED:
                found.append(word.index)
        return []

    def _by_role(self, head: int) -> Entity | None:
        """The person who has been given, or is about to be given, the role that a description names."""
        article = self._article(head)
        noun = lemma(self._analysis, head)
        if article not in ("the", "this", "'s", "a") or not self._is_role(noun, head):
            return None
        sentence = self._analysis.tokens[head].sentence
        best: tuple[int, Entity] | None = None
        for person in self._people.values():
            if not self._has_role(person, noun, head):
                continue
            gaps = [sentence - self._analysis.tokens[e.first].sentence for e in person.entities]
            known = [gap for gap, e in zip(gaps, person.entities, strict=True) if e.first < head]
            if article == "a" and (known or sentence > _LEAD):
                continue
            distance = min(known) if known else 20 + min(-gap for gap in gaps)
            if (known or distance <= 20 + _LATER) and (best is None or distance < best[0]):
                best = (distance, person.name)
        return best[1] if best else None

    def _is_role(self, noun: str, head: int) -> bool:
        token = self._analysis.tokens[head]
        if token.form.isupper() and len(token.form) > 1:
            return True
        return noun in word_classes("party_nouns.txt")["person"] and noun not in _nouns("anybody")

    def _has_role(self, person: Person, noun: str, head: int) -> bool:
        token = self._analysis.tokens[head]
        if token.form.isupper():
            return token.form.lower() in person.offices
        if noun not in person.words and not (noun in ("leader", "ruler") and person.words & _nouns("ruler")):
            return False
        first, last = self._phrases.core(head)
        words = self._analysis.tokens[first:last]
        own = {
            word.form.lower()
            for word in words
            if word.upos == "PROPN" or word.index in self._phrases.entities
        }
        own |= self._possessor(head)
        own.discard(noun)
        plain = {
            word.form.lower()
            for word in words
            if word.upos in ("ADJ", "NOUN") and word.index != head and word.deprel != "nmod:poss"
        }
        if own and person.names and not own & person.names:
            return False
        return not plain - own - person.words - _WEAK or bool(own & person.names)

    def _possessor(self, head: int) -> set[str]:
        """The words of who has the minister or commander ("Thailand's prime minister")."""
        return {
            lower(self._analysis, at)
            for at in self._analysis.dependents[head]
            if self._analysis.tokens[at].deprel == "nmod:poss" and self._analysis.tokens[at].upos == "PROPN"
        }

    def _article(self, head: int) -> str:
        for at in self._analysis.dependents[head]:
            token = self._analysis.tokens[at]
            if token.deprel in ("det", "det:predet"):
                form = token.form.lower()
                return {"an": "a", "one": "a", "that": "this"}.get(form, form)
            if token.deprel == "nmod:poss":
                return "'s" if token.upos != "PRON" else "own"
        return "the" if self._analysis.tokens[head].upos == "PROPN" else ""

    def _by_first_words(self, head: int) -> Entity | None:
        """The name that the next sentences give to somebody whom the lead only describes."""
        tokens = self._analysis.tokens
        sentence = tokens[head].sentence
        noun = lemma(self._analysis, head)
        if sentence > _LEAD or noun not in word_classes("party_nouns.txt")["person"]:
            return None
        article = self._article(head)
        speaks = self._speaks(head)
        if article not in ("a", "the", "'s") or (article != "a" and not speaks):
            return None
        for person in self._people.values():
            first = person.entities[0]
            gap = tokens[first.first].sentence - sentence
            if not 0 < gap <= _LATER:
                continue
            if speaks:
                if self._speaks(self._head(first)):
                    return person.name if self._may_be(person, noun, head) else None
            elif person.name.last - person.name.first > 1 and not self._speaks(self._head(first)):
                return person.name if self._is_introduced(first, head) else None
        return None

    def _may_be(self, person: Person, noun: str, head: int) -> bool:
        """False where a person has a role that goes ill with the description's ("a resident", "spokesman X")."""
        if noun in person.words:
            return self._has_role(person, noun, head)
        roles = person.words & word_classes("party_nouns.txt")["person"]
        return not roles or noun in _nouns("office")

    def _is_introduced(self, entity: Entity, head: int) -> bool:
        """Whether the words around a name present somebody new: age, origin, "identified as", the same verb."""
        tokens = self._analysis.tokens
        after = tokens[entity.last : entity.last + 2]
        if (
            len(after) == 2
            and after[0].form == ","
            and (after[1].form.isdigit() or after[1].form in _TELLING)
        ):
            return True
        if entity.first > 1 and tokens[entity.first - 1].form.lower() in _NAMED_AS:
            return True
        over, under = tokens[self._head(entity)].head, tokens[head].head
        return (
            over >= 0
            and under >= 0
            and tokens[over].upos == "VERB"
            and lemma(self._analysis, over) == lemma(self._analysis, under)
        )

    def _head(self, entity: Entity) -> int:
        """The topmost token of a name, or of the title over it."""
        tokens = self._analysis.tokens
        at = entity.first
        while entity.first <= tokens[at].head < entity.last:
            at = tokens[at].head
        above = tokens[at].head
        if above >= 0 and tokens[at].deprel in ("flat", "appos") and tokens[above].upos in ("NOUN", "PROPN"):
            return above
        return at

    def _speaks(self, token: int) -> bool:
        """Whether a token is the subject of a verb of saying, or named after "according to"."""
        analysis = self._analysis
        word = analysis.tokens[token]
        if word.head < 0:
            return False
        if base(word.deprel) == "nsubj" and lower(analysis, token) not in RELATIVES:
            return CueKind.REPORT in lexicon().verbs.get(lemma(analysis, word.head), ())
        return any(
            lower(analysis, at) in ("according", "by")
            and (lower(analysis, at) == "according" or self._is_said(word.head))
            for at in analysis.dependents[token]
        )

    def _is_said(self, verb: int) -> bool:
        return CueKind.REPORT in lexicon().verbs.get(lemma(self._analysis, verb), ())


_WEAK = frozenset(phrase_words("outside")) | {"former", "then", "late", "senior", "top", "new", "embattled"}


def _nouns(name: str) -> frozenset[str]:
    return word_classes("introductions.txt")[name]
