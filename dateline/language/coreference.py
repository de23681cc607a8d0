"""Coreference."""

from dateline.model.analysis import Analysis, Chain


def find_chains(analysis: Analysis) -> tuple[Chain, ...]:
    """Chains."""
    return ()
