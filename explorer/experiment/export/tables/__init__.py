"""What one takes home as a table: the run's history and its data, as CSV that a spreadsheet opens and does not run."""

from explorer.experiment.export.tables.data_table import data_csv
from explorer.experiment.export.tables.history_table import history_csv

__all__ = ["data_csv", "history_csv"]
