"""Worker processes on this machine, each with its own model; results come in the items' order."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

from dateline.errors import UnreadableDocument
from dateline.ingest import Item
from dateline.model.records import ReportRecord
from dateline.pipeline import Failure, Options, pipeline

_FEW = 3
"""Up to so many items are read here: starting workers would take longer."""
_AHEAD = 4
"""Items under way for each worker: enough to keep it busy, few enough to bound the memory."""


def default_workers() -> int:
    """One worker for each core this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_items(items: Iterable[Item], *, options: Options, workers: int) -> Iterator[ReportRecord | Failure]:
    """The record or failure of each item, in order; the same for any number of workers."""
    stream = iter(items)
    first = list(islice(stream, _FEW + 1))
    if workers <= 1 or len(first) <= _FEW:
        reader = pipeline(options) if first else None
        for item in chain(first, stream):
            assert reader is not None
            yield reader.read(item)
        return
    yield from _map_processes(chain(first, stream), options=options, workers=workers)


def _map_processes(
    items: Iterator[Item], *, options: Options, workers: int
) -> Iterator[ReportRecord | Failure]:
    while True:
        waiting: deque[Item] = deque()
        try:
            yield from _run_pool(items, waiting, options=options, workers=workers)
        except BrokenProcessPool:
            # Any item under way may have been the one that killed its worker: each is tried alone.
            for item in waiting:
                yield _read_alone(item, options)
        else:
            return


def _pool(workers: int, options: Options) -> ProcessPoolExecutor:
    # Spawned, not forked: onnxruntime's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=pipeline, initargs=(options,))


def _run_pool(
    items: Iterator[Item], waiting: deque[Item], *, options: Options, workers: int
) -> Iterator[ReportRecord | Failure]:
    """Results in order; `waiting` always holds the items whose result has not been given yet."""
    futures: deque[Future[ReportRecord | Failure]] = deque()

    def settle() -> ReportRecord | Failure:
        result = futures[0].result()
        futures.popleft()
        waiting.popleft()
        return result

    with _pool(workers, options) as pool:
        for item in items:
            waiting.append(item)
            futures.append(pool.submit(_read, options, item))
            if len(futures) >= workers * _AHEAD:
                yield settle()
        while futures:
            yield settle()


def _read(options: Options, item: Item) -> ReportRecord | Failure:
    return pipeline(options).read(item)


def _read_alone(item: Item, options: Options) -> ReportRecord | Failure:
    try:
        with _pool(1, options) as pool:
            return pool.submit(_read, options, item).result()
    except BrokenProcessPool:
        source = item.snapshot.source
        problem = "its worker process died, most likely for want of memory"
        return Failure(source, UnreadableDocument(source, problem, "Split it into smaller reports."))
