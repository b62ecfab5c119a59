"""The page Loss & cost in Chromium: linked to the run, picked, nudged, compared, worked out by hand."""

from __future__ import annotations

import re

import numpy as np
import pytest

from explorer import Experiment
from explorer.cost.compatibility import losses_for
from explorer.cost.example_losses import evaluate_examples, shares
from tests.helpers.loss_pictures import OF_TASK

NAMES = ["loss", "slope", "examples", "sum", "fit", "drag", "ball"]
RANKED = """row => {
  const body = document.querySelector('[data-name=examples] .le-body')
  const { meta, run } = body.explorer.played.find((t) => t.meta.play === 'ranked')
  return [[...run.matrixRow(meta.up, row)], [...run.matrixRow(meta.down, row)], meta.names, meta.picked]
}"""


def opened(visit, address, query="", **size):
    """The page by its own address."""
    page = visit(f"{address}loss_cost{query}", charts=len(NAMES), **size)
    assert [page.chart(name).count() for name in NAMES] == [1] * len(NAMES)
    return page


def top_of(page):
    page.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")


@pytest.mark.essential
def test_it_keeps_the_run_and_the_step_of_the_train_page(visit, address):
    page = visit(address)
    page.scrub(37)
    page.page.get_by_role("link", name="Loss & cost").click()
    page.ready(len(NAMES))
    assert page.step == 37
    for name in NAMES[:4]:
        box = page.chart(name).locator(".le-plot").bounding_box()
        assert box["y"] + box["height"] <= 900
        assert len(page.chart(name).get_attribute("aria-label")) > 40
    page.scrub(120)
    page.page.get_by_role("link", name="Train").click()
    page.ready()
    assert page.step == 120


def test_the_bars_are_every_examples_loss_and_pull_at_the_step_shown(visit, address):
    page = opened(visit, address, "?loss=huber&loss.delta=0.8")
    e = Experiment(loss="huber", params={"loss.delta": 0.8})
    seen = evaluate_examples(e.problem(), e.train().weights)
    for step in (0, 60, 500):
        page.scrub(step)
        up, down, names, picked = page.page.evaluate(RANKED, step)
        assert up == pytest.approx(seen.excess[step], rel=1e-5, abs=1e-6)
        assert down == pytest.approx(seen.gradient_norm[step], rel=1e-5, abs=1e-6)
    assert names[picked] == f"row {e.prepared().rows[np.argmax(seen.excess[-1])]}"
    costliest = 100 * shares(seen.excess)[-1].max()
    assert f"{costliest:.3g} % of the data loss" in page.chart("examples").get_attribute("aria-label")


def test_a_bar_is_read_by_pointing_and_picked_by_clicking(visit, address):
    page = opened(visit, address, "?dataset=engel")
    box = page.chart("examples").locator(".nsewdrag").bounding_box()
    place = (box["x"] + 0.5 * box["width"], box["y"] + 0.4 * box["height"])
    page.page.mouse.move(*place)
    tip = page.chart("examples").locator(".le-tip")
    tip.wait_for(state="visible")
    row = tip.inner_text().splitlines()[0].split(":")[0]
    assert "% of the gradient" in tip.inner_text()
    page.page.mouse.click(*place)
    page.page.get_by_text(f"The example in {row}", exact=True).wait_for()
    page.ready(len(NAMES))
    marked = f"row => {{ const [, , names, picked] = ({RANKED})(0); return names[picked] === row }}"
    page.page.wait_for_function(marked, arg=row)  # a pick is no new run, so nothing else says that it is drawn


