"""The stages in order, from an item's bytes to its record; the only module that knows them all."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from dateline import __version__
from dateline.errors import DatelineError, UnreadableDocument
from dateline.grounding import Grounder, gazetteer_digest, load_grounder
from dateline.ingest import Defaults, Item, read_document
from dateline.language import Parser, load_parser, model_digest
from dateline.model.analysis import Analysis
from dateline.model.claims import Claim, Count
from dateline.model.identity import identify, make_run
from dateline.model.records import ReportRecord, Run
from dateline.model.reports import Report
from dateline.reading import read

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """What changes how reports are read; part of every run's identity."""

    defaults: Defaults = field(default_factory=Defaults)
    model: Path | None = None
    """Folder of another language model than the packaged one."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that gave no record, and why; the rest of its batch went on."""

    source: str
    error: DatelineError


def plan_run(options: Options) -> Run:
    """The run that reading with these options belongs to; raises ModelError without a model.

    Imported places are part of it: they change how a report is read.
    """
    defaults = options.defaults
    settings = json.dumps(
        {
            "published": str(defaults.published or ""),
            "outlet": defaults.outlet or "",
            "gazetteer": gazetteer_digest(),
        },
        sort_keys=True,
    )
    digest = hashlib.sha256(settings.encode()).hexdigest()
    return make_run(__version__, model_digest(options.model), digest)


class Pipeline:
    """Reads items one at a time; holds the model and the gazetteer, so make one for each process."""

    def __init__(self, options: Options) -> None:
        """Load what the stages need; raises ModelError or StoreError with the remedy."""
        self._options = options
        self._run = plan_run(options)
        self._parser: Parser = load_parser(options.model)
        self._grounder: Grounder = load_grounder()

    def read(self, item: Item) -> ReportRecord | Failure:
        """The record of one item; never raises for what the item holds."""
        source = item.snapshot.source
        try:
            report = read_document(item, self._options.defaults)
            return self._record(item, report)
        except DatelineError as error:
            return Failure(source, error)
        except Exception as error:  # one report's fault must not end its batch
            logger.exception("reading %s failed", source)
            return Failure(
                source,
                UnreadableDocument(
                    source,
                    f"reading it failed ({type(error).__name__}: {error})",
                    "Report this with the text.",
                ),
            )

    def _record(self, item: Item, report: Report) -> ReportRecord:
        # The bytes are archived already; between processes they would only be carried back.
        snapshot = replace(item.snapshot, content=b"")
        if report.language != "en":
            return ReportRecord(snapshot, report, self._run, ())
        analysis = self._parser.parse(report.text)
        return ReportRecord(snapshot, report, self._run, self.claims(report, analysis), analysis.embedding)

    def claims(self, report: Report, analysis: Analysis) -> tuple[Claim, ...]:
        """The grounded claims of an analysed report, each with its id."""
        grounded = self._grounder.ground(read(report, analysis), report=report, analysis=analysis)
        return identify(report.id, map(_provisional, grounded))


def _provisional(claim: Claim) -> Claim:
    """A count under the span that its parts name as their whole, until it has its id."""
    if not isinstance(claim.content, Count):
        return claim
    return replace(claim, id=f"{claim.evidence.start}:{claim.evidence.end}")


@cache
def pipeline(options: Options) -> Pipeline:
    """The pipeline of this process for these options."""
    return Pipeline(options)
