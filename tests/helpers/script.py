"""A comparison's script, run by itself, and whether it prints the comparison's table."""

from __future__ import annotations

import contextlib
import io
import os
import re
from unittest import mock

import pytest

from explorer.experiment.export.comparing.script import script_rows
from explorer.experiment.export.comparing.table import comparison_table


def printed(text):
    """What a script prints, with nothing of ours within reach but the libraries."""
    out = io.StringIO()
    assert "explorer" not in text
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()), mock.patch.dict(os.environ):
        exec(compile(text, "script", "exec"), {"__name__": "script"})
    return out.getvalue().strip()


def agrees(found, text, rtol=2e-5, atol=1e-5):
    """The same table but for the last figures."""
    ours, theirs = (re.split(r"\s{2,}|\n", table) for table in (comparison_table(found, script_rows(found)), printed(text)))
    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        try:
            assert float(other) == pytest.approx(float(one), rel=rtol, abs=atol)
        except ValueError:
            assert other == one
