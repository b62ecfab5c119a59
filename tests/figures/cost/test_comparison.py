"""Several runs on one axis: their looks, titles, captions and room."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.experiment.comparison import measure, yardsticks
from explorer.figures.base.palette import pinned_style
from explorer.figures.base.picture import Picker
from explorer.figures.cost.comparison import ComparedRun, comparison_picture
from tests.helpers.told import told


def test_a_race_has_seven_looks_and_a_title_that_is_computed():
    e = Experiment(steps=50)
    runs = [e, *(e.change(strength=s) for s in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0))]
    lanes = [ComparedRun(f"run {i}", run.train().data) for i, run in enumerate(runs)]
    data = next(y for y in yardsticks(runs) if y.id == "data")
    picture = comparison_picture(lanes, e.train().steps, data, (Picker("yardstick", "Show", "data", (("data", "loss"),)),), e)
    lines = [t["line"] for t in picture.figure.to_dict()["data"] if t.get("meta", {}).get("play") == "reveal"]
    assert len({line["color"] for line in lines}) == len({line["dash"] for line in lines}) == 7
    assert picture.title == "Loss, training: run 0 ends lowest"
    tie = comparison_picture([lanes[0], ComparedRun("twin", lanes[0].values)], e.train().steps, data, (), e)
    assert "a tie" in tie.title
    assert len({pinned_style(i) for i in range(6)}) == 6


def test_a_pinned_copy_of_the_run_waits_and_does_not_tie_with_it():
    steps = np.arange(51)
    data = next(y for y in yardsticks([Experiment()]) if y.id == "data")
    run, twin = ComparedRun("this run", 2.0 - 0.01 * steps), ComparedRun("strength 0.02", 2.0 - 0.01 * steps, same=True)
    waits = comparison_picture([run, twin], steps, data, (), Experiment())
    assert waits.title == "Pinned: change a setting"
    assert "is under the thick line" in told(waits)
    other = ComparedRun("strength 1", 3.0 - 0.01 * steps)
    assert comparison_picture([run, other, twin], steps, data, (), Experiment()).title == "Loss, training: this run ends lowest"


def test_the_caption_of_a_race_says_what_its_number_minds():
    runs = [Experiment(dataset="line", steps=20, loss=loss) for loss in ("squared", "huber")]
    for yardstick in yardsticks(runs):
        lanes = [ComparedRun(run.loss, measure(yardstick, run, run.train())) for run in runs]
        picture = comparison_picture(lanes, np.arange(21), yardstick, (), runs[0])
        assert yardstick.says in told(picture)
        assert len(yardstick.says) > 20


def test_the_axis_of_a_race_gives_room_to_what_is_close_and_says_so():
    steps = np.arange(501)
    fall = np.where(steps < 5, 100.0, 50.0) - 0.001 * steps
    data = next(y for y in yardsticks([Experiment()]) if y.id == "data")
    picture = comparison_picture([ComparedRun("one", fall), ComparedRun("two", fall - 0.1)], steps, data, (), Experiment())
    low, high = picture.figure.to_dict()["layout"]["yaxis"]["range"]
    assert high < 60
    assert low < 49.4
    assert "The first steps are off the top." in told(picture)
    even = comparison_picture([ComparedRun("one", 50.0 - 0.05 * steps)], steps, data, (), Experiment())
    assert even.figure.to_dict()["layout"]["yaxis"]["range"][1] == pytest.approx(51.5, abs=1)


def test_titles_name_the_run_that_is_lowest_at_the_step():
    runs = (Experiment(strength=0.0, steps=60), Experiment(strength=0.0, steps=60, solver="momentum"))
    histories = [run.train() for run in runs]
    cost = yardsticks(runs)[0]
    compared = [ComparedRun(name, measure(cost, run, h)) for name, run, h in zip("ab", runs, histories, strict=True)]
    picture = comparison_picture(compared, histories[0].steps, cost, (), runs[0])
    titles = dict(picture.titles)
    assert titles[0] == "Cost"  # a tie at the start
    assert titles[60] == picture.title
    for step in range(60):
        told = titles[max(first for first in titles if first <= step)]
        first, other = (h.total[step] for h in histories)
        lowest = "a" if first < other * (1 - 1e-9) else "b" if other < first * (1 - 1e-9) else ""
        assert told == (f"Cost: {lowest} is lowest" if lowest else "Cost")
