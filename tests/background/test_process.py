"""A worker process from outside: another process, of low priority, that ends when it is told and with its owner."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from explorer.background.process import ROOT, WorkerProcess
from tests.helpers.tasks import Asking, Counting, Dying, Refusing, eventually


def run(task) -> tuple[WorkerProcess, list]:
    pieces: list = []
    process = WorkerProcess(task, pieces.append)
    assert process.ended.wait(30)
    process.join()
    return process, pieces


def test_it_is_another_process_of_low_priority_on_one_core():
    process, [(number, priority, threads)] = run(Asking())
    assert process.whole
    assert number != os.getpid()
    assert priority == 19
    assert threads == "1"


def test_a_refusal_and_a_death_keep_what_had_come():
    process, pieces = run(Refusing())
    assert (pieces, process.whole, process.refusal) == ([7], False, "folds: 9 are too many. Allowed: 2 to 5.")
    process, pieces = run(Dying())
    assert (pieces, process.whole, process.refusal) == ([7], False, None)


def test_it_ends_at_once_in_the_middle_of_its_work():
    pieces: list = []
    process = WorkerProcess(Counting(1000, 0.01), pieces.append)
    assert eventually(lambda: len(pieces) > 2)
    began = time.monotonic()
    process.end()
    assert process.ended.wait(5)
    assert time.monotonic() - began < 0.3
    assert 2 < len(pieces) < 1000
    assert not process.whole


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="whether a process lives is read from /proc")
def test_it_ends_with_its_owner():
    """An owner that is killed can tell it nothing: it sees its input end."""
    owner = subprocess.Popen(
        [sys.executable, "-c",
         "import time\nfrom explorer.background.process import WorkerProcess\nfrom tests.helpers.tasks import *\n"
         "process = WorkerProcess(Asking(), lambda piece: None)\nprocess.join()\n"
         "process = WorkerProcess(Counting(10**6, 5.0), print)\nprint(process._process.pid, flush=True)\ntime.sleep(60)"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    number = int(owner.stdout.readline())
    assert eventually(lambda: b"background.worker" in Path(f"/proc/{number}/cmdline").read_bytes())
    time.sleep(1.0)
    owner.kill()
    owner.wait()
    owner.stdout.close()
    assert eventually(lambda: not alive(number))


def alive(number: int) -> bool:
    try:
        with open(f"/proc/{number}/stat") as stat:
            return stat.read().split(") ")[1][0] != "Z"
    except OSError:
        return False
