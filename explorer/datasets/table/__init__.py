"""Tables of one's own: read strictly, described column by column, made into a `Dataset`, carried in a link.

`read_table` gives a `Table`; its `choose` and `dataset` make data sets of it. `to_text` and `from_text` are its form in a link,
`experiment_hash` names its content and choices.
"""

from explorer.datasets.table.choices import Choices
from explorer.datasets.table.choosing import Chosen
from explorer.datasets.table.columns import Column
from explorer.datasets.table.compact import from_text, link_size, to_text
from explorer.datasets.table.errors import TableError
from explorer.datasets.table.identity import experiment_hash
from explorer.datasets.table.reader import read_table
from explorer.datasets.table.table import Reading, Table

__all__ = [
    "Choices",
    "Chosen",
    "Column",
    "Reading",
    "Table",
    "TableError",
    "experiment_hash",
    "from_text",
    "link_size",
    "read_table",
    "to_text",
]
