"""The Shrinkage page without a browser: every data set and penalty, refusals, the choice, what the line tells, odd words."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer import DATASETS, PENALTIES, Experiment
from explorer.experiment.export.scripts import KINDS, Kind
from explorer.experiment.pinned import name
from explorer.figures.base.palette import pinned_style
from explorer.figures.path.picture import path_picture
from explorer.path.methods.choice import path_refusal
from explorer.selection.cross_validation import cross_validate
from explorer.ui.parts import cross_validation, strength_line
from explorer.ui.parts.export import WHOLE
from explorer.ui.view_models import weight_path
from explorer.ui.view_models.trained_run import trained
from explorer.ui.view_models.weight_path import run_on_path
from explorer.ui.views import shrinkage
from explorer.ui.visit import VISIT, Visit
from tests.helpers.paged import experiment, opened

pytestmark = pytest.mark.usefixtures("shown_step")


def page(**query: str) -> AppTest:
    return opened("shrinkage", {"steps": "20"} | query)


def told(at: AppTest) -> str:
    return "\n".join(e.value for e in [*at.markdown, *at.caption, *at.warning, *at.info]).replace("\\", "")


def button(at: AppTest, label: str):
    return next(b for b in at.button if b.label == label)


def charts(at: AppTest) -> int:
    return len(at.get("bidi_component"))


@pytest.mark.thorough
@pytest.mark.parametrize("dataset", list(DATASETS))
def test_every_data_set_has_the_page(dataset):
    at = page(dataset=dataset)
    assert charts(at) == 4  # the player, the path, why, and the held-out error
    assert "elsewhere" in told(at)
    for toggle in at.toggle:
        if toggle.key == WHOLE:  # a long script is shown on request
            toggle.set_value(True).run()
    assert "import" in at.code[0].value


@pytest.mark.parametrize("penalty", list(PENALTIES))
def test_every_penalty_has_a_path_or_a_sentence_and_a_way_out(penalty):
    at = page(penalty=penalty)
    refusal = path_refusal(experiment(at).problem())
    assert refusal in told(at)
    assert bool(refusal) == ("no_path.button" in [b.key for b in at.button])
    assert charts(at) == 3 + (not refusal)
    assert ("is not convex" in run_on_path(trained(experiment(at)), "strength").path.note) == (not PENALTIES[penalty]().convex)


@pytest.mark.parametrize(
    "query",
    [{"penalty": "none"}, {"loss": "absolute", "penalty": "mcp"}, {"loss": "tukey"}, {"model": "mlp"},
     {"loss": "brier", "dataset": "moons"},
     {"model": "mlp", "loss": "quantile", "penalty": "none"}],
)  # fmt: skip
def test_where_there_is_no_path_one_click_leads_to_one(query):
    at = page(**query)
    assert charts(at) == 3
    assert path_refusal(experiment(at).problem()) in told(at)
    at.button(key="no_path.button").click().run()
    assert not at.exception
    assert not path_refusal(experiment(at).now.problem())
    assert charts(at) == 4


def test_a_loss_with_kinks_has_a_path_whose_gap_is_told():
    at = page(loss="absolute")
    assert charts(at) == 4
    assert "Along this path the gap is at most" in told(at)
    assert "of what zero weights cost above the least that the targets allow." in told(at)
    assert "of the cost at zero weights" not in told(at)


def test_stopping_early_is_shown_beside_l2_where_there_is_no_penalty():
    seen = run_on_path(trained(Experiment(penalty="none", steps=50)), "strength")
    assert seen.path is not None
    assert seen.path_content("weights").shows.keys() == {"early"}
    run = trained(Experiment(penalty="none", steps=50, solver="adam"))
    assert run_on_path(run, "strength").path is None


def test_the_twins_are_a_click_away():
    at = page()
    button(at, "Twins with L1").click().run()
    e = experiment(at).now
    assert (e.dataset, e.penalty) == ("twins", "l1")
    lasso = e.path([0.1]).weights[0]
    ridge = e.change(penalty="l2").path([0.1]).weights[0]
    assert np.count_nonzero(lasso[:2]) == 1
    assert abs(ridge[0] - ridge[1]) < 0.5 * abs(ridge[:2]).max()


def test_cross_validation_goes_a_fold_at_a_time_and_a_choice_is_taken():
    at = page(penalty="l1", strength="0.1")
    button(at, "Cross-validate").click().run()
    done = []
    while (work := at.session_state[cross_validation.WORK]).running:
        done.append(work.validation.done)
        assert [b.label for b in at.button if b.label == "Cancel"]
        at.run()
    assert done == [1, 2, 3, 4]
    at.run()
    e = Experiment(penalty="l1", strength=0.1, steps=20)
    alone = e.cross_validate()
    again = cross_validate(e.problem(), alone.strengths, seed=e.seed)
    np.testing.assert_allclose(work.chosen.mean, again.mean, rtol=1e-9)
    assert f"{alone.mean[alone.best_at]:.3g} ±" in told(at)
    button(at, f"Take {alone.one_se:g} (one standard error)").click().run()
    assert experiment(at).now.strength == alone.one_se
    assert button(at, f"{alone.one_se:g} is in force (one standard error)").disabled
    assert not button(at, f"Take {alone.best:g} (minimum)").disabled
    assert at.session_state[cross_validation.WORK].chosen is work.chosen  # another strength, the same choice to make
    assert not at.exception


def test_cancel_drops_the_work_and_another_problem_has_work_of_its_own():
    at = page(penalty="l1")
    button(at, "Cross-validate").click().run()
    button(at, "Cancel").click().run()
    assert at.session_state[cross_validation.WORK] is None
    button(at, "Cross-validate").click().run()
    about = at.session_state[cross_validation.WORK].about
    button(at, "Twins with L2").click().run()
    assert at.session_state[cross_validation.WORK].about == about
    assert [b.label for b in at.button if b.label == "Cross-validate"]


def test_folds_that_do_not_fit_the_data_are_refused_in_a_sentence():
    at = page(dataset="stackloss")
    at.selectbox(key=cross_validation.FOLDS).set_value(20).run()
    button(at, "Cross-validate").click().run()
    assert "20 folds need at least 20 examples" in told(at)
    assert not at.session_state[cross_validation.WORK]


def test_odd_columns_are_told():
    at = page(dataset="twins", dataset__apart="0")
    assert "twin a and twin b are copies of each other" in told(at)
    assert charts(at) == 4


def test_a_solver_that_goes_elsewhere_is_told():
    assert "does not end on this path" in told(page(solver="adamw"))


def test_a_kind_of_script_brings_the_name_that_the_page_shows(monkeypatch):
    class WithFortran(Kind):
        name, label, rank = "fortran", "Fortran 90", 40

        def refusal(self, experiment):
            return "It has a sentence of its own."

        def text(self, experiment):
            raise AssertionError

    monkeypatch.setitem(KINDS, "fortran", WithFortran())
    at = page()
    assert at.selectbox(key="shrinkage.script").options == ["NumPy", "scikit-learn", "PyTorch", "Fortran 90"]
    at.selectbox(key="shrinkage.script").set_value("fortran").run()
    assert "It has a sentence of its own." in told(at)


def test_what_a_script_cannot_do_is_told():
    at = page(loss="tukey")
    at.selectbox(key="shrinkage.script").set_value("scikit-learn").run()
    assert "scikit-learn has nothing that minimises" in told(at)
    assert not at.code


@pytest.fixture
def heard(monkeypatch):
    """Hands the words of a chart to the page, and gives what the session keeps after them."""
    run = Experiment(steps=100)
    kept = {VISIT: Visit(run, (), {}, length=run.steps)}
    monkeypatch.setattr("streamlit.session_state", kept)

    def hear(name, told, words):
        kept[f"shrinkage.{name}"] = SimpleNamespace(picked=words)
        told()
        return kept

    return hear


def told_of_path() -> None:
    shrinkage._on_chart(Experiment().problem())


TELLERS = [("path", told_of_path), ("validated", cross_validation._on_chart), ("why", shrinkage._on_reason)]


@pytest.mark.parametrize("teller", TELLERS, ids=[name for name, _ in TELLERS])
@pytest.mark.parametrize(
    "words",
    [
        None, "x", 7, [1], {}, {"strength": "x"}, {"strength": True}, {"strength": math.nan}, {"strength": -1.0},
        {"strength": 1e9}, {"strength": None}, {"judged_by": "x"}, {"judged_by": 3}, {shrinkage.WHY: "x"},
    ],
)  # fmt: skip
def test_forged_words_of_a_chart_change_nothing(heard, teller, words):
    kept = heard(*teller, words)
    assert kept[VISIT] == Visit(Experiment(steps=100), (), {}, length=100)
    assert kept.keys() == {VISIT, f"shrinkage.{teller[0]}"}


@pytest.mark.parametrize("teller", TELLERS[:2], ids=["path", "validated"])
def test_a_moved_line_is_the_strength_from_the_step_shown(heard, teller):
    kept = heard(*teller, {"strength": 0.5, "step": 40})
    assert kept[VISIT].experiment.changes == ((40, "strength", 0.5),)
    assert kept[strength_line.AGAIN]


def test_forged_menus_show_what_is_usual():
    at = page(penalty="l1", loss="huber")
    at.session_state[shrinkage.SHOWN] = "<b>"
    at.session_state[shrinkage.AGAINST] = "freedom"  # not known for this loss
    at.session_state[shrinkage.WHY] = "?"
    at.run()
    assert not at.exception
    assert charts(at) == 4


def test_the_strength_in_force_follows_what_was_changed_on_the_way():
    e = Experiment(steps=60, strength=0.1).change(at=30, strength=1.0)
    run = trained(e)
    place = run_on_path(run, "strength").columns["place"]
    np.testing.assert_array_equal(place, np.where(run.columns["step"] < 30, 0.1, 1.0))


@pytest.mark.thorough
def test_an_expensive_path_is_coarse_until_it_is_seen(heard, monkeypatch):
    monkeypatch.setattr(weight_path, "POINTS", 12)
    run = trained(Experiment(dataset="penguins", loss="crammer_singer", penalty="l2", steps=20))
    first = run_on_path(run, "strength")
    assert first.coarse
    assert first.path.strengths.size < 12
    assert weight_path.FOLLOWS in first.notes
    kept = heard("path", lambda: shrinkage._on_chart(first.problem), {"refine": "any"})
    assert kept[VISIT].experiment == Experiment(steps=100)
    second = run_on_path(run, "strength", kept[shrinkage.FINE])
    assert not second.coarse
    assert second.path.strengths.size >= 12
    assert second.id != first.id
    other = trained(Experiment(dataset="penguins", loss="cross_entropy", penalty="l2", steps=20))
    assert not run_on_path(other, "strength").coarse


def test_pinned_runs_of_the_same_path_have_rings_where_they_ended():
    run = Experiment(penalty="l1", strength=0.1, steps=40)
    pins = (run.change(strength=0.5), run.change(penalty="l2"), run.change(solver="momentum", strength=1.0))
    for kind in ("strength", "norm", "freedom"):
        seen = run_on_path(trained(run), kind).path_content("weights", pins)
        assert [one.name for one in seen.pinned_ends] == [name(pins[0]), name(pins[2])]
        for one, pin in zip(seen.pinned_ends, (pins[0], pins[2]), strict=True):
            weights = pin.train().weights[-1]
            np.testing.assert_array_equal(one.weights, weights)
            sizes = {"norm": np.abs(weights[:10]).sum(), "strength": pin.strength}
            assert one.place == pytest.approx(sizes[kind] if kind in sizes else run.path([pin.strength]).freedom[0])
        picture = path_picture(seen)
        rings = [trace for trace in picture.figure.data if trace.mode == "markers" and trace.marker.symbol == "circle-open"]
        assert [ring.marker.color for ring in rings] == [pinned_style(0)[0], pinned_style(2)[0]]
        assert "Rings are where pinned runs ended; those with other paths are not drawn." in picture.caption
    alone = path_picture(run_on_path(trained(run), "strength").path_content("weights", pins[1:2]))
    assert "Pinned runs have paths of their own" in alone.caption
    assert "inned" not in path_picture(run_on_path(trained(run), "strength").path_content("weights")).caption


def test_weights_without_a_minimum_are_told_to_grow_on():
    seen = run_on_path(trained(Experiment(dataset="breast_cancer", loss="logistic", penalty="mcp", steps=20)), "strength")
    assert "MCP does not rise for large ones" in path_picture(seen.path_content("weights")).caption
    seen = run_on_path(trained(Experiment(dataset="breast_cancer", loss="logistic", penalty="l1", steps=20)), "strength")
    assert "rise" not in path_picture(seen.path_content("weights")).caption


def test_a_path_is_found_once_whatever_the_strength_and_reaches_it():
    one, two = (run_on_path(trained(Experiment(steps=20, penalty="l1", strength=s)), "strength") for s in (0.1, 0.2))
    assert one.path is two.path
    far = run_on_path(trained(Experiment(steps=20, penalty="l1", strength=5.0)), "strength")
    assert far.path.strengths.max() >= 5.0
    kinks = one.path.kinks[one.path.kinks > one.path.strengths.min()]
    assert np.isin(kinks.round(12), one.path.strengths.round(12)).all()
