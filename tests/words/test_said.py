"""All that can be said is short, plain and known: texts of every page, drawn for every entry of a catalogue and at random.

Reading grades are those of Flesch and Kincaid. They count syllables and the length of sentences, so fragments ("Dotted: bias.")
pull them down and names pull them up. So texts are judged joined, by page and kind, and each one of at least twelve words by
itself at a laxer grade. Standard terms, which the glossary explains, and the names of losses, penalties, data sets and
libraries count as short words; without that, "regularization" alone would make a text hard.
"""

from __future__ import annotations

import re

import pytest

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SOLVERS
from explorer.core.params import params_of
from explorer.experiment.settings import FIELDS
from explorer.findings import FINDINGS
from explorer.lessons import LESSONS
from explorer.selection.metrics import METRICS
from explorer.solvers.schedules import SCHEDULES
from explorer.ui.chart.routes import WEB
from explorer.words import own_table
from explorer.words.glossary import TERMS
from explorer.words.shared import MOST_CAPTION, MOST_HELP
from explorer.words.shrinkage import cv, cv_before, cv_under_way
from tests.helpers.reading import grade, words_in
from tests.helpers.said import Said, everything_said

HARDEST, HARDEST_ALONE, FEW = 9.0, 10.0, 12
KINDS = ("caption", "more", "note", "help")
FORBIDDEN = (
    r"free length", r"holds? (them|it|the weights) back", r"nothing holds", r"which loss minds", r"fell away", r"fall away",
    r"its shadow", r"crawls?\b", r"\bmiss(es)?\b", r"without a say", r"\bdear\b", r"walks? on\b(?!:)", r"taken for wrong",
    r"cannot brake", r"the way of ∗", r"whole truth",
    r"stands? off", r"makes of it\b", r"asks for the weights", r"at no strength",
    r"where the data loss bends", r"nothing is dragged yet", r"the page stays free", r"line stands there", r"keep going",
    r"swamp", r"hopeless", r"longer ones of their kind", r"pin down", r"\bseam\b", r"\bthe disc is\b", r"strokes",
    r"short rules",    r"go their own ways", r"nothing is asked", r"minds? far-off", r"1/L",
)  # fmt: skip
"""What used to be said in words of our own."""

ENTRIES = [e for registry in (LOSSES, PENALTIES, MODELS, DATASETS, SOLVERS, SCHEDULES) for e in registry.values()]
OWN_TEXTS = ("summary", "use", "avoid", "noise", "limits", "on_decay", "elsewhere")
"""What catalogue entries say of themselves."""


def of_entries() -> dict[str, str]:
    """The texts of catalogue entries, each with who says it."""
    found = {}
    for entry in ENTRIES:
        for name in OWN_TEXTS:
            if isinstance(text := getattr(entry, name, ""), str) and text:
                found[text] = f"{entry.__name__}.{name}"
    return found


def helps() -> dict[str, str]:
    """What the sidebar says at a question mark: the help of each field, and the summary of the entry chosen."""
    fields = {p.help: name for name, p in FIELDS.items() if p is not None}
    own = {p.help: f"{entry.__name__}.{name}" for entry in ENTRIES for name, p in params_of(entry).items() if p is not None}
    menus = {f"**{entry.name}**: {entry.summary}": entry.__name__ for entry in ENTRIES}
    return {text: where for text, where in (fields | own | menus).items() if text}


def of_lessons_and_findings() -> dict[str, str]:
    """What lessons and findings say whatever the run."""
    found = {finding.summary: finding.__name__ for finding in FINDINGS.values()}
    for lesson in [lesson() for lesson in LESSONS.values()]:
        found |= dict.fromkeys((lesson.question, lesson.payoff, lesson.next_try), lesson.id)
        found |= {text: lesson.id for task in lesson.tasks for text in (task.text, task.hint)}
    return found


def in_the_browser() -> dict[str, str]:
    """The strings of the browser's modules that are sentences or names of buttons."""
    found = {}
    for path in WEB.rglob("*.js"):
        for text in re.findall(r'(?:"|`|>)([A-Z][^"`<>{}$]*[a-z][^"`<>{}$]*)(?="|`|<)', path.read_text(encoding="utf-8")):
            found[text] = path.name
    return found


@pytest.fixture(scope="module")
def said() -> Said:
    return everything_said(0, few=True)


def check(said: Said) -> None:
    """What holds of all texts of pages."""
    captions = [(text, where) for texts in said.of("caption").values() for text, where in texts.items()]
    assert len(captions) > 30
    assert [(len(text), text, where) for text, where in captions if len(text) > MOST_CAPTION] == []
    assert [(text, where) for text, where in captions if text[-1] not in ".?"] == []
    told = [(text, where) for texts in said.of("help").values() for text, where in texts.items()]
    assert len(told) > 30
    assert [(len(text), text, where) for text, where in told if len(text) > MOST_HELP] == []
    assert strange({text: where for texts in said.texts.values() for text, where in texts.items()}) == []
    for kind in KINDS:
        for page, texts in said.of(kind).items():
            assert grade(joined(texts)) <= HARDEST, (kind, page)
            assert hard(texts) == [], (kind, page)
    more = [text for texts in said.of("more").values() for text in texts]
    assert [text for text in more if text[-1] not in ".?"] == []


