"""Progress of long work on standard error: counts, rate and time left; failures named as they come."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from dateline.engine import Outcome, Summary


class BatchProgress:
    """A line that follows a batch; plain lines instead where standard error is no terminal."""

    def __init__(self, total: int | None) -> None:
        """`total`: items to come, None where it cannot be known beforehand."""
        self._console = Console(stderr=True, highlight=False)
        self._started = time.monotonic()
        self._done = 0
        self._reported = 0.0
        self._total = total
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("reading"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task = self._bar.add_task("reading", total=total, rate="")

    def __enter__(self) -> BatchProgress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._bar.stop()

    def advance(self, outcome: Outcome) -> None:
        """Count one item, and name it where it failed or carries a warning."""
        self._done += 1
        rate = self._done / max(time.monotonic() - self._started, 1e-6)
        self._bar.update(self._task, completed=self._done, rate=f"{rate:.1f}/s")
        if outcome.state == "failed":
            self._console.print(f"[red]failed[/] {_plain(outcome.error or outcome.source)}", soft_wrap=True)
        elif outcome.warnings and (self._total or 0) <= 20:
            self._console.print(
                f"[yellow]note[/]   {_plain(outcome.source)}: {_plain('; '.join(outcome.warnings))}",
                soft_wrap=True,
            )
        self._plain_line(rate)

    def _plain_line(self, rate: float) -> None:
        """Every ten seconds one line, for logs."""
        now = time.monotonic()
        if self._console.is_terminal or now - max(self._reported, self._started) < 10:
            return
        self._reported = now
        left = f", {(self._total - self._done) / rate:.0f} s left" if self._total else ""
        sys.stderr.write(
            f"read {self._done}{f' of {self._total}' if self._total else ''}, {rate:.1f}/s{left}\n"
        )

    def finish(self, summary: Summary, record: str) -> None:
        """The closing line: what was read into which record, how fast."""
        self._bar.stop()
        seconds = time.monotonic() - self._started
        parts = [f"read {summary.read} report{'s' * (summary.read != 1)}, {summary.claims} claims"]
        parts += [f"{summary.stored} stored unread (not English)"] * bool(summary.stored)
        parts += [f"{summary.known} known already"] * bool(summary.known)
        parts += [f"[red]{summary.failed} failed[/]"] * bool(summary.failed)
        rate = f", {(summary.read + summary.stored) / seconds:.1f}/s" if summary.read > 1 else ""
        self._console.print(f"{'; '.join(parts)} · {seconds:.1f} s{rate} · {_plain(record)}", soft_wrap=True)


def _plain(text: str) -> str:
    """Text of the user's, safe from being taken for markup."""
    return text.replace("[", r"\[")


class Steps:
    """A bar for work whose steps are reported as done and total."""

    def __init__(self, title: str) -> None:
        """`title`: what is being done."""
        console = Console(stderr=True, highlight=False)
        self._bar = Progress(
            TextColumn(title),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task(title, total=None)

    def __enter__(self) -> Steps:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._bar.stop()

    def update(self, done: int, total: int | None) -> None:
        """Show that `done` of `total` steps are behind us."""
        self._bar.update(self._task, completed=done, total=total)
