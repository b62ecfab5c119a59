"""The Train page in Chromium: playing, changing, sharing, reading."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from explorer import LOSSES, Experiment


def shows(text: str, value: float) -> bool:
    """Whether a number on the page is this value, to the last digit shown."""
    decimals = len(text.partition(".")[2])
    return abs(float(text) - value) <= 0.501 * 10.0**-decimals


WATCH = """() => {
  window.seen = []
  const readout = document.querySelector('[data-readout="step"]')
  new MutationObserver(() => window.seen.push(Number(readout.textContent))).observe(readout, { childList: true, subtree: true })
}"""
TIMED = """() => {
  window.timed = []
  const readout = document.querySelector('[data-readout="step"]')
  const note = () => window.timed.push([Number(readout.textContent), performance.now()])
  note()
  const begin = () => { window.timed = []; note() }
  document.querySelector('.le-play').addEventListener('click', begin, { capture: true, once: true })
  new MutationObserver(note).observe(readout, { childList: true, subtree: true })
}"""
NAMES = ["fit", "cost", "surface", "weights"]


@pytest.mark.essential
def test_it_opens_paused_with_everything_above_the_fold(visit, address):
    page = visit(address)
    assert page.step == 0
    assert page.button("Play").is_visible()
    for name in NAMES:
        chart = page.chart(name)
        assert chart.count() == 1
        assert len(chart.get_attribute("aria-label")) > 40
        box = chart.locator(".le-plot").bounding_box()
        assert box["y"] > 0
        assert box["y"] + box["height"] <= 900
        assert box["height"] >= 190
    assert page.slider("Strength").is_visible()
    assert page.slider("Run length").count() == 1
    the_help_beside_a_menu_is_whole_and_covers_no_chart(page)


def the_help_beside_a_menu_is_whole_and_covers_no_chart(page):
    label = page.page.get_by_test_id("stSidebar").get_by_test_id("stWidgetLabel").filter(has_text=re.compile("^Loss"))
    label.get_by_test_id("stTooltipHoverTarget").hover()
    content = page.page.get_by_test_id("stTooltipContent")
    assert content.inner_text() == f"Squared: {LOSSES['squared'].summary}"
    box = content.bounding_box()
    assert box["x"] + box["width"] < page.page.locator(".le-charts").bounding_box()["x"]
    assert not content.evaluate("e => e.scrollHeight > e.clientHeight || e.scrollWidth > e.clientWidth")


def test_play_shows_the_steps_in_order_until_paused(visit, address):
    """At an even pace a frame shows the next step, or the one after it where the browser was late by a frame."""
    page = visit(address)
    page.page.get_by_role("combobox", name="Speed").select_option("0.5 even")
    page.page.evaluate(WATCH)
    page.button("Play").click()
    page.page.wait_for_timeout(1500)
    page.button("Pause").click()
    stopped = page.step
    seen = page.page.evaluate("window.seen")
    assert 20 <= stopped <= 60
    assert seen == sorted(seen)
    assert np.diff(sorted(set(seen))).max() <= 4  # a frame of 100 ms at most counts
    page.page.wait_for_timeout(300)
    assert page.step == stopped
    page.button("Step").click()
    assert page.step == stopped + 1
    page.button("Back to start").click()
    assert page.step == 0


def test_playing_stops_at_the_end_and_starts_over(visit, address):
    page = visit(address + "?steps=40")
    page.button("Play").click()
    page.page.wait_for_function("() => document.querySelector('[data-readout=step]').textContent === '40'")
    assert page.button("Play").is_visible()
    page.button("Play").click()
    page.page.wait_for_timeout(150)
    assert page.step < 40


def test_the_speed_control_sets_the_pace(visit, address):
    page = visit(address + "?steps=2000")
    page.page.get_by_role("combobox", name="Speed").select_option("8")
    page.button("Play").click()
    page.page.wait_for_timeout(1000)
    page.button("Pause").click()
    assert page.step > 4  # the fall has its time
    page.button("Back to start").click()
    page.page.get_by_role("combobox", name="Speed").select_option("8 even")
    page.button("Play").click()
    page.page.wait_for_timeout(1000)
    page.button("Pause").click()
    assert page.step > 200


def test_a_run_that_settles_early_is_played_slowly_there_and_in_eight_seconds_as_a_whole(visit, address):
    page = visit(address)
    assert "slower where the cost falls fast" in page.page.locator(".le-idle").inner_text()
    page.page.evaluate(TIMED)
    page.button("Play").click()
    page.page.wait_for_function("() => document.querySelector('[data-readout=step]').textContent === '500'", timeout=30000)
    at = dict(page.page.evaluate("window.timed"))
    assert set(range(10)) <= set(at)  # each step of the fall was on the screen
    assert at[9] - at[1] > 2500
    assert at[500] - at[0] > 7500
    page.page.get_by_role("combobox", name="Speed").select_option("1 even")
    assert "slower" not in page.page.locator(".le-idle").inner_text()


@pytest.mark.essential
def test_the_player_works_by_keyboard(visit, address):
    page = visit(address)
    page.page.locator(".le-player").focus()
    press = page.page.keyboard.press
    for _ in range(3):
        press("ArrowRight")
    assert page.step == 3
    press("ArrowLeft")
    assert page.step == 2
    press("Shift+ArrowRight")
    assert page.step == 12
    press("End")
    assert page.step == 500
    press("Home")
    assert page.step == 0
    press("Space")
    page.page.wait_for_timeout(1000)
    press("Space")
    playing = page.step
    assert playing > 0
    page.page.wait_for_timeout(200)
    assert page.step == playing
    page.page.get_by_role("slider", name="Position in the run", exact=True).focus()
    press("ArrowRight")
    assert page.step == playing + 1


def test_the_numbers_are_those_of_the_run(visit, address):
    page = visit(address)
    history = Experiment().train()
    for step in (0, 7, 120, 500):
        page.scrub(step)
        assert page.step == step
        for name in ("total", "data", "penalty", "validation"):
            assert shows(page.readout(name), getattr(history, name)[step])
    text = page.chart("surface").locator(".le-readouts").inner_text()
    assert [shows(number, history.total[500]) for number in re.findall(r"[\d.]+", text)] == [True, True]


NODES = """() => {
  const nodes = [...document.querySelectorAll('.le-chart, .le-plot, .le-plot .main-svg, .le-canvas, .le-player')]
  if (!window.nodes) { window.nodes = nodes; return nodes.length }
  return nodes.length === window.nodes.length && nodes.every((n, i) => n === window.nodes[i] && n.isConnected)
}"""


def test_a_new_strength_redraws_in_place_and_keeps_the_step(visit, address):
    page = visit(address)
    assert page.page.evaluate(NODES) > 16
    before = page.readout("total")
    page.slider("Strength").focus()
    for _ in range(5):
        page.change(lambda: page.page.keyboard.press("ArrowRight"))
    assert page.page.evaluate(NODES) is True
    assert page.step == 0
    strength = float(re.search(r"strength=([\d.]+)", page.page.url)[1])
    assert strength > 0.02
    history = Experiment(strength=strength).train()
    page.scrub(120)
    assert page.readout("total") != before
    assert shows(page.readout("total"), history.total[120])


def test_a_change_while_it_plays_goes_on_playing(visit, address):
    page = visit(address + "?steps=5000")
    page.button("Play").click()
    page.change(lambda: page.choose("Loss", "Huber"))
    first = page.step
    page.page.wait_for_timeout(2500)
    assert page.step > first > 0
    assert page.button("Pause").is_visible()


def test_the_link_opens_the_same_experiment_in_another_tab(visit, address):
    page = visit(address)
    page.change(lambda: page.choose("Data", "Two moons"))
    page.change(lambda: page.choose("Model", "Neural network"))
    page.change(lambda: page.choose("Penalty", "L1"))
    page.button("Copy link").click()
    page.page.wait_for_function("() => document.querySelector('.le-hint').textContent.includes('copied')")
    link = page.page.evaluate("navigator.clipboard.readText()")
    other = visit.again(page.page.context, link)
    for shown in (page, other):
        shown.scrub(300)
    for name in ("total", "data", "penalty", "validation"):
        assert other.readout(name) == page.readout(name)
    for name in NAMES:
        assert other.chart(name).locator(".le-title").inner_text() == page.chart(name).locator(".le-title").inner_text()
    assert other.page.url == link


def test_reload_and_the_back_button_restore_the_experiment(visit, address):
    page = visit(address)
    page.change(lambda: page.choose("Loss", "Huber"))
    page.change(lambda: page.choose("Data", "Stack loss"))
    assert "dataset=stackloss" in page.page.url
    page.page.reload()
    page.ready()
    assert page.page.get_by_role("combobox", name="Data", exact=True).input_value() == "Stack loss"
    page.change(lambda: page.page.go_back())
    assert page.page.get_by_role("combobox", name="Data", exact=True).input_value() == "Diabetes"
    assert page.page.get_by_role("combobox", name="Loss", exact=True).input_value() == "Huber"
    page.change(lambda: page.page.go_back())
    assert page.page.get_by_role("combobox", name="Loss", exact=True).input_value() == "Squared"
    page.change(lambda: page.page.go_forward())
    assert page.page.get_by_role("combobox", name="Loss", exact=True).input_value() == "Huber"


def test_quick_changes_in_a_row_all_arrive(visit, address):
    page = visit(address)
    page.slider("Strength").focus()
    for _ in range(12):
        page.page.keyboard.press("ArrowRight")
    page.page.wait_for_function("() => location.search.includes('strength=0.315')", timeout=15000)
    page.ready()
    assert page.slider("Strength").get_attribute("aria-valuetext") == "0.315"


def test_junk_in_the_link_is_told_and_fetches_nothing(visit, address):
    page = visit(address + "?strength=0.5&loss=![t](http://127.0.0.2:9/p.png)&LR=1&rate=nan&seed=<img src=x onerror=alert(1)>")
    text = page.page.locator(".st-key-link_notes").inner_text()
    assert "http://127.0.0.2:9/p.png" in text
    assert "LR: there is no such parameter" in text
    assert "<img src=x onerror=alert(1)>" in text
    assert page.page.locator(".st-key-link_notes img").count() == 0
    assert "strength=0.5" in page.page.url
    assert "rate=auto" in page.page.url
    page.button("Dismiss").click()
    page.page.wait_for_selector(".st-key-link_notes", state="detached")


def test_ten_thousand_unknown_parameters_do_no_harm(visit, address):
    page = visit(address + "?" + "&".join(f"u{i}=1" for i in range(2000)))
    assert page.step == 0


def test_a_diverging_run_is_told_and_cured_by_the_button(visit, address):
    page = visit(address + "?rate=0.5")
    assert "above 0.24" in page.page.locator(".st-key-verdict").inner_text()
    assert int(page.page.get_by_role("slider", name="Position in the run", exact=True).get_attribute("max")) < 500
    page.change(lambda: page.page.get_by_role("button", name=re.compile("^Use rate")).click())
    assert page.page.locator(".st-key-verdict").count() == 0
    assert float(page.slider("Learning rate").get_attribute("aria-valuetext")) == pytest.approx(0.12, abs=0.01)
    page.choose("Data", "Stack loss")
    page.page.get_by_text("The learning rate is auto again: 0.121 was advice for the run before.").wait_for()
    page.ready()
    expect(page.slider("Learning rate")).to_have_attribute("aria-valuetext", "auto")  # drawn a frame after the sentence
    seed = page.page.get_by_role("spinbutton", name="Seed")
    seed.fill("1.5")
    seed.press("Enter")
    page.page.get_by_text("seed: 1.5 is not a whole number. Allowed: whole numbers 0 to 4294967295.").wait_for()
    seed.fill("1e3")
    page.change(lambda: seed.press("Enter"))
    assert "seed=1000&" in page.page.url
    assert page.page.get_by_text("is not a whole number").count() == 0


def test_the_surface_can_show_other_weights(visit, address):
    page = visit(address)
    pick = page.chart("surface").get_by_label("Across")
    page.change(lambda: pick.select_option("age"))
    assert "plane_x=0" in page.page.url
    assert "weight of age" in page.chart("surface").locator(".xtitle").text_content()


VALUES = """([name, row]) => document.querySelector(`[data-name="${name}"] .le-body`).explorer.played
  .filter((t) => t.meta.play === 'map').map((t) => ({ values: [...t.values(row)], layers: t.meta.layers.length }))"""


@pytest.mark.parametrize(
    "e",
    [
        Experiment(dataset="engel", model="polynomial", steps=60),
        Experiment(dataset="moons", model="mlp", steps=60, strength=0.001),
        Experiment(dataset="xor", model="mlp", steps=60, params={"model.activation": "relu", "model.hidden": 5}),
        Experiment(dataset="circles", model="mlp", steps=60, params={"model.activation": "sigmoid"}),
        Experiment(dataset="diabetes", steps=60),
        Experiment(dataset="breast_cancer", model="polynomial", steps=60, params={"model.degree": 2}),
    ],
    ids=lambda e: f"{e.dataset}-{e.model}",
)
def test_what_the_browser_computes_is_what_numpy_computes(visit, address, e):
    """Every mapped trace of the fit, at a step in the middle, to 1e-5 of its range."""
    page = visit(address + "?" + "&".join(f"{k}={v}" for k, v in e.to_query().items()))
    history, prepared, row = e.train(), e.prepared(), 33
    shown = [np.array(trace["values"]) for trace in page.page.evaluate(VALUES, ["fit", row])]
    network, scaling, w = e.problem().network, prepared.scaling, history.weights[row]
    train, held = network.predict(w), network.at(prepared.validation.X).predict(w)
    if e.dataset == "engel":
        low, high = prepared.train.X.min(), prepared.train.X.max()
        reach = 0.05 * (high - low)
        line = scaling.original_y(network.at(np.linspace(low - reach, high + reach, 160)[:, None]).predict(w))
        expected = [scaling.original_y(train), line]
    elif e.problem().data.X.shape[1] == 2:
        X = np.concatenate([prepared.train.X, prepared.validation.X])
        axes = [np.linspace(c.min() - 0.08 * np.ptp(c), c.max() + 0.08 * np.ptp(c), 56) for c in X.T]
        grid = np.stack([g.ravel() for g in np.meshgrid(*axes)], axis=1)
        expected = [network.at(grid).predict(w)]
    elif e.dataset == "diabetes":
        expected = [scaling.original_y(held), scaling.original_y(train)]
    else:
        y, v = prepared.train.y, prepared.validation.y
        expected = [train[y < 0], held[v < 0], train[y > 0], held[v > 0]]
    assert len(shown) == len(expected)
    for ours, theirs in zip(shown, expected, strict=True):
        assert ours.shape == theirs.shape
        assert np.max(np.abs(ours - theirs)) <= 1e-5 * max(np.ptp(theirs), np.abs(theirs).max())


def pixels(page, name: str, layer: str = "upper") -> list[int]:
    """How many pixels of a chart's upper or lower canvas are painted, in its left and right half."""
    return page.page.evaluate(
        """([name, layer]) => {
          const place = layer === 'upper' ? '.le-plot + .le-canvas' : '.le-canvas'
          const canvas = document.querySelector(`[data-name="${name}"] ${place}`)
          const { width, height } = canvas
          const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
          copy.drawImage(canvas, 0, 0)
          const data = copy.getImageData(0, 0, width, height).data
          const halves = [0, 0]
          for (let i = 3; i < data.length; i += 4) if (data[i]) halves[((i >> 2) % width) < width / 2 ? 0 : 1] += 1
          return halves
        }""",
        [name, layer],
    )


