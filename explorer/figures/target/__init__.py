"""The distribution of a target before anything is trained on it."""
