import os
import signal
import threading
import time

import pytest

from bot.index.worker_pool import TaskFailure, TaskLimits, map_in_workers, worker_count

LIMITS = TaskLimits(cpu_seconds=1, seconds=20, memory=200_000_000)


def work(task):
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "leave":
        os._exit(3)
    if task == "fill":
        return [bytearray(10_000_000) for _ in range(1_000)]
    while task == "compute":
        pass
    return task, os.getpid()


def test_all_is_done_in_order_by_a_few_other_processes():
    tasks = list(range(40))
    results = map_in_workers(work, tasks, LIMITS)
    assert [number for number, _ in results] == tasks
    processes = {process for _, process in results}
    assert os.getpid() not in processes
    assert len(processes) <= worker_count(len(tasks))


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("die", "ended the process that did it (SIGKILL)"),
        ("leave", "ended the process that did it (exit code 3)"),
        ("fill", "took more than 200 MB of memory"),
        ("compute", "took more than 1 seconds"),
    ],
)
def test_a_task_that_ends_its_process_is_named_and_the_others_are_done(task, reason):
    before, failed, after = map_in_workers(work, ["otter", task, "stoat"], LIMITS)
    assert (before[0], after[0]) == ("otter", "stoat")
    assert isinstance(failed, TaskFailure)
    assert failed.reason == reason


def sleep_or_return(task):
    time.sleep(60 if task == "sleep" else 0)
    return task


def test_a_task_that_only_waits_ends_too():
    outcomes = map_in_workers(sleep_or_return, ["sleep", "otter"], TaskLimits(seconds=0.3))
    assert outcomes == [TaskFailure("took more than 0.3 seconds", is_certain=True), "otter"]


def die_at_first(path):
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return path


def test_a_task_whose_process_died_is_tried_once_more(tmp_path):
    assert map_in_workers(die_at_first, [tmp_path / "tried"], LIMITS) == [tmp_path / "tried"]


def test_processes_are_made_anew_where_this_one_has_threads():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert map_in_workers(abs, [-1, -2], LIMITS) == [1, 2]
    finally:
        done.set()
        thread.join()


def test_nothing_to_do_starts_no_process():
    assert worker_count(0) == 0
    assert map_in_workers(work, [], LIMITS) == []


def test_few_tasks_are_not_worth_a_second_process():
    assert worker_count(1) == worker_count(8) == 1
