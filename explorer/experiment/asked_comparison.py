"""What an experiment's data are compared on: the question behind a comparison, and the work that answers it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from explorer.core.cached import cached
from explorer.cost.compatibility import fits
from explorer.datasets.base import Dataset
from explorer.datasets.gaps import filled, medians
from explorer.datasets.preparation import fit_scaling
from explorer.datasets.table import OwnTable
from explorer.datasets.weighting import with_columns
from explorer.experiment.experiment import Experiment
from explorer.losses import LOSSES
from explorer.losses.base import Loss
from explorer.penalties import PENALTIES
from explorer.penalties.base import Penalty
from explorer.selection.comparing.candidates import Candidate, candidate_refusal
from explorer.selection.comparing.metrics import comparison_metrics
from explorer.selection.comparing.number_metrics import pinball
from explorer.selection.comparing.task import ComparisonTask
from explorer.selection.metrics import Metric

Array = np.ndarray
USUAL_LOSSES, FEWEST_GROUPS = 3, 3
PINBALL = "pinball"


@dataclass(frozen=True)
class AskedComparison:
    """A comparison as it is asked for: of which data, and with which choices.

    ``about`` is the experiment whose data, model and parameters of losses and penalties it has; nothing else of it counts.
    ``losses`` and ``penalties`` are ids; ``tried`` strengths are tried along each path, by the ``metric`` of that id, at the
    ``quantile`` where it has one. Where ``nested`` the choice is made once more inside each fold.
    """

    about: Experiment
    losses: tuple[str, ...]
    penalties: tuple[str, ...]
    metric: str
    quantile: float = 0.5
    tried: int = 30
    folds: int = 5
    repeats: int = 3
    nested: bool = True
    groups: str = ""

    @property
    def data(self) -> Dataset:
        """The examples that are compared on."""
        return compared_data(self.about)

    @property
    def loader(self) -> str:
        """Python that gives the same examples from scikit-learn's copy; empty where it has none, or something was changed."""
        e = self.about
        changed = e.edits or e.weight_column or e.exposure_column
        return "" if changed else e.make("dataset").scikit_learn

    @property
    def _made(self) -> tuple[tuple[Loss, ...], tuple[Penalty, ...]]:
        """The losses and the penalties with their parameters."""
        losses, penalties = (made_loss(self.about, name) for name in self.losses), self.penalties
        return tuple(losses), tuple(made_penalty(self.about, name) for name in penalties)

    def same_as(self, other: AskedComparison) -> bool:
        """Whether another one has the same answer: what else the experiments have does not count."""
        apart = (replace(each, about=Experiment()) for each in (self, other))
        return len(set(apart)) == 1 and self._made == other._made and same_ground(self.about, other.about)

    def task(self) -> ComparisonTask:
        """The work."""
        e, data = self.about, self.data
        return ComparisonTask(
            data, *self._made, self.tried, metric_of(data.task, self.metric, self.quantile), self.folds, self.repeats,
            e.seed, int(self.nested), groups_of(e, self.groups), e.make("model"), e.standardise,
            None if data.gaps is None else partial(refilled, data),
        )  # fmt: skip


@cached(32)
def about(experiment: Experiment) -> Experiment:
    """What of an experiment a comparison depends on, as an experiment: not how it is trained, and not its strength."""
    now, plain = experiment.now, Experiment()
    apart = ("solver", "rate", "schedule", "batch", "start", "validation", "noise", "flips", "balance", "class_weight",
             "factors", "adaptive", "relaxed", *plain.VIEW)  # fmt: skip
    return now.change(strength=0.0, starting_weights=(), **{name: getattr(plain, name) for name in apart})


def same_ground(one: Experiment, other: Experiment) -> bool:
    """Whether two experiments are compared on the same examples, with the same model and the same folds.

    >>> same_ground(Experiment(loss="huber"), Experiment(penalty="l1")), same_ground(Experiment(), Experiment(seed=1))
    (True, False)
    """
    return _ground(one.now) == _ground(other.now)


def _ground(now: Experiment) -> tuple[object, ...]:
    fields = ("dataset", "model", "standardise", "seed", "edits", "weight_column", "exposure_column")
    params = tuple(item for item in now.params.items() if item[0].split(".")[0] in fields)
    return (*(getattr(now, name) for name in fields), params)


def ignored(experiment: Experiment) -> list[str]:
    """Settings of an experiment that a comparison leaves out, by name: it takes the data as they are."""
    now, plain = experiment.now, Experiment()
    names = {"noise": "noise", "flips": "flipped labels", "balance": "class balance", "class_weight": "class weights",
             "factors": "factors of features", "adaptive": "adaptive factors"}  # fmt: skip
    return [words for name, words in names.items() if getattr(now, name) != getattr(plain, name)]


