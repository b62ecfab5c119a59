"""The dialog "Your data" without a browser: open it, bring a table, read what it says."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.helpers.whole_app import healthy, page, select

ROWS = [(k % 5, ("Oslo", "Rome", "Bern")[k % 3], k * 3 % 47, 100 + 20 * (k % 5) + k * 7 % 31) for k in range(60)]
HOMES = "rooms,city,size,price\n" + "".join(f"{a},{b},{c}.5,{d}\n" for a, b, c, d in ROWS)
GAPS = HOMES.replace("1,Rome,3.5", "1,Rome,").replace("2,Bern,6.5", "2,,6.5")


def dialog(**query: str) -> AppTest:
    """The app with the dialog open, by the menu of data sets."""
    at = page(**{"steps": "60"} | query)
    return healthy(select(at, "Data").set_value("own").run())


def drop(at: AppTest, content: str | bytes, name: str = "homes.csv") -> AppTest:
    """A file is dropped into the dialog."""
    given = content.encode() if isinstance(content, str) else content
    return healthy(at.file_uploader[0].set_value((name, given, "text/csv")).run())


def press(at: AppTest, label: str) -> AppTest:
    return healthy(next(b for b in at.button if b.label == label).click().run())


def used(content: str | bytes = HOMES, name: str = "homes.csv", **query: str) -> AppTest:
    """The app with a table in use."""
    return press(drop(dialog(**query), content, name), "Use this table")


def says(at: AppTest) -> str:
    """All that the page and the dialog say."""
    kinds = (at.error, at.warning, at.info, at.caption, at.markdown, at.text)
    return "\n".join(e.value.replace("\\", "") for kind in kinds for e in kind)