def test_nothing_of_a_picture_stays_behind_when_another_kind_follows(visit, address):
    page = visit(address + "?dataset=moons")
    assert sum(pixels(page, "fit", "lower")) > 10_000
    page.change(lambda: page.choose("Data", "Diabetes"))
    assert sum(pixels(page, "fit", "lower")) == 0


def test_lines_are_uncovered_as_the_steps_go_by(visit, address):
    page = visit(address)
    page.scrub(0)
    start = pixels(page, "weights")
    page.scrub(200)
    middle = pixels(page, "weights")
    page.scrub(500)
    end = pixels(page, "weights")
    assert middle[0] > start[0] + 500
    assert middle[1] < start[1] + 200
    assert end[1] > middle[1] + 500


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_follow_the_theme(visit, address, scheme):
    from explorer.figures.base.palette import PALETTE

    page = visit(address, color_scheme=scheme)
    colour = page.chart("cost").locator(".xtitle").evaluate("e => getComputedStyle(e).fill")
    rgb = [int(v) for v in re.findall(r"\d+", colour)[:3]]
    text = PALETTE[scheme]["text"]
    assert rgb == [int(text[i : i + 2], 16) for i in (1, 3, 5)]


def test_switching_the_theme_recolours_in_place(visit, address):
    page = visit(address, color_scheme="light")
    page.scrub(50)
    page.page.evaluate(NODES)
    page.page.emulate_media(color_scheme="dark")
    page.page.wait_for_function(
        """() => [...document.querySelectorAll('.le-body')]
        .every((b) => b.explorer.colours.name === 'dark' && b.explorer.settled)"""
    )
    assert page.page.evaluate(NODES) is True
    assert page.step == 50


