"""The weights against the strength: the path, the strength as a line that can be moved, cross-validation, thresholds."""
