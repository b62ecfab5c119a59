"""Live: settings changed in mid-run, undone, raced, through all that a browser does to a page."""

from __future__ import annotations

import re
from urllib.parse import unquote

import numpy as np
import pytest

from explorer import Experiment

COLUMN = "name => [...document.querySelector('[data-name=cost] .le-body').explorer.played[0].run.column(name)]"
TOPS = "() => [...document.querySelectorAll('.le-plot')].map((plot) => plot.getBoundingClientRect().top)"
SOCKETS = """
  const Native = window.WebSocket
  window.sockets = []
  window.WebSocket = class extends Native { constructor(...args) { super(...args); window.sockets.push(this) } }
"""
FORGOTTEN = """
  const Native = window.WebSocket
  window.sockets = []
  window.WebSocket = class extends Native {  // names no session that it wants back
    constructor(url, protocols) { super(url, protocols?.slice?.(0, 2)); window.sockets.push(this) }
  }
"""


def settings(page) -> dict[str, str]:
    query = page.page.url.partition("?")[2]
    return dict(part.split("=", 1) for part in unquote(query).split("&"))


def experiment(page) -> Experiment:
    """What the link says, without the pins."""
    e, notes = Experiment.from_query({k: v for k, v in settings(page).items() if k != "pins"})
    assert notes == []
    return e


def press(page, key: str = "ArrowRight") -> None:
    page.slider("Strength").focus()
    page.change(lambda: page.page.keyboard.press(key))


def plays(page) -> bool:
    first = page.step
    page.page.wait_for_function("s => Number(document.querySelector('[data-readout=step]').textContent) > s", arg=first)
    return page.button("Pause").is_visible()


def test_a_change_while_playing_goes_on_from_the_weights_on_the_screen(visit, address):
    page = visit(address + "?steps=900")
    page.button("Play").click()
    page.page.wait_for_timeout(400)
    press(page)
    assert plays(page)
    page.change(lambda: page.choose("Loss", "Huber"))
    assert plays(page)
    page.button("Pause").click()
    e = experiment(page)
    assert [field for _, field, _ in e.changes] == ["strength", "loss", "loss.delta"]
    h = e.train()
    shown = np.array(page.page.evaluate(COLUMN, "total"))
    assert shown == pytest.approx(h.total, rel=2e-7)
    first = e.changes[0][0]
    plain = Experiment(steps=900).train()
    rows = h.steps <= first
    assert np.array_equal(h.total[rows], plain.total[rows])
    label = page.chart("cost").get_attribute("aria-label")
    assert f"step {first}: strength 0.02 → 0.025" in label
    assert page.chart("cost").locator(".textpoint text", has_text="→").count() >= 1
    assert "curve is broken" in page.chart("cost").locator(".le-rest").text_content()


def test_paused_at_a_step_it_goes_on_from_there_and_undo_goes_back(visit, address):
    page = visit(address)
    place = page.page.locator(".le-undo").bounding_box()
    page.scrub(120)
    press(page, "End")
    assert page.step == 120
    told = page.page.locator(".le-press-play")
    assert told.inner_text() == "Changed from this step on. Press Play to see what it does."
    assert settings(page)["changes"] == "120:strength:1000.0"
    page.page.get_by_role("button", name="Step", exact=True).click()
    assert page.step == 121
    assert not told.is_visible()
    page.scrub(400)
    undo = page.page.get_by_role("button", name="Undo: strength 0.02 → 1000 at step 120")
    undo.focus()
    page.change(lambda: page.page.keyboard.press("Enter"))
    assert page.step == 120
    assert page.page.url.partition("?")[2] == ""
    assert page.slider("Strength").get_attribute("aria-valuetext") == "0.02"
    undo = page.page.get_by_role("button", name="Undo", exact=True)
    assert undo.get_attribute("aria-disabled") == "true"
    assert undo.evaluate("e => e === document.activeElement")
    assert undo.bounding_box() == place
    page.page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)  # nothing else is there now
    assert page.page.locator(".le-endless").get_attribute("aria-pressed") == "false"
    assert page.page.url.partition("?")[2] == ""


def test_at_the_end_a_change_makes_the_run_longer(visit, address):
    page = visit(address + "?steps=300")
    page.scrub(300)
    press(page)
    e = experiment(page)
    assert (e.steps, e.changes) == (550, ((300, "strength", 0.025),))
    assert page.step == 300


