"""What the cost looks like around a place: curvature, kinks, flat directions, symmetries, convexity, separability."""
