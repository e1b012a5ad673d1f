# SPDX-License-Identifier: Apache-2.0
"""The same data give the same bytes: in any order of rows, on every run, in every surrounding."""

import os
import random
import subprocess
import sys

import pytest

from .conftest import NORTHWEST


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shuffled_rows_give_the_same_bytes(copy, run, pages, seed):
    order = random.Random(seed)
    for table in sorted(path.name for path in copy.folder.glob("*.csv")):
        head, *rows = copy.rows(table)
        order.shuffle(rows)
        copy.write(table, [head, *rows])
    assert run("report", copy.folder, "-o", copy.out)[0] == 0
    for lang, page in pages.items():
        assert (copy.out / f"report.{lang}.html").read_text(encoding="utf-8") == page


@pytest.mark.parametrize("surrounding", [
    {"PYTHONHASHSEED": "1", "TZ": "UTC"},
    {"PYTHONHASHSEED": "2", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "3", "LC_ALL": "de_DE.UTF-8", "PYTHONUTF8": "0"},
])
def test_surroundings_change_nothing(tmp_path, pages, surrounding):
    environment = {**os.environ, **surrounding}
    environment.pop("SOURCE_DATE_EPOCH", None)
    subprocess.run([sys.executable, "-m", "industria.cli", "report", NORTHWEST, "-o", tmp_path], check=True,
                   env=environment, capture_output=True)
    for lang, page in pages.items():
        assert (tmp_path / f"report.{lang}.html").read_text(encoding="utf-8") == page


def test_the_day_of_making_is_told_only_if_named(tmp_path, run, pages, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # 2023-11-14 22:13:20 UTC
    assert run("report", NORTHWEST, "-o", tmp_path)[0] == 0
    assert "lập ngày 14/11/2023" in (tmp_path / "report.vi.html").read_text(encoding="utf-8")
    assert "lập ngày" not in pages["vi"]
