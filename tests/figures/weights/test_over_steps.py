"""A line for each weight: the largest alone where there are many, biases dotted."""

from __future__ import annotations

from explorer import Experiment
from explorer.figures.weights.over_steps import MOST_LABELS, lines
from explorer.figures.weights.parts import Weights


def drawn(e: Experiment):
    history, problem = e.train(), e.problem()
    return lines(Weights(problem, history, None, None))[0].traces, problem, history


def test_every_weight_has_its_line_and_biases_are_dotted():
    traces, problem, _ = drawn(Experiment(dataset="stackloss", steps=20))
    own = [t for t in traces if (t.get("meta") or {}).get("play") == "reveal"]
    assert [t["name"] for t in own] == list(problem.names)
    assert [t["line"]["dash"] for t in own] == ["solid" if kept else "dot" for kept in problem.network.penalised]


def test_of_many_weights_the_largest_have_lines_and_the_rest_are_one_bundle():
    traces, problem, history = drawn(Experiment(dataset="penguins", model="mlp", steps=20, params={"model.hidden": 20}))
    own = {t["meta"]["y"] for t in traces if (t.get("meta") or {}).get("play") == "reveal"}
    largest = Weights(problem, history, None, None).foremost(MOST_LABELS)
    [bundle] = [t["meta"]["y"] for t in traces if (t.get("meta") or {}).get("play") == "bundle"]
    assert own == {f"w{i}" for i in largest}
    assert own | set(bundle) == {f"w{i}" for i in range(problem.size)}
