"""Tests of everything; the folders follow the package."""
