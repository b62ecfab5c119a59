"""The template of the method by which a comparison's script fits losses made of straight lines."""

from __future__ import annotations

STRAIGHT = """\
# An interior-point method (Mehrotra). Row i costs below_i x under its kink and above_i x over it; so do weights under L1.
lines, d = loss.lines(y), X.shape[1]
rows = np.concatenate([np.tile(A, (len(lines.kinks), 1)), np.eye(A.shape[1])])
kinks = np.concatenate([lines.kinks.ravel(), np.zeros(A.shape[1])])
below = np.concatenate([(lines.below * SHARE / len(y)).ravel(), -L1])
above = np.concatenate([(lines.above * SHARE / len(y)).ravel(), L1])
rows, kinks, below, above = (each[above > below] for each in (rows, kinks, below, above))
slope, w, length = (below + above) / 2, np.zeros(A.shape[1]), 1.0
over, under = (np.maximum(sign * kinks, 0) + np.abs(kinks).max() + 1 for sign in (-1, 1))
for step in range(200):
    up, down = above - slope, slope - below
    gap = over @ up + under @ down  # how far the cost is above the lowest at most, once all constraints hold
    far = rows @ w - kinks - over + under
    apart = max(gap / max(1e-3, above @ over - below @ under), np.abs(far).max() / (1 + np.abs(kinks).max()))
    if apart < 1e-12 or length < 1e-6:
        break
    weight = 1 / (over / up + under / down)
    curvature = (rows.T * weight) @ rows + np.diag(L2)
    size = 1 / np.sqrt(np.diag(curvature).clip(1e-300))
    inverse = np.linalg.pinv(curvature * np.outer(size, size), rcond=1e-15, hermitian=True) * np.outer(size, size)
    aim, bent_up, bent_down = 0.0, 0.0, 0.0
    for corrected in (False, True):
        shift = rows @ w - kinks - (aim - bent_up) / up + (aim - bent_down) / down
        move = -inverse @ (rows.T @ slope + L2 * w + rows.T @ (weight * shift))
        turn = weight * (rows @ move + shift)
        more_over = (aim - bent_up + over * turn) / up - over
        more_under = (aim - bent_down - under * turn) / down - under
        have, gain = np.concatenate([over, under, up, down]), np.concatenate([more_over, more_under, -turn, turn])
        length = min(1.0, (1.0 if not corrected else 0.995) * np.min(-have[gain < 0] / gain[gain < 0], initial=np.inf))
        if not corrected:
            ahead = (over + length * more_over) @ (up - length * turn) + (under + length * more_under) @ (down + length * turn)
            aim, bent_up, bent_down = (ahead / gap) ** 3 * gap / (2 * len(kinks)), -more_over * turn, more_under * turn
    over, under, slope, w = over + length * more_over, under + length * more_under, slope + length * turn, w + length * move
if apart > 1e-6:
    print("The steps have not settled, so these weights may not be those with the lowest cost.")
w[:d] = np.where((L2[:d] == 0) & (np.abs(w[:d]) < 1e-9 * np.abs(w[:d]).max(initial=1e-3)), 0, w[:d])"""
"""Of the lines of a loss, `explorer.losses.base.Lines`, it takes kinks and slopes; it leaves weights and bias in w."""

MIDDLE = """\
# The lowest cost may leave the bias a range: its middle is taken.
places = lines.kinks - X @ w[:d]
order = np.argsort(places, axis=None)
rise = ((lines.above - lines.below) * SHARE / len(y)).ravel()[order]
pulls = (lines.below * SHARE / len(y)).sum() + np.cumsum(rise)
w[d] = places.ravel()[order][[np.argmax(pulls > -1e-9), np.argmax(pulls > 1e-9)]].mean()"""
"""After it, where there is a bias."""
