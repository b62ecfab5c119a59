"""Generated counts with an exposure: insurance claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.params import param
from explorer.datasets.base import Array
from explorer.datasets.generated import Generated


@dataclass(frozen=True)
class Claims(Generated):
    """Claims of drivers who were insured for different lengths of time; the rate a year falls with the driver's age."""

    id: ClassVar[str] = "claims"
    name: ClassVar[str] = "Insurance claims"
    rank: ClassVar[int] = 40
    task: ClassVar[str] = "count"
    summary: ClassVar[str] = "Drivers, two facts about each, and for how many years each was insured: an exposure."
    features: ClassVar[tuple[str, ...]] = ("age", "power", "years insured")

    size: int = param(300, 20, 2000, "How many examples are drawn.", label="Examples", log=True)
    seed: int = param(0, 0, 9999, "Another number draws other examples.", label="Data seed")

    def draw(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """Poisson counts with mean years x 0.6 exp(-0.03 (age - 20) + 0.01 (power - 80)); older drivers stay longer."""
        age, power = rng.uniform(18.0, 70.0, self.size), rng.uniform(40.0, 160.0, self.size)
        years = np.round(rng.uniform(0.1, 1.0, self.size) * (1.0 + age / 7.0), 1)
        mean = years * 0.6 * np.exp(-0.03 * (age - 20.0) + 0.01 * (power - 80.0))
        return np.column_stack([np.round(age), np.round(power), years]), rng.poisson(mean).astype(float)
