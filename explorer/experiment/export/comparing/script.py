"""A script that repeats a comparison on the same folds and prints the same table."""

from __future__ import annotations

import textwrap
from functools import partial
from types import FunctionType

import numpy as np

from explorer.core.text import shown
from explorer.experiment.export.comparing import templates
from explorer.experiment.export.comparing.fits import Fit, class_name, commented, fit_of
from explorer.experiment.export.scripts.base import joined
from explorer.experiment.export.scripts.parts import plain, wrapped
from explorer.experiment.export.scripts.source import Excerpts
from explorer.selection.comparing.comparison import Comparison
from explorer.selection.comparing.nested import best_place, oriented_mean
from explorer.selection.comparing.resampled_t import corrected_interval
from explorer.selection.comparing.row import Row
from explorer.selection.comparing.setup import Setup

Array = np.ndarray


def script_refusal(comparison: Comparison, missing: Array | None = None) -> str:
    """Why there is no script for a comparison, in a sentence; empty where there is one."""
    setup = comparison.setup
    if setup.data.offset is not None:
        return "Examples have exposures, and the script has none: fit rates with weights instead."
    if setup.fill is not None and missing is None:
        return "Gaps are filled inside the folds, so the script has to be told which cells were missing."
    if not _fits(comparison):
        return "None of these losses has a short method in a script."
    return ""


def script_rows(comparison: Comparison) -> tuple[str, ...]:
    """The names of the rows that its script repeats: all but those that no short method fits."""
    fitted = {name for name, _ in _fits(comparison)}
    return tuple(row.name for row in comparison.rows if row.trivial or row.name in fitted)


def comparison_script(comparison: Comparison, loader: str = "", missing: Array | None = None) -> str:
    """A script that stands by itself: the same examples, folds, strengths and metric, and at its end `comparison_table`.

    It fits with scikit-learn where that has the cost, elsewhere with NumPy; `script_rows` are what it repeats. ``loader`` are
    lines that make X and y, such as a data set's `scikit_learn`; without, the examples are written out. ``missing`` (n, d) says
    which cells were filled: the script fills them by the median of what is trained on. Raises ``ValueError`` with the sentence
    of `script_refusal`.
    """
    if refusal := script_refusal(comparison, missing):
        raise ValueError(refusal)
    setup, excerpts = comparison.setup, Excerpts()
    fits, imports = _fits(comparison), set[str]()
    for name, fit in fits:
        if fit.methods:
            excerpts.add(class_name(fit), comparison.row(name).loss, fit.methods)
        if fit.imports:
            imports.add(fit.imports)
    measure = _metric(comparison, excerpts)
    for function in (corrected_interval, best_place, oriented_mean):
        excerpts.add_function(function)
    rows = [
        f"({_text(name)}, {_strengths(comparison.row(name))}, {fit.name}, {_reading(comparison.row(name))})"
        for name, fit in fits
    ]
    trivial = [_trivial(row, setup, excerpts) for row in comparison.rows if row.trivial]
    left = [row.name for row in comparison.rows if row.name not in script_rows(comparison)]
    what = [
        f"Losses compared by {comparison.metric.label.lower()} on the same {setup.count} folds, {comparison.repeats} times.",
        "Features" + (" and target" if setup.data.task == "regression" else "") + " are standardised inside each fold."
        if setup.standardise else "Features are taken as they are; a plain-number target is standardised inside each fold.",
        "Each loss is shown at its best strength. Intervals: Nadeau and Bengio (2003). A comparison of Loss Explorer.",
        commented(left),
    ]  # fmt: skip
    heading = '"""Compare losses on the same folds.\n\n' + textwrap.fill(" ".join(filter(None, what)), 100) + '\n"""'
    settings = [
        f"FOLDS, REPEATS, SEED = {setup.count}, {comparison.repeats}, {setup.seed}",
        f"STANDARDISE, NUMBER, INTERCEPT = {setup.standardise}, {setup.data.task == 'regression'}, {setup.model.intercept}",
        f"SIGN = {comparison.metric.sign!r}  # what makes lower the better",
        f'MOST = float("{comparison.metric.most}")  # intervals are cut to what the metric can be',
    ]
    # The excerpt of the interval makes a named tuple, which is all that is printed.
    return joined(
        heading, templates.ONE_THREAD + "\n" + "\n".join(sorted({*templates.USED} | excerpts.imports | imports)),
        excerpts.text(), _data(setup, loader, missing), "\n".join(settings), _folds(setup, comparison.repeats), templates.PARTS,
        *(fit.lines for _, fit in fits), measure, _listed("ROWS", rows), _listed("TRIVIAL", trivial), templates.RUN,
    )  # fmt: skip


