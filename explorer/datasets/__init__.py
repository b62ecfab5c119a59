"""Data sets, bundled and generated, and what is done to data before training. A class here with an ``id`` is a data set.

Offers `DATASETS` by id, `Dataset` (examples) and `Source` (where they come from); modules of their own prepare (`preparation`),
edit (`edits`), corrupt (`corruption`) and check (`column_checks`) data. `read_table` reads a `Table` of one's own.
"""

from explorer.core.registry import collect
from explorer.datasets.base import Dataset, Source
from explorer.datasets.table import Held, Table, TableError, read_table

DATASETS: dict[str, type[Source]] = collect(__name__, Source)

__all__ = ["DATASETS", "Dataset", "Held", "Source", "Table", "TableError", "read_table"]
