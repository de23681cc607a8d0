"""Parties: which words name somebody, and the most specific name that the report gives for them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dateline.model.analysis import Analysis, Entity, EntityKind, Mention, Token
from dateline.model.claims import Party
from dateline.model.evidence import Evidence
from dateline.reading.lemmas import forms
from dateline.reading.wordlists import word_classes

_QUANTITIES = frozenset(
    "dozen hundred thousand million score number handful couple majority most many some several few half "
    "part rest all both none one two three four five six seven eight nine ten lot bulk tens plenty any "
    "each total multitude".split()
)
_NO_MODIFIER = frozenset(
    "many several few other more most least some such same own first second third last next many "
    "numerous various certain another both all each every".split()
)
_DROPPED = frozenset("so-called many several few other more some such various numerous own same".split())
_LEFT = frozenset(("amod", "compound", "flat", "nmod:poss", "nmod", "nmod:unmarked", "advmod", "goeswith"))
_RIGHT = frozenset(("flat", "compound", "goeswith", "fixed", "nmod:desc"))
_RELATIVES = frozenset(("who", "whom", "which", "that", "whose"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"))
_LINKED = frozenset(("flat", "compound", "appos", "nmod:desc", "nmod:unmarked", "nmod"))
_GROUPS = frozenset(
    "group organisation organization militants jihadists extremists terrorists militia movement insurgents "
    "outfit".split()
)
_STATE_FORCES = frozenset(
    "army forces troops police military navy force guard guards coalition soldiers officers command".split()
)
_SPEAKERS = frozenset(
    "spokesman spokeswoman spokesperson commander chief leader general official minister head president "
    "secretary negotiator representative".split()
)
_SIDES = frozenset(
    (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.FORCE, EntityKind.NATIONALITY)
)
_NO_PARTY = frozenset((EntityKind.TIME, EntityKind.MONEY, EntityKind.QUANTITY))


class Names:
    """The names of one report's parties, by the token that refers to them."""

    def __init__(self, analysis: Analysis) -> None:
        """Index the chains and entities of the analysis."""
        self.analysis = analysis
        self._entities: dict[int, Entity] = {}
        for entity in analysis.entities:
            for index in range(entity.first, entity.last):
                self._entities[index] = entity
        self._mentions: dict[int, tuple[Mention, Mention]] = {}
        for chain in analysis.chains:
            for mention in chain.mentions:
                self._mentions[mention.head] = (mention, chain.name)
        self._parties: dict[int, Party | None] = {}
        self._state_names: dict[str, Evidence] = {}
        for entity in analysis.entities:
            if entity.kind is EntityKind.PLACE:
                words = self._evidence(entity.first, entity.last)
                self._state_names.setdefault(words.quote, words)

    def entity(self, token: int) -> Entity | None:
        """The entity that covers a token."""
        return self._entities.get(token)

    def party(self, token: int) -> Party | None:
        """The party that the noun phrase around a token refers to, by its most specific name; None if none.

        Pronouns and descriptions that coreference cannot resolve to words that name somebody give None.
        """
        if token not in self._parties:
            self._parties[token] = self._find(token)
        return self._parties[token]

    def phrase(self, token: int) -> Evidence:
        """The noun phrase around a token as it stands, without article, numeral, relative clause or tail."""
        first, last = self._core(self.head(token))
        start, end = self.analysis.span(first, last)
        return Evidence(start, end, self.analysis.text[start:end])

    def head(self, token: int) -> int:
        """The head of the noun phrase that a token belongs to: of its entity, and of what a quantity counts."""
        token = self._antecedent(token)
        entity = self._entities.get(token)
        tokens = self.analysis.tokens
        if entity is not None:
            while entity.first <= tokens[token].head < entity.last:
                token = tokens[token].head
        elif tokens[token].deprel == "appos" and tokens[token].upos == "NOUN":
            named = self._entities.get(tokens[token].head)
            if named is not None and named.kind in _SIDES:
                return self.head(tokens[token].head)
        for _ in range(3):
            counted = self._counted(token)
            if counted is None:
                break
            token = counted
        return token

    def conjuncts(self, token: int) -> list[int]:
        """The token and the nominal tokens coordinated with it, in text order."""
        found = [token]
        for at in found:
            found.extend(
                d
                for d in self.analysis.dependents[at]
                if self.analysis.tokens[d].deprel == "conj" and self.analysis.tokens[d].upos in _NOMINAL
            )
        return sorted(found)

    def _antecedent(self, token: int) -> int:
        tokens = self.analysis.tokens
        at = tokens[token]
        if at.upos not in ("PRON", "DET") or at.lemma.lower() not in _RELATIVES:
            return token
        clause = at.head
        for _ in range(4):
            if clause < 0:
                return token
            if tokens[clause].deprel.startswith("acl"):
                return tokens[clause].head if tokens[clause].head >= 0 else token
            clause = tokens[clause].head
        return token

    def _counted(self, token: int) -> int | None:
        """The noun that a quantity word counts ("hundreds of soldiers"); None where it stands alone."""
        at = self.analysis.tokens[token]
        if at.lemma.lower() not in _QUANTITIES and at.form.lower() not in _QUANTITIES and at.upos != "NUM":
            return None
        for dependent in self.analysis.dependents[token]:
            if self.analysis.tokens[dependent].deprel in ("nmod", "obl") and self._has_case(dependent, "of"):
                return dependent
        return None

    def _has_case(self, token: int, preposition: str) -> bool:
        return any(
            self.analysis.tokens[d].deprel == "case"
            and self.analysis.tokens[d].form.lower() == preposition
            for d in self.analysis.dependents[token]
        )

    def _find(self, token: int) -> Party | None:
        head = self.head(token)
        mention, name = self._mentions.get(head, (None, None))
        if mention is None:
            mention, name = self._mentions.get(token, (None, None))
        if name is not None and mention is not None and name is not mention and name.form != "nominal":
            side = self._speaks_for(name) if mention.form == "pronoun" and self._is_we(mention) else None
            evidence = side or self._named(name.head)
            if evidence is not None:
                own = self._evidence(mention.first, mention.last)
                return Party(evidence.quote, evidence, mention=own if own.quote != evidence.quote else None)
        evidence = self._named(head)
        if evidence is None:
            return None
        source = head if name is None else name.head
        own = self._group(head) or self._group(source) or self._later_name(source)
        if own is None and source != head:
            own = self._named(source)
            if own is not None and own.quote == evidence.quote:
                own = None
        return Party(own.quote, own, mention=evidence) if own else Party(evidence.quote, evidence)

    def _group(self, head: int) -> Evidence | None:
        """The armed group named last before a description of one ("the terrorist group", "the militants")."""
        tokens = self.analysis.tokens
        if tokens[head].form.lower() not in _GROUPS or head in self._entities:
            return None
        if not any(tokens[d].form.lower() in ("the", "this") for d in self.analysis.dependents[head]):
            return None
        if any(tokens[d].deprel in ("nmod", "acl:relcl", "appos") for d in self.analysis.dependents[head]):
            return None
        for entity in reversed(self.analysis.entities):
            if entity.last <= head and entity.kind is EntityKind.FORCE:
                if tokens[entity.last - 1].form.lower() not in _STATE_FORCES:
                    return self._evidence(*self._strip(entity.first, entity.last))
        return None

    def _later_name(self, head: int) -> Evidence | None:
        """The name that the next sentences give to somebody whom the lead introduces ("A British man ...")."""
        tokens = self.analysis.tokens
        token = tokens[head]
        if token.sentence > 1 or token.upos != "NOUN" or head in self._entities:
            return None
        if not self._is_introduced(head):
            return None
        for entity in self.analysis.entities:
            first = tokens[entity.first]
            if entity.kind is not EntityKind.PERSON or not token.sentence < first.sentence <= token.sentence + 4:
                continue
            if entity.last - entity.first > 1 and self._has_age(entity.last):
                return self._evidence(*self._strip(entity.first, entity.last))
        return None

    def _is_introduced(self, head: int) -> bool:
        tokens = self.analysis.tokens
        if tokens[head].form.lower() not in word_classes("party_nouns.txt")["person"] or tokens[head].xpos == "NNS":
            return False
        return any(tokens[d].form.lower() in ("a", "an") for d in self.analysis.dependents[head])

    def _has_age(self, after: int) -> bool:
        # "Anna Smith, 24, ..."
        tokens = self.analysis.tokens[after : after + 3]
        return (
            len(tokens) == 3
            and tokens[0].form == ","
            and tokens[1].form.isdigit()
            and len(tokens[1].form) == 2
            and tokens[2].form in (",", "-", "–", "(", ".")
        )

    def _is_we(self, mention: Mention) -> bool:
        return self.analysis.tokens[mention.head].form.lower() in ("we", "us", "our", "ours")

    def _speaks_for(self, name: Mention) -> Evidence | None:
        """The side of a spokesman or commander, for "we" in what he says; None where the report names none."""
        for chain in self.analysis.chains:
            if chain.name == name:
                for mention in chain.mentions:
                    side = self._side_of(mention.head)
                    if side is not None:
                        return self._named(self.head(side))
        return None

    def _side_of(self, person: int) -> int | None:
        tokens, dependents = self.analysis.tokens, self.analysis.dependents
        titles = [person, *(d for d in dependents[person] if tokens[d].deprel in ("appos", "compound", "flat"))]
        if tokens[person].deprel in ("appos", "flat", "compound") and tokens[person].head >= 0:
            titles.append(tokens[person].head)
        for title in titles:
            if tokens[title].form.lower() not in _SPEAKERS:
                continue
            for dependent in dependents[title]:
                if tokens[dependent].deprel in ("nmod", "compound", "nmod:poss", "amod") and dependent != person:
                    if self._is_side(dependent) or self._is_side(self.head(dependent)):
                        return dependent
        return None

    def _named(self, head: int) -> Evidence | None:
        """The trimmed phrase of a head that can name somebody."""
        token = self.analysis.tokens[head]
        entity = self._entities.get(head)
        if entity is not None and entity.kind in _NO_PARTY and not _is_people(token):
            return None
        if token.upos == "PRON" and not self._is_described(head):
            return None
        if token.upos not in _NOMINAL and entity is None:
            return None
        if entity is None and (token.upos == "NUM" or token.lemma.lower() in _QUANTITIES):
            return None
        if token.upos == "DET" and entity is None:
            return None
        first, last = self._core(head)
        named = self._evidence(first, last)
        return self._state(named.quote) or named

    def _state(self, name: str) -> Evidence | None:
        """Where the state that a demonym or capital stands for is named in the report itself."""
        for state in demonyms().get(name, ()):
            found = self._state_names.get(state)
            if found is not None:
                return found
        return None

    def _is_described(self, head: int) -> bool:
        # "those in Egypt", "others" name somebody; a bare pronoun does not.
        token = self.analysis.tokens[head]
        if token.form.lower() == "others":
            return True
        return token.form.lower() == "those" and len(self.analysis.dependents[head]) > 0

    def _evidence(self, first: int, last: int) -> Evidence:
        start, end = self.analysis.span(first, last)
        return Evidence(start, end, self.analysis.text[start:end])

    def _core(self, head: int) -> tuple[int, int]:
        """The half-open token range of a head with the modifiers that belong to its name."""
        person = self._person(head)
        if person is not None:
            return self._strip(person.first, person.last)
        first, last = head, head + 1
        entity = self._entities.get(head)
        if entity is not None:
            first, last = entity.first, entity.last
        first = self._left(head, first)
        last = self._right(head, last)
        return self._strip(first, last)

    def _person(self, head: int) -> Entity | None:
        """The person whose name a head is or carries ("Interior Minister X", "the spokesman, X")."""
        entity = self._entities.get(head)
        if entity is not None:
            return entity if entity.kind is EntityKind.PERSON else None
        if not _is_titled(self.analysis.tokens[head]):
            return None
        for dependent in self.analysis.dependents[head]:
            entity = self._entities.get(dependent)
            if (
                entity is not None
                and entity.kind is EntityKind.PERSON
                and self.analysis.tokens[dependent].deprel in _LINKED
                and not self._is_governed(dependent)
            ):
                return entity
        return None

    def _is_governed(self, token: int) -> bool:
        return any(
            self.analysis.tokens[d].deprel == "case" for d in self.analysis.dependents[token]
        )

    def _left(self, head: int, first: int) -> int:
        tokens = self.analysis.tokens
        left = [d for d in self.analysis.dependents[head] if d < first]
        for dependent in reversed(left):
            token = tokens[dependent]
            if token.form == "-":
                continue
            if token.deprel not in _LEFT or token.upos in ("DET", "NUM", "PRON", "PUNCT"):
                break
            if token.lemma.lower() in _NO_MODIFIER or token.deprel == "advmod":
                break
            below = [i for i in self.analysis.subtree(dependent) if i < first]
            if any(tokens[i].upos == "NUM" or tokens[i].form == "called" for i in below):
                break
            if not below or max(below) != first - 1 and not self._only_marks(max(below) + 1, first):
                break
            first = min(below)
        return first

    def _only_marks(self, first: int, last: int) -> bool:
        return all(self.analysis.tokens[i].form in ("-", "'s", "’s", '"', "“", "”") for i in range(first, last))

    def _right(self, head: int, last: int) -> int:
        tokens = self.analysis.tokens
        for dependent in self.analysis.dependents[head]:
            token = tokens[dependent]
            if dependent < last:
                continue
            if token.deprel in _RIGHT and dependent == last:
                last = max(i for i in self.analysis.subtree(dependent)) + 1
            elif token.deprel == "nmod" and self._continues(head, dependent, last):
                last = self._core(dependent)[1]
            else:
                break
        return last

    def _continues(self, head: int, dependent: int, last: int) -> bool:
        """True where a prepositional phrase belongs to the name ("supporters of X", "those in Egypt")."""
        below = [i for i in self.analysis.subtree(dependent)]
        if min(below) != last or self._entities.get(dependent, None) is not None and (
            self._entities[dependent].kind in _NO_PARTY
        ):
            return False
        preposition = self.analysis.tokens[min(below)].form.lower()
        if preposition == "of":
            return True
        if preposition == "from" and dependent in self._entities:
            return self._entities[dependent].kind in (EntityKind.FORCE, EntityKind.ORGANISATION)
        return preposition in ("in", "from", "for") and self.analysis.tokens[head].form.lower() == "those"

    def is_state(self, token: int) -> bool:
        """True where a phrase names a state, or a capital that can stand for its government."""
        return self.phrase(token).quote in states()

    def owner(self, token: int) -> int | None:
        """The party that stands inside a thing's noun phrase ("regime positions", "Israeli missiles"): its token.

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
                found = dependent if self._is_side(dependent) else self._led(dependent)
                if found is not None:
                    return found
            elif relation in ("nmod", "acl", "acl:relcl", "obl:agent", "obl") and depth < 3:
                after.append(dependent)
        for dependent in after:
            if self._is_side(dependent):
                return dependent
            found = self._owner(dependent, depth + 1)
            if found is not None:
                return found
        return None

    def _led(self, token: int) -> int | None:
        """Who leads what a participle describes ("US-led war")."""
        if self.analysis.tokens[token].form.lower() != "led":
            return None
        return next((d for d in self.analysis.dependents[token] if d in self._entities), None)

    def _is_side(self, token: int) -> bool:
        entity = self._entities.get(token)
        if entity is not None:
            return entity.kind in _SIDES or (entity.kind is EntityKind.PLACE and self.is_state(token))
        return self.analysis.tokens[token].form.lower() in _side_nouns()

    def _strip(self, first: int, last: int) -> tuple[int, int]:
        tokens = self.analysis.tokens
        while first < last - 1 and (
            tokens[first].upos in ("DET", "PUNCT", "NUM", "ADP", "CCONJ")
            or (tokens[first].upos == "PRON" and tokens[first].deprel in ("nmod:poss", "det"))
            or tokens[first].lemma.lower() in _DROPPED
        ):
            if tokens[first].form in ('"', "“") and any(
                tokens[i].form in ('"', "”") for i in range(first + 1, last)
            ):
                break
            first += 1
        while last > first + 1 and (tokens[last - 1].upos == "PUNCT" or tokens[last - 1].xpos == "POS"):
            last -= 1
        return first, last


@cache
def states() -> frozenset[str]:
    """Names that stand for states."""
    path = Path(__file__).parent / "data" / "states.txt"
    return frozenset(line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#")


@cache
def demonyms() -> dict[str, tuple[str, ...]]:
    """The names of the state that a demonym, capital or seat of government stands for."""
    path = Path(__file__).parent / "data" / "demonyms.tsv"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {word: tuple(states.split("|")) for word, states in rows}


@cache
def _side_nouns() -> frozenset[str]:
    classes = word_classes("party_nouns.txt")
    return classes["force"] | frozenset(form for noun in ("government", "opposition") for form in forms(noun))


def _is_people(token: Token) -> bool:
    return token.upos == "NOUN" and token.lemma.lower() in ("people", "person", "man", "woman", "child")


def _is_titled(token: Token) -> bool:
    return token.upos in ("NOUN", "PROPN")


def name_parties(analysis: Analysis) -> Names:
    """The parties of a report."""
    return Names(analysis)
