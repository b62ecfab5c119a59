"""The Compare page: from a press to the answer, a pick that is seen everywhere, a row on Train, a second visitor in line."""

from __future__ import annotations

import time

import pytest

LONG = "compare?tried=50&folds=10&repeats=10&losses=log_cosh%2Cabsolute%2Cpseudo_huber"
CHARTS = "[...document.querySelectorAll('.le-body')].map((body) => body.explorer)"


def opened(visit, address, **like):
    page = visit(address, wait=False, **like)
    page.button("Compare").wait_for()
    return page


def compared(visit, address, **like):
    page = opened(visit, address, **like)
    page.button("Compare").click()
    page.button("Compare again").wait_for(timeout=60000)
    page.page.wait_for_function(f"() => {CHARTS}.length === 4 && {CHARTS}.every((chart) => chart.settled)", timeout=30000)
    return page


def model(page) -> str:
    """The row that is picked, as its menu shows it."""
    return page.page.locator(".st-key-compare_rows input").first.input_value()


def place(page, chart: str, row: str) -> tuple[float, float]:
    """Where on the window a row can be picked in a chart."""
    page.chart(chart).scroll_into_view_if_needed()
    return tuple(
        page.page.evaluate(
            f"""([name, row]) => {{
              const chart = {CHARTS}.find((c) => c.data.name === name)
              const i = chart.pickReader.picks.text.findIndex((lines) => lines[0].startsWith(row))
              const box = chart.body.getBoundingClientRect()
              const [x, y] = chart.pickReader.placeOf(i)
              return [box.left + x, box.top + y]
            }}""",
            [chart, row],
        )
    )


@pytest.mark.essential
def test_a_press_gives_an_answer_and_a_click_picks_a_row_everywhere(visit, address):
    page = compared(visit, f"{address}compare?dataset=stackloss")
    assert page.page.locator(".le-answer").inner_text().startswith("By mean absolute error, ")
    for chart, row in (("rows", "Absolute"), ("heat_map", "Squared"), ("lines", "Huber")):
        page.page.mouse.click(*place(page, chart, row))
        page.page.wait_for_function(
            f"row => {CHARTS}.find((c) => c.data.name === 'examples').data.figure.layout.xaxis.title.text.endsWith(row)",
            arg=row, timeout=10000,
        )  # fmt: skip
        assert model(page) == row


def test_by_keyboard_a_place_is_read_and_picked(visit, address):
    page = compared(visit, f"{address}compare?dataset=stackloss")
    body = page.chart("heat_map").locator(".le-body")
    body.focus()
    for key in ("ArrowRight", "ArrowUp", "ArrowRight"):
        page.page.keyboard.press(key)
    told = page.chart("heat_map").locator("p.le-unseen").inner_text()
    assert ", strength " in told
    assert "mean absolute error" in told
    page.page.keyboard.press("Enter")
    row = told.split(",")[0]
    page.page.wait_for_function(
        f"row => {CHARTS}.find((c) => c.data.name === 'examples').data.figure.layout.xaxis.title.text.endsWith(row)",
        arg=row, timeout=10000,
    )  # fmt: skip
    page.chart("examples").locator(".le-body").focus()
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("Enter")
    page.page.locator(".le-example").wait_for()
    assert page.page.locator(".le-example").inner_text().startswith("Row ")


def test_it_can_be_cancelled_at_once_and_other_pages_used_meanwhile(visit, address):
    page = opened(visit, address + LONG)
    page.button("Compare").click()
    page.chart("rows").wait_for(timeout=60000)
    page.page.get_by_role("link", name="Train", exact=True).first.click()
    page.ready()
    page.page.get_by_role("link", name="Compare", exact=True).first.click()
    page.button("Cancel").wait_for()
    began = time.monotonic()
    page.button("Cancel").click()
    page.page.get_by_text("Cancelled. What was found so far is shown.").wait_for()
    assert time.monotonic() - began < 3.0
    assert "So far:" in page.page.locator(".le-answer").inner_text()


def test_a_second_visitor_waits_and_leaving_gives_the_place_free(visit, address):
    first = opened(visit, address + LONG)
    first.button("Compare").click()
    first.page.locator(".le-progress").wait_for(timeout=60000)
    second = opened(visit, f"{address}compare?dataset=stackloss", color_scheme="dark")
    second.button("Compare").click()
    second.page.get_by_text("1 comparison ahead of yours. It starts by itself.").wait_for()
    first.page.goto("about:blank")
    second.button("Compare again").wait_for(timeout=60000)


def test_a_row_goes_to_train_and_two_race(visit, address):
    page = compared(visit, f"{address}compare?dataset=stackloss&losses=huber%2Csquared")
    best = page.page.locator(".le-answer").inner_text().split(", ")[1].split(" (")[0]
    page.button("Race the two").click()
    page.page.wait_for_url(lambda url: "compare" not in url.split("?")[0])
    page.ready()
    assert page.page.locator(".le-chip").count() == 1
    assert best.lower() in page.page.get_by_role("combobox", name="Loss", exact=True).input_value().lower()


def test_the_stress_test_draws_as_it_comes_and_the_link_carries_the_choices(visit, address):
    page = compared(visit, f"{address}compare?dataset=stackloss&losses=huber%2Csquared&metric=rmse&folds=3")
    page.button("Stress it").click()
    page.chart("stress").wait_for(timeout=60000)
    page.button("Stress it").wait_for(timeout=60000)
    stress = f"{CHARTS}.find((c) => c.data.name === 'stress').data.figure.data"
    assert page.page.evaluate(f"() => {stress}.filter((trace) => trace.mode === 'lines+markers').length") == 2
    for part in ("losses=huber%2Csquared", "metric=rmse", "folds=3"):
        assert part in page.page.url


def test_on_a_phone_nothing_is_wider_than_the_window(visit, address):
    page = compared(visit, f"{address}compare?dataset=stackloss", width=390, height=844, has_touch=True, is_mobile=True)
    assert page.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    boxes = [page.chart(name).bounding_box() for name in ("rows", "heat_map", "lines", "examples")]
    assert all(box["width"] > 330 for box in boxes)
    assert boxes[0]["y"] < boxes[1]["y"] < boxes[2]["y"] < boxes[3]["y"]