def compared_data(experiment: Experiment) -> Dataset:
    """All examples of an experiment's data set in original units, as they were moved by hand, with nothing corrupted."""
    return with_columns(experiment.raw(), experiment.weighting)


def group_columns(experiment: Experiment) -> tuple[str, ...]:
    """The columns of a table of one's own by which rows can be kept together: those in which some rows have the same."""
    own = experiment.dataset
    if not isinstance(own, OwnTable):
        return ()
    used = own.choices.target
    return tuple(c.name for c in own.table.columns if c.name != used and FEWEST_GROUPS <= c.distinct < own.made.rows.size)


def groups_of(experiment: Experiment, column: str) -> tuple[str, ...] | None:
    """What each example has in a column of its table; None for no column. Empty cells are one group."""
    own = experiment.dataset
    if not column or not isinstance(own, OwnTable):
        return None
    values = own.table.column(column)
    rows = own.made.rows.tolist()
    if values.numbers is not None:
        return tuple("" if values.missing[row] else repr(float(values.numbers[row])) for row in rows)
    assert values.codes is not None
    return tuple("" if values.missing[row] else values.levels[int(values.codes[row])] for row in rows)


def refilled(data: Dataset, trained: Array) -> Dataset:
    """The data with their gaps filled by the medians of the rows (m,) that are trained on."""
    return filled(data, medians(data.rows(trained)))


def metric_of(task: str, name: str, quantile: float = 0.5) -> Metric | None:
    """The metric of an id, for a kind of target; the usual one, None, where it is not one of that kind's."""
    if name == PINBALL and any(metric.id == PINBALL for metric in comparison_metrics(task)):
        return pinball(quantile)
    return next((metric for metric in comparison_metrics(task) if metric.id == name), None)


def made_loss(experiment: Experiment, name: str) -> Loss:
    """A loss by its id: the experiment's own with its parameters, any other with its usual ones."""
    return experiment.make("loss") if name == experiment.loss else LOSSES[name]()


def made_penalty(experiment: Experiment, name: str) -> Penalty:
    """A penalty by its id, likewise."""
    return experiment.make("penalty") if name == experiment.penalty else PENALTIES[name]()


@cached(16)
def offered_losses(experiment: Experiment) -> tuple[str, ...]:
    """The ids of the losses that can be compared on its data, common ones first; under L2, which every loss goes with."""
    return tuple(name for name, _ in _in_order(compared_data(experiment).task) if not _refusal(experiment, name, "l2"))


def _in_order(task: str) -> list[tuple[str, type[Loss]]]:
    """The losses that are trained with on a kind of target, its own first."""
    found = [(name, loss) for name, loss in LOSSES.items() if fits(loss, task) and not loss.untrainable]
    return sorted(found, key=lambda item: item[1].task != task)


def _refusal(experiment: Experiment, loss: str, penalty: str) -> str:
    """Why a loss under a penalty cannot be compared, by whatever metric; empty where it can."""
    data = _scaled(experiment)
    one = Candidate("", made_loss(experiment, loss), made_penalty(experiment, penalty))
    neutral = next(metric for metric in comparison_metrics(data.task) if not metric.needs)
    return candidate_refusal(one, data, experiment.make("model"), neutral)


@cached(4)
def _scaled(experiment: Experiment) -> Dataset:
    data = compared_data(experiment)
    return fit_scaling(data, experiment.standardise, data.task == "regression", experiment.make("model").intercept).apply(data)


def usual_losses(experiment: Experiment) -> list[str]:
    """Those to begin with: the experiment's own, and the most common ones that are offered."""
    offered = offered_losses(experiment)
    own = [experiment.loss] if experiment.loss in offered else []
    return [*own, *(name for name in offered if name not in own)][:USUAL_LOSSES]


@cached(16)
def offered_penalties(experiment: Experiment) -> tuple[str, ...]:
    """The ids of the penalties that some loss that is offered can be compared under."""
    return tuple(
        name for name, penalty in PENALTIES.items()
        if not penalty().is_zero() and any(not _refusal(experiment, loss, name) for loss in offered_losses(experiment))
    )  # fmt: skip


def usual_penalty(experiment: Experiment) -> str:
    """The experiment's own penalty where it is offered, else the first that is."""
    offered = offered_penalties(experiment)
    return experiment.penalty if experiment.penalty in offered else offered[0] if offered else ""
