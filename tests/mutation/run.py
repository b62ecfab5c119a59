"""Do the tests notice when the arithmetic is wrong? Every mutant of it against every test that reaches it.

    pip install -r tests/mutation/requirements.txt
    python tests/mutation/run.py [module ...]          # e.g. explorer/losses/barron.py; all of the arithmetic without

The tree is copied, and all tests run once to find which of them call which function, and how long each takes. A mutant
then is a fork of that process: the changed code takes the place of the function's own, and the tests that call it run, until
one fails: the short ones first, and those that have killed other mutants of the module. A test that takes over 40 seconds of a
processor has failed. Ends with status 1 where less than 95 % of the mutants were killed.
"""

from __future__ import annotations

import functools
import gc
import os
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
import warnings
from collections import defaultdict
from multiprocessing.sharedctypes import RawArray
from pathlib import Path
from types import CodeType, FrameType, FunctionType

os.environ |= {"CI": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # random tests repeat; forks need one thread

import pytest
from mutants import Mutant, mutants
from swap import swap

ROOT = Path(__file__).resolve().parents[2]
ARITHMETIC = (
    "explorer/losses/*.py", "explorer/penalties/*.py", "explorer/cost/problem.py", "explorer/core/numerics.py",
    "explorer/core/domains.py", "explorer/datasets/target_limits.py", "explorer/training/convergence.py",
    "explorer/training/cost_summary.py", "explorer/training/stationarity.py", "explorer/training/step_size.py",
    "explorer/training/trial.py",
)  # fmt: skip
LOSSES = ("losses/test_mutants", "losses/test_oracles", "losses/test_losses", "losses/test_minimisers", "losses/test_base",
          "losses/test_facts", "core/test_formulas")  # fmt: skip
TESTS = {
    "losses": LOSSES,
    "numerics": ("core/test_numerics",),
    "multiclass": (*LOSSES, "cost/test_example_losses"),
    "penalties": ("penalties/test_penalties", "core/test_formulas"),
    "factored": ("penalties/test_factored", "penalties/test_penalties", "core/test_formulas"),
    "problem": ("cost/test_problem", "cost/test_bound_examples", "cost/test_gradient_parts", "cost/test_hessian"),
    "domains": ("core/test_domains", "datasets/test_target_limits"),
    "target_limits": ("datasets/test_target_limits", "core/test_domains"),
    "convergence": ("training/test_convergence", "training/test_stationarity"),
    "cost_summary": ("training/test_cost_summary", "training/test_convergence"),
    "stationarity": ("training/test_stationarity",),
    "step_size": ("training/test_step_size", "training/test_trial"),
    "trial": ("training/test_trial", "training/test_step_size"),
}  # fmt: skip
"""The test files that are run, for a folder or a module."""
QUICK = "explorer/training/"
"""Mutants in here meet no test marked thorough: those take most of the time, and a mutant that lives meets every test."""
ENOUGH = 0.95
SECONDS = 40
WORKERS = 2
SURVIVED, KILLED, NOT_PYTHON = 0, 1, 2


class Mutation:
    """A pytest plugin that runs the collected tests on every mutant, in place of once."""

    def __init__(self, chosen: list[str]) -> None:
        self.paths = sorted(chosen or (str(p) for pattern in ARITHMETIC for p in Path().glob(pattern)))
        self.sources = {path: Path(path).read_text() for path in self.paths}
        self.seconds: dict[pytest.Item, float] = {}
        self.reached: dict[tuple[str, str], set[pytest.Item]] = defaultdict(set)
        self.failed = False
        self.status = 1

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the tests that no mutant would meet."""
        if all(path.startswith(QUICK) for path in self.paths):
            items[:] = [item for item in items if not item.get_closest_marker("thorough")]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember whether any test failed."""
        self.failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure every test, then try every mutant."""
        self.functions = [
            f for f in gc.get_objects() if isinstance(f, FunctionType) and str(f.__module__).startswith("explorer")
        ]
        caches = (f for f in gc.get_objects() if isinstance(f, functools._lru_cache_wrapper))
        self.caches = [f for f in caches if str(f.__module__).startswith(("explorer.losses", "explorer.penalties"))]
        for item in session.items:
            self.measure(item)
        self.number = {item: i for i, item in enumerate(session.items)}
        self.kills = RawArray("i", len(session.items))  # the forks count here how many mutants each test has killed
        gc.freeze()
        if self.failed:
            raise RuntimeError("the tests fail without any mutant")
        print(f"\n{len(session.items)} tests take {sum(self.seconds.values()):.0f} s\n", flush=True)
        totals = [self.module(path) for path in self.paths]
        killed, every = (sum(column) for column in zip(*totals, strict=True))
        print(f"{'all':44}{every:6} mutants{killed:6} killed {100 * killed / every:6.2f} %")
        self.status = int(killed < ENOUGH * every)
        return True

    def run(self, item: pytest.Item) -> None:
        """One test, with nothing remembered by the package from others."""
        for cache in self.caches:
            cache.cache_clear()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)

    def measure(self, item: pytest.Item) -> None:
        """How long a test takes, the truths it compares with being remembered, and which functions it calls."""
        called: set[CodeType] = set()

        def note(frame: FrameType, *_: object) -> None:
            called.add(frame.f_code)

        threading.settrace(note)
        sys.settrace(note)
        for _ in range(2):
            start = time.perf_counter()
            self.run(item)
            self.seconds[item] = time.perf_counter() - start
            sys.settrace(None)
            threading.settrace(None)
            if not 0.1 < self.seconds[item] < 1.0:
                break
        for code in called:
            file = Path(code.co_filename)
            if file.is_relative_to(Path.cwd()):
                self.reached[str(file.relative_to(Path.cwd())), code.co_qualname.split(".<locals>")[0]].add(item)

    def module(self, path: str) -> tuple[int, int]:
        """Try all mutants of one module, a few at a time; how many were killed, and of how many."""
        start, waiting, running, outcomes = time.perf_counter(), mutants(path, self.sources[path]), {}, {}
        waiting.reverse()
        self.kills[:] = [0] * len(self.kills)
        while waiting or running:
            while waiting and len(running) < WORKERS:
                mutant = waiting.pop()
                running[self.fork(mutant)] = mutant
            pid, status = os.wait()
            mutant = running.pop(pid)
            outcomes[mutant] = os.waitstatus_to_exitcode(status)
            if outcomes[mutant] == SURVIVED:
                print("  survived:", mutant.describe(self.sources[path]), flush=True)
        every = sum(outcome != NOT_PYTHON for outcome in outcomes.values())
        killed = every - sum(outcome == SURVIVED for outcome in outcomes.values())
        late = sum(outcome == -signal.SIGPROF for outcome in outcomes.values())
        share, took = 100 * killed / max(every, 1), time.perf_counter() - start
        print(f"{path:44}{every:6} mutants{killed:6} killed {share:6.2f} %  ({late} by time)  {took:4.0f} s", flush=True)
        return killed, every

    def covering(self, mutant: Mutant) -> list[pytest.Item]:
        """The tests that reach a mutant, quick killers first; all tests for what is outside of functions, its own first."""

        def wait(item: pytest.Item) -> float:
            return self.seconds[item] / (1 + self.kills[self.number[item]])

        tests = {item for item in self.seconds if not (mutant.path.startswith(QUICK) and item.get_closest_marker("thorough"))}
        if mutant.in_function:
            return sorted(tests & self.reached[mutant.path, mutant.scope], key=wait)
        own = {
            item
            for (path, name), items in self.reached.items()
            for item in items
            if path == mutant.path and name.startswith(mutant.scope)
        }
        return sorted(tests, key=lambda item: (item not in own, wait(item)))

    def fork(self, mutant: Mutant) -> int:
        """Start a process that ends with the mutant's outcome; its id."""
        pid = os.fork()
        if pid:
            return pid
        outcome = KILLED
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            resource.setrlimit(resource.RLIMIT_AS, (8 * 2**30, 8 * 2**30))
            outcome = self.outcome(mutant)
        finally:
            os._exit(outcome)

    def outcome(self, mutant: Mutant) -> int:
        """Change the code and run the tests until one fails."""
        with warnings.catch_warnings(action="ignore"):
            try:
                old, new = (
                    compile(s, mutant.path, "exec")
                    for s in (self.sources[mutant.path], mutant.apply(self.sources[mutant.path]))
                )
            except SyntaxError:
                return NOT_PYTHON
            swap(sys.modules[mutant.path.removesuffix(".py").replace("/", ".")], self.functions, old, new, mutant.in_function)
        self.failed = False
        for item in self.covering(mutant):
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            self.run(item)
            if self.failed:
                self.kills[self.number[item]] += 1
                return KILLED
        return SURVIVED


def main() -> int:
    """Copy the tree, so that it may change meanwhile, and try its mutants there."""
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        for name in ("explorer", "tests"):
            shutil.copytree(
                ROOT / name, Path(folder, name), ignore=shutil.ignore_patterns("__pycache__", "browser", "mutation")
            )
        shutil.copy(ROOT / "pyproject.toml", folder)
        os.chdir(folder)
        sys.path.insert(0, folder)
        plugin = Mutation(sys.argv[1:])
        names = {name for path in map(Path, plugin.paths) for name in TESTS.get(path.stem) or TESTS[path.parent.name]}
        files = [str(path) for path in (Path(f"tests/{name}.py") for name in sorted(names)) if path.exists()]
        pytest.main(
            ["-q", "-s", "--tb=short", "-o", "addopts=", "--import-mode=importlib", "-p", "no:cacheprovider", *files], [plugin]
        )
    return plugin.status


if __name__ == "__main__":
    sys.exit(main())
