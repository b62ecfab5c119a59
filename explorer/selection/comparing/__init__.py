"""Comparing losses on the same data by one common metric: repeated folds, paired differences, and what a choice costs."""
