"""A loss against residual or margin, its slope, and every example's share of the cost."""