def test_another_model_starts_a_new_run_and_says_so(visit, address):
    page = visit(address)
    page.scrub(200)
    press(page)
    page.change(lambda: page.choose("Model", "Polynomial"))
    assert page.step == 0
    assert "A new run from step 0: model changed." in page.page.locator(".le-hint").inner_text()
    e = experiment(page)
    assert (e.changes, e.strength) == ((), 0.025)


def test_runs_without_end_go_on_until_the_cost_settles(visit, address):
    page = visit(address + "?dataset=line&steps=60&rate=0.02")
    page.page.get_by_role("combobox", name="Speed").select_option("8 even")
    seen = page.page.evaluate(
        """() => new Promise((done) => {
          const steps = []
          const readout = document.querySelector('[data-readout=step]')
          const note = () => steps.push(Number(readout.textContent))
          new MutationObserver(note).observe(readout, { childList: true, subtree: true })
          document.querySelector('.le-endless').click()
          const look = () => {
            if (document.querySelector('.le-play').textContent.includes('Play')) done(steps)
            else setTimeout(look, 100)
          }
          setTimeout(look, 500)
        })"""
    )
    assert np.diff(seen).min() >= 0
    assert np.diff(seen).max() <= 50  # a frame counts 100 ms at most
    assert seen[-1] > 500
    page.page.wait_for_timeout(6500)  # longer than anything else is announced for: it stands while the end is shown
    told = page.page.locator(".le-hint").inner_text()
    assert told.startswith(f"Ended at step {seen[-1]}.")
    assert "Converged" in told
    page.scrub(10)
    assert page.page.locator(".le-hint").inner_text() == ""
    assert "Converged" in experiment(page).train().converged


def test_keep_going_at_the_end_goes_on_from_there(visit, address):
    page = visit(address + "?steps=80")
    page.scrub(80)
    page.button("Run until it settles").click()  # plays at once
    page.page.wait_for_function("() => Number(document.querySelector('[data-readout=step]').textContent) > 90", timeout=10000)
    seen = page.step
    page.button("Pause").click()
    assert seen > 90
    assert experiment(page).steps == 1080


def test_pinned_runs_race_on_one_axis_from_the_same_start(visit, address):
    page = visit(address)
    before = page.page.evaluate(TOPS)
    page.change(page.button("Pin run").click)
    assert page.button("Pin run").is_disabled()
    assert page.page.evaluate(TOPS) == before
    assert page.chart("cost").locator(".le-title").inner_text() == "Pinned: change a setting"
    assert "Pinned runs are not drawn here." in page.chart("fit").locator(".le-rest").text_content()
    assert page.page.locator(".le-chip > span").all_inner_texts() == ["Squared, strength 0.02"]
    press(page, "End")
    assert page.chart("cost").get_by_role("combobox", name="Compare by").input_value() == "validation"
    page.change(page.button("Pin run").click)
    page.change(lambda: page.choose("Loss", "Huber"))
    chart = page.chart("cost")
    assert chart.get_by_role("combobox", name="Compare by").input_value() == "medae.h"
    assert "No loss trains on it" in chart.locator(".le-rest").text_content()
    assert page.page.locator(".le-chip > span").all_inner_texts() == ["Squared, strength 0.02", "Squared, strength 1000"]
    assert "data loss" not in chart.inner_text()
    now, first, second = (np.array(page.page.evaluate(COLUMN, f"race{i}")) for i in range(3))
    for values, e in ((now, experiment(page)), (first, Experiment()), (second, Experiment(strength=1000.0))):
        held, scaling = e.prepared().validation, e.prepared().scaling
        h = e.train()
        W = np.column_stack([held.X, np.ones(held.n)]) @ h.weights.T
        middle = scaling.y_scale * np.median(np.abs(W - held.y[:, None]), axis=0)
        assert values == pytest.approx(middle, rel=1e-6)
    assert now[0] == first[0] == second[0]
    link = page.page.url
    other = visit(link)
    assert other.chart("cost").get_attribute("aria-label") == chart.get_attribute("aria-label")
    assert other.page.locator(".le-chip").count() == 2
    chip = other.page.get_by_role("button", name=re.compile("Take off the pinned run"))
    other.change(chip.first.click)
    assert other.page.locator(".le-chip").count() == 1