def joined(texts) -> str:
    """Texts as one, each a sentence."""
    return " ".join(text if text[-1] in ".?:" else f"{text}." for text in texts)


def hard(texts: dict[str, str]) -> list[tuple[float, str, str]]:
    """The texts that are too hard by themselves."""
    long = [(text, where) for text, where in texts.items() if words_in(text) >= FEW]
    return [(grade(text), text, where) for text, where in long if grade(text) > HARDEST_ALONE]


def strange(texts: dict[str, str]) -> list[tuple[str, str, str]]:
    """Texts that say something in words of our own."""
    found = [(pattern, text, where) for text, where in texts.items() for pattern in FORBIDDEN if re.search(pattern, text, re.I)]
    return [one for one in found if "material/" not in one[1]]


@pytest.mark.thorough
def test_what_is_said_of_unusual_experiments_is_short_and_plain(said):
    check(said)


@pytest.mark.thorough
def test_what_is_said_of_every_entry_and_of_random_experiments_is_short_and_plain():
    check(everything_said(30))


def test_help_is_short_and_plain():
    told = helps()
    assert len(told) > 100
    assert [(len(text), text, where) for text, where in told.items() if len(text) > MOST_HELP] == []
    assert strange(told) == []
    assert grade(joined(told)) <= HARDEST
    assert hard(told) == []


def test_catalogue_entries_speak_plainly():
    told = of_entries()
    assert len(told) > 150
    assert strange(told) == []
    assert grade(joined(told)) <= HARDEST
    assert hard({text: where for text, where in told.items() if not where.endswith(".elsewhere")}) == []  # names of functions


def test_lessons_and_findings_speak_plainly():
    told = of_lessons_and_findings()
    assert len(told) > 60
    assert strange(told) == []
    assert grade(joined(told)) <= HARDEST
    assert hard(told) == []


def test_the_browser_says_nothing_in_words_of_our_own():
    told = in_the_browser()
    assert "Back to start (Home)" in told
    assert strange(told) == []


@pytest.mark.thorough
def test_every_term_of_the_glossary_is_met_on_a_page(said):
    pages = [text for texts in said.texts.values() for text in texts]
    pages = [text for texts in said.texts.values() for text in texts]
    later = [cv(5, "").line, *cv(5, "").more, *(metric.short for metric in METRICS)]  # after a press
    every = joined([*pages, *of_entries(), *helps(), *of_lessons_and_findings(), *later]).lower()
    unmet = [term.name for term in TERMS if not any(word.lower() in every for word in (term.name, *term.also))]
    assert unmet == []


def of_the_dialog() -> list[str]:
    """What the dialog "Your data" says."""
    fixed = [text for name, text in vars(own_table).items() if name.isupper() and isinstance(text, str)]
    return fixed + [
        own_table.limits(2, 10_000, 2, 50, (".csv",)), own_table.waits_for("large.csv"), own_table.another("a.csv", "b.csv"),
        own_table.stand_in("a.csv", "Diabetes"), own_table.losses(["Squared"], 14), own_table.too_many_cells(2_000, 1_000),
        own_table.used(59, 5, "price"), own_table.target_title("price", 3), own_table.classes_title("y", "yes", "40 %"),
    ]  # fmt: skip


def test_the_dialog_of_your_data_speaks_plainly():
    told = dict.fromkeys(of_the_dialog(), "own_table")
    assert len(told) > 50
    assert strange(told) == []
    assert grade(joined(told)) <= HARDEST
    assert hard(told) == []
    helped = [text for name, text in vars(own_table).items() if name.endswith("_HELP")]
    assert len(helped) > 6
    assert [text for text in helped if len(text) > MOST_HELP] == []
    assert len(own_table.target_line(10_000)) <= MOST_CAPTION


def test_a_cross_validation_is_told_as_shortly():
    for told in (cv_before(), cv_under_way(), cv(10, "")):
        assert len(told.line) <= MOST_CAPTION
        assert grade(joined(told.more)) <= HARDEST


def test_hard_and_strange_sentences_are_found():
    was = (
        "Along a direction in which the examples are spread by a singular value, regularization multiplies the least-squares "
        "coefficient by a factor that diminishes whatever the observations determine insufficiently."
    )
    assert hard({was: ""}) != []
    assert strange({"126 weights, and nothing holds them back": ""}) != []
    assert strange({"The cost where its shadow falls on the plane": ""}) != []
