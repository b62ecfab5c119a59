"""The noise model that a loss claims to be the likelihood of: it is a density, and its logarithm is the loss."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special, stats
from scipy.integrate import quad

from explorer import LOSSES
from explorer.core.params import instances

REGRESSION = [loss for cls in LOSSES.values() if cls.task == "regression" for loss in instances(cls)]


def log_density(loss, r):
    """Up to a constant, of a truth that lies r below the prediction."""
    return -loss.value(np.zeros_like(r), r)


def mass(loss, low=0.0, high=np.inf):
    """The integral of exp(-loss) over the residuals from low to high and from -high to -low."""
    f = lambda r: float(np.exp(log_density(loss, np.array([r])))[0] + np.exp(log_density(loss, np.array([-r])))[0])
    edges = [low, *(e for e in (0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 100.0) if low < e < high)]
    parts = [quad(f, a, b, epsabs=1e-13, epsrel=1e-11)[0] for a, b in zip(edges, [*edges[1:], high], strict=True)]
    return sum(parts)


@pytest.mark.parametrize("loss", REGRESSION, ids=lambda loss: loss.label)
def test_a_loss_has_a_noise_model_exactly_where_its_likelihood_can_be_normalised(loss):
    """It can where the loss outgrows the logarithm of the residual: exp(-loss) then fades faster than 1 / r."""
    far = np.array([1e10, 1e14])
    outgrows = float(np.diff(-log_density(loss, far))[0]) > np.log(1e4)
    told = loss.noise and not (loss.id == "cauchy" and loss.c <= 1) and not (loss.id == "barron" and loss.alpha < 0)
    assert bool(told) == outgrows
    if outgrows and getattr(loss, "c", 1.0) <= 10 and getattr(loss, "delta", 1.0) >= 0.1:
        assert 0 < mass(loss) < np.inf


def tails(middle, width, tail):
    """log-density, up to a constant, even within a width and with tails beyond; each given as a log-density."""
    return lambda r: np.where(
        np.abs(r) <= width, middle(r), tail(np.maximum(np.abs(r) - width, 0.0)) - tail(0.0) + middle(width)
    )


def level(r):
    return 0.0 * r


CLAIMS = {
    "gaussian": ("squared", {}, stats.norm(scale=np.sqrt(0.5)).logpdf, np.sqrt(np.pi)),
    "huber": (
        "huber", {"delta": 0.8}, tails(stats.norm.logpdf, 0.8, stats.expon(scale=1 / 0.8).logpdf),
        np.sqrt(2 * np.pi) * (2 * stats.norm.cdf(0.8) - 1) + 2 * np.exp(-0.32) / 0.8,
    ),
    "even with Laplace tails": (
        "epsilon_insensitive", {"epsilon": 0.7}, tails(level, 0.7, stats.expon.logpdf), 2 * 0.7 + 2,
    ),
    "even with Gaussian tails": (
        "squared_epsilon_insensitive", {"epsilon": 0.7}, tails(level, 0.7, stats.norm(scale=np.sqrt(0.5)).logpdf),
        2 * 0.7 + np.sqrt(np.pi),
    ),
    "another spread on each side": (
        "expectile", {"tau": 0.8},
        lambda r: np.where(r > 0, stats.norm.logpdf(r * np.sqrt(0.4)), stats.norm.logpdf(r * np.sqrt(1.6))),
        np.sqrt(np.pi) / 2 * (0.2**-0.5 + 0.8**-0.5),
    ),
    "barron 2": ("barron", {"alpha": 2.0, "c": 1.5}, stats.norm(scale=1.5).logpdf, 1.5 * np.sqrt(2 * np.pi)),
    "barron 1": (
        "barron", {"alpha": 1.0, "c": 1.5}, stats.genhyperbolic(1, 1, 0, scale=1.5).logpdf, 1.5 * 2 * np.e * special.k1(1.0),
    ),
    "barron 0": (
        "barron", {"alpha": 0.0, "c": 1.5}, stats.cauchy(scale=1.5 * np.sqrt(2)).logpdf, 1.5 * np.sqrt(2) * np.pi,
    ),
}  # fmt: skip
"""The loss, its noise's log-density up to a constant, and what exp(-loss) integrates to in closed form."""


@pytest.mark.parametrize("claim", list(CLAIMS))
def test_the_loss_is_minus_the_log_density_and_the_density_has_a_mass_in_closed_form(claim):
    name, params, truth, total = CLAIMS[claim]
    loss, r = LOSSES[name](**params), np.linspace(-9.0, 9.0, 361)
    assert loss.noise
    ours, theirs = log_density(loss, r), truth(r)
    assert ours - ours[180] == pytest.approx(theirs - theirs[180], rel=1e-11, abs=1e-11)
    assert mass(loss) == pytest.approx(total, rel=1e-9)


def test_barrons_tails_grow_as_alpha_falls_to_0():
    shares = [mass(loss, 5.0) / mass(loss) for loss in (LOSSES["barron"](alpha=a) for a in (2.0, 1.5, 1.0, 0.5, 0.25, 0.0))]
    assert shares == sorted(shares)
    assert shares[0] < 1e-6 < 0.1 < shares[-1]


def test_the_two_tube_losses_name_their_noise():
    assert "Laplace tails" in LOSSES["epsilon_insensitive"].noise
    assert "Gaussian tails" in LOSSES["squared_epsilon_insensitive"].noise
    for name in ("epsilon_insensitive", "squared_epsilon_insensitive"):
        assert "even within ε" in LOSSES[name].noise


@pytest.mark.parametrize("power", [1.1, 1.5, 1.9])
def test_tweedie_is_the_likelihood_of_a_poisson_number_of_gamma_amounts(power):
    """The density is summed over the number of amounts; from one prediction to another, the same target."""
    y, z = np.array([0.0, 0.2, 1.0, 3.0]), np.array([0.0, -0.5, 0.3, 1.0])

    def log_likelihood(y, z):
        mu, n = np.exp(z), np.arange(1, 400)
        number, shape, scale = mu ** (2 - power) / (2 - power), (2 - power) / (power - 1), (power - 1) * mu ** (power - 1)
        if y == 0:
            return stats.poisson.logpmf(0, number)
        return special.logsumexp(stats.poisson.logpmf(n, number) + stats.gamma.logpdf(y, n * shape, scale=scale))

    truth = [log_likelihood(a, 0.0) - log_likelihood(a, b) for a in y for b in z]
    loss = LOSSES["tweedie"](power=power)
    ours = [
        float(loss.value(np.array([a]), np.array([b]))[0] - loss.value(np.array([a]), np.zeros(1))[0]) for a in y for b in z
    ]
    assert ours == pytest.approx(truth, rel=1e-9, abs=1e-9)


def test_cross_entropy_is_the_likelihood_of_a_loaded_die_without_smoothing():
    z = np.random.default_rng(4).normal(size=(20, 4)) * 3
    loss, smoothed = LOSSES["cross_entropy"](), LOSSES["cross_entropy"](smoothing=0.2)
    likelihoods = np.zeros(20)
    for k in range(4):
        truth = stats.multinomial.logpmf(np.eye(4)[k], 1, special.softmax(z, axis=1))
        assert loss.value(np.full(20, k), z) == pytest.approx(-truth, rel=1e-12)
        likelihoods += np.exp(-smoothed.value(np.full(20, k), z))
    assert (np.abs(likelihoods - 1.0) > 1e-3).all()
    assert loss.noise.startswith("without smoothing, ")
