"""What the texts of all pages share."""

from __future__ import annotations

from explorer.words.shared import MOST_CAPTION, as_title, changed_at, count_of, first_that_fits, listed, said


def test_empty_sentences_are_left_out():
    told = said("Dots: examples.", "", "Try another loss.", " ").and_more("", "And more.")
    assert told == ("Dots: examples.", ("Try another loss.", "And more."))


def test_a_line_that_is_too_long_gives_way_to_the_next():
    long = "x" * (MOST_CAPTION + 1)
    assert first_that_fits(long, "x" * MOST_CAPTION) == "x" * MOST_CAPTION
    assert first_that_fits("short", long) == "short"
    assert first_that_fits("abc", "ab", most=1) == "ab"


def test_small_parts_of_sentences():
    assert [count_of(n, "fold") for n in (0, 1, 2)] == ["0 folds", "1 fold", "2 folds"]
    assert listed(["a"]) == "a"
    assert listed([*"abcd"], most=2) == "a, b, ..."
    assert as_title("data loss, held out") == "Data loss, held out"
    assert as_title("") == ""


def test_of_many_changes_the_last_are_told():
    assert changed_at([]) == ""
    told = changed_at([(k, f"rate {k}") for k in range(12)])
    assert told == f" Settings were changed at {'; '.join(f'step {k}: rate {k}' for k in range(4, 12))}."
