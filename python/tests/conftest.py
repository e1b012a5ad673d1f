# SPDX-License-Identifier: Apache-2.0
"""What the tests share: the project's folder, and a small frame of three series."""

from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def northwest() -> Path:
    return ROOT / "examples" / "data" / "northwest"


@pytest.fixture
def columns() -> dict[str, np.ndarray]:
    """Rows in no order; "b" has a gap in 2020, "c" one value."""
    return {
        "unique_id": np.array(["b", "a", "a", "b", "a", "c", "a", "b"]),
        "ds": np.array([2019, 2021, 2019, 2021, 2018, 2021, 2020, 2018]),
        "y": np.array([11.0, 130.0, 110.0, 13.0, 100.0, 5.0, 120.0, 10.0]),
    }
