"""On paper, and in colours that the system forces: plots are whole, and what can be moved is seen."""

from __future__ import annotations

SHEET = """() => {
  const told = []
  window.dispatchEvent(new Event('beforeprint')) // the sheet is taken when this is done
  for (const chart of document.querySelectorAll('.le-chart')) {
    const [body, plot] = ['.le-body', '.main-svg'].map((one) => chart.querySelector(one)), { name } = chart.dataset
    const [wide, own] = [body.clientWidth, plot.clientWidth]
    if (wide > 700) told.push(`${name}: wider than the sheet`)
    if (Math.abs(own - wide) > 2) told.push(`${name}: its plot is ${own} wide in ${wide}`)
    for (const canvas of chart.querySelectorAll('canvas.le-canvas:not([hidden])')) {
      const copy = canvas.nextElementSibling
      if (getComputedStyle(canvas).display !== 'none') told.push(`${name}: a canvas, white on paper, hides the plot`)
      if (!copy?.matches('img') || Math.abs(copy.clientWidth - wide) > 2) told.push(`${name}: no copy of its canvas`)
    }
  }
  return told
}"""
SCREEN = """() => {
  window.dispatchEvent(new Event('afterprint'))
  const canvas = document.querySelector('.le-canvas:not([hidden])')
  return [document.querySelectorAll('.le-copy').length, getComputedStyle(canvas).display]
}"""


def test_what_is_printed_is_ready_at_once_with_plots_that_nothing_hides(visit, address):
    page = visit(address)
    page.scrub(40)
    assert page.page.evaluate(SHEET) == []
    assert page.page.evaluate("() => document.querySelector('.le-copy').naturalWidth") > 300
    assert not page.page.locator(".st-key-openings").is_visible()
    assert page.page.evaluate(SCREEN) == [0, "block"]


def test_where_colours_are_forced_handles_and_choices_are_seen(visit, address):
    page = visit(address + "loss_cost", charts=7, forced_colors="active").page
    line = """(slider) => {
      const handle = getComputedStyle(slider.parentElement.parentElement)
      return [handle.borderTopStyle, parseFloat(handle.borderTopWidth)]
    }"""
    for slider in ("Strength", "Learning rate"):
        style, width = page.get_by_role("slider", name=slider).first.evaluate(line)
        assert (style, width) == ("solid", 2)
    chosen = page.get_by_role("radiogroup", name="Heights").locator('[data-selected="true"]')
    assert chosen.count() == 1
    assert chosen.evaluate("(node) => getComputedStyle(node).outlineStyle") == "solid"
