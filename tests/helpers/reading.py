"""How hard a text is to read: the grade of Flesch and Kincaid as `textstat` counts it, once terms and names are set aside."""

from __future__ import annotations

import re

import textstat

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SOLVERS
from explorer.words.glossary import TERMS

NAMES = sorted(
    {entry.name for registry in (LOSSES, PENALTIES, MODELS, DATASETS, SOLVERS) for entry in registry.values()}
    | {"scikit-learn", "PyTorch", "glmnet", "statsmodels", "NumPy", "Loss Explorer", "AIC", "BIC"},
    key=len,
    reverse=True,
)
STANDARD = sorted({word for term in TERMS for word in (term.name, *term.also)}, key=len, reverse=True)


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<![\w-]){re.escape(word)}(?:s|es)?(?![\w-])" for word in words), re.I)


_STANDARD, _NAMES = _any_of(STANDARD), _any_of(NAMES)


def plain(text: str) -> str:
    """A text with formulas, marks of Markdown, names and standard terms replaced by short words.

    >>> plain("The **data loss** is $\\tfrac1n$ for L1.")
    'The term is x for term.'
    """
    text = re.sub(r"\$[^$]*\$", "x", text.replace("\\", ""))
    text = re.sub(r":material/\w+:|[*`_|\[\]]", "", text)
    text = _STANDARD.sub("term", text)
    text = _NAMES.sub("name", text)
    text = re.sub(r"\b\w*[\d^/×÷=·αβγδετφλΔ]\w*\b", "x", text)
    return re.sub(r"\s+", " ", text).strip()


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(re.findall(r"[A-Za-z']+", plain(text)))


def grade(text: str) -> float:
    """The school year in which a text can be read, with the terms of the glossary and names counted as short words."""
    return float(textstat.flesch_kincaid_grade(plain(text)))
