"""Gradient descent: the loop, step sizes that are safe, what is kept of a run, and whether it converged."""

from explorer.training.history import History, Leg
from explorer.training.loop import starting_weights, train, train_legs

__all__ = ["History", "Leg", "starting_weights", "train", "train_legs"]
