"""What may not be on a page: an exception, a number that JSON refuses, long work without a word, nan among words."""

from __future__ import annotations

import ast
import base64
import json
import math
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from explorer import Experiment
from explorer.experiment.export.scripts import KINDS, script, script_refusal
from explorer.experiment.export.translate import translations, untranslated
from explorer.figures.base.picture import Picture
from explorer.figures.path.strength_axis import AXES
from explorer.figures.surface.content import SliceContent
from explorer.figures.surface.picture import slice_pictures
from explorer.path.regularization_path import regularization_path
from explorer.selection.information import information_criteria, information_refusal
from explorer.ui.parts.picture import message_of
from explorer.ui.view_models.comparison import compare, curve
from explorer.ui.view_models.slice import run_on_slice
from explorer.ui.view_models.slice_pictures import PanelOptions, slice_content
from explorer.ui.view_models.trained_run import Trained, trained
from explorer.ui.view_models.weight_path import run_on_path
from tests.fuzz.pages import Opened

LONGEST, MOST = 3.0, 30.0
"""Seconds that a piece of work may take without a word, and with one."""
NO_WORD = re.compile(r"(?<![\w.\"(=])(?<!\"[-+])([nN]a[nN]|[-+]?[iI]nf(inity)?|None)(?![\w\"=])")
OF_PINS = re.compile(r"race[1-9]|p\d+w\d+|p?[xy]\d")
"""Columns of pinned runs, which have gaps where such a run has ended."""
TOLD = ("fine surface", "fine path")
"""Work that calls a checkpoint, by which a page tells that it goes on."""
Finding = Iterator[str]


def page(found: Opened) -> Finding:
    """What is wrong with a page."""
    for error in found.at.exception:
        yield f"exception {error.value[:200]} at {' | '.join(error.stack_trace[-2:])[:300]}"
    if found.seconds > (MOST if found.told else LONGEST):
        yield f"{found.seconds:.1f} s {'with' if found.told else 'without'} a word"
    for chart in found.charts:
        yield from message(chart)
    for picture in found.pictures:
        yield from drawing(picture)
    for body in found.runs:
        yield from parcel(body)
    for hit in NO_WORD.finditer(found.words):
        yield f"words: ...{found.words[max(0, hit.start() - 80) : hit.end() + 40]!r}"


def message(chart: dict[str, Any]) -> Finding:
    """A chart on its way to the browser: JSON takes it, and no packed number of its traces is not finite."""
    try:
        json.dumps(chart, allow_nan=False)
    except ValueError as error:
        yield f"{chart['name']}: {error}"
    for place, packed in _packed(chart["figure"], ""):
        values = np.frombuffer(base64.b64decode(packed["bdata"]), packed["dtype"])
        allowed = ~np.isinf(values) if ".meta" in place else np.isfinite(values)
        if not allowed.all():
            yield f"{chart['name']}{place}: {int((~allowed).sum())} of {values.size} are not finite"


