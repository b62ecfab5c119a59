"""The glossary: forty terms, each in one sentence and one formula."""

from __future__ import annotations

import re
from typing import NamedTuple


class Term(NamedTuple):
    """A term: its name, one sentence, a formula in LaTeX, the same as plain text, and other words for it in texts."""

    name: str
    sentence: str
    formula: str
    plain: str
    also: tuple[str, ...] = ()


TERMS = (
    Term("loss", "How bad one prediction is: 0 or low when it is good, high when it is far off.",
         r"\ell(y, z),\ \text{say } (z - y)^2", "loss(y, z), say (z − y)²", ("losses",)),
    Term("data loss", "The mean of all the losses on the training examples.",
         r"\tfrac{1}{n} \sum_i \ell(y_i, z_i)", "(loss 1 + loss 2 + ... + loss n) / n", ("mean loss",)),
    Term("cost", "What training makes small: the data loss plus the penalty.",
         r"\text{cost} = \text{data loss} + \lambda\, p(w)", "cost = data loss + λ · p(w)"),
    Term("penalty", "A price on large weights. It is added to the data loss.",
         r"\lambda\, p(w),\ \text{say } \lambda \tfrac{1}{2} \sum_j w_j^2", "λ · p(w), say λ · (w₁² + w₂² + ...) / 2",
         ("penalties",)),
    Term("strength", "How much the penalty counts. At 0 it does not count at all.",
         r"\lambda \ge 0", "λ ≥ 0"),
    Term("residual", "How far a prediction is from the true value, with its sign.",
         r"r = z - y", "r = z − y", ("residuals",)),
    Term("margin", "How clearly a score is on the right side. Below 0 it is on the wrong one.",
         r"m = y z,\ y = \pm 1", "m = y · z, with y = +1 or −1", ("margins",)),
    Term("score", "The number a model gives for an example. A class or a probability is made from it.",
         r"z = w \cdot x + b", "z = w · x + b", ("scores",)),
    Term("weight", "A number that the model learns: how much a feature counts in the prediction.",
         r"z = w_1 x_1 + w_2 x_2 + b", "z = w₁ x₁ + w₂ x₂ + b", ("weights",)),
    Term("bias", "What the model predicts when all features are 0. The penalty leaves it alone.",
         r"z = w \cdot x + b", "the b in z = w · x + b", ("biases", "intercept")),
    Term("feature", "One thing that is known of each example and used to predict.",
         r"x = (x_1, \dots, x_d)", "x = (x₁, ..., x_d)", ("features",)),
    Term("target", "The true value that the model should predict.",
         r"y", "y", ("targets",)),
    Term("gradient", "The slopes of the cost, one for each weight. Together they point uphill.",
         r"\nabla f = \left(\tfrac{\partial f}{\partial w_1}, \dots\right)", "(slope along w₁, slope along w₂, ...)",
         ("gradients",)),
    Term("curvature", "How fast the slope changes: large in a narrow valley, 0 on a straight line.",
         r"f''(w)", "f″(w)"),
    Term("learning rate", "How long a step is for a given slope.",
         r"w \leftarrow w - \eta \nabla f(w)", "the η in: new w = w − η · slope", ("rate",)),
    Term("gradient descent", "Many small steps downhill, each along the slope where you are.",
         r"w_{k+1} = w_k - \eta \nabla f(w_k)", "new w = w − η · slope"),
    Term("minimum", "The place where the cost is lowest. Where the cost is smooth, the slope is 0 there.",
         r"\nabla f(w^*) = 0", "slope = 0", ("minima",)),
    Term("convex", "Shaped like a bowl: there is one valley, and downhill leads to its floor.",
         r"f\!\left(\tfrac{a + b}{2}\right) \le \tfrac{f(a) + f(b)}{2}", "f halfway ≤ mean of f at both ends"),
    Term("kink", "A corner in a curve, where the slope jumps.",
         r"|w|\ \text{at}\ 0", "∨, as |w| at 0", ("kinks",)),
    Term("saddle", "A flat place that goes up in some directions and down in others.",
         r"w_1^2 - w_2^2", "w₁² − w₂² at 0"),
    Term("outlier", "An example that lies far from what the others suggest.",
         r"|r| \gg \text{usual } |r|", "|r| much larger than usual", ("outliers",)),
    Term("overfitting", "The model learns what is chance in its training examples, so it does worse on new ones.",
         r"\text{training loss} \downarrow,\ \text{validation loss} \uparrow", "training loss ↓, validation loss ↑",
         ("overfit",)),
    Term("validation", "The loss on examples that were held out: the model does not learn from them.",
         r"\tfrac{1}{m} \sum_{\text{held out}} \ell(y_i, z_i)", "mean loss of the held-out examples", ("held out", "held-out")),
    Term("cross-validation", "Each part of the examples is held out once, while the rest train the model.",
         r"\tfrac{1}{K} \sum_k \text{error}_k", "mean of the errors on the K parts", ("cross-validate", "fold", "folds")),
    Term("standard error", "How much a mean would change with other data of the same kind.",
         r"\tfrac{s}{\sqrt{K}}", "s / √K"),
    Term("L1", "A penalty on the size of each weight. It makes weak weights exactly zero.",
         r"\lambda \sum_j |w_j|", "λ · (|w₁| + |w₂| + ...)", ("lasso",)),
    Term("L2", "A penalty on the square of each weight. All shrink, none becomes zero.",
         r"\tfrac{\lambda}{2} \sum_j w_j^2", "λ · (w₁² + w₂² + ...) / 2", ("ridge",)),
    Term("soft-thresholding", "Move a number towards 0 by t, and stop at 0. This is how L1 makes zeros.",
         r"\operatorname{sign}(w) \max(|w| - t, 0)", "sign(w) · max(|w| − t, 0)", ("soft threshold",)),
    Term("degrees of freedom", "How many weights the fit really uses; shrunk ones count for less than 1.",
         r"\sum_j \tfrac{d_j^2}{d_j^2 + n \lambda / 2}", "sum of d² / (d² + n λ / 2)"),
    Term("regularization path", "The best weights at every strength, drawn as one line for each weight.",
         r"w^*(\lambda)", "best w, for each λ"),
    Term("momentum", "Part of the last move is kept, like a ball that rolls on.",
         r"v \leftarrow \beta v - \eta \nabla f,\ w \leftarrow w + v", "move = β · last move − η · slope"),
    Term("batch", "The few examples that one step looks at, drawn by chance.",
         r"B \subset \{1, \dots, n\}", "some of the n examples", ("batches", "mini-batches", "mini-batch")),
    Term("early stopping", "Ending a run before the lowest cost: the weights stay small, much as under L2.",
         r"\lambda \approx \tfrac{1}{\eta k}", "strength ≈ 1 / (rate · step)", ("stopping early",)),
    Term("weight decay", "Every step takes the same share off each weight.",
         r"w \leftarrow (1 - \eta \lambda)\, w", "new w = (1 − η λ) · w"),
    Term("median error", "Half of the examples are off by less than this, half by more.",
         r"\operatorname{median} |r_i|", "the middle one of the sorted |r|"),
    Term("quantile", "The value that a given share of the data lies below.",
         r"P(y \le q) = \tau", "a share τ lies below q"),
    Term("log link", "The score is the logarithm of the prediction, so the prediction is never below 0.",
         r"\hat y = e^{z}", "prediction = exp(z)", ("exp(z)",)),
    Term("standardise", "Give each feature mean 0 and spread 1, so that one strength suits all.",
         r"x \leftarrow \tfrac{x - \bar x}{s}", "(x − mean) / spread", ("standardised",)),
    Term("principal component", "The direction in which the points spread most; the next one is at a right angle.",
         r"\max_{|u| = 1} \operatorname{var}(X u)", "u with the largest spread of X u",
         ("component", "components", "principal direction")),
    Term("correlation", "How well two numbers go together: 1 in step, 0 not at all, −1 opposite.",
         r"-1 \le \rho \le 1", "−1 ≤ ρ ≤ 1", ("correlated",)),
)  # fmt: skip
"""In the order in which they are met."""


def explained_in(*texts: str, most: int = 6) -> tuple[Term, ...]:
    """The terms that some texts use, in the order of the glossary.

    >>> [term.name for term in explained_in("The mean loss falls along the gradient.")]
    ['data loss', 'gradient']
    """
    text = " ".join(texts)
    found: list[Term] = []
    for term in sorted(TERMS, key=lambda one: -len(one.name)):
        pattern = _pattern(term)
        if pattern.search(text):
            found.append(term)
            text = pattern.sub(" ", text)
    return tuple(term for term in TERMS if term in found)[:most]


def tooltip(*texts: str) -> str:
    """Markdown that explains the terms that some texts use; empty where they use none."""
    return "  \n".join(f"**{term.name}**: {term.sentence} ${term.formula}$" for term in explained_in(*texts, most=3))


def _pattern(term: Term) -> re.Pattern[str]:
    words = sorted((term.name, *term.also), key=len, reverse=True)
    return re.compile("|".join(rf"(?<![\w-]){re.escape(word)}(?![\w-])" for word in words), 0 if term.name[0] == "L" else re.I)