@pytest.mark.parametrize(
    ("e", "to"),
    [(Experiment(dataset="line", loss="huber"), "y"), (Experiment(dataset="moons", model="polynomial"), "boundary")],
)
def test_pinned_runs_are_drawn_in_the_fit_at_the_step_shown(visit, address, e, to):
    page = visit(f"{address}?dataset={e.dataset}&loss={e.loss}&model={e.model}&pins=strength=1.0|solver=adam")
    plain = Experiment(dataset=e.dataset, model=e.model)
    pins = [plain.change(strength=1.0), plain.change(solver="adam")]
    for step in (7, 300):
        page.scrub(step)
        shown = page.page.evaluate(
            """row => document.querySelector('[data-name=fit] .le-body').explorer.played
              .filter((p) => p.meta.pinned !== undefined)
              .map((p) => ({ to: p.meta.to, values: [...p.values(row)], x: [...p.x], y: [...(p.y ?? [])] }))""",
            step,
        )
        assert [line["to"] for line in shown] == [to, to]
        for pin, line in zip(pins, shown, strict=True):
            scaling, network, w = pin.prepared().scaling, pin.problem().network, pin.train().weights[step]
            if to == "y":
                places = (np.array(line["x"])[:, None] - scaling.x_mean) / scaling.x_scale
                expected = scaling.original_y(network.at(places).predict(w))
            else:
                grid = np.stack([g.ravel() for g in np.meshgrid(line["x"], line["y"])], axis=1)
                expected = network.at((grid - scaling.x_mean) / scaling.x_scale).predict(w)
            assert np.array(line["values"]) == pytest.approx(expected, rel=1e-4, abs=1e-4)


def test_a_copied_link_opens_at_the_step_shown_and_the_address_does_not_keep_it(visit, address):
    page = visit(address + "?dataset=line")
    page.scrub(120)
    page.button("Copy link").click()
    page.page.wait_for_function("() => document.querySelector('.le-hint').textContent.includes('at step 120')")
    link = page.page.evaluate("() => navigator.clipboard.readText()")
    assert link == page.page.url + "&at=120"
    other = visit(link)
    assert other.step == 120
    assert other.button("Play").is_visible()
    assert other.page.url == page.page.url
    other.page.get_by_role("link", name="Loss & cost").click()
    other.ready(7)
    assert other.step == 120
    other.scrub(30)
    other.page.get_by_role("link", name="Train").click()
    other.ready()
    assert other.step == 30
    other.scrub(0)
    other.button("Copy link").click()
    other.page.wait_for_function("() => document.querySelector('.le-hint').textContent.includes('at its start')")
    assert "at=" not in other.page.evaluate("() => navigator.clipboard.readText()")


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 844)])
def test_what_is_told_covers_nothing_and_moves_nothing(visit, address, width, height):
    page = visit(address + "?dataset=engel&edits=3:1:900.0&pins=strength=1.0|loss=huber", width, height)
    before = page.page.evaluate(TOPS)
    page.button("Run until it settles").click()
    hint = page.page.locator(".le-hint > span").bounding_box()
    player = page.page.locator(".le-player").bounding_box()
    assert hint["height"] > 0
    assert hint["y"] >= player["y"]
    assert hint["y"] + hint["height"] <= player["y"] + player["height"]
    chips = page.page.locator(".le-chip").last.bounding_box()
    assert chips["x"] + chips["width"] <= hint["x"] or width < 641  # there it lies over them for its few seconds
    assert page.page.evaluate(TOPS) == before
    assert page.page.evaluate(
        "() => { const h = document.querySelector('.le-hint'); return h.scrollHeight <= h.clientHeight + 1 }"
    )
    page.change(page.button("Put it back").click)
    assert page.page.evaluate(TOPS) == before or width < 641  # there the chips stand in rows, of which one is gone
    assert experiment(page).now.edits == ()


def test_six_runs_can_be_pinned_and_are_told_apart(visit, address):
    page = visit(address + "?pins=strength=0.1|strength=0.2|loss=huber|solver=adam|rate=0.01|strength=1.0")
    pieces = page.page.locator(".le-chip line")
    for attribute in ("stroke", "stroke-dasharray"):
        looks = pieces.evaluate_all("(all, name) => all.map((line) => line.getAttribute(name))", attribute)
        assert len(looks) == len(set(looks)) == 6
    lines = page.page.evaluate(
        """() => document.querySelector('[data-name=cost] .le-body').explorer.played
        .map((t) => [t.trace.line.color, t.trace.line.dash])"""
    )
    assert len(lines) == 7
    assert len({color for color, _ in lines}) == len({dash for _, dash in lines}) == 7
    press(page)
    assert page.button("Pin run").is_disabled()
    assert "Take one off first" in page.button("Pin run").get_attribute("title")


