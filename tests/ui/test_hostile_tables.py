"""Names and classes of a table that would be something in Markdown: on every page they are told as they are."""

from __future__ import annotations

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from explorer import Experiment
from explorer.datasets.table import Choices, OwnTable, PackedTable
from explorer.ui.own_table.dialog import TABS
from explorer.words import own_table
from tests.fuzz.pages import opened
from tests.helpers.own_data import dialog, drop
from tests.helpers.whole_app import healthy, page

IMAGE = "![t](http://h.example/p.png)"
NAMES = ["<img src=x onerror=a()>", IMAGE, "[x](javascript:a())", "**b** :red[x] :smile: `c` $x^2$ |", "%{x}", "=1+1\u202eabc"]
RAW = re.compile(r"(?<!\\)(<img|!\[t\]|\[x\]\(|\*\*b|:red\[|:smile:|`c`|\$x\^2)|\u202e")
"""The names, nothing of them escaped."""
PLAIN = ("text", "code", "selectbox", "multiselect")
"""What shows its own text as it is: only labels and help of menus are Markdown."""


def table(kind: str) -> OwnTable:
    """A table with such names, whose target is a number, one of two classes, or one of three."""
    classes = {"number": [], "two": [IMAGE, "<b>no</b>"], "three": [IMAGE, "<b>no</b>", ":red[x]"]}[kind]
    lines = [",".join(f'"{name}"' for name in [*NAMES, "**target** <i>"])]
    for k in range(40):
        features = [str(k * (j + 3) % (7 + j)) for j in range(len(NAMES))]
        lines.append(",".join([*features, f'"{classes[k * k % 7 % len(classes)]}"' if classes else f"{k * k % 23}.5"]))
    return OwnTable(PackedTable("\n".join(lines), name="<img src=x>.csv"), Choices("**target** <i>"))


def markdown_of(at: AppTest) -> list[str]:
    """Every text of a page that is shown as Markdown."""
    found = []
    waiting = list(at._tree.children.values())
    while waiting:
        block = waiting.pop()
        for child in block.children.values():
            waiting += [child] if hasattr(child, "children") else []
            proto, kind = getattr(child, "proto", None), getattr(child, "type", "")
            found += [getattr(proto, field, "") for field in ("label", "help")]
            if kind not in PLAIN:
                found += [getattr(proto, field, "") for field in ("body", "text")]
            if kind in ("button_group", "segmented_control", "radio"):
                found += [option.content for option in getattr(proto, "options", [])]
    return [text for text in found if isinstance(text, str) and text]


def by_plotly(figure: dict) -> dict:
    """What plotly draws of a figure: what is played, and all ``meta``, is put on the page as text by our own modules."""
    still = [trace for trace in figure["data"] if "play" not in trace.get("meta", {})]
    return {"data": still, "layout": {key: value for key, value in figure["layout"].items() if key != "meta"}}


@pytest.mark.parametrize("kind", ["number", "two", "three"])
def test_names_are_no_markdown_on_any_page(kind):
    run = Experiment(dataset=table(kind), steps=30, penalty="l1").change(edits=((3, 0, 9.0),))
    seen = []
    for one in opened(run.to_query(), {}, ["train", "loss_cost", "surface", "shrinkage"]):
        assert not one.at.exception
        texts = markdown_of(one.at)
        assert len(texts) > 5
        assert [text for text in texts if RAW.search(text)] == []
        drawn = json.dumps([by_plotly(chart["figure"]) for chart in one.charts])
        assert len(drawn) > 1_000
        assert re.findall(r"<(?:img|i>|b>no|svg)", drawn) == []  # plotly would take it for markup
        seen += texts
    assert any("onerror" in text for text in seen)


def test_what_a_link_says_of_such_a_name_is_plain_text():
    at = page(**Experiment(dataset=table("two"), steps=30).to_query(), edits="900:0:1")
    assert [text for text in markdown_of(at) if RAW.search(text)] == []


@pytest.mark.parametrize("tab", ["choose", "columns", "reading"])
@pytest.mark.parametrize("kind", ["number", "two", "three"])
def test_names_are_no_markdown_in_the_dialog(shown_step, kind, tab):
    content = table(kind).held.unpacked().replace("9.5\n", "[x](y)\n", 1)
    at = drop(dialog(), content, "<img src=x> **b**.csv")
    at.session_state[TABS] = own_table.TABS[tab]
    texts = markdown_of(healthy(at.run()))
    assert len(texts) > 20
    assert any("src" in text for text in texts)
    assert [text for text in texts if RAW.search(text)] == []
