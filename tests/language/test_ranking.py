"""Ranking of antecedents: the table of weights, and what thorough chains find more."""

from __future__ import annotations

from dateline.language import Parser
from dateline.language.coreference import find_chains
from dateline.language.coreference.ranking import KINDS, antecedent_weights

TEXT = (
    "Rebels seized a tanker off Hodeidah on Monday. The owner of the tanker asked for help, and a frigate was sent. "
    "It reached the ship on Tuesday. Negotiators later said that they had spoken to the rebels twice."
)


def test_every_kind_has_weights() -> None:
    table = antecedent_weights()
    assert tuple(table) == KINDS
    assert all(len(weights) > 20 for weights in table.values())


def test_thorough_chains_hold_all_that_the_sure_ones_hold(parser: Parser) -> None:
    analysis = parser.parse(TEXT)
    thorough = [{m.head for m in chain.mentions} for chain in find_chains(analysis, thorough=True)]
    for chain in analysis.chains:
        heads = {m.head for m in chain.mentions}
        assert any(heads <= other for other in thorough)


def test_chains_share_no_mention(parser: Parser) -> None:
    heads = [m.head for chain in find_chains(parser.parse(TEXT), thorough=True) for m in chain.mentions]
    assert len(heads) == len(set(heads))
