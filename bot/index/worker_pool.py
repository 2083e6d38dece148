"""Run tasks in a few worker processes, so that one that crashes or hangs harms no other."""

import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from bot.model.progress import Progress, no_progress
from bot.process_limits import limit_cpu, limit_memory, serve_parent

Task = TypeVar("Task")
Result = TypeVar("Result")

_TASKS_FOR_A_WORKER = 8  # a further process costs more time than it saves below that
_MOST_WORKERS = 8
_OUT_OF_MEMORY = 77
_OBJECTS_BETWEEN_COLLECTIONS = 100_000  # few of a file's objects refer to each other in circles


@dataclass(frozen=True, slots=True)
class TaskLimits:
    """Bound one task: seconds of computing and in all, and bytes of memory."""

    cpu_seconds: float = 20.0
    seconds: float = 30.0  # a machine that is busy otherwise makes a process wait
    memory: int = 250_000_000  # the largest recaps take half of it


@dataclass(frozen=True, slots=True)
class TaskFailure:
    """Why a task has no result; `is_certain` means that a second try would fail the same way."""

    reason: str
    is_certain: bool = False


def map_in_workers(
    work: Callable[[Task], Result], tasks: Sequence[Task], limits: TaskLimits, progress: Progress = no_progress
) -> list[Result | TaskFailure]:
    """Return the result of `work` for each task, in order.

    A task whose process dies is tried once more in a new one: another task may have left that one short of memory.
    """
    pool = _WorkerPool(work, tasks, limits)
    try:
        while len(pool.outcomes) < len(tasks):
            pool.hand_out()
            pool.collect()
            progress(len(pool.outcomes), len(tasks))
    finally:
        pool.end()
    return [pool.outcomes[number] for number in range(len(tasks))]


def worker_count(tasks: int) -> int:
    """Return how many processes are worth their start for so many tasks."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(-(-tasks // _TASKS_FOR_A_WORKER), cores, _MOST_WORKERS)


class _WorkerPool:
    """The workers, the waiting tasks, and the results of the others."""

    def __init__(self, work: Callable[[Any], Any], tasks: Sequence[Any], limits: TaskLimits) -> None:
        self.outcomes: dict[int, Any] = {}
        self._start = partial(_Worker, work, limits)
        self._tasks = tasks
        self._waiting = deque(range(len(tasks)))
        self._tried: set[int] = set()
        self._workers = [self._start() for _ in range(worker_count(len(tasks)))]

    def hand_out(self) -> None:
        for worker in self._workers:
            if worker.number is None and self._waiting:
                number = self._waiting.popleft()
                worker.give(number, self._tasks[number])

    def collect(self) -> None:
        """Wait until a worker reports or is overdue, and collect the results."""
        busy = [worker for worker in self._workers if worker.number is not None]
        ready = wait([worker.pipe for worker in busy], min(worker.seconds_left() for worker in busy))
        for worker in busy:
            if worker.pipe in ready or not worker.seconds_left():
                self._keep(worker)

    def end(self) -> None:
        for worker in self._workers:
            worker.end()

    def _keep(self, worker: "_Worker") -> None:
        number, outcome = worker.take()
        if isinstance(outcome, TaskFailure):
            self._workers[self._workers.index(worker)] = self._start()
            if not outcome.is_certain and number not in self._tried:
                self._tried.add(number)
                self._waiting.appendleft(number)
                return
        self.outcomes[number] = outcome


class _Worker:
    """One process, the number of the task that it has, and until when it may take."""

    def __init__(self, work: Callable[[Any], Any], limits: TaskLimits) -> None:
        # Forking is fast, but may hang if the process has threads.
        is_safe_to_copy = sys.platform == "linux" and threading.active_count() == 1
        context: Any = get_context("fork" if is_safe_to_copy else "spawn")
        self.pipe, theirs = context.Pipe()
        self.number: int | None = None
        self._limits = limits
        self._overdue_at = 0.0
        self._process = context.Process(target=_serve, args=(theirs, work, limits), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, number: int, task: object) -> None:
        self.number, self._overdue_at = number, time.monotonic() + self._limits.seconds
        with suppress(OSError):  # it is dead already, as will be seen
            self.pipe.send(task)

    def seconds_left(self) -> float:
        return max(0.0, self._overdue_at - time.monotonic())

    def take(self) -> tuple[int, Any]:
        """Return the number of the task, and its result."""
        number, self.number = self.number or 0, None
        try:
            return number, self.pipe.recv() if self.pipe.poll() else self._overdue()
        except (EOFError, OSError):
            return number, self._death()

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()

    def _overdue(self) -> TaskFailure:
        self.end()
        return TaskFailure(f"took more than {self._limits.seconds:g} seconds", is_certain=True)

    def _death(self) -> TaskFailure:
        self._process.join(self._limits.seconds)
        code = self._process.exitcode or 0
        self.end()
        if code == -signal.SIGXCPU:
            return TaskFailure(f"took more than {self._limits.cpu_seconds:g} seconds", is_certain=True)
        if code == _OUT_OF_MEMORY:
            return TaskFailure(f"took more than {self._limits.memory // 1_000_000} MB of memory")
        sign = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return TaskFailure(f"ended the process that did it ({sign})")


def _serve(theirs: Connection, work: Callable[[Any], Any], limits: TaskLimits) -> None:
    serve_parent()
    limit_memory(limits.memory)
    gc.freeze()  # what was there before the tasks stays, so that looking through it again finds nothing
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    with suppress(EOFError, OSError):  # nobody asks any more
        while True:
            task = theirs.recv()
            limit_cpu(limits.cpu_seconds)
            theirs.send(_outcome(work, task))


def _outcome(work: Callable[[Any], Any], task: object) -> object:
    try:
        return work(task)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # frees its memory immediately
