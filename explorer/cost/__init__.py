"""The cost of a problem: data, model, loss, penalty and strength together, with derivatives and each example's part.

Offers `Problem` with its `Cost` and `Costs`, `BoundExamples` (a model on its examples, in blocks where there are many), the
`hessian` and its `eigenvalues`, and whether classes are `separable`.
"""

from explorer.cost.bound_examples import BoundExamples
from explorer.cost.costs import Cost, Costs
from explorer.cost.hessian import data_hessian, eigenvalues, hessian
from explorer.cost.problem import Problem
from explorer.cost.separability import separable

__all__ = ["BoundExamples", "Cost", "Costs", "Problem", "data_hessian", "eigenvalues", "hessian", "separable"]
