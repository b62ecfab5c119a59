"""Training by gradient descent: the loop, safe step sizes, the history of a run, and whether it converged.

Offers `train` for one problem, `train_stages` for a run whose settings change at some of its steps (each part a `Stage`), the
`History` both return, and `starting_weights`.
"""

from explorer.training.history import History, Stage
from explorer.training.loop import starting_weights, train, train_stages

__all__ = ["History", "Stage", "starting_weights", "train", "train_stages"]