def test_reduced_motion_shows_stills(visit, address):
    page = visit(address, reduced_motion="reduce")
    page.page.evaluate(WATCH)
    page.button("Play").click()
    page.page.wait_for_timeout(1800)
    page.button("Pause").click()
    assert 2 <= len(page.page.evaluate("window.seen")) <= 6
    assert page.step >= 4


def test_a_phone_has_the_player_on_top_and_nothing_cut_off(visit, address):
    page = visit(address, width=390, height=844, has_touch=True, is_mobile=True)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    player = page.page.locator(".le-player")
    assert player.bounding_box()["y"] < 180
    page.button("Close").click()
    page.page.wait_for_function("document.querySelector('.le-player').getBoundingClientRect().y < 80")
    page.chart("weights").scroll_into_view_if_needed()
    page.page.wait_for_timeout(200)
    assert player.bounding_box()["y"] >= 0
    assert player.bounding_box()["y"] < 120
    boxes = [page.chart(name).bounding_box() for name in NAMES]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    assert all(a["y"] + a["height"] <= b["y"] + 1 for a, b in itertools.pairwise(boxes))


def test_the_narrowest_screens_scroll_down_only(visit, address):
    page = visit(address, width=320, height=640)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.button("Play").is_visible()


def test_a_resized_window_redraws_the_charts(visit, address):
    page = visit(address)
    page.page.set_viewport_size({"width": 900, "height": 700})
    page.page.wait_for_timeout(600)  # the sidebar folds, too
    for name in NAMES:
        page.page.wait_for_function(
            """name => {
              const [body, svg] = ['.le-body', '.main-svg'].map((part) => document.querySelector(`[data-name=${name}] ${part}`))
              return Math.abs(body.clientWidth - svg.clientWidth) <= 1
            }""",
            arg=name,
        )
        assert page.chart(name).locator(".le-body").bounding_box()["width"] < 600


