"""What is said of how much examples count, and which columns are offered."""

from __future__ import annotations

from explorer import Experiment
from explorer.ui.view_models.weighting_notes import offered_columns, weighting_sentence


def test_nothing_is_said_where_all_count_alike():
    assert weighting_sentence(Experiment()) == ""


def test_the_weights_of_classes_and_columns_are_told():
    said = weighting_sentence(Experiment(dataset="blobs", params={"dataset.balance": 0.2}, class_weight="balanced"))
    assert said.startswith("The data loss is the weighted mean: each loss times the weight of its example, over the sum")
    assert said.endswith("Weights of the classes: A 0.625, B 2.5.")
    by_column = weighting_sentence(Experiment(dataset="doctor_visits", weight_column="good health"))
    assert "good health is the weight of the examples, and no longer a feature." in by_column
    assert "training examples have weight 0." in by_column


def test_an_exposure_is_told_and_offered_under_a_log_link_alone():
    exposed = Experiment(dataset="claims", exposure_column="years insured")
    assert weighting_sentence(exposed).startswith(
        "The score is the model's + log(years insured), so the prediction is years insured"
    )
    assert offered_columns(exposed, "weight_column") == ["age", "power"]
    assert offered_columns(exposed, "exposure_column") == ["age", "power", "years insured"]
    assert offered_columns(exposed.change(loss="squared"), "exposure_column") == []
    assert offered_columns(Experiment(dataset="engel"), "weight_column") == []