def test_it_survives_a_hidden_tab_another_size_and_another_theme_while_playing(visit, address):
    page = visit(address + "?steps=5000", color_scheme="light")
    page.button("Play").click()
    away = page.page.context.new_page()
    away.goto("about:blank")
    away.bring_to_front()
    away.wait_for_timeout(300)
    page.page.bring_to_front()
    away.close()
    assert plays(page)
    page.page.set_viewport_size({"width": 1120, "height": 800})
    page.page.emulate_media(color_scheme="dark")
    page.page.wait_for_function(
        """() => [...document.querySelectorAll('.le-body')]
        .every((b) => b.explorer.colours.name === 'dark' && b.explorer.settled)"""
    )
    assert plays(page)
    press(page)
    assert plays(page)


def test_the_run_is_still_there_after_another_page_and_after_a_reload(visit, address):
    page = visit(address)
    page.scrub(90)
    press(page)
    page.page.get_by_role("link", name="Loss & cost").click()
    page.ready(7)
    assert page.step == 90
    page.change(lambda: (page.slider("Strength").focus(), page.page.keyboard.press("ArrowRight")), charts=7)
    page.page.get_by_role("link", name="Train").click()
    page.ready()
    assert page.step == 90
    e = experiment(page)
    assert e.changes == ((90, "strength", 0.0315),)
    shown = page.page.evaluate(COLUMN, "total")
    page.page.reload()
    page.ready()
    assert experiment(page) == e
    assert page.page.evaluate(COLUMN, "total") == shown
    assert page.slider("Strength").get_attribute("aria-valuetext") == "0.0315"


def test_a_dropped_socket_is_mended_and_the_run_goes_on(visit, address, browser):
    page = visit(address, wait=False)
    page.first(SOCKETS)
    page.page.goto(address + "?steps=3000")
    page.ready()
    page.scrub(50)
    press(page)
    page.button("Play").click()
    page.page.evaluate("() => window.sockets.forEach((socket) => socket.close())")
    assert plays(page)
    page.page.wait_for_function("() => window.sockets.length > 1 && window.sockets.at(-1).readyState === 1", timeout=15000)
    page.page.wait_for_timeout(500)
    press(page)
    assert plays(page)
    assert [c[1] for c in experiment(page).changes] == ["strength", "strength"]
    page.complaints[:] = [text for text in page.complaints if "WebSocket onclose" not in text]  # that it closed is told


def test_where_the_session_was_forgotten_meanwhile_the_first_key_moves_the_strength(visit, address):
    """As after a cut of the socket that lasts longer than the server keeps a session."""
    page = visit(address, wait=False)
    page.first(FORGOTTEN)
    page.page.goto(address + "?steps=300")
    page.ready()
    page.scrub(50)
    press(page)
    page.page.evaluate("() => window.sockets.forEach((socket) => socket.close())")
    page.page.wait_for_function("() => window.sockets.length > 1 && window.sockets.at(-1).readyState === 1", timeout=15000)
    page.page.wait_for_timeout(500)
    page.ready()
    press(page)
    assert experiment(page).changes == ((50, "strength", 0.0315),)
    assert page.slider("Strength").get_attribute("aria-valuetext") == "0.0315"
    assert page.step == 50
    page.complaints[:] = [text for text in page.complaints if "WebSocket onclose" not in text]  # that it closed is told


def test_a_copied_link_shows_the_views_that_were_chosen(visit, address):
    page = visit(address + "?steps=200")
    page.chart("cost").get_by_role("combobox", name="Show").select_option("loss, held out")
    page.page.wait_for_function("() => location.search.includes('compare_by=validation')")
    page.chart("weights").get_by_label("View").select_option("now")
    page.page.wait_for_function("() => location.search.includes('weights_view=now')")
    page.page.get_by_role("link", name="Surface").click()
    page.ready()
    page.page.get_by_role("button", name="Equal axes").click()
    page.page.wait_for_function("() => location.search.includes('draw=equal')")
    page.button("Copy link").click()
    friend = visit(page.page.evaluate("() => navigator.clipboard.readText()"))
    layout = "() => document.querySelector('[data-name=surface_total] .le-body').explorer.data.figure.layout"
    assert friend.page.evaluate(layout)["meta"]["equal_axes"]
    friend.page.get_by_role("link", name="Train").click()
    friend.ready()
    assert friend.chart("cost").get_by_role("combobox", name="Show").input_value() == "validation"
    assert friend.chart("weights").get_by_label("View").input_value() == "now"
    assert "link_notes" not in friend.page.content()
