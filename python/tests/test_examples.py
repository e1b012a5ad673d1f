# SPDX-License-Identifier: Apache-2.0
"""The programs in examples/python print what stands beside them."""

import subprocess
import sys

import pytest
from conftest import ROOT

PROGRAMS = sorted((ROOT / "examples" / "python").glob("*.py"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.stem)
def test_example_prints_its_output(program):
    done = subprocess.run([sys.executable, "-X", "utf8", program], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    expected = next(path for suffix in (".txt", ".expected") if (path := program.with_suffix(suffix)).exists())
    assert done.stdout == expected.read_text(encoding="utf-8")
    assert done.stdout
