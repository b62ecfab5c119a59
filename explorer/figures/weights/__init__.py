"""The weights: over the steps, as bars at the step shown, or as the network they make."""