def test_it_works_below_a_base_path(visit, address_below):
    page = visit(address_below)
    page.button("Step").click()
    assert page.step == 1
    page.change(lambda: page.choose("Loss", "Absolute"))
    assert "/demo/loss/" in page.page.url


def test_the_page_works_when_reached_again_after_the_socket_dropped(visit, address):
    page = visit(address)
    page.change(lambda: page.choose("Loss", "Huber"))
    page.page.get_by_role("combobox", name="Speed").select_option("8 even")
    page.page.context.set_offline(True)
    page.button("Play").click()
    page.page.wait_for_timeout(500)
    page.button("Pause").click()
    assert page.step > 5
    page.page.context.set_offline(False)
    page.change(lambda: page.choose("Loss", "Absolute"))


def test_lines_can_be_read_under_the_pointer(visit, address):
    page = visit(address)
    history = Experiment().train()
    for name, lines in (("cost", 4), ("weights", 1)):
        area = page.chart(name).locator(".nsewdrag").bounding_box()
        # The end of the top line of weights, or anywhere above the costs.
        (low, high), (_, last) = page.chart(name).evaluate(
            "e => { const { layout } = e.querySelector('.le-plot'); return [layout.yaxis.range, layout.xaxis.range] }"
        )
        value = history.weights[400].max() if name == "weights" else history.total[400]
        page.page.mouse.move(area["x"] + 400 / last * area["width"], area["y"] + area["height"] * (high - value) / (high - low))
        tip = page.chart(name).locator(".le-tip")
        rows = tip.inner_text().splitlines()
        step = int(rows[0].removeprefix("step "))
        assert abs(step - 400) <= 2
        assert len(rows) >= 1 + lines
        shown = float(rows[1].rpartition(" ")[2])
        truth = history.total[step] if name == "cost" else history.weights[step].max()
        assert shown == pytest.approx(truth, rel=6e-3)
    page.page.mouse.move(5, 5)
    assert not tip.is_visible()
