"""The weights on the Train page: bars and the network show NumPy's weights, at every step, and the view stays."""

from __future__ import annotations

import re

import numpy as np
import pytest

from explorer import Experiment

BODY = "document.querySelector('[data-name=weights] .le-body').explorer"
VALUES = f"row => [...{BODY}.played.find((t) => t.hit).values(row)]"
PLACE = f"""([x, y]) => {{
  const chart = {BODY}
  const box = chart.body.getBoundingClientRect()
  return [box.left + chart.frame.x(x), box.top + chart.frame.y(y)]
}}"""
PIXEL = f"""([x, y]) => {{
  const {{ over, frame, canvases: {{ ratio }} }} = {BODY}
  const copy = new OffscreenCanvas(over.width, over.height).getContext('2d', {{ willReadFrequently: true }})
  copy.drawImage(over, 0, 0)
  return [...copy.getImageData(frame.x(x) * ratio, frame.y(y) * ratio, 1, 1).data]
}}"""


def look(page, view: str) -> None:
    """Choose a view in the chart's head, and wait for it."""
    page.chart("weights").get_by_label("View").select_option(view)
    page.page.wait_for_function(
        f"kind => {BODY}.settled && {BODY}.played.some((t) => t.meta.play === kind)",
        arg={"steps": "reveal", "now": "weight_bars", "network": "network"}[view],
    )


def same(ours, weights) -> bool:
    """Equal to the last bit of four-byte floats, which is how a run travels."""
    return np.array_equal(np.array(ours, dtype="f4"), weights.astype("f4"))


def readouts(page) -> str:
    return page.chart("weights").locator(".le-readouts").inner_text()


def test_bars_are_the_weights_at_the_step_told_anew_while_it_plays_and_the_view_starts_no_run(visit, address):
    e = Experiment(penalty="l1", strength=0.1)
    history = e.train()
    page = visit(address + "?penalty=l1&strength=0.1")
    page.scrub(40)
    run, query = page.page.locator(".le-player").get_attribute("data-run"), page.page.url
    look(page, "now")
    assert page.step == 40
    assert page.page.locator(".le-player").get_attribute("data-run") == run
    assert page.page.url == query + "&weights_view=now"
    frame = page.page.evaluate(f"() => {BODY}.plot.layout.xaxis.range")
    for step in (0, 1, 40, 500):
        page.scrub(step)
        w = history.weights[step]
        assert same(page.page.evaluate(VALUES, step), w)
        zeros = re.fullmatch(r"weights at zero (\d+) of 10 · L1: sum of \|w\| ([\d.]+)", readouts(page))
        assert int(zeros[1]) == np.count_nonzero(w[:10] == 0)
        assert float(zeros[2]) == pytest.approx(np.abs(w[:10]).sum(), rel=6e-3)
        largest = int(np.abs(w[:10]).argmax())
        painted = page.page.evaluate(PIXEL, [w[largest] / 2, largest])[3]
        assert painted == (255 if w[largest] else 0)
    assert page.page.evaluate(f"() => {BODY}.plot.layout.xaxis.range") == frame
    free = np.linalg.pinv(e.problem().network.design) @ e.problem().data.y
    page.page.mouse.move(*page.page.evaluate(PLACE, [0.1, 2]))
    tip = page.chart("weights").locator(".le-tip")
    assert tip.inner_text().splitlines()[0] == f"bmi: {history.weights[500, 2]:.3g}"
    assert f"With no penalty {free[2]:.3g}." in tip.inner_text()
    page.page.locator(".le-scrubber").evaluate("(s) => { s.value = 3; s.dispatchEvent(new Event('input')) }")
    assert tip.inner_text().splitlines()[0] == f"bmi: {history.weights[3, 2]:.3g}"
    page.page.mouse.move(5, 5)
    assert tip.is_hidden()


