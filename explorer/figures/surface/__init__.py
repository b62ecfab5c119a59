"""The cost over a plane of weights: contours, 3-D, the penalty's ball, and what a slice hides."""
