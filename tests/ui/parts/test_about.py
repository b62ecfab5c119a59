"""What can be read about each loss and penalty."""

from __future__ import annotations

import pytest

from explorer import DATASETS, LOSSES, PENALTIES
from tests.helpers.loss_cost_page import page, told

pytestmark = pytest.mark.usefixtures("shown_step")


@pytest.mark.parametrize("penalty", list(PENALTIES))
def test_every_penalty_is_told_of(penalty):
    at = page(dataset="stackloss", penalty=penalty, steps="30")
    assert f"**About {PENALTIES[penalty].name}**" in told(at)
    assert len(at.get("bidi_component")) == (4 if penalty == "none" else 5)


@pytest.mark.thorough
@pytest.mark.parametrize("dataset", ["stackloss", "doctor_visits", "wages", "moons", "penguins"])
def test_the_facts_of_every_loss_that_fits_can_be_read(dataset):
    at = page(dataset=dataset, steps="30")
    read = next(s for s in at.selectbox if s.label == "Read about")
    task = DATASETS[dataset].task
    names = {LOSSES[i].name for i in LOSSES if task in LOSSES[i].domain.tasks}
    assert set(read.options) == names
    for loss in [i for i in LOSSES if task in LOSSES[i].domain.tasks]:
        next(s for s in at.selectbox if s.label == "Read about").select(loss).run()
        assert not at.exception
        assert f"**About {LOSSES[loss]().label}**" in told(at)
        assert LOSSES[loss].use[1:] in told(at)


def test_the_facts_of_zero_one_say_why_it_cannot_be_trained_with():
    at = page(dataset="moons", steps="30")
    next(s for s in at.selectbox if s.label == "Read about").select("zero_one").run()
    assert f"*It cannot be trained with:* {LOSSES['zero_one'].untrainable}." in told(at)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"penalty": "l2"}, "never. The smaller a weight, the weaker the pull, so none becomes zero."),
        ({"penalty": "none"}, "never."),
        ({"penalty": "elastic_net", "penalty__ratio": "0.0"}, "never. The smaller a weight"),
        ({"penalty": "l1"}, "At "),
        (
            {"penalty": "l1", "loss": "absolute"},
            "at some strength; at which one is not known here, since the loss has a kink",
        ),
        (
            {"penalty": "l1", "loss": "cauchy"},
            "at some strength; at which one is not known here, since the loss is not convex",
        ),
        (
            {"penalty": "l1", "model": "mlp"},
            "at some strength; at which one is not known here, since the model has hidden layers",
        ),
        ({"penalty": "l1", "solver": "adamw"}, "not known under AdamW, which does not minimise this cost."),
    ],
    ids=lambda v: "-".join(v.values()) if isinstance(v, dict) else "",
)
def test_when_all_weights_are_zero_is_said_or_why_it_is_not_known(query, said):
    assert f"*When every weight is zero:* {said}" in told(page(dataset="stackloss", steps="30", **query))
