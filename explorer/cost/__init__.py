"""Data, model, loss, penalty and strength together: a cost, its gradient and Hessian, and each example's part in it."""

from explorer.cost.bound_examples import BoundExamples
from explorer.cost.hessian import data_hessian, eigenvalues, hessian
from explorer.cost.problem import Cost, Costs, Problem

__all__ = ["BoundExamples", "Cost", "Costs", "Problem", "data_hessian", "eigenvalues", "hessian"]