@pytest.mark.parametrize("dataset", ["doctor_visits", "diabetes"])
def test_the_tip_says_what_is_shared_and_how_much_of_the_cost_it_is(visit, address, dataset):
    """At the start every example of the doctor visits costs exactly 1, so each is one 758th of the data loss."""
    page = opened(visit, address, f"?dataset={dataset}")
    e = Experiment(dataset=dataset)
    history = e.train()
    seen, n = evaluate_examples(e.problem(), history.weights[:1]), e.problem().n
    box = page.chart("examples").locator(".nsewdrag").bounding_box()
    page.page.mouse.move(box["x"] + 2, box["y"] + 0.4 * box["height"])
    tip = page.chart("examples").locator(".le-tip")
    tip.wait_for(state="visible")
    lines = tip.inner_text().splitlines()
    i = list(e.prepared().rows).index(int(lines[0].split(":")[0].removeprefix("row ")))
    part = 100 * seen.loss[0, i] / n / history.total[0]
    share = 100 * shares(seen.excess)[0, i]
    what = "excess loss" if dataset == "doctor_visits" else "data loss"
    number = lambda line: float(re.search(r"([\d.]+) %", line)[1])
    assert number(lines[2]) == pytest.approx(part, rel=6e-3)
    assert lines[2].endswith("% of it")
    assert number(lines[3]) == pytest.approx(share, rel=6e-3)
    assert lines[3].endswith(f"% of the {what}")
    if dataset == "doctor_visits":
        assert part == pytest.approx(100 / n)
        assert lines[3] != lines[2]


def test_one_moved_target_drags_squared_and_not_huber_by_keyboard(visit, address):
    page = opened(visit, address)
    slider = page.page.get_by_role("slider", name="Target").first
    slider.focus()
    page.change(lambda: page.page.keyboard.press("ArrowRight"), charts=len(NAMES))
    page.change(lambda: page.page.keyboard.press("ArrowRight"), charts=len(NAMES))  # the focus stays where it was
    page.change(lambda: page.page.keyboard.press("End"), charts=len(NAMES))
    bars = page.chart("drag").get_attribute("aria-label")
    assert "edits=" in page.page.url
    squared, absolute = (float(re.search(rf"{name} ([\d.]+)", bars)[1]) for name in ("Squared", "Absolute"))
    assert squared > 3 * absolute > 0
    assert page.chart("drag").locator(".le-title").inner_text().startswith("Dragged most: Squared")
    top_of(page)
    again = visit(page.page.url, charts=len(NAMES))
    assert again.chart("drag").get_attribute("aria-label") == bars
    button = page.page.get_by_role("button", name="Put row")
    page.change(button.click, charts=len(NAMES))
    assert "edits=" not in page.page.url


def test_curves_are_compared_and_scaled(visit, address):
    page = opened(visit, address, "?dataset=moons&loss=logistic")
    chart = page.chart("loss")
    assert "Hinge" in chart.get_attribute("aria-label")
    stamp = chart.get_attribute("data-drawn")
    page.page.get_by_role("radio", name="Equal").click()
    page.page.wait_for_function("s => document.querySelector('[data-name=loss]').dataset.drawn !== s", arg=stamp)
    assert "loss above its lowest, 1 at a margin of -1" in chart.inner_text()
    box = chart.locator(".nsewdrag").bounding_box()
    page.page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"])
    chart.locator(".hoverlayer text").first.wait_for(state="attached")


def test_the_worked_example_begins_with_the_articles_cost_and_bad_cells_name_themselves(visit, address):
    page = opened(visit, address, "?dataset=stackloss&steps=50")
    page.page.get_by_text("By hand: change its numbers").click()
    said = page.page.get_by_text("The cost of these 4 examples is 0.265")
    said.wait_for()
    strength = page.page.get_by_role("textbox", name="Strength of the example")
    strength.fill("0,2")
    strength.press("Enter")
    page.page.get_by_text('strength: "0,2" has a decimal comma, use 0.2').wait_for()
    page.page.get_by_text("Below are the last numbers that work.").wait_for()
    assert said.is_visible()
    strength.fill("0.2")
    strength.press("Enter")
    page.page.get_by_text("The cost of these 4 examples is 0.28").wait_for()
    page.page.get_by_role("button", name="Back to the first numbers").click()
    said.wait_for()


