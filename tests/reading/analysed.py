"""Texts of tests as the readers get them: analysed by the packaged model, with names and attribution."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.language import Parser, load_parser
from dateline.model.analysis import Analysis
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution, read_attribution
from dateline.reading.parties import Names, name_parties

CASES = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True)
class Setting:
    """A text with all that the readers of quantities ask for."""

    analysis: Analysis
    report: Report
    names: Names
    attribution: Attribution

    @property
    def arguments(self) -> tuple[Any, ...]:
        return self.analysis, self.report, self.names, self.attribution, ()


@cache
def _parser() -> Parser:
    given = os.environ.get("DATELINE_TEST_MODEL")
    return load_parser(Path(given) if given else None)


@cache
def setting(text: str) -> Setting:
    analysis = _parser().parse(text)
    report = Report(id="rpt_test", given_id="test", text=text, snapshot="0" * 64)
    names = name_parties(analysis)
    return Setting(analysis, report, names, read_attribution(analysis, report, names))


def token(text: str, word: str) -> int:
    """The index of the first token with this form."""
    return next(t.index for t in setting(text).analysis.tokens if t.form == word)


def cases(topic: str) -> list[Any]:
    """The entries of a file of cases as parameters, named by their reasons."""
    entries = yaml.safe_load((CASES / f"{topic}.yml").read_text("utf-8"))
    return [pytest.param(entry, id=entry["why"]) for entry in entries]
