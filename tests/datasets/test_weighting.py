"""What decides how much examples count: classes, columns, exposures; and what is refused in which words."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.utils.class_weight import compute_class_weight

from explorer import Dataset
from explorer.core.params import FieldError
from explorer.datasets.edits import apply
from explorer.datasets.preparation import prepare
from explorer.datasets.weighting import Weighting, class_weights, source_column, tidy_class_weight, weighing, with_columns

X = np.array([[1.0, 2.0, 0.0], [3.0, 0.5, 1.0], [5.0, 1.0, 2.0], [2.0, 4.0, 0.0], [0.0, 3.0, 1.0], [1.0, 2.0, 0.0]])
DATA = Dataset(X, np.arange(6.0), ("a", "b", "c"), units=("m", "s", "kg"), task="count")
CLASSES = Dataset(X, [0, 0, 0, 1, 1, 2], ("a", "b", "c"), task="multiclass", classes=("x", "y", "z"))


def test_balanced_weights_are_those_of_scikit_learn():
    expected = compute_class_weight("balanced", classes=np.arange(3), y=CLASSES.y)
    assert class_weights(CLASSES, "balanced") == pytest.approx(expected, rel=1e-15)
    weighed = weighing(CLASSES, None, class_weights(CLASSES, "balanced"), "training")
    parts = [weighed.example_weights[CLASSES.y == k].sum() for k in range(3)]
    assert parts == pytest.approx([2.0] * 3)
    assert class_weights(CLASSES, "") is None


def test_weights_of_classes_and_of_a_column_multiply():
    train = prepare(with_columns(CLASSES, Weighting(column="b")), 0.0, 0, False, class_weight="1,3,0.5").train
    expected = X[:, 1] * np.array([1.0, 1.0, 1.0, 3.0, 3.0, 0.5])
    assert train.shares == pytest.approx(expected / expected.mean(), rel=1e-14)
    assert train.features == ("a", "c")


def test_columns_leave_the_features_with_their_units_and_edits_still_name_the_column_that_they_did():
    weighting = Weighting(column="c", exposure="b")
    found = with_columns(apply(DATA, [(0, 1, 9.0)]), weighting)
    assert (found.features, found.units, found.X.tolist()) == (("a",), ("m",), X[:, :1].tolist())
    assert found.offset == pytest.approx(np.log([9.0, *X[1:, 1]]))
    assert found.example_weights.tolist() == X[:, 2].tolist()
    assert [source_column(DATA, weighting, column) for column in (0, 1)] == [0, 3]
    assert with_columns(DATA, Weighting()) is DATA


def test_the_held_out_part_has_the_weights_that_the_training_part_gives_its_classes():
    rng = np.random.default_rng(0)
    data = Dataset(rng.normal(size=(60, 2)), np.where(np.arange(60) % 4 == 0, 1.0, -1.0), task="binary")
    prepared = prepare(data, 0.25, 0, True, class_weight="balanced")
    train, held = prepared.train, prepared.validation
    for part in (train, held):
        sizes = [part.example_weights[part.y == label] for label in (-1, 1)]
        assert [float(np.ptp(own)) for own in sizes] == [0.0, 0.0]
        assert sizes[1][0] / sizes[0][0] == pytest.approx((train.y == -1).sum() / (train.y == 1).sum())


REFUSED = {
    "x": (Weighting(column="x"), 'weight_column: "x" is no feature of these data. Allowed: a, b, c.'),
    "exposure 0": (
        Weighting(exposure="c"),
        "exposure_column: c of row 0 is 0; an exposure must be above 0. Allowed: b.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_column_that_cannot_be_taken_is_refused_in_words(name):
    weighting, said = REFUSED[name]
    with pytest.raises(FieldError) as refused:
        with_columns(DATA, weighting)
    assert str(refused.value) == said
    assert refused.value.remedy


def test_negative_weights_no_feature_left_and_a_part_without_weight_are_refused():
    negative = Dataset(-X, np.zeros(6), ("a", "b", "c"))
    with pytest.raises(FieldError, match=r"a of row 0 is -1; a weight must be 0 or above\. Allowed: none of these features"):
        with_columns(negative, Weighting(column="a"))
    with pytest.raises(FieldError, match="no feature is left"):
        with_columns(Dataset(X[:, :1], np.zeros(6), ("a",)), Weighting(column="a"))
    with pytest.raises(FieldError, match="every held-out example has weight 0"):
        weighing(DATA, np.zeros(6), None, "held-out")
    with pytest.raises(FieldError, match=r"2 numbers for 3 classes \(x, y, z\)"):
        class_weights(CLASSES, "1,2")
    with pytest.raises(FieldError, match="fewer than two classes"):
        class_weights(CLASSES, "1,0,0")
    with pytest.raises(FieldError, match="target has no classes"):
        class_weights(DATA, "balanced")


@pytest.mark.parametrize("text", ["1;2", "-1,2", "nan,1", "1,,2", "1e9,1", ",".join(["1"] * 51), 3])
def test_junk_for_weights_of_classes_is_refused_with_what_is_allowed(text):
    with pytest.raises(FieldError, match=r"class_weight: .*Allowed: balanced, or a number for each class"):
        tidy_class_weight(text)
