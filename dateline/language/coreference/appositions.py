"""Mentions that grammar itself makes the same: appositions, predicates, one owner's one thing."""

from __future__ import annotations

from dateline.language.coreference.clusters import Clusters
from dateline.language.coreference.mentions import GROUP, NAME, NOMINAL, PERSON, THING, Phrase
from dateline.model.analysis import Analysis, Token


def link_appositions(analysis: Analysis, clusters: Clusters) -> None:
    """Link "Ryan Dillon" and "spokesman" in "Ryan Dillon, spokesman for the coalition"; names in brackets too."""
    for phrase in clusters.phrases:
        above = _apposed(analysis.tokens, clusters, phrase)
        if above is None:
            continue
        other = clusters.phrases[above]
        forms = {other.mention.form, phrase.mention.form}
        if forms <= {NAME, NOMINAL} and _compatible(analysis, clusters, other, phrase):
            clusters.link(above, phrase.order)


def _apposed(tokens: tuple[Token, ...], clusters: Clusters, phrase: Phrase) -> int | None:
    """The mention that a phrase stands in apposition to, by the tree or by commas around a person's name."""
    mention = phrase.mention
    if phrase.relation == "appos" and tokens[mention.head].head >= 0:
        return clusters.by_head.get(_outer_head(tokens, phrase))
    if mention.form != NAME or phrase.nature != PERSON or mention.first < 2:
        return None
    order = clusters.by_head.get(mention.first - 1)
    is_between = tokens[mention.first - 1].form == "," and tokens[mention.last : mention.last + 1]
    if is_between and tokens[mention.last].form == ",":
        order = clusters.by_head.get(mention.first - 2)
    if order is None:
        return None
    noun = clusters.phrases[order]
    suits = noun.mention.form == NOMINAL and noun.nature in {PERSON, THING} and noun.number == "one"
    return order if suits else None


def link_predicates(analysis: Analysis, clusters: Clusters) -> None:
    """Link what is said to be something: "Hezbollah is a militant group"."""
    tokens = analysis.tokens
    for phrase in clusters.phrases:
        if phrase.mention.form != NOMINAL:
            continue
        below = [tokens[i] for i in analysis.dependents[phrase.mention.head]]
        relations = {token.deprel for token in below}
        if "cop" not in relations or relations & {"aux", "case", "mark"} or _is_negated(below):
            continue
        subject = next((t.index for t in below if t.deprel in {"nsubj", "nsubj:outer"}), None)
        order = clusters.by_head.get(subject) if subject is not None else None
        if order is not None and _may_be(clusters, order, phrase):
            clusters.link(order, phrase.order)


def _may_be(clusters: Clusters, order: int, phrase: Phrase) -> bool:
    """Whether a subject can be what is said of it; whatever one person is said to be is that person."""
    subject = clusters.of(order)
    if subject.natures == {PERSON} and "many" not in subject.numbers and phrase.number != "many":
        return not subject.pronouns or clusters.of(phrase.order).pronouns <= subject.pronouns
    if subject.natures and phrase.nature == THING and THING not in subject.natures:
        return False
    return clusters.agree(order, phrase.order)


def _is_negated(below: list[Token]) -> bool:
    return any(token.lemma.lower() in {"not", "n't", "no", "never", "neither"} for token in below)


def link_possessions(analysis: Analysis, clusters: Clusters) -> None:
    """Link what the same party has and what is called the same: "his brother" told twice."""
    tokens = analysis.tokens
    seen: dict[tuple[str, frozenset[str], str, int], int] = {}
    for phrase in clusters.phrases:
        if phrase.mention.form != NOMINAL or phrase.article != "possessive":
            continue
        owner = next(
            (i for i in analysis.dependents[phrase.mention.head] if tokens[i].deprel == "nmod:poss"), None
        )
        order = clusters.by_head.get(owner) if owner is not None else None
        if order is None:
            continue
        key = (phrase.lemma, frozenset(phrase.words), phrase.number, clusters.root(order))
        known = seen.setdefault(key, phrase.order)
        if known != phrase.order and clusters.agree(known, phrase.order):
            clusters.link(known, phrase.order)


def _outer_head(tokens: tuple[Token, ...], phrase: Phrase) -> int:
    token = tokens[phrase.mention.head]
    if token.deprel == "flat" and token.head >= 0:
        token = tokens[token.head]
    return token.head


def _compatible(analysis: Analysis, clusters: Clusters, left: Phrase, right: Phrase) -> bool:
    tokens = analysis.tokens
    if left.mention.form == NAME and right.mention.form == NAME:
        # "Syrian Democratic Forces (SDF)"; behind a comma another name is another party.
        in_brackets = tokens[right.mention.first - 1].form == "("
        return (
            in_brackets and left.nature == right.nature == GROUP and clusters.agree(left.order, right.order)
        )
    is_list = any(tokens[i].deprel in {"conj", "cc"} for i in analysis.dependents[right.mention.head])
    if is_list and "many" in {left.number, right.number}:
        return False
    # A name that was not recognised as one is no description of another.
    if right.mention.form == NOMINAL and tokens[right.mention.head].upos == "PROPN":
        return False
    # Two plain nouns side by side are more often a list than an apposition.
    if NAME not in {left.mention.form, right.mention.form} and left.nature != right.nature:
        return False
    return clusters.agree(left.order, right.order) or _is_calling(left, right)


def _is_calling(left: Phrase, right: Phrase) -> bool:
    """Whether one is a person's name and the other a noun not known to name persons: "campaigner"."""
    name, noun = (left, right) if left.mention.form == NAME else (right, left)
    return name.nature == PERSON and noun.nature == THING and noun.number == "one"
