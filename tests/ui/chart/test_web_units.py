"""The unit tests of the browser's modules: with Node where there is one, else in Chromium."""

from __future__ import annotations

import subprocess

from tests.helpers.web import TESTS, chromium_page, node

FILES = sorted(TESTS.glob("*.test.js"))


def test_the_browsers_modules_pass_their_unit_tests():
    assert FILES
    if (path := node()) is not None:
        run = subprocess.run([path, "--test", *map(str, FILES)], capture_output=True, text=True)
        assert run.returncode == 0, run.stdout
        return
    run_in_chromium()


def run_in_chromium() -> None:
    with chromium_page() as page:
        names = [f"/tests/web/{file.name}" for file in FILES]
        found = page.evaluate(
            """async (names) => {
              for (const name of names) await import(name)
              return (await import('node:test')).run()
            }""",
            names,
        )
        assert len(found["names"]) >= len(FILES)
        assert found["failures"] == []
