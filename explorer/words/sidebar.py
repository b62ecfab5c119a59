"""What the sidebar says next to its controls, besides the help that settings and catalogue entries have of their own."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.words.shared import listed

# Data

CORRUPTION = "Make the training examples harder to learn from. The validation examples stay as they are."


def percent(share: float) -> str:
    """A share on a slider."""
    return f"{100 * share:g} %"


def times_spread(amount: float) -> str:
    """An amount of noise on a slider."""
    return f"{amount:g} × spread" if amount else "none"


def can_be_rare(name: str) -> str:
    """Which class can be made rare; ``name`` is Markdown."""
    return f" The class that can be made rare is {name}."


WEIGHTED_MEAN = "The data loss is the weighted mean: each loss times the weight of its example, over the sum of the weights."
FOCAL = "Focal's alpha is one case."
CLASS_WEIGHT_HELP = f"Balanced: each class has the same part in the cost, n / (classes × its size), as in scikit-learn. {FOCAL}"
WEIGHT_COLUMN_HELP = "A feature with numbers from 0 up: how much each example counts. It is no longer a feature."
EXPOSURE_COLUMN_HELP = (
    "A feature above 0: over how much each target was counted. Its logarithm is added to the score. It is no longer a feature."
)
COUNT_ALIKE = "All count alike: these data have no classes, and no column that can weigh examples."
KINDS = ("unweighted", "balanced", "own numbers")


def class_weights(named: Sequence[str], most: int) -> str:
    """The weights of the classes, each with its name."""
    return f"Weights of the classes: {listed(named, most)}."


def weighs(column: str) -> str:
    """That a column weighs the examples."""
    return f"{column} is the weight of the examples, and no longer a feature."


def without_weight(count: int) -> str:
    """How many examples have weight 0."""
    return f"{count} training examples have weight 0." if count > 1 else "One training example has weight 0."


def exposure(name: str) -> str:
    """What an exposure does."""
    return f"The score is the model's + log({name}), so the prediction is {name} × exp(z). {name} is no longer a feature."


# Model


def no_intercept(there: str, border: bool, scaled: str) -> str:
    """What it means that the model has no intercept; ``scaled`` is what is scaled but not centred."""
    runs = ", so the border between the classes runs through there" if border else ""
    rest = f" {scaled} scaled, but not centred." if scaled else ""
    return f"No intercept: {there} where all features are 0, in their own units{runs}.{rest}"


PREDICTION_0, SCORE_0, SCORES_0, PREDICTION_1 = (
    "the prediction is 0", "the score is 0", "all scores are 0", "the prediction is exp(0) = 1",
)  # fmt: skip
FEATURES_SCALED, BOTH_SCALED, TARGET_SCALED = "Features are", "Features and the target are", "The target is"

# Loss


def scale_followed(name: str, value: str, words: str, source: str) -> str:
    """That the scale of a robust loss comes from the data."""
    return f"{name} = {value}: {words} ({source})."


def scale_chosen(name: str, fixed: bool, value: str, words: str) -> str:
    """That it does not."""
    return f"{name} is {'the fixed default' if fixed else 'your own choice'}. {value} would be {words}."


def one_against_rest(first: str) -> str:
    """How several classes become two; ``first`` is Markdown."""
    return f"One class against the rest: {first} is +1, all others are -1. "


OWN_UNITS = "The target stays in its own units here. "
LOG_LINK = "The link is the log: the prediction is exp(z)."

# Penalty

COST_ALONE = "Cost = data loss"
FACTORS = "A feature with factor 2 counts twice in the penalty, one with factor 0 does not count."
FACTORS_HEADING, ALL_1 = "Penalty of each feature", "All factors 1"
FACTOR_HELP = "How many times a feature counts in the penalty: 1 as usual, 2 twice, 0 not at all. Not rescaled to a mean of 1."


def cost(priced: str) -> str:
    """The cost as a formula, in Markdown."""
    return f"Cost = data loss + {priced}"


def factors_between(low: str, high: str) -> str:
    """What the adaptive factors are."""
    return f"Factors $f_j$ from {low} to {high}, not rescaled."


def factors_named(named: str) -> str:
    """What the factors are."""
    return f"Factors $f_j$: {named}, all others 1; not rescaled."


def adaptive(free: bool, gamma: str) -> str:
    """Which first fit the adaptive factors come from."""
    fit = "with no penalty" if free else "with a little L2, since with no penalty no single fit is the best"
    return (
        f"The first fit is {fit}. Each factor is 1 / |w|^{gamma}, times the one in the table. They come from all training "
        "examples and stay the same in every fold of a cross-validation."
    )


def zeroing(strength: str, factors: bool) -> str:
    """From which strength on no weight is left."""
    return f"At {strength} or more, every weight{' with a factor above 0' if factors else ''} is zero."


def zeroing_local(strength: str) -> str:
    """From which strength on zero is a minimum."""
    return f"At {strength} or more, zero for every weight is a minimum, though perhaps not the lowest."


# Optimizer

GLOSSARY = "What the words mean"
OWN_START = "The run starts from weights of your own choice."
AS_USUAL = "Start as usual"


def not_taken(reason: str) -> str:
    """That a control's value was refused; ``reason`` is Markdown."""
    return f":material/warning: Not taken: {reason}."


def no_longer_offered(value: str) -> str:
    """That a control's value is no longer on offer."""
    return f'"{value}" is no longer offered. Choose again.'


def rate_again_auto(rate: str) -> str:
    """That a rate from advice is no longer in use."""
    return f"The learning rate is auto again: {rate} was advice for the run before."


def rate_stays(rate: str, above: str) -> str:
    """That a rate that was chosen is too high now."""
    return f"The learning rate stays at {rate}, {above}."
