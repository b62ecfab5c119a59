"""The menus of an experiment: every catalogue is in one, and an entry's parameters bear the menu's name."""

from __future__ import annotations

import pytest

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SCHEDULES, SOLVERS, Experiment
from explorer.core.params import params_of
from explorer.experiment.menus import MENUS, dotted_params, menu_field, own_params


def test_every_catalogue_is_a_menu_and_every_menu_a_field():
    assert MENUS == {
        "dataset": DATASETS, "model": MODELS, "loss": LOSSES, "penalty": PENALTIES, "solver": SOLVERS, "schedule": SCHEDULES,
    }  # fmt: skip
    assert set(MENUS) <= set(Experiment.__dataclass_fields__)


def test_a_menu_begins_with_its_first_entry_and_the_loss_with_the_one_that_fits():
    assert menu_field("solver").default == next(iter(SOLVERS))
    assert menu_field("loss").default == "auto"
    assert menu_field("model").metadata["menu"] == "model"


@pytest.mark.parametrize(("menu", "name"), [(menu, name) for menu, entries in MENUS.items() for name in entries])
def test_dotted_parameters_are_those_of_the_entry_but_for_a_solvers_rate(menu, name):
    entry = MENUS[menu][name]
    declared, dotted = params_of(entry), dotted_params(menu, entry)
    rate = {"rate"} if menu == "solver" else set()
    assert list(dotted) == [f"{menu}.{own}" for own in declared if own not in rate]
    assert set(own_params(menu, entry)) == set(declared) - rate
    for own, p in dotted.items():
        assert p.name == own
        assert p.default == declared[own.split(".")[1]].default
