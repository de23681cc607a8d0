"""Coreference: which mentions of a report mean the same party, person, place or thing."""

from __future__ import annotations

from dateline.language.coreference.appositions import (
    link_appositions,
    link_possessions,
    link_predicates,
)
from dateline.language.coreference.clusters import Cluster, Clusters
from dateline.language.coreference.descriptions import Descriptions
from dateline.language.coreference.mentions import NAME, NOMINAL, collect_phrases
from dateline.language.coreference.names import Names
from dateline.language.coreference.pronouns import link_pronouns
from dateline.language.coreference.quotations import find_quotations
from dateline.model.analysis import Analysis, Chain, Mention


def find_chains(analysis: Analysis) -> tuple[Chain, ...]:
    """Chains of at least two mentions, in the order of their first mentions.

    Sieves from the surest to the least sure (Lee et al., 2013): names, appositions, descriptions, pronouns;
    first persons inside a quotation go to its speaker. What agrees with nothing stays alone.
    """
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
    link_pronouns(analysis, clusters, find_quotations(analysis))
    link_possessions(analysis, clusters)
    return tuple(_chain(cluster) for cluster in clusters.chains())


def _chain(cluster: Cluster) -> Chain:
    mentions = tuple(phrase.mention for phrase in cluster.phrases)
    return Chain(mentions, min(mentions, key=_vagueness))


def _vagueness(mention: Mention) -> tuple[int, int, int]:
    """Names before nominals before pronouns, longer before shorter, earlier before later."""
    rank = {NAME: 0, NOMINAL: 1}.get(mention.form, 2)
    return rank, mention.first - mention.last, mention.first
