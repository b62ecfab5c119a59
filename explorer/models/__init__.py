"""How inputs and weights make a prediction. Every class in this folder with an ``id`` is a model."""

from explorer.core.registry import collect
from explorer.models.base import Model
from explorer.models.layer import Layer
from explorer.models.network import Network

MODELS: dict[str, type[Model]] = collect(__name__, Model)

__all__ = ["MODELS", "Layer", "Model", "Network"]
