"""Data to learn from, real and made. Every class in this folder with an ``id`` is a data set."""

from explorer.core.registry import collect
from explorer.datasets.base import Dataset, Source

DATASETS: dict[str, type[Source]] = collect(__name__, Source)

__all__ = ["DATASETS", "Dataset", "Source"]
