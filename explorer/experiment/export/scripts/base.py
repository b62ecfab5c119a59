"""The base class of kinds of exported scripts, and how their text is put together."""

from __future__ import annotations

import textwrap
from abc import ABC, abstractmethod

from explorer.core.text import number
from explorer.experiment.experiment import Experiment
from explorer.training.history import History


class Kind(ABC):
    """Scripts for one library. One file in this folder each: ``name`` is its id in links, ``label`` what the page calls it."""

    name: str
    label: str
    rank: int = 100

    @abstractmethod
    def refusal(self, experiment: Experiment) -> str:
        """Why there is no script of this kind, in a sentence; empty where there is one."""

    @abstractmethod
    def text(self, experiment: Experiment, apart: str = "", history: History | None = None) -> str:
        """The script. It says ``apart``: why its weights are not those of the run, or may not be.

        ``history`` is the run, where it was trained already.
        """

    def repeats(self, experiment: Experiment) -> bool:
        """Whether the script repeats the run, and does not look for the minimum."""
        return False


def heading(experiment: Experiment, what: str, apart: str = "") -> str:
    """The first lines: what is minimised, on what, and how; ``apart`` says why the run may end elsewhere."""
    now, problem = experiment.now, experiment.problem()
    penalty = "no penalty"
    if not problem.penalty.is_zero():
        penalty = f"{problem.penalty.name} at strength {number(now.strength)}"
        penalty += "" if problem.penalty.factors is None else ",\ntimes a factor for each feature"
    units = []
    if now.standardise:
        units.append("features")
    if problem.data.task == "regression":
        units.append("target")
    biases = "Biases are not penalised." if problem.network.biased else "There is no intercept."
    scaled = f"\nThe weights are those of the standardised {' and '.join(units)}." if units else ""
    mean = "mean loss" if problem.data.example_weights is None else "mean loss, weighted by SHARE"
    note = "\n\n" + textwrap.fill(apart, 120) if apart else ""
    return (
        f'"""{what}\n\nThe cost is the {mean} ({problem.loss.label}) over {problem.n} examples, with {penalty}.\n'
        f'{biases} An experiment of Loss Explorer.{scaled}{note}\n"""'
    )


def joined(*blocks: str) -> str:
    """Blocks of lines with an empty line between, two around functions and classes; empty ones are left out."""
    text = ""
    for block in filter(None, blocks):
        last = [line for line in text.splitlines() if line and not line[0].isspace()]
        defined = block.startswith(("def ", "class ")) or (last and last[-1].startswith(("def ", "class ")))
        text += ("\n\n" if defined else "\n" if text else "") + block + "\n"
    return text
