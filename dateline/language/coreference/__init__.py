"""Coreference: which mentions of a report mean the same party, person, place or thing."""

from __future__ import annotations

from collections.abc import Callable

from dateline.language.coreference.appositions import (
    link_appositions,
    link_possessions,
    link_predicates,
)
from dateline.language.coreference.clusters import Cluster, Clusters
from dateline.language.coreference.descriptions import Descriptions
from dateline.language.coreference.mentions import NAME, NOMINAL, PRONOUN, Phrase, collect_phrases
from dateline.language.coreference.names import Names
from dateline.language.coreference.pronouns import link_pronouns
from dateline.language.coreference.quotations import find_quotations
from dateline.language.coreference.ranking import Ranker
from dateline.model.analysis import Analysis, Chain, Mention

Choose = Callable[[Ranker, Phrase], int | None]
"""Gives a mention of the cluster that a phrase means, or None."""


def find_chains(analysis: Analysis, *, thorough: bool = False) -> tuple[Chain, ...]:
    """Chains of at least two mentions, in the order of their first mentions.

    Sieves from the surest to the least sure (Lee et al., 2013): names, appositions, descriptions, pronouns;
    first persons inside a quotation go to its speaker. A pronoun that no sieve links goes to the antecedent that a
    model of its features ranks first (after Denis and Baldridge, 2008), if any; with `thorough` noun phrases do so
    too, which finds more of what is the same at the cost of what a party is called. The rest stays alone.
    """

    def choose(ranker: Ranker, phrase: Phrase) -> int | None:
        return ranker.choose(phrase) if thorough or phrase.mention.form == PRONOUN else None

    return tuple(_chain(cluster) for cluster in pair_up(analysis, choose).chains())


def pair_up(analysis: Analysis, choose: Choose) -> Clusters:
    """The mentions of a report with all links made; `choose` finds the antecedents that no sieve gives."""
    phrases = collect_phrases(analysis)
    clusters = Clusters(phrases)
    names, descriptions = Names(clusters), Descriptions(analysis, clusters)
    link_appositions(analysis, clusters)
    for phrase in phrases:
        if phrase.mention.form == NAME:
            names.link(phrase)
            descriptions.remember(phrase)
        elif phrase.mention.form == NOMINAL:
            descriptions.link(phrase)
    link_predicates(analysis, clusters)
    quotations = find_quotations(analysis)
    link_pronouns(analysis, clusters, quotations)
    link_possessions(analysis, clusters)
    ranker = Ranker(analysis, clusters, quotations)
    for phrase in phrases:
        # The root of a cluster is its earliest mention: this one has no antecedent yet.
        if clusters.root(phrase.order) == phrase.order:
            found = choose(ranker, phrase)
            if found is not None:
                clusters.link(found, phrase.order)
    return clusters


def _chain(cluster: Cluster) -> Chain:
    mentions = tuple(phrase.mention for phrase in cluster.phrases)
    return Chain(mentions, min(mentions, key=_vagueness))


def _vagueness(mention: Mention) -> tuple[int, int, int]:
    """Names before nominals before pronouns, longer before shorter, earlier before later."""
    rank = {NAME: 0, NOMINAL: 1}.get(mention.form, 2)
    return rank, mention.first - mention.last, mention.first
