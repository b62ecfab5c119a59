"""Data, model, loss, penalty and strength together: a cost, its gradient and Hessian, and each example's part in it."""

from explorer.cost.hessian import data_hessian, eigenvalues, hessian
from explorer.cost.problem import Cost, Costs, Held, Problem

__all__ = ["Cost", "Costs", "Held", "Problem", "data_hessian", "eigenvalues", "hessian"]
