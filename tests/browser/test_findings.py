"""Findings in the player's line: told from their step on, once to a screen reader, with presses that act."""

from __future__ import annotations

from explorer import Experiment
from explorer.findings import findings

OVERFIT = Experiment(dataset="line", model="polynomial", params={"model.degree": 9}, strength=0.0, steps=600)
LINK = "?dataset=line&model=polynomial&model.degree=9&strength=0&steps=600"
TELLS = """() => {
  window.told = []
  const told = document.querySelector('.le-told')
  new MutationObserver(() => window.told.push(told.textContent)).observe(told, { childList: true })
}"""
FOCUSED = "() => document.activeElement.textContent"


def told_from() -> tuple[int, str]:
    """The step from which overfitting is told, and the sentence."""
    one = next(f.told for f in findings(OVERFIT, OVERFIT.train()) if f.finding.id == "overfitting")
    return one.first, one.sentence


def opened(visit, address, **like):
    page = visit(address + LINK, **like)
    page.page.wait_for_function("() => document.querySelector('.le-findings')?.innerText.includes('One example')")
    return page


def test_a_finding_is_told_from_its_step_on_and_moves_nothing(visit, address):
    page = opened(visit, address)
    first, sentence = told_from()
    line, charts = page.page.locator(".le-findings"), page.page.locator(".le-charts")
    before = charts.bounding_box()
    page.page.evaluate(TELLS)
    page.scrub(first - 1)
    assert "Overfitting" not in line.inner_text()
    page.scrub(first)
    assert sentence in line.inner_text()
    assert charts.bounding_box() == before
    page.page.wait_for_function("s => window.told.join().includes(s)", arg=sentence)
    page.scrub(first - 40)
    page.button("Play").click()
    page.page.wait_for_function(
        "first => Number(document.querySelector('[data-readout=step]').textContent) > first + 40", arg=first
    )
    page.button("Pause").click()
    page.page.wait_for_timeout(500)
    assert page.page.evaluate("window.told.join()").count(sentence) == 1


def test_its_press_is_reached_by_keyboard_and_acts(visit, address):
    page = opened(visit, address)
    page.scrub(400)
    press = page.page.keyboard.press
    page.button("Examples").focus()  # the last of the buttons above it
    press("Tab")
    assert page.page.evaluate(FOCUSED) == "Stop at step 15"
    for _ in range(2):
        press("Tab")
    assert page.page.evaluate(FOCUSED) == "Why?"
    press("Enter")
    why = page.page.get_by_role("group", name="Why")
    assert "peculiar to the training examples" in why.inner_text()
    assert why.get_by_role("link", name="Lesson: Overfit, then fix it").get_attribute("href") == "/?lesson=overfit-and-fix"
    press("Escape")
    assert not why.is_visible()
    assert page.page.evaluate(FOCUSED) == "Why?"
    press("Enter")
    press("Tab")
    press("Tab")
    assert page.page.evaluate(FOCUSED) == "Raise the strength to 0.05"
    page.change(lambda: press("Enter"))
    page.page.wait_for_url("**changes=400*")
    assert page.page.evaluate("() => document.activeElement.matches('.le-player, .le-why')")
    page.change(lambda: page.page.get_by_role("button", name="Undo").click())
    page.scrub(400)
    page.change(lambda: page.page.locator(".le-finding").get_by_role("button", name="Stop at step 15").click())
    page.page.wait_for_url("**steps=15*")
    assert page.step == 15


def test_on_a_phone_one_sentence_is_whole_and_the_rest_stands_under_why(visit, address):
    page = opened(visit, address, width=390, height=844)
    page.scrub(400)
    shown = page.page.locator(".le-finding > span").first
    assert shown.evaluate("e => e.scrollHeight <= e.clientHeight + 1 && e.scrollWidth <= e.clientWidth + 1")
    why = page.button("Why?")
    assert min(why.bounding_box()["width"], why.bounding_box()["height"]) >= 44
    why.click()
    reasons = page.page.get_by_role("group", name="Why")
    assert reasons.get_by_role("button").count() == 3
    assert all(box["height"] >= 44 for box in (b.bounding_box() for b in reasons.get_by_role("button").all()))
    assert page.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_what_is_told_as_it_plays_is_what_stands_there(visit, address):
    page = visit(f"{address}?steps=500")  # two weights change their signs, at steps 2 and 4
    page.page.evaluate("""() => {
      window.apart = []
      const [told, line] = ['.le-told', '.le-findings'].map((name) => document.querySelector(name))
      let last = ''
      new MutationObserver(() => (last = told.textContent)).observe(told, { childList: true })
      const look = () => {
        const playing = document.querySelector('.le-play').textContent.includes('Pause')
        const stands = last.split('. ').some((one) => line.innerText.includes(one))
        if (playing && last && !stands) window.apart.push([last, line.innerText])
        requestAnimationFrame(look)
      }
      look()
    }""")
    page.button("Play").click()
    page.page.wait_for_function("() => Number(document.querySelector('[data-readout=step]').textContent) > 6")
    page.button("Pause").click()
    page.page.wait_for_timeout(700)
    assert page.page.evaluate("window.apart") == []
    assert page.page.locator(".le-told").first.text_content() in page.page.locator(".le-findings").inner_text()