def _fits(comparison: Comparison) -> list[tuple[str, Fit]]:
    """The rows that can be fitted, in the order of the candidates."""
    setup, found = comparison.setup, []
    part = setup.part(0, (0,))
    names = {row.name for row in comparison.rows}
    for i, candidate in enumerate(setup.candidates):
        strengths = setup.strengths[i]
        positive = strengths[strengths > 0]
        if candidate.name not in names or positive.size < strengths.size:
            continue
        fit = fit_of(setup.problem(i, part.train).at(float(np.median(positive))), f"fit_{candidate.loss.id}_{i}")
        if fit is not None:
            found.append((candidate.name, fit))
    return found


def _metric(comparison: Comparison, excerpts: Excerpts) -> str:
    """Lines that define ``metric(y, z, reads, scaling, SHARE)``."""
    of = comparison.metric.of
    first, function = ("", of)
    if isinstance(of, partial):
        first, function = "".join(f"{value!r}, " for value in of.args), of.func
    assert isinstance(function, FunctionType)
    excerpts.add_function(function)
    return f"def metric(y, z, reads, scaling, SHARE):\n    return {function.__name__}({first}y, z, reads, scaling, SHARE)"


def _reading(row: Row) -> str:
    """How a row's scores are read: what a metric asks of a loss."""
    loss = row.loss
    return f"SimpleNamespace(link={loss.link!r}, probability={loss.probability!r}, task={loss.task!r})"


def _trivial(row: Row, setup: Setup, excerpts: Excerpts) -> str:
    model = next(model for model in setup.trivial if model.name == row.name)
    name = excerpts.add_function(model.of)
    return f"({row.name!r}, {name}, {_reading(row)})"


def _strengths(row: Row) -> str:
    return f"[{', '.join(plain(float(s)) for s in row.strengths)}]"


def _text(name: str) -> str:
    return repr(shown(name))


def _listed(name: str, items: list[str]) -> str:
    return f"{name} = [\n" + "".join(f"    {item},\n" for item in items) + "]"


def _data(setup: Setup, loader: str, missing: Array | None) -> str:
    """Lines that make X, y and SHARE."""
    data = setup.data
    lines = [loader.rstrip()] if loader else templates.table(data)
    if data.task == "multiclass":
        lines.append("y = y.astype(int)")
    if data.example_weights is None:
        lines.append("WEIGHTS = np.ones(len(y))")
    lines.append("MISSING = np.zeros(X.shape, dtype=bool)" if missing is None else templates.gaps(missing))
    return "\n".join(lines)


def _folds(setup: Setup, repeats: int) -> str:
    """Lines that make FOLD (REPEATS, n)."""
    if setup.groups is not None:
        rows = [wrapped(f"FOLD_{repeat}", fold.tolist()) for repeat, fold in enumerate(setup.folds[:repeats])]
        names = ", ".join(f"FOLD_{repeat}" for repeat in range(repeats))
        return "\n".join(["# Which fold holds each example out: groups stay together.", *rows, f"FOLD = np.array([{names}])"])
    classes = setup.data.task in ("binary", "multiclass")
    return templates.DEALT.format(
        kinds="[np.flatnonzero(y == label) for label in np.unique(y)]" if classes else "[np.arange(len(y))]"
    )
