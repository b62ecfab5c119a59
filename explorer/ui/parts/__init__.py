"""Sections of pages, a module each: cross-validation, the picked example, the worked sum, export, slice readings ..."""
