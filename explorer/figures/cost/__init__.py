"""The cost over the steps of a run, and of several runs side by side."""