def _packed(value: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if "bdata" in value:
            yield place, value
        for key, item in value.items():
            yield from _packed(item, f"{place}.{key}")
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _packed(item, f"{place}[{i}]")


def drawing(picture: Picture) -> Finding:
    """What a builder put into a figure: gaps are for the values of a trace, and no trace consists of gaps alone."""
    yield from _lost(picture.drawing.layout, f"{picture.name}.layout")
    for i, trace in enumerate(picture.drawing.traces):
        name = f"{picture.name}.trace[{i}]"
        yield from _lost({key: item for key, item in trace.items() if key not in ("x", "y", "z", "customdata")}, name)
        for axis in "xyz":
            values = trace.get(axis)
            numbers = isinstance(values, np.ndarray) and values.dtype.kind == "f"
            if numbers and values.size and not np.isfinite(values).any():
                yield f"{name}.{axis}: none of {values.size} values is finite"


def _lost(value: Any, place: str) -> Finding:
    """Single numbers that are not finite: for them there is no gap."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _lost(item, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for i, item in enumerate(value):
            yield from _lost(item, f"{place}[{i}]")
    elif isinstance(value, float | np.floating) and not math.isfinite(value):
        yield f"{place} is {value}"


def parcel(body: bytes) -> Finding:
    """A run on its way to the player: gaps are for pinned runs that have ended."""
    size = int.from_bytes(body[:4], "little")
    head = json.loads(body[4 : 4 + size], parse_constant=_refused)
    values, at = np.frombuffer(body[4 + size :], "<f4"), 0
    for name in head["columns"]:
        column = values[at : at + head["rows"]]
        at += head["rows"]
        if not np.isfinite(column).all() and not (OF_PINS.fullmatch(name) and np.isfinite(column).any()):
            yield f"column {name}: {int((~np.isfinite(column)).sum())} of {column.size} are not finite"
    if not np.isfinite(values[at:]).all():
        yield f"weights or matrices: {int((~np.isfinite(values[at:])).sum())} are not finite"


def _refused(word: str) -> None:
    raise ValueError(f"{word} in the head of a run")


def work(e: Experiment, pins: tuple[Experiment, ...]) -> Iterator[tuple[str, Callable[[], Finding]]]:
    """What a visitor asks for with a press on a page: pieces of work by name, each giving its findings."""
    run = trained(e)
    for kind in KINDS:
        yield f"script {kind}", lambda kind=kind: _script(e, kind)
    yield "translations", lambda: _translated(e)
    for yardstick in compare(run, pins).yardsticks:
        yield f"compared by {yardstick.id}", lambda chosen=yardstick.id: _picture(curve(compare(run, pins, chosen)))
    if run.problem.size > 1:  # the cost over one weight is a curve, and the same for all
        yield "fine surface", lambda: _pictures(slice_pictures(_fine(run, pins)))
    yield "fine path", lambda: _path(e)
    yield "information", lambda: _information(e)
    yield "cross-validation begun", lambda: _begun(e)


def _fine(run: Trained, pins: tuple[Experiment, ...]) -> SliceContent:
    return slice_content(run_on_slice(run, pins, 0), PanelOptions(), None, True)


def timed(name: str, of: Callable[[], Finding]) -> Finding:
    """The findings of a piece of work: what is wrong with its result, an exception, too long a time."""
    began = time.thread_time()
    try:
        yield from (f"{name}: {finding}" for finding in of())
    except Exception as error:
        yield f"{name}: exception {type(error).__name__} {str(error)[:200]}"
    if (took := time.thread_time() - began) > (MOST if name in TOLD else LONGEST):
        yield f"{name}: {took:.1f} s {'with' if name in TOLD else 'without'} a word"


def _picture(picture: Picture) -> Finding:
    yield from message(message_of(picture))
    yield from drawing(picture)
    words = " ".join((picture.title, picture.caption, picture.alt, picture.ending))
    yield from (f"words: {words[max(0, hit.start() - 80) : hit.end() + 40]!r}" for hit in NO_WORD.finditer(words))


def _pictures(pictures: Any) -> Finding:
    for picture in pictures:
        yield from _picture(picture)


def _script(e: Experiment, kind: str) -> Finding:
    if refusal := script_refusal(e, kind):
        yield from (f"words: {refusal!r}" for _ in NO_WORD.finditer(refusal))
        return
    text = script(e, kind, trained(e).history)
    tree = ast.parse(text)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if names & {"nan", "inf"}:
        yield f"names {names & {'nan', 'inf'}}"
    said = ast.get_docstring(tree) or ""
    yield from (f"words: {said[max(0, hit.start() - 80) : hit.end() + 40]!r}" for hit in NO_WORD.finditer(said))


def _translated(e: Experiment) -> Finding:
    problem = e.problem()
    for found in translations(problem, solver=e.now.solver):
        if NO_WORD.search(found.code.replace('float("inf")', "")):
            yield f"{found.code}"
        yield from (f"words: {found.note!r}" for _ in NO_WORD.finditer(found.note))
    yield from (f"words: {text!r}" for text in untranslated(problem) if NO_WORD.search(text))


def _path(e: Experiment) -> Finding:
    run = trained(e)
    for kind in AXES:
        on_path = run_on_path(run, kind, run_on_path(run, kind).problem)
        for name, column in on_path.columns.items():
            if np.isnan(column).any():  # no step at all is like an infinite strength
                yield f"column {name} of {kind}: {int(np.isnan(column).sum())} of {column.size} are no numbers"
        yield from (f"words: {note!r}" for note in on_path.notes if NO_WORD.search(note))


def _information(e: Experiment) -> Finding:
    on_path = run_on_path(trained(e), next(iter(AXES)))
    problem = on_path.problem
    if on_path.path is not None and not on_path.refusal and not information_refusal(problem):
        found = information_criteria(problem, regularization_path(problem))
        yield from () if np.isfinite(found.strengths).all() else ("strengths that are not finite",)


def _begun(e: Experiment) -> Finding:
    on_path = run_on_path(trained(e), next(iter(AXES)))
    if on_path.path is None or on_path.refusal:
        return
    try:
        e.now.change(strength=0.0, starting_weights=()).cross_validation(folds=5)
    except ValueError as error:
        yield from (f"words: {error}" for _ in NO_WORD.finditer(str(error)))
