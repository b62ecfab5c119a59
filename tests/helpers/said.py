"""All that the pages say of an experiment: lines under charts, what stands behind More, titles, help, sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from explorer import DATASETS, LOSSES, PENALTIES, SOLVERS, Experiment
from explorer.core.params import FieldError
from explorer.figures.compare.stressed import stress_picture
from explorer.selection import answer, outlook
from explorer.selection.comparing.stress import stress_by_folds
from explorer.ui.view_models.compared import drawn as drawn_of
from explorer.ui.views import VIEWS
from explorer.words import compare as compare_words
from tests.claims.draws import experiment
from tests.fuzz.pages import Opened, opened
from tests.helpers.compare_content import OF_TASK as OF_TASK_COMPARED
from tests.helpers.compare_content import content
from tests.helpers.loss_pictures import OF_TASK

PAGES = ("train", "loss_cost", "surface", "shrinkage")
CHOICES = {
    "train": {"weights_view": "now", "fit_view": "components"},
    "surface": {"draw": "equal"},
    "shrinkage": {"path_view": "early", "why": "thresholds"},
}
"""Other ways in which pages show the same run."""


def each_once() -> Iterator[Experiment]:
    """Every loss, penalty, solver and small data set in some experiment that is allowed."""
    for dataset in DATASETS.values():
        yield Experiment(dataset=dataset.id, steps=40)
    for loss in LOSSES.values():
        if not loss.untrainable:
            yield Experiment(dataset=OF_TASK[loss.task], loss=loss.id, steps=40)
    for penalty in PENALTIES:
        yield Experiment(penalty=penalty, strength=0.1, steps=40)
    for solver in SOLVERS:
        try:
            yield Experiment(solver=solver, penalty="l2", steps=40)
        except FieldError:
            continue


def changed() -> list[Experiment]:
    """Experiments in which much is unusual: changes in mid-run, moved examples, no intercept, a network, factors."""
    line, flat = Experiment(dataset="line", steps=80), Experiment(dataset="xor", model="mlp", steps=60)
    return [
        line.change(at=30, loss="absolute").change(at=50, strength=0.5),
        line.change(edits=((3, 1, 9.0),)),
        line.change(penalty="none"),
        Experiment(penalty="l1", strength=0.3, relaxed=True, steps=80),
        Experiment(rate=5.0, steps=200),
        Experiment(dataset="moons", model="mlp", steps=60),
        Experiment(dataset="penguins", model="mlp", penalty="l1", strength=0.05, steps=60),
        Experiment(dataset="diabetes", params={"model.intercept": False}, standardise=False, steps=60),
        Experiment(penalty="l1", factors=(("bmi", 0.0), ("s5", 3.0)), steps=60),
        Experiment(penalty="l1", adaptive=1.0, steps=60),
        Experiment(dataset="claims", exposure_column="years insured", steps=60),
        Experiment(dataset="breast_cancer", class_weight="balanced", flips=0.1, steps=60),
        flat.change(starting_weights=(0.0,) * flat.problem().size),
        Experiment(slice="random", steps=60),
        Experiment(slice="principal", steps=60),
    ]  # fmt: skip


def drawn(many: int, seed: int = 0) -> Iterator[Experiment]:
    """Random experiments, as many as asked for."""
    rng = np.random.default_rng(seed)
    for _ in range(many):
        yield experiment(rng)


class Said:
    """Texts by their kind and page; each with the experiment that said it first."""

    def __init__(self) -> None:
        self.texts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)

    def add(self, kind: str, page: str, text: str, where: str) -> None:
        """Keep a text, once."""
        if text and text.strip():
            self.texts[kind, page].setdefault(text.strip(), where)

    def read(self, page: Opened, where: str) -> None:
        """All that a page said."""
        assert not page.at.exception, (where, page.view, page.at.exception)
        for chart in page.charts:
            for kind in ("title", "caption", "alt", "ending"):
                self.add(kind, page.view, chart[kind], where)
            for sentence in chart["more"]:
                self.add("more", page.view, sentence, where)
        for kind in ("caption", "warning", "info"):
            for element in page.at.get(kind):
                self.add("note", page.view, str(element.value), where)
        for element in page.at.get("markdown"):
            self.add("markdown", page.view, str(element.value), where)
        for element in _everything(page.at):
            for text in getattr(element.proto, "help", "").split("  \n"):  # the glossary explains several terms, one a line
                self.add("help", page.view, text, where)
            self.add("label", page.view, getattr(element.proto, "label", ""), where)

    def of(self, kind: str) -> dict[str, dict[str, str]]:
        """The texts of a kind, by page."""
        return {page: texts for (k, page), texts in self.texts.items() if k == kind}


def _everything(at) -> Iterator:
    """Every element of a page that has a protocol message."""
    waiting = [at.main, at.sidebar]
    while waiting:
        block = waiting.pop()
        for child in block.children.values():
            if hasattr(child, "children"):
                waiting.append(child)
            if getattr(child, "proto", None) is not None:
                yield child


def of_comparison(said: Said, task: str) -> None:
    """What the pictures of a comparison say, and of a stress test, half of it too."""
    shown = content(task)
    stressed = list(stress_by_folds(shown.comparison, [0.0, 0.2, 0.4]))
    pictures = [each.picture for each in drawn_of(shown)]
    pictures += [stress_picture(shown, found, 3).picture for found in (stressed[0], stressed[-1])]
    for picture in pictures:
        for kind in ("title", "caption", "alt"):
            said.add(kind, "compare", getattr(picture, kind), task)
        for sentence in picture.more:
            said.add("more", "compare", sentence, task)
    for sentence in (answer(shown.comparison), outlook(shown.comparison), *compare_words.ENDS.values(), compare_words.NETWORK):
        said.add("note", "compare", sentence, task)


@lru_cache(maxsize=2)
def everything_said(many: int, few: bool = False) -> Said:
    """All that is said of unusual experiments, of ``many`` random ones, and unless ``few`` of every entry of a catalogue."""
    said = Said()
    experiments = [*changed(), *(() if few else each_once()), *drawn(many)]
    for i, e in enumerate(experiments):
        query = e.to_query()
        for view, more in ((view, CHOICES.get(view, {}) if i % 2 else {}) for view in PAGES):
            for page in opened(query | more, {}, [view]):
                said.read(page, str(query))
    for page in opened({}, {}, [view for view in VIEWS if view not in PAGES]):
        said.read(page, "")
    for task in OF_TASK_COMPARED:
        of_comparison(said, task)
    return said
