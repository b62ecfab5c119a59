"""Tables of one's own: read strictly, described column by column, made into a `Dataset`, carried in a link.

`read_table` gives a `Table`; its `choose` and `dataset` make data sets of it. `OwnTable` is both in one object, as an
experiment takes it. `to_text` and `from_text` are its form in a link; where it is too large, `reference_text` names it there.
"""

from explorer.datasets.table.choices import Choices
from explorer.datasets.table.choosing import Chosen
from explorer.datasets.table.columns import Column
from explorer.datasets.table.compact import (
    Reference,
    as_csv,
    from_text,
    link_size,
    packed_from_text,
    read_reference,
    reference_text,
    to_text,
)
from explorer.datasets.table.errors import TableError
from explorer.datasets.table.identity import experiment_hash
from explorer.datasets.table.own import Held, OwnTable
from explorer.datasets.table.packed import PackedTable
from explorer.datasets.table.reader import read_table
from explorer.datasets.table.table import Reading, Table

__all__ = [
    "Choices",
    "Chosen",
    "Column",
    "Held",
    "OwnTable",
    "PackedTable",
    "Reading",
    "Reference",
    "Table",
    "TableError",
    "as_csv",
    "experiment_hash",
    "from_text",
    "link_size",
    "packed_from_text",
    "read_reference",
    "read_table",
    "reference_text",
    "to_text",
]
