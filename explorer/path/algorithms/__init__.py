"""The numerics behind a path: one algorithm a file, each for the problems that its method gives it.

Shared by them: `centred_design` (features about their means), `objective` (mean loss + penalty),
`damped_newton` and `accelerated_gradient`. For squared loss: `ridge`, `lasso_homotopy`, `elastic_net`, `active_set`. For smooth
losses: `newton`, `ridge_newton`; for several classes `proximal_gradient` and `multiclass_newton`; for losses with kinks
`augmented_lagrangian` with `moreau_envelope` and `dual_bound`, and where they are made of straight lines
`parametric_simplex` and `straight_ridge`.
"""