def test_on_a_phone_a_formula_is_whole_or_scrolls_by_itself(visit, address):
    page = opened(visit, address, "?dataset=stackloss&steps=50&loss=tukey&penalty=scad", width=390, height=844)
    page.page.get_by_text("By hand: change its numbers").click()
    worked = page.page.locator(".st-key-worked .katex-display")
    worked.wait_for()
    ends = "e => Math.max(...[...e.querySelectorAll('.base')].map((b) => b.getBoundingClientRect().right))"
    assert worked.evaluate(ends) <= 390 - 16
    assert float(worked.evaluate("e => getComputedStyle(e.firstChild).fontSize").removesuffix("px")) >= 11
    wide = page.page.locator("p", has_text="is the weight of input j, λ is the strength").last
    assert wide.evaluate(ends) > 390
    wide.evaluate("e => { e.scrollIntoView({ block: 'center' }); e.scrollLeft = 1000 }")
    assert wide.evaluate(ends) <= 390
    assert page.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_a_bad_cell_of_the_table_names_itself_and_rows_are_numbered_as_they_stand(visit, address):
    page = opened(visit, address, "?dataset=stackloss&steps=50")
    table = page.page.get_by_test_id("stMain").get_by_test_id("stDataFrame").first
    page.page.get_by_text("By hand: change its numbers").click()
    page.page.wait_for_timeout(1000)  # until the table has drawn itself and stands still

    def cell(x, row):
        box = table.bounding_box()
        page.page.mouse.click(box["x"] + x, box["y"] + 35 * row + 18)
        page.page.wait_for_timeout(400)  # until the cell has the focus

    def put(row, text):
        cell(200, row)
        page.page.keyboard.press("Enter")
        page.page.locator("#portal textarea").fill(text)
        page.page.keyboard.press("Enter")

    put(3, "3,5")
    page.page.get_by_text('row 3, target: "3,5" has a decimal comma, use 3.5').wait_for()
    page.page.get_by_text("Below are the last numbers that work.").wait_for()
    cell(15, 2)
    page.page.keyboard.press("Delete")
    page.page.get_by_text('row 2, target: "3,5" has a decimal comma, use 3.5').wait_for()
    rows = "[...document.querySelector('[data-testid=stMain] [data-testid=stDataFrame]').querySelectorAll('tbody tr')]"
    page.page.wait_for_function(f"() => {rows}[1]?.innerText.trim().startsWith('2')")
    page.page.wait_for_timeout(1000)
    put(2, "2.5")
    page.page.get_by_text("The cost of these 3 examples is").wait_for()
    page.page.get_by_role("button", name="Back to the first numbers").click()
    page.page.get_by_text("The cost of these 4 examples is 0.265").wait_for()


def test_zero_one_is_refused_with_the_reason_and_a_way_out(visit, address):
    page = visit(address + "?dataset=moons&loss=hinge")
    page.choose("Loss", "Zero-one")
    page.page.get_by_text("its slope is zero almost everywhere").first.wait_for()
    page.change(page.button("Train with Logistic").click)
    assert "loss=logistic" in page.page.url


@pytest.mark.parametrize("task", list({name: task for task, name in OF_TASK.items()}.values()))
def test_the_losses_at_both_ends_of_the_menu_train(visit, address, task):
    """From the menu, with default settings: the cost at the end is a finite number below the one at the start.

    Those in between are chosen and trained without a browser.
    """
    own = [cls for cls in losses_for(task).values() if OF_TASK[cls.task] == OF_TASK[task]]
    names = [cls for cls in own if not cls.untrainable]
    names = names[:1] + names[1:][-1:]
    page = visit(f"{address}?dataset={OF_TASK[task]}&steps=120")
    total = "() => Array.from(document.querySelector('.le-body').explorer.played[0].run.column('total'))"
    for i, cls in enumerate(names):
        if i:
            page.change(lambda cls=cls: page.choose("Loss", cls.name))
        costs = page.page.evaluate(total)
        assert len(costs) == 121
        assert np.isfinite(costs).all(), cls.id
        assert costs[-1] < costs[0], cls.id
