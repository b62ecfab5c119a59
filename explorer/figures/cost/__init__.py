"""The cost over the steps: that of one run with its parts, or one number of several runs."""

from explorer.figures.cost.comparison import ComparedRun, comparison_picture
from explorer.figures.cost.cost import cost_picture

__all__ = ["ComparedRun", "comparison_picture", "cost_picture"]
