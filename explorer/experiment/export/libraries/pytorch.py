"""PyTorch: an optimizer's weight_decay."""

from __future__ import annotations

from explorer.experiment.export.libraries.base import Library, Terms, Translation, multiple

NOTE = (
    "SGD adds weight_decay times each weight to its gradient, which is the slope of our L2 at this strength, if your loss is "
    "the mean over the examples as ours is. {biases} Adam divides the decay by the gradient's size; AdamW takes it off the "
    "weights directly."
)
ADAMW = (
    "AdamW takes lr times weight_decay times each weight off directly, exactly as the run does here: with the run's "
    "rate as lr{biases} it takes the same steps."
)
BIASES = "It does so for the biases as well: put those into a parameter group of their own with weight_decay=0."
NO_BIASES = "There is no bias: say Linear(..., bias=False)."


class PyTorch(Library):
    """Any loss, any model; L2 alone."""

    name = "PyTorch"
    rank = 30

    def translations(self, terms: Terms) -> list[Translation]:
        """weight_decay is the strength of L2."""
        if not terms.known or not terms.free_of_l1 or terms.factors is not None:
            return []
        more = " Weigh each loss by its example's share in your mean." if terms.weighted else ""
        formula = rf"\text{{weight\_decay}} = {multiple(terms.shares[1] or 1.0, chr(92) + 'lambda')}"
        note = NOTE.format(biases=BIASES if terms.biased else NO_BIASES) + more
        own_note = ADAMW.format(biases=" and no weight_decay on the biases" if terms.biased else "") + more
        found = [Translation(self.name, "SGD", "weight_decay", terms.l2, formula, note, exact=False, module="torch.optim")]
        if terms.solver == "adamw":
            own = Translation(
                self.name, "AdamW", "weight_decay", terms.l2, formula, own_note, exact=False, module="torch.optim"
            )
            found.insert(0, own)
        return found

    def missing(self, terms: Terms) -> str:
        """Its optimizers know no other penalty."""
        if terms.known and terms.free_of_l1:
            return (
                "PyTorch's weight_decay is one number for a whole layer, so it has no factors for single features: add the "
                "penalty to the loss yourself, as the script does."
            )
        penalty = terms.problem.penalty
        step = "soft-thresholding" if penalty.base.id == "l1" else f"the proximal map of {penalty.name}"
        return (
            f"PyTorch's optimizers have weight_decay for L2 alone: after each step, apply {step} yourself. That is what makes "
            "weights exactly zero."
        )
