"""The ways to the minimum that a script can show, in NumPy: A are the features with a column of ones, y the targets."""

from __future__ import annotations

CLOSED = """\
# The cost is quadratic, so its minimum solves one set of linear equations.
curvature = A.T @ A * (BEND / len(y)) + np.diag(L2)
w = np.linalg.lstsq(curvature, A.T @ y * (BEND / len(y)), rcond=None)[0]"""

COST = """\
def cost(w):
    return loss.value(y, A @ w).mean() + L1 @ np.abs(w) + L2 @ w**2 / 2"""

NEWTON = (
    COST
    + """


w = np.zeros(A.shape[1])
for _ in range(1000):  # Newton's steps, shortened until the cost falls
    z = A @ w
    gradient = A.T @ loss.slope(y, z) / len(y) + L2 * w
    curvature = (A.T * loss.curvature(y, z)) @ A / len(y) + np.diag(L2)
    step = -np.linalg.lstsq(curvature, gradient, rcond=None)[0]
    length = 1.0
    while not cost(w + length * step) <= cost(w) + 1e-14 * abs(cost(w)) and length > 1e-9:
        length /= 2
    w = w + length * step
    if np.abs(step).max() < 1e-12 * (1 + np.abs(w).max()):
        break"""
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
    while not cost(w + length * step) <= cost(w) + 1e-14 * abs(cost(w)) and length > 1e-9:
        length /= 2
    w = w + length * step if length < 1 else v
    if np.abs(step).max() < 1e-11 * (1 + np.abs(w).max()):
        break"""
)

PROXIMAL = """\
def gradient(w):
    return (A.T @ loss.slope(y, A @ w.reshape(A.shape[1], -1))).ravel() / len(y)


def prox(v, t):
    out = v.copy()  # weights come first, row by row, then the biases, which are left alone
    out[: v.size - K] = penalty.prox(v[: v.size - K].reshape(-1, K), t, STRENGTH).ravel()
    return out


# Accelerated proximal steps (FISTA) that start afresh where they lead uphill.
rate = 1 / (BEND * np.linalg.eigvalsh(A.T @ A)[-1] / len(y))
w = ahead = np.zeros(A.shape[1] * K)
t = 1.0
for _ in range(200_000):
    new = prox(ahead - rate * gradient(ahead), rate)
    move = new - w
    settled = np.abs(new - ahead).max() < 1e-13 * (1 + np.abs(w).max())
    if (ahead - new) @ move > 0:
        t, ahead = 1.0, new
    else:
        grown = (1 + (1 + 4 * t * t) ** 0.5) / 2
        ahead, t = new + (t - 1) / grown * move, grown
    w = new
    if settled:
        break"""
