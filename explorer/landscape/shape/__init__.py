"""What the cost looks like around a place: curvature, kinks, flat directions, symmetries, convexity, separability."""

from explorer.landscape.shape.curvature import curvature_at, curvature_sentence
from explorer.landscape.shape.facts import Fact, shape_facts

__all__ = ["Fact", "curvature_at", "curvature_sentence", "shape_facts"]
