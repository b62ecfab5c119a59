"""Every lesson is done in Chromium with the real controls, from a link that lacks the last touch alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import pytest

from explorer.lessons import LESSONS

Act = Callable[[Any], None]
LONGEST = 60000


def chosen(menu: str, option: str) -> Act:
    """Pick from a menu of the sidebar."""
    return lambda page: page.choose(menu, option)


def moved(slider: str, key: str, times: int) -> Act:
    """Move a slider of the sidebar by the keys."""

    def act(page) -> None:
        page.slider(slider).focus()
        for _ in range(times):
            page.page.keyboard.press(key)

    return act


def line_moved(page) -> None:
    """Move the line at the strength in the chart of the path by the keys."""
    page.chart("path").locator(".le-body").focus()
    page.page.keyboard.press("ArrowLeft")


def balanced(page) -> None:
    """Open the group of controls about weights, and balance the classes."""
    page.page.get_by_test_id("stSidebar").get_by_text("Weights of examples").click()
    page.choose("Classes", "balanced")


BENT = {"model": "polynomial", "model.degree": 9}
WALKS: dict[str, tuple[Mapping[str, Any], Act]] = {
    "one-loss": ({"loss": "absolute"}, chosen("Loss", "Squared")),
    "loss-to-cost": ({"strength": 0.315}, moved("Strength", "ArrowRight", 2)),
    "downhill": ({"rate": 0.2}, moved("Learning rate", "ArrowRight", 3)),
    "outliers": ({}, chosen("Loss", "Absolute")),
    "what-it-predicts": ({"loss": "quantile", "loss.tau": 0.85}, moved("Tau (τ)", "ArrowRight", 5)),
    "l2-shrinks": ({"strength": 1.25}, moved("Strength", "ArrowRight", 2)),
    "l1-zeroes": ({"penalty": "l1", "strength": 0.315}, moved("Strength", "ArrowRight", 2)),
    "why-corners": ({"strength": 0.1}, chosen("Penalty", "L1")),
    "choosing-a-strength": ({"strength": 0.02}, line_moved),
    "overfit-and-fix": (BENT | {"strength": 0.05}, moved("Strength", "ArrowRight", 2)),
    "margins": ({}, chosen("Loss", "Hinge")),
    "imbalance": ({}, balanced),
    "momentum": ({}, chosen("Optimizer", "Momentum")),
    "stopping-early": ({"steps": 125}, moved("Run length", "ArrowLeft", 2)),
    "weight-decay": ({"solver": "adam"}, chosen("Optimizer", "AdamW")),
    "counts": ({}, chosen("Loss", "Poisson")),
}
"""For each lesson settings that do not solve its last task, and the touch that does."""


def link(name: str) -> str:
    lesson = LESSONS[name]()
    path = {"train": ""}.get(lesson.page, lesson.page)
    settings = WALKS[name][0]
    query = lesson.start.with_settings(settings).to_query() if settings else {}
    return f"{path}?{urlencode(query | {'lesson': f'{name}.{len(lesson.tasks) - 1}'})}"


@pytest.mark.parametrize("name", list(LESSONS))
def test_the_last_task_is_solved_by_its_control_and_the_chart_that_shows_it_is_pointed_at(visit, address, name):
    lesson = LESSONS[name]()
    page = visit(address + link(name), wait=False)
    panel = page.page.locator(".st-key-lesson")
    panel.locator("strong").get_by_text(lesson.tasks[-1].text).wait_for(timeout=LONGEST)
    page.page.wait_for_function(
        "() => document.querySelector('.le-player')?.dataset.run "
        "&& document.querySelector('[data-testid=\"stApp\"]').dataset.testScriptState === 'notRunning'",
        timeout=LONGEST,
    )
    WALKS[name][1](page)
    panel.locator("strong").get_by_text(lesson.payoff).wait_for(timeout=LONGEST)
    page.page.wait_for_url(f"**lesson={name}.{len(lesson.tasks)}*")
    page.page.locator(f'.le-look[data-name="{lesson.picture}"]').wait_for(timeout=LONGEST)
    assert page.page.locator(".le-look").count() == 1
    kept = page.page.evaluate("() => JSON.parse(localStorage.getItem('loss-explorer.lessons'))")
    assert kept[name] == {"at": len(lesson.tasks), "done": True}


def test_what_is_in_view_stays_where_it_is_when_a_lesson_ends(visit, address):
    page = visit(address + link("l1-zeroes"))
    places = "() => [...document.querySelectorAll('.le-chart')].map((chart) => chart.getBoundingClientRect().top)"
    before = page.page.evaluate(places)
    WALKS["l1-zeroes"][1](page)
    page.page.locator('.le-look[data-name="weights"]').wait_for(timeout=LONGEST)
    page.page.wait_for_timeout(600)
    assert page.page.evaluate(places) == before


@pytest.mark.parametrize("draw", ["", "corner", "log"])
def test_show_me_where_frames_the_picture_however_the_page_is_drawn(visit, address, draw):
    lesson = LESSONS["why-corners"]()
    query = lesson.solved(lesson.tasks[-1]).to_query() | {"lesson": "why-corners.2"} | ({"draw": draw} if draw else {})
    page = visit(f"{address}surface?{urlencode(query)}", charts=3 if draw == "corner" else 4).page
    page.wait_for_timeout(1000)  # until the charts have told of themselves
    page.get_by_role("button", name="Show me where").click()
    page.locator(f'.le-look[data-name="{lesson.picture}"] .le-body:focus').wait_for(timeout=LONGEST)


def test_a_chart_that_comes_late_is_pointed_at(visit, address):
    page = visit(address + "?lesson=downhill.2", wait=False).page
    page.locator('.le-look[data-name="cost"]').wait_for(timeout=LONGEST)
    gone = "chart => { chart.dataset.name = 'not-yet'; chart.classList.remove('le-look'); }"
    chart = page.locator('.le-chart[data-name="cost"]').element_handle()
    chart.evaluate(gone)
    page.wait_for_timeout(4000)
    assert not page.locator(".le-look").count()
    chart.evaluate("chart => { chart.dataset.name = 'cost'; }")
    page.locator('.le-look[data-name="cost"]').wait_for(timeout=LONGEST)
