"""A comparison of losses taken elsewhere: its table as text and as CSV, and a script that repeats it.

`comparison_csv` is the table for a spreadsheet, `comparison_table` what the script prints, `comparison_script` the script, and
`script_rows` says which rows it repeats, `script_refusal` why there is none.
"""

from explorer.experiment.export.comparing.csv_table import comparison_csv
from explorer.experiment.export.comparing.script import comparison_script, script_refusal, script_rows
from explorer.experiment.export.comparing.table import comparison_table

__all__ = ["comparison_csv", "comparison_script", "comparison_table", "script_refusal", "script_rows"]
