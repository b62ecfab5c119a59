"""The unit tests of the browser's modules, run by Node."""

from __future__ import annotations

import re
import subprocess

from tests.helpers.web import TESTS, node

FILES = sorted(TESTS.glob("*.test.js"))


def test_the_browsers_modules_pass_their_unit_tests():
    assert FILES
    run = subprocess.run([node(), "--test", "--test-reporter=tap", *map(str, FILES)], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
    passed = re.search(r"^# pass (\d+)$", run.stdout, re.MULTILINE)
    assert passed is not None, run.stdout
    assert int(passed[1]) >= len(FILES)