def test_the_view_chosen_by_keyboard_outlives_another_strength_and_another_page(visit, address):
    page = visit(address)
    page.chart("weights").get_by_label("View").focus()
    page.page.keyboard.press("ArrowDown")
    page.page.wait_for_function(f"() => {BODY}.settled && {BODY}.played.some((t) => t.hit)")
    assert page.page.evaluate("() => [document.activeElement.name, document.activeElement.value]") == ["weights_view", "now"]
    before = page.page.evaluate(VALUES, 500)
    slider = page.slider("Strength")
    slider.focus()
    page.change(lambda: slider.press("ArrowRight"))
    assert page.page.evaluate(VALUES, 500) != before
    page.page.get_by_role("link", name="Loss & cost").click()
    page.page.wait_for_url("**/loss_cost*")
    page.page.get_by_role("link", name="Train").first.click()
    page.page.wait_for_function("() => document.querySelector('[data-name=surface] .le-body')?.explorer?.settled")
    page.ready()
    assert page.chart("weights").get_by_label("View").input_value() == "now"
    assert page.page.evaluate(f"() => {BODY}.played[0].meta.play") == "weight_bars"


def test_the_network_has_the_weights_as_edges_that_can_be_read(visit, address):
    e = Experiment(dataset="penguins", model="mlp", steps=60, params={"model.hidden": 3})
    history, features = e.train(), e.problem().data.features
    query = "&".join(f"{k}={v}" for k, v in e.to_query().items())
    page = visit(address + "?" + query)
    look(page, "network")
    for step in (0, 1, 60):
        page.scrub(step)
        w = history.weights[step]
        assert same(page.page.evaluate(VALUES, step), np.concatenate([w[:12], w[15:24]]))
    tip = page.chart("weights").locator(".le-tip")
    # A quarter of the way along the lowest edge of all, from the last input to the last unit.
    page.page.mouse.move(*page.page.evaluate(PLACE, [0.25, 7 / 8 + 0.25 * (5 / 6 - 7 / 8)]))
    assert tip.inner_text() == f"{features[3]} → unit 3: {history.weights[60, 11]:.3g}"
    page.page.mouse.move(*page.page.evaluate(PLACE, [1, 1 / 2]))
    assert tip.inner_text().splitlines() == ["unit 2", f"bias {history.weights[60, 13]:.3g}"]
    assert readouts(page).startswith("weights at zero 0 of 21")
    # There is no network of a linear model, so its weights are lines again.
    page.change(lambda: page.choose("Model", "Linear"))
    assert page.chart("weights").get_by_label("View").input_value() == "steps"


def test_a_title_tells_of_the_step_shown_and_of_the_end_at_the_end(visit, address):
    page = visit(address + "?penalty=l1&strength=0.45&steps=60")
    weights = Experiment(penalty="l1", strength=0.45, steps=60).train().weights
    title = {name: page.chart(name).locator(".le-title") for name in ("weights", "cost")}
    for step in (0, 2, 20, 59):
        page.scrub(step)
        zeros = np.count_nonzero(weights[step][:-1] == 0)
        assert title["weights"].inner_text() == f"L1 has {zeros} of 10 weights at zero"
        assert not any(character.isdigit() for character in title["cost"].inner_text())
        assert "0.822" not in page.chart("cost").get_attribute("aria-label")
    page.scrub(60)
    assert "It ends at 0.822: " in page.chart("cost").get_attribute("aria-label")
    assert title["weights"].inner_text() == "L1 ends with 7 of 10 weights at zero"
    assert title["cost"].inner_text() == "The cost falls from 1 to 0.822"


def test_the_cost_may_be_drawn_over_the_logarithm_of_the_steps_and_the_link_says_so(visit, address):
    page = visit(address)
    cost = page.chart("cost")
    cost.get_by_role("combobox", name="Steps").select_option("log")
    page.page.wait_for_url("**steps_axis=log")
    page.ready()
    cost.locator(".xtick", has_text=re.compile("^1$")).wait_for(state="attached")  # the picture may come behind the address
    assert cost.locator(".xtick").all_text_contents()[:4] == ["0", "1", "2", "5"]
    places = "s => document.querySelector('[data-name=cost] .le-body').explorer.frame.x(s)"
    at = [page.page.evaluate(places, step) for step in (0, 1, 2, 500)]
    assert at[1] - at[0] == pytest.approx(at[2] - at[1])
    assert at[3] > at[2] > at[1] > at[0] > 0
    again = visit(page.page.url)
    assert again.chart("cost").get_by_role("combobox", name="Steps").input_value() == "log"
