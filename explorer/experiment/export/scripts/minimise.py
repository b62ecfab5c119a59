"""Templates of the methods that find the minimum in a script. A has the features and a column of ones, y the targets.

Without an intercept A has no such column.
"""

from __future__ import annotations

SCALED = """\
# The cost stays the same while features are centred and scaled to spread 1; the steps on it get there much sooner.
mean, spread = X.mean(axis=0), X.std(axis=0)
spread[spread <= 1e-12 * np.abs(X).max(axis=0)] = 1.0"""
UNBIASED = """\
# The cost stays the same while features are scaled to a mean square of 1; the steps on it get there much sooner.
spread = np.sqrt((X**2).mean(axis=0))
spread[spread == 0] = 1.0"""
"""The same where there is no intercept, so that nothing may be centred."""
"""Before the steps; for each weight in these features there is one of X, ``spread`` times smaller."""

NOT_CONVERGED = 'print("The steps have not settled, so these weights may not be those with the lowest cost.")'

BACK = """\
# Back to the features as they are in X.
w[:-{width}] /= np.repeat(spread, {width})
w[-{width}:] -= mean @ w[:-{width}].reshape(-1, {width})"""
"""After the steps, in NumPy: ``width`` is the number of scores."""
BACK_UNBIASED = """\
# Back to the features as they are in X.
w /= np.repeat(spread, {width})"""

ELSE_WARN = f"""
else:
    {NOT_CONVERGED}"""
"""What belongs to a loop that ended without a break."""

CLOSED = """\
# The cost is quadratic, so its minimum solves one set of linear equations.
curvature = A.T @ A * (BEND / len(y)) + np.diag(L2)
w = np.linalg.lstsq(curvature, A.T @ y * (BEND / len(y)), rcond=None)[0]"""

COST = """\
def cost(w):
    return loss.value(y, A @ w).mean() + L1 @ np.abs(w) + L2 @ w**2 / 2"""

ACCELERATE = """\
    if (ahead - new) @ move > 0:
        t, ahead = 1.0, new
    else:
        grown = (1 + (1 + 4 * t * t) ** 0.5) / 2
        ahead, t = new + (t - 1) / grown * move, grown
    w = new
    if settled:
        break"""
"""The end of an accelerated step from ``w`` to ``new``: momentum, or none where it leads uphill."""

NEWTON = (
    COST
    + """


w = np.zeros(A.shape[1])
for _ in range(1000):  # Newton's steps, shortened until the cost falls
    z = A @ w
    slope = loss.slope(y, z)
    gradient = A.T @ slope / len(y) + L2 * w
    curvature = (A.T * loss.curvature(y, z)) @ A / len(y) + np.diag(L2)
    step = -np.linalg.lstsq(curvature, gradient, rcond=None)[0]
    flat = gradient + curvature @ step  # where the loss is straight such a step knows no way: then far downhill
    if np.abs(flat).max() > max(1e-6 * np.abs(gradient).max(), 1e-12 * (np.abs(A.T) @ np.abs(slope)).max() / len(y)):
        step = step - flat * (10 * (1 + np.abs(w).max() + np.abs(y).max()) / np.abs(flat).max())
    length = 1.0
    while not cost(w + length * step) <= cost(w) + 1e-14 * abs(cost(w)) and length > 1e-15:
        length /= 2
    w = w + length * step
    if np.abs(step).max() < 1e-12 * (1 + np.abs(w).max()):
        break"""
    + ELSE_WARN
)

DESCENT = (
    COST
    + """


w = np.zeros(A.shape[1])
for _ in range(2000):  # Newton's steps, each found weight by weight: coordinate descent with a soft threshold
    z = A @ w
    gradient = A.T @ loss.slope(y, z) / len(y) + L2 * w
    curvature = (A.T * loss.curvature(y, z)) @ A / len(y) + np.diag(L2 + 1e-9)
    v = w.copy()
    for _ in range(100):
        before = v.copy()
        for j in range(len(w)):
            pull = curvature[j, j] * v[j] - gradient[j] - curvature[j] @ (v - w)
            v[j] = np.sign(pull) * max(abs(pull) - L1[j], 0) / curvature[j, j]
        if np.abs(v - before).max() < 1e-13 * (1 + np.abs(v).max()):
            break
    step, length = v - w, 1.0
    while not cost(w + length * step) <= cost(w) + 1e-14 * abs(cost(w)) and length > 1e-15:
        length /= 2
    w = w + length * step if length < 1 else v
    if np.abs(step).max() < 1e-11 * (1 + np.abs(w).max()):
        break"""
    + ELSE_WARN
)

RELAXED = (
    """\
# Relaxed: the weights in use are fitted once more, without a penalty.
used = (w != 0) | (np.arange(len(w)) >= X.shape[1])  # the bias always is
A, L1, L2 = A[:, used], 0 * L1[used], 0 * L2[used]
"""
    + NEWTON.removeprefix(COST).lstrip()
    + """
own, w = w, np.zeros(len(used))
w[used] = own"""
)
"""After coordinate descent: the relaxed weights in place of the others."""

PROXIMAL = (
    """\
def gradient(w):
    return (A.T @ loss.slope(y, A @ w.reshape(A.shape[1], -1))).ravel() / len(y)


OWN = X.shape[1] * K  # weights come first, row by row; biases, if there are any, come after them and are left alone


def prox(v, t):
    out, size = v.copy(), spread[:, None]
    own = v[:OWN].reshape(-1, K) / size  # the weights of X itself, which are what the penalty is for
    out[:OWN] = (size * penalty.prox(own, t / size**2, STRENGTH)).ravel()
    return out


# Accelerated proximal steps (FISTA) that start afresh where they lead uphill.
rate = 1 / (BEND * np.linalg.eigvalsh(A.T @ A)[-1] / len(y))
w = ahead = np.zeros(A.shape[1] * K)
t = 1.0
for _ in range(200_000):
    new = prox(ahead - rate * gradient(ahead), rate)
    move = new - w
    settled = np.abs(new - ahead).max() < 1e-13 * (1 + np.abs(w).max())
"""
    + ACCELERATE
    + ELSE_WARN
)


def scaled(biased: bool) -> tuple[str, str]:
    """Lines that take the features' means and spreads, or without a bias their root mean squares, and the design A of them."""
    if not biased:
        return UNBIASED, "X / spread"
    return SCALED, "np.column_stack([(X - mean) / spread, np.ones(len(X))])"


def back(biased: bool, width: int | str) -> str:
    """Lines that lead back to the weights of the features as they are; ``width`` is the number of scores, or its name."""
    return (BACK if biased else BACK_UNBIASED).format(width=width)
