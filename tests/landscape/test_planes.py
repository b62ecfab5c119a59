"""Planes: places and weights there and back, principal components by covariance, and the scaling that filters undo."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.landscape.planes import directions_plane, principal_plane, random_plane, weights_plane
from explorer.landscape.surface import sample


@pytest.fixture(scope="module")
def problem(regression_data):
    return Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.3)


@given(st.integers(0, 2**32 - 1))
def test_lifting_and_projecting_undo_each_other(seed):
    rng = np.random.default_rng(seed)
    around, dx, dy = rng.normal(size=(3, 7))
    places = rng.normal(size=(4, 2))
    plane = directions_plane(around, dx, dy)
    assert plane.lift(places) == pytest.approx(around + places @ np.stack([dx, dy]))
    assert plane.project(plane.lift(places)) == pytest.approx(places, abs=1e-9)
    assert plane.explained(plane.lift(places)) == pytest.approx(1.0)
    W = rng.normal(size=(4, 7))
    rest = W - plane.lift(plane.project(W))
    assert np.abs(rest @ plane.along).max() < 1e-9
    assert plane.explained(W) == pytest.approx(1 - (rest**2).sum() / ((W - around) ** 2).sum())


def test_two_weights_keep_their_own_values(problem):
    around = np.arange(6.0)
    plane = weights_plane(problem, 4, 1, around)
    assert plane.labels == ("x5", "x2")
    assert plane.axes == (4, 1)
    assert plane.lift(np.array([[0.0, 7.0]])).tolist() == [[0.0, 7.0, 2.0, 3.0, 0.0, 5.0]]
    assert plane.project(np.array([around + 1.0])) == pytest.approx(np.array([[5.0, 2.0]]))
    assert plane.explained(np.stack([around, around])) == 1.0
    assert weights_plane(problem, 5, 0, around).labels == ("bias", "x1")


def test_only_bare_weights_are_axes(problem):
    around = np.arange(6.0)
    eye = np.eye(6)
    assert directions_plane(around, eye[0], eye[1]).axes is None
    assert directions_plane(0 * around, eye[3], eye[2]).axes == (3, 2)
    assert directions_plane(0 * around, eye[3], 2 * eye[2]).axes is None


@pytest.mark.parametrize(("steps", "weights"), [(40, 6), (6, 40), (3, 3), (1200, 320)])
def test_the_principal_plane_holds_the_variance_of_the_two_largest_eigenvalues(steps, weights):
    rng = np.random.default_rng(steps)
    W = 5.0 + rng.normal(size=(steps, weights)) * 0.8 ** np.arange(weights)
    W[:, 0] += 10 * np.linspace(0, 1, steps)
    plane = principal_plane(W)
    eigenvalues = np.linalg.eigvalsh(np.cov(W.T))
    assert plane.explained(W) == pytest.approx(eigenvalues[-2:].sum() / eigenvalues.sum(), rel=1e-9)
    assert plane.along.T @ plane.along == pytest.approx(np.eye(2), abs=1e-12)
    assert plane.lift(np.zeros((1, 2)))[0] == pytest.approx(W.mean(axis=0))
    assert plane.project(W).mean(axis=0) == pytest.approx(0, abs=1e-9)
    assert (plane.project(W[-1:]) > 0).all()
    assert plane.note == ""


@pytest.mark.parametrize("weights", [2, 3, 50])
@pytest.mark.parametrize("steps", [1, 2, 9])
@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_a_path_without_two_dimensions_says_so(weights, steps, scale):
    rng = np.random.default_rng(weights)
    way, W = rng.normal(size=weights), np.tile(rng.normal(size=weights), (steps, 1)) * scale
    still, line = principal_plane(W), principal_plane(W + scale * np.linspace(0, 1, steps)[:, None] * way)
    assert "stands still" in still.note
    assert ("along a line" if steps > 1 else "stands still") in line.note
    for plane in (still, line):
        assert plane.along.T @ plane.along == pytest.approx(np.eye(2), abs=1e-9)
        assert plane.explained(W[:1]) == pytest.approx(1.0)
    if steps > 1:
        assert np.abs(line.along[:, 0] @ way) == pytest.approx(np.linalg.norm(way))


def test_a_plane_needs_two_weights():
    with pytest.raises(ValueError, match="at least 2 weights"):
        principal_plane(np.zeros((4, 1)))


def relu_network(hidden=5):
    rng = np.random.default_rng(2)
    X = rng.normal(size=(20, 3))
    data = Dataset(X, np.where(X[:, 0] * X[:, 1] > 0, 1.0, -1.0), task="binary")
    model = MODELS["mlp"](hidden=hidden, activation="relu")
    return Problem(data, model, LOSSES["logistic"](), PENALTIES["none"](), 0.0)


def test_a_layer_rescaled_and_the_next_by_the_inverse_show_the_same_surface():
    problem = relu_network()
    first, last = problem.network.layers
    w = np.random.default_rng(0).normal(size=problem.size)
    scaled = w.copy()
    scaled[first.start : first.stop] *= 7.0
    scaled[last.start : last.bias] /= 7.0
    places = np.linspace(-1.0, 1.0, 7)
    one, other = (sample(problem, random_plane(problem, v, seed=3), places, places)[0] for v in (w, scaled))
    assert other == pytest.approx(one, rel=1e-12)
    assert np.ptp(one) > 0.1
    plain = directions_plane(scaled, *np.random.default_rng(0).normal(size=(2, problem.size)))
    bare = directions_plane(w, *np.random.default_rng(0).normal(size=(2, problem.size)))
    one, other = (sample(problem, plane, places, places)[0] for plane in (bare, plain))
    assert np.abs(other / one - 1.0).max() > 0.01  # so it is the scaling that does it


def test_a_filter_is_all_that_comes_into_one_unit():
    problem = relu_network(hidden=4)
    first, last = problem.network.layers
    w = np.random.default_rng(1).normal(size=problem.size)
    plane = random_plane(problem, w, seed=0)
    for layer in (first, last):
        shape = (layer.inputs, layer.width)
        own = w[layer.start : layer.bias].reshape(shape)
        for axis in range(2):
            direction = plane.along[layer.start : layer.bias, axis].reshape(shape)
            assert np.linalg.norm(direction, axis=0) == pytest.approx(np.linalg.norm(own, axis=0))
            assert not np.allclose(np.linalg.norm(direction, axis=1), np.linalg.norm(own, axis=1))
        assert not plane.along[layer.bias : layer.stop].any()
    assert np.array_equal(plane.along, random_plane(problem, w, seed=0).along)
    assert not np.allclose(plane.along, random_plane(problem, w, seed=1).along)
    assert plane.note == ""


def test_weights_of_zero_give_no_length_to_scale_to(problem):
    plane = random_plane(problem, np.zeros(6), seed=0)
    assert np.linalg.norm(plane.along, axis=0) == pytest.approx([1.0, 1.0])
    assert "length 1" in plane.note
    one = Problem(Dataset(np.arange(4.0)[:, None], np.arange(4.0)), *list_of(problem), 0.1)
    assert np.linalg.matrix_rank(random_plane(one, np.array([2.0, 1.0]), seed=0).along) == 2


def list_of(problem):
    return problem.model, problem.loss, problem.penalty


def test_axes_of_very_different_length_lose_neither():
    plane = directions_plane(np.zeros(3), np.array([1e-18, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]))
    W = np.array([[3e-18, 2.0, 0.0], [1.0, 0.0, 1.0]])
    np.testing.assert_allclose(plane.project(W), [[3.0, 2.0], [1e18, 0.0]], rtol=1e-12)
    assert plane.explained(W[1:]) == pytest.approx(0.5)


def test_one_weight_alone_is_not_said_to_have_no_length(regression_data):
    one = Dataset(regression_data.X[:, :1], regression_data.y)
    problem = Problem(one, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1)
    plane = random_plane(problem, np.array([2.0, 1.0]), 0)
    assert plane.note.startswith("One weight by itself has only one direction")
    np.testing.assert_allclose(np.linalg.norm(plane.along, axis=0), 1.0)
    assert random_plane(problem, np.array([0.0, 1.0]), 0).note.startswith("The weights here have no lengths")


def test_what_moved_is_the_same_wherever_the_other_weights_are_held(problem):
    """From the end of a path, two weights hold the squares of their own differences among those of all."""
    rng = np.random.default_rng(8)
    W = rng.normal(size=(30, problem.size))
    moved = ((W - W[-1]) ** 2).sum(axis=0)
    for around in (W[-1], W[0], rng.normal(size=problem.size)):
        plane = weights_plane(problem, 0, 2, around)
        assert plane.explained(W, W[-1]) == pytest.approx(moved[[0, 2]].sum() / moved.sum(), rel=1e-12)
    assert plane.explained(W) != pytest.approx(plane.explained(W, W[-1]), rel=1e-3)
