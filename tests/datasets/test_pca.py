"""The two leading components against scikit-learn's PCA."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA

from explorer.datasets.pca import leading_components


@pytest.mark.parametrize("shape", [(80, 2), (40, 7), (5, 9), (3, 4)])
def test_the_plane_is_the_one_of_principal_component_analysis(shape):
    rng = np.random.default_rng(3)
    X = rng.normal(size=shape) @ rng.normal(size=(shape[1], shape[1])) + 5.0
    ours, theirs = leading_components(X), PCA(2, svd_solver="full").fit(X)
    assert np.abs((ours.axes * theirs.components_).sum(axis=1)) == pytest.approx(1.0, abs=1e-10)
    assert ours.shares == pytest.approx(theirs.explained_variance_ratio_, rel=1e-10)
    assert np.abs(ours.project(X)) == pytest.approx(np.abs(theirs.transform(X)), abs=1e-9)
    assert ours.lift(ours.project(X)) == pytest.approx(theirs.inverse_transform(theirs.transform(X)), abs=1e-9)
    leaders = ours.axes[[0, 1], np.abs(ours.axes).argmax(axis=1)]
    assert (leaders > 0).all()


def test_what_does_not_vary_has_no_share():
    flat = leading_components(np.ones((4, 3)))
    assert flat.shares.tolist() == [0.0, 0.0]
    assert flat.project(np.ones((4, 3))) == pytest.approx(np.zeros((4, 2)))
    line = leading_components(np.outer(np.arange(5.0), [3.0, 4.0]))
    assert line.shares == pytest.approx([1.0, 0.0])
    assert line.axes[0] == pytest.approx([0.6, 0.8])
    one = leading_components(np.array([[1.0, 2.0, 3.0]]))
    assert one.axes.shape == (2, 3)
    assert one.shares.tolist() == [0.0, 0.0]
