"""Training by gradient descent: the loop, safe step sizes, the history of a run, and whether it converged.

Offers `train` for one problem, `train_legs` for a run whose settings change at some of its steps (each stretch a `Leg`), the
`History` both return, and `starting_weights`.
"""

from explorer.training.history import History, Leg
from explorer.training.loop import starting_weights, train, train_legs

__all__ = ["History", "Leg", "starting_weights", "train", "train_legs"]
