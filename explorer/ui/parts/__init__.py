"""Sections of pages, each a description of what stands there."""
