# SPDX-License-Identifier: Apache-2.0
"""Files are whole or not there."""

import os
import stat

import pytest

from industria.report.write import write_all


def test_files_get_the_usual_rights(tmp_path):
    before = os.umask(0o027)
    try:
        write_all({tmp_path / "a": "x"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_a_link_at_the_target_is_replaced_and_not_followed(tmp_path):
    (tmp_path / "elsewhere").write_text("kept")
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
    write_all({tmp_path / "a": "new"})
    assert (tmp_path / "elsewhere").read_text() == "kept"
    assert (tmp_path / "a").read_text() == "new" and not (tmp_path / "a").is_symlink()


def test_a_failure_leaves_nothing_behind(tmp_path):
    (tmp_path / "a").write_text("old")
    (tmp_path / "b").write_text("no folder")
    with pytest.raises(OSError):
        write_all({tmp_path / "a": "new", tmp_path / "b" / "c": "new"})
    assert (tmp_path / "a").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
