"""Your data, in a real browser: files that are good and bad, text that would be something else, links, phone, keyboard."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from conftest import LOOK
from explorer import DATASETS, Experiment
from tests.helpers.own_data import HOMES

PWNED = "window.pwned=1"
HOSTILE = {
    "F1 img": f"<img src=x onerror={PWNED}>",
    "F1 script": f"<script>{PWNED}</script>",
    "F1 svg": f"<svg onload={PWNED}>",
    "F1 iframe": f"<iframe src=javascript:{PWNED}>",
    "F2": "![t](http://h.example/p.png)",
    "F3": f"[x](javascript:{PWNED})",
    "F3 formula": "$\\href{javascript:a()}{k}$",
    "F4": '<a href="http://evil.example">go</a>',
    "F5": "<b>b</b><br><sub>s</sub>",
    "F6": "%{x} %{customdata[0]}",
    "F7": "**b** :red[x] :smile: `c` $x^2$ |",
    "F8": "=1+1",
    "F9": "\u202egnp\u200b\U0001f600e\u0301\u0301\u0301",
}
"""Names of columns, by their row in the list of bad inputs."""
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00"
LARGE = "a,b,price\n" + "".join(f"{k * 7919 % 10007},{k * 104729 % 99991},{k * 15485863 % 9999991}\n" for k in range(900))
SIZES = """() => [...document.querySelectorAll('[role=dialog] :is(button, [role=tab], [role=combobox], summary)')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('[data-testid=stElementToolbar]'))
  .filter((e) => !e.closest('[data-testid=stTooltipIcon], [data-testid=stMultiSelect]'))
  .map((e) => [e.textContent.trim() || e.ariaLabel, Math.round(e.getBoundingClientRect().height)])
  .filter(([, high]) => high < 44)"""
"""What is too low for a finger in the dialog; bars over tables, question marks and what is inside a field have room around."""

TAKEN = """() => [...document.querySelectorAll('[role=dialog] [data-testid="stFileUploaderFile"]')]
  .every((file) => /must be|not allowed|exceed|larger/i.test(file.textContent))"""
"""Whether the server has a file that was dropped: the field is empty again then, but for one that the browser refuses."""


def rest(v):
    """Wait until the script has run and nothing is on its way."""
    v.page.wait_for_timeout(250)
    v.page.wait_for_function(
        """() => document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'
          && !document.querySelector('[data-testid="stSkeleton"]')""",
        timeout=30000,
        polling=LOOK,
    )
    return v


def open_dialog(v):
    box = v.page.get_by_role("combobox", name="Data", exact=True)
    box.click()
    v.page.get_by_role("option", name=re.compile("^Your data")).click()
    v.page.get_by_role("dialog").wait_for()
    return rest(v)


def drop(v, content: str | bytes, name: str = "homes.csv"):
    given = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    file = {"name": name, "mimeType": "text/csv", "buffer": given}
    v.page.locator('[role=dialog] input[type="file"]').set_input_files([file])
    v.page.wait_for_function(TAKEN, timeout=20000, polling=LOOK)
    return rest(v)


def use(v):
    v.button("Use this table").click()
    v.page.get_by_role("dialog").wait_for(state="hidden")
    return rest(v)


def dialog_says(v) -> str:
    return v.page.get_by_role("dialog").inner_text()


def unharmed(v) -> None:
    """Nothing ran, nothing was linked or fetched, nothing of a name became an element."""
    assert v.page.evaluate("window.pwned") is None
    assert v.page.locator("a[href*='evil'], a[href^='javascript']").count() == 0
    assert v.page.evaluate("[...document.querySelectorAll('a *, a')].filter((e) => e.textContent === 'go').length") == 0
    odd = "img[src='x'], img[src*='h.example'], iframe[src*='javascript'], svg[onload], script:not([src])"
    assert v.page.locator(f"[role=dialog] :is({odd}), [data-testid=stMain] :is({odd})").count() == 0


def hostile(classes: bool) -> str:
    names = list(HOSTILE.values())
    cells = ['"' + name.replace('"', '""') + '"' for name in [*names, "target <i> **x**"]]
    rows = [",".join(cells)]
    for k in range(40):
        of_class = (HOSTILE["F4"], HOSTILE["F2"])[k * k % 7 % 2].replace('"', '""')
        rows.append(
            ",".join([*(str(k * (3 + j) % (7 + j)) for j in range(len(names))), f'"{of_class}"' if classes else f"{k}.5"])
        )
    return "\n".join(rows)


@pytest.mark.parametrize("classes", [False, True], ids=["number", "classes"])
def test_f_text_from_a_table_is_text_on_every_page(visit, address, classes):
    v = open_dialog(visit(address))
    drop(v, hostile(classes), "<img src=x onerror=window.pwned=1>.csv")
    assert HOSTILE["F1 img"] in dialog_says(v)
    assert HOSTILE["F7"] in v.page.get_by_role("dialog").inner_text()
    for tab in ("Columns", "Cells", "Reading"):
        v.page.get_by_role("tab", name=tab).click()
        rest(v)
        unharmed(v)
    assert v.page.get_by_role("button", name=re.compile("Download")).count() == 0  # F8: a spreadsheet would run =1+1
    use(v)
    for place in ("Loss & cost", "Surface", "Shrinkage", "Train"):
        v.page.get_by_role("link", name=place).first.click()
        rest(v)
        v.page.wait_for_timeout(800)
        for chart in v.page.locator(".le-plot").all()[:4]:
            chart.hover(force=True)
        unharmed(v)
        shown = v.page.locator("body").inner_text()
        assert "\u202e" not in shown
        assert "\u200b\U0001f600" not in shown
    assert "<a href" in v.page.locator(".le-charts").first.inner_text() or not classes


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (PICTURE, "x.csv", "a PNG picture"),
        ("a,b\n1,2,3\n", "x.csv", "Line 2 has 3 values, the header (line 1) has 2"),
        ('a,b\n1,"2\n3,4\n', "<img src=x onerror=window.pwned=1>.csv", "quote opened on line 2 is never closed"),
        (f"a,{HOSTILE['F1 img']}\n1,2\n1,2\n1,2\n", "x.csv", "no column can be the target"),
        ("x" * (2 * 1024**2 + 1), "x.csv", "2"),
    ],
    ids=["picture", "row", "quote", "nothing", "large"],
)
def test_a_bad_file_loses_nothing(visit, address, content, name, says):
    v = open_dialog(visit(address))
    drop(v, HOMES)
    v.page.get_by_text("Bring another table").click()
    before = v.page.locator(".le-player").get_attribute("data-run")
    drop(v, content, name)
    assert says.lower() in dialog_says(v).lower()
    unharmed(v)
    if "no column" not in says:
        assert "60 rows, 4 columns" in dialog_says(v)
    assert v.page.locator(".le-player").get_attribute("data-run") == before


def test_a_cell_of_a_sample_is_edited_and_trained_on(visit, address):
    v = open_dialog(visit(address))
    v.page.get_by_role("dialog").get_by_text("A sample", exact=True).click()
    rest(v)
    sample = v.page.get_by_role("dialog").get_by_role("combobox", name="Sample")
    sample.click()
    sample.fill(DATASETS["stackloss"].name)
    v.page.get_by_role("listbox").get_by_role("option").first.click()
    rest(v)
    v.button("Take it").click()
    rest(v)
    v.page.get_by_role("tab", name="Cells").click()
    rest(v)
    grid = v.page.get_by_role("dialog").locator("canvas").first
    box = grid.bounding_box()
    v.page.mouse.dblclick(box["x"] + 120, box["y"] + 52)
    v.page.locator("[id^=gdg-overlay] :is(input, textarea)").first.fill("123")
    v.page.keyboard.press("Enter")
    rest(v)
    v.page.wait_for_timeout(500)
    v.page.get_by_role("tab", name="Columns").click()
    rest(v)
    use(v)
    query = dict(parse_qsl(urlsplit(v.page.url).query))
    data, before = Experiment.from_query(query)[0].raw(), Experiment(dataset="stackloss").raw()
    assert int((data.X != before.X).sum() + (data.y != before.y).sum()) == 1
    assert 123.0 in data.X


def test_a_large_table_is_dropped_again_by_who_gets_the_link(visit, address):
    v = open_dialog(visit(address))
    drop(v, LARGE, "large.csv")
    use(v)
    v.ready()
    v.change(lambda: v.choose("Penalty", "L1"))
    link, run = v.page.url, v.page.locator(".le-player").get_attribute("data-run")
    assert len(link) < 1_500
    friend = visit(link)
    assert "This link used large.csv" in friend.page.locator("body").inner_text()
    friend.button("Bring the file").click()
    rest(friend)
    drop(friend, HOMES)
    assert "homes.csv is another table than large.csv" in dialog_says(friend)
    friend.page.get_by_text("Bring another table").click()
    drop(friend, LARGE, "renamed.csv")
    friend.page.get_by_role("dialog").wait_for(state="hidden")
    friend.ready()
    assert friend.page.locator(".le-player").get_attribute("data-run") == run
    assert [part for part in link.split("&") if part not in friend.page.url.split("&")] == [
        part
        for part in link.split("&")
        if part.startswith("file=")  # it names the file as it was called here
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_room_and_targets_for_fingers(visit, address, scheme):
    v = visit(address, width=390, height=844, has_touch=True, is_mobile=True, color_scheme=scheme)
    v.page.get_by_test_id("stExpandSidebarButton").click()
    v.page.wait_for_timeout(600)
    open_dialog(v)
    assert v.page.evaluate(SIZES) == []
    drop(v, HOMES)
    for tab in ("Columns", "Cells", "Reading", "Choose"):
        v.page.get_by_role("tab", name=tab).click()
        rest(v)
        assert v.page.evaluate(SIZES) == []
        assert v.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert (
            v.page.evaluate(
                "(() => { const d = document.querySelector('[role=dialog]'); return d.scrollWidth - d.clientWidth })()"
            )
            <= 0
        )
    use(v)
    assert "dataset=own" in v.page.url


def test_the_keyboard_opens_chooses_and_closes(visit, address):
    v = visit(address)
    box = v.page.get_by_role("combobox", name="Data", exact=True)
    box.focus()
    v.page.keyboard.type("Your data")
    v.page.keyboard.press("Enter")
    v.page.get_by_role("dialog").wait_for()
    rest(v)
    drop(v, HOMES)
    v.page.get_by_role("tab", name="Choose").focus()
    v.page.keyboard.press("ArrowRight")
    v.page.keyboard.press("Enter")
    rest(v)
    assert v.page.get_by_role("tab", name="Columns").get_attribute("aria-selected") == "true"
    v.page.keyboard.press("Escape")
    v.page.get_by_role("dialog").wait_for(state="hidden")
    rest(v)
    assert v.page.evaluate("document.activeElement !== document.body")
    open_dialog(v)
    assert "60 rows, 4 columns" in dialog_says(v)
    v.button("Use this table").focus()
    v.page.keyboard.press("Enter")
    v.page.get_by_role("dialog").wait_for(state="hidden")
    rest(v)
    assert "dataset=own" in v.page.url
