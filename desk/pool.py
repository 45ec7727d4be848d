"""Read many pages in forked workers: models load once, before the fork; a bad page spoils only itself."""

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import FrameType
from typing import TypeVar

from msgspec import Struct

from archive.records import Page
from parsers.reading import Reading, read_page, warm

Key = TypeVar("Key")

SECONDS_A_PAGE = 60
"""A page that takes longer is set aside with an issue; the median page takes some ten milliseconds."""

WAITING_A_WORKER = 8
"""How many pages wait for each worker: enough to keep it busy, few enough to hold memory down."""


class Unread(Struct, frozen=True):
    """A page that could not be read: the error's name and what it said."""

    error: str
    detail: str


class PageTooSlow(RuntimeError):
    """A page took longer than `SECONDS_A_PAGE`."""


def read_pages(
    pages: Iterable[tuple[Key, Page]], *, workers: int | None = None
) -> Iterator[tuple[Key, Reading | Unread]]:
    """Read every page, in order; what fails comes back as `Unread` and the rest goes on.

    `workers` defaults to the number of processors that this process may use.
    """
    workers = workers or len(os.sched_getaffinity(0))
    warm()
    gc.freeze()
    waiting: deque[tuple[Key, Page, Future[Reading]]] = deque()
    pool = _pool(workers)
    try:
        for key, page in pages:
            waiting.append((key, page, pool.submit(_read_in_time, page)))
            if len(waiting) >= workers * WAITING_A_WORKER:
                pool, first = _next(pool, waiting, workers)
                yield first
        while waiting:
            pool, first = _next(pool, waiting, workers)
            yield first
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()  # or what was loaded is never freed, and DuckDB complains of it at the end


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("fork"))


def _next(
    pool: ProcessPoolExecutor, waiting: deque[tuple[Key, Page, Future[Reading]]], workers: int
) -> tuple[ProcessPoolExecutor, tuple[Key, Reading | Unread]]:
    """The outcome of the page that waits longest; after a worker's death the others are sent again."""
    key, page, future = waiting.popleft()
    error = future.exception()
    if isinstance(error, BrokenProcessPool):
        pool.shutdown(cancel_futures=True)
        outcome = _read_alone(page)
        pool = _pool(workers)
        for place, (later, its_page, _) in enumerate(tuple(waiting)):
            waiting[place] = (later, its_page, pool.submit(_read_in_time, its_page))
        return pool, (key, outcome)
    return pool, (key, _outcome(future))


def _read_alone(page: Page) -> Reading | Unread:
    """Read one page in a process of its own, to learn whether it is the one that kills."""
    with _pool(1) as alone:
        return _outcome(alone.submit(_read_in_time, page))


def _outcome(future: Future[Reading]) -> Reading | Unread:
    error = future.exception()
    if error is None:
        return future.result()
    return Unread(type(error).__name__, str(error))


def _read_in_time(page: Page) -> Reading:
    signal.signal(signal.SIGALRM, _too_slow)
    signal.alarm(SECONDS_A_PAGE)
    try:
        return read_page(page)
    finally:
        signal.alarm(0)


def _too_slow(signum: int, frame: FrameType | None) -> None:
    raise PageTooSlow(f"not read within {SECONDS_A_PAGE} s")
