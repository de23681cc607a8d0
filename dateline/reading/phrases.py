"""Phrases: where the words that name a party begin and end, over the tree and the entities."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dateline.model.analysis import Analysis, Entity, EntityKind
from dateline.model.evidence import Evidence
from dateline.reading.wordlists import inflected, word_classes

SIDES = frozenset((EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.FORCE, EntityKind.NATIONALITY))
"""Kinds of entities that can take a side in a conflict; places only where they stand for a state."""

_LEFT = frozenset(("amod", "compound", "flat", "nmod:poss", "nmod", "nmod:unmarked", "goeswith"))
_RIGHT = frozenset(("flat", "compound", "goeswith", "fixed", "nmod:desc"))
_RELATIVES = frozenset(("who", "whom", "which", "that", "whose"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"))
_LINKED = frozenset(("flat", "compound", "appos", "nmod:desc", "nmod:unmarked", "nmod"))
_NO_PARTY = frozenset((EntityKind.TIME, EntityKind.MONEY, EntityKind.QUANTITY))
_GROUP_NAMES = frozenset((EntityKind.FORCE, EntityKind.ORGANISATION))
_DESCRIBING = ("backed", "sponsored", "brokered", "-led", "-held", "controlled", "affiliated", "-linked")
_MARKS = frozenset(("-", "'s", "’s", '"', "“", "”"))
_PEOPLE = frozenset(("people", "person", "man", "woman", "child", "men", "women", "children"))


class Phrases:
    """Noun phrases of one analysis, trimmed to what names somebody."""

    def __init__(self, analysis: Analysis) -> None:
        """Index the entities of the analysis."""
        self.analysis = analysis
        self.entities: dict[int, Entity] = {}
        for entity in analysis.entities:
            for index in range(entity.first, entity.last):
                self.entities[index] = entity

    def cite(self, first: int, last: int) -> Evidence:
        """The words of a half-open range of tokens."""
        start, end = self.analysis.span(first, last)
        return Evidence(start, end, self.analysis.text[start:end])

    def head(self, token: int) -> int:
        """The head of the phrase a token belongs to: of its entity, of what it describes, of what it counts."""
        token = self._antecedent(token)
        tokens = self.analysis.tokens
        entity = self.entities.get(token)
        if entity is not None:
            while entity.first <= tokens[token].head < entity.last:
                token = tokens[token].head
        elif tokens[token].deprel == "appos" and tokens[token].upos == "NOUN":
            named = self.entities.get(tokens[token].head)
            if named is not None and named.kind in SIDES:
                return self.head(tokens[token].head)
        for _ in range(3):
            counted = self._counted(token)
            if counted is None:
                break
            token = counted
        return token

    def conjuncts(self, token: int) -> list[int]:
        """The token and the nominal tokens coordinated with it, in text order."""
        tokens = self.analysis.tokens
        found = [token]
        for at in found:
            found.extend(
                d
                for d in self.analysis.dependents[at]
                if tokens[d].deprel == "conj" and tokens[d].upos in _NOMINAL
            )
        return sorted(found)

    def can_name(self, head: int) -> bool:
        """True where a phrase with this head can name somebody: no time, bare number, determiner or pronoun."""
        token = self.analysis.tokens[head]
        entity = self.entities.get(head)
        if token.form.lower().endswith(_DESCRIBING):
            return False
        if entity is not None:
            return entity.kind not in _NO_PARTY or token.form.lower() in _PEOPLE
        if token.upos == "PRON":
            # "those in Egypt", "others" name somebody; a bare pronoun does not.
            form = token.form.lower()
            return form == "others" or (form == "those" and len(self.analysis.dependents[head]) > 0)
        if token.upos in ("NUM", "DET") or token.form.lower() in phrase_words("quantity"):
            return False
        return token.upos in _NOMINAL

    def core(self, head: int) -> tuple[int, int]:
        """The half-open token range of a head with the modifiers that belong to its name."""
        person = self._person(head)
        if person is not None:
            return self.strip(person.first, person.last)
        first, last = head, head + 1
        entity = self.entities.get(head)
        if entity is not None:
            first, last = entity.first, entity.last
        first = self._left(head, first)
        around = self.entities.get(first)
        if around is not None and around.kind in SIDES:
            first = min(first, around.first)  # "Observatory for Human Rights monitor"
        return self.strip(first, self._right(head, last))

    def strip(self, first: int, last: int) -> tuple[int, int]:
        """A range of tokens without articles, numerals, possessive pronouns and marks at its edges."""
        tokens = self.analysis.tokens
        while first < last - 1 and self._is_outside(first) and not self._opens_quote(first, last):
            first += 1
        closing = next((at for at in range(first, last - 1) if tokens[at].form == ")"), None)
        if closing is not None and all(tokens[at].form != "(" for at in range(first, closing)):
            first = self._before_bracket(closing, first)
        while last > first + 1 and (tokens[last - 1].upos == "PUNCT" or tokens[last - 1].xpos == "POS"):
            last -= 1
        return first, last

    def _before_bracket(self, closing: int, first: int) -> int:
        """Where a name begins whose bracket was cut in half: "Popular Union (UP) opposition party"."""
        tokens = self.analysis.tokens
        at = closing
        while at > 0 and tokens[at].form != "(" and tokens[at].sentence == tokens[first].sentence:
            at -= 1
        named = self.entities.get(at - 1)
        return named.first if named is not None and tokens[at].form == "(" else closing + 1

    def _is_outside(self, index: int) -> bool:
        token = self.analysis.tokens[index]
        if token.upos in ("DET", "PUNCT", "NUM", "ADP", "CCONJ"):
            return True
        if token.upos == "PRON" and token.deprel in ("nmod:poss", "det"):
            return True
        return token.form in phrase_words("outside")

    def _opens_quote(self, first: int, last: int) -> bool:
        tokens = self.analysis.tokens
        return tokens[first].form in ('"', "“") and any(
            tokens[i].form in ('"', "”") for i in range(first + 1, last)
        )

    def _antecedent(self, token: int) -> int:
        """What a relative pronoun stands for; any other token itself."""
        tokens = self.analysis.tokens
        if tokens[token].upos not in ("PRON", "DET") or tokens[token].form.lower() not in _RELATIVES:
            return token
        clause = tokens[token].head
        for _ in range(4):
            if clause < 0:
                break
            if tokens[clause].deprel.startswith("acl") and tokens[clause].head >= 0:
                return tokens[clause].head
            clause = tokens[clause].head
        return token

    def _counted(self, token: int) -> int | None:
        """The noun that a quantity word counts ("hundreds of soldiers"); None where it stands alone."""
        tokens = self.analysis.tokens
        if tokens[token].upos != "NUM" and tokens[token].form.lower() not in phrase_words("quantity"):
            return None
        after = token + 1
        if after >= len(tokens) or tokens[after].form.lower() != "of" or tokens[after].deprel != "case":
            return None
        counted = tokens[after].head
        return counted if counted > after else None

    def _person(self, head: int) -> Entity | None:
        """The person whose name a head is or carries ("Interior Minister X", "the spokesman, X")."""
        tokens = self.analysis.tokens
        entity = self.entities.get(head)
        if entity is not None:
            return entity if entity.kind is EntityKind.PERSON else None
        if tokens[head].upos not in ("NOUN", "PROPN"):
            return None
        for dependent in self.analysis.dependents[head]:
            entity = self.entities.get(dependent)
            if entity is None or entity.kind is not EntityKind.PERSON:
                continue
            if tokens[dependent].deprel in _LINKED and not any(
                tokens[d].deprel == "case" for d in self.analysis.dependents[dependent]
            ):
                return entity
        return None

    def _left(self, head: int, first: int) -> int:
        tokens = self.analysis.tokens
        for dependent in reversed([d for d in self.analysis.dependents[head] if d < first]):
            token = tokens[dependent]
            if token.form == "-":
                continue
            if token.deprel not in _LEFT or token.upos in ("DET", "NUM", "PRON", "PUNCT"):
                break
            below = [i for i in self.analysis.subtree(dependent) if i < first]
            if token.form.lower() in phrase_words("outside") or not below:
                break
            if any(tokens[i].upos == "NUM" or tokens[i].form == "called" for i in below):
                break
            if any(tokens[i].form not in _MARKS for i in range(max(below) + 1, first)):
                break
            first = min(below)
        return first

    def _right(self, head: int, last: int) -> int:
        tokens = self.analysis.tokens
        for dependent in self.analysis.dependents[head]:
            token = tokens[dependent]
            if dependent < last:
                continue
            if token.deprel in _RIGHT and dependent == last:
                last = max(self.analysis.subtree(dependent)) + 1
            elif token.deprel == "nmod" and self._continues(head, dependent, last):
                last = self.core(dependent)[1]
            else:
                break
        return last

    def _continues(self, head: int, dependent: int, last: int) -> bool:
        """True where a prepositional phrase belongs to the name ("supporters of X", "those in Egypt")."""
        first = min(self.analysis.subtree(dependent))
        entity = self.entities.get(dependent)
        if first != last or (entity is not None and entity.kind in _NO_PARTY):
            return False
        preposition = self.analysis.tokens[first].form.lower()
        if preposition == "of":
            return True
        if preposition == "from" and entity is not None:
            return entity.kind in _GROUP_NAMES
        return preposition in ("in", "from", "for") and self.analysis.tokens[head].form.lower() == "those"

    def is_side(self, token: int) -> bool:
        """True where a token names a party to a conflict: an entity, a state, or a noun for armed people."""
        entity = self.entities.get(token)
        if entity is not None:
            return entity.kind in SIDES or (entity.kind is EntityKind.PLACE and self.is_state(token))
        return self.analysis.tokens[token].form.lower() in _side_nouns()

    def is_state(self, token: int) -> bool:
        """True where a phrase names a state, or a capital that can stand for its government."""
        return self.cite(*self.core(self.head(token))).quote in states()

    def owner(self, token: int) -> int | None:
        """The party inside a thing's phrase ("regime positions", "Israeli missiles"): its token; None without one.

        Possessors come first, then modifiers, then what follows ("territory under rebel control", "base of X").
        """
        return self._owner(self.head(token), 0)

    def _owner(self, head: int, depth: int) -> int | None:
        tokens = self.analysis.tokens
        after: list[int] = []
        for dependent in self.analysis.dependents[head]:
            relation = tokens[dependent].deprel
            if relation == "nmod:poss":
                return dependent
            if relation in ("compound", "amod", "nmod:desc") and dependent < head:
                found = dependent if self.is_side(dependent) else self._leader(dependent)
                if found is not None:
                    return found
            elif relation in ("nmod", "acl", "acl:relcl", "obl:agent", "obl") and depth < 3:
                after.append(dependent)
        for dependent in after:
            found = dependent if self.is_side(dependent) else self._owner(dependent, depth + 1)
            if found is not None:
                return found
        return None

    def _leader(self, token: int) -> int | None:
        """Who leads what a participle describes ("US-led war")."""
        if self.analysis.tokens[token].form.lower() != "led":
            return None
        return next((d for d in self.analysis.dependents[token] if d in self.entities), None)


@cache
def phrase_words(name: str) -> frozenset[str]:
    """The words of a class of `data/phrase_words.txt` in all their forms."""
    return word_classes("phrase_words.txt")[name]


@cache
def states() -> frozenset[str]:
    """Names that stand for states."""
    path = Path(__file__).parent / "data" / "states.txt"
    return frozenset(line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#")


@cache
def _side_nouns() -> frozenset[str]:
    classes = word_classes("party_nouns.txt")
    return classes["force"] | frozenset(
        form for noun in ("government", "opposition") for form in inflected(noun)
    )
