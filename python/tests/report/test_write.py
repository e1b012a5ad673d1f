# SPDX-License-Identifier: Apache-2.0
"""Files are whole or not there."""

import os
import pathlib
import signal
import stat
import subprocess
import sys

import pytest

from industria.report.write import write_all

from .conftest import NORTHWEST

NAMES = [f"report.vi.{suffix}" for suffix in ("html", "xlsx", "docx", "pdf")]
unix = pytest.mark.skipif(os.name != "posix", reason="limits and signals of the system")


def held(folder: pathlib.Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


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


@pytest.mark.parametrize("failing", range(len(NAMES)))
def test_a_disk_that_is_full_at_any_file_leaves_all_old_ones(tmp_path, monkeypatch, failing):
    old = {tmp_path / name: b"old " + name.encode() for name in NAMES}
    write_all(old)
    count, sync = iter(range(len(NAMES))), os.fsync

    def full(handle):
        if next(count) == failing:
            raise OSError(28, "No space left on device")
        sync(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_all({path: b"new" * 10_000 for path in old})
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == old


@unix
def test_a_report_that_the_system_stops_writing_midway_leaves_page_workbook_letter_and_paper(tmp_path):
    for name in NAMES:
        (tmp_path / name).write_bytes(b"old " + name.encode())
    before = held(tmp_path)
    code = ("import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000)); "  # the letter does not fit, page and workbook do
            "from industria.cli import main; sys.exit(main(sys.argv[1:]))")
    done = subprocess.run([sys.executable, "-c", code, "report", NORTHWEST, "-o", tmp_path, "--lang", "vi", "--formats", "html,xlsx,docx,pdf"],
                          capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1 and "không ghi được" in done.stderr and "Traceback" not in done.stderr
    assert held(tmp_path) == before and len(list(tmp_path.iterdir())) == len(NAMES)


@unix
@pytest.mark.parametrize("at", [0, 3, 4, 6])
def test_a_run_killed_at_any_step_leaves_every_file_whole(tmp_path, at):
    """The process ends by SIGKILL when it would do its step number `at`: first each file is made safe, then each is put in place."""
    for name in NAMES:
        (tmp_path / name).write_bytes(b"old")
    code = f"""
import os, pathlib, signal, sys
steps = iter(range(100))
def killing(done):
    def step(*given):
        if next(steps) == {at}:
            os.kill(os.getpid(), signal.SIGKILL)
        return done(*given)
    return step
os.fsync, os.replace = killing(os.fsync), killing(os.replace)
from industria.report.write import write_all
write_all({{pathlib.Path(sys.argv[1]) / name: b"new" * 10_000 for name in {NAMES!r}}})
"""
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, timeout=60)
    assert done.returncode == -signal.SIGKILL
    new = max(at - len(NAMES), 0)  # put in place before the end
    assert list(held(tmp_path).values()).count(b"new" * 10_000) == new
    assert list(held(tmp_path).values()).count(b"old") == len(NAMES) - new


def test_what_a_killed_run_left_is_deleted_and_nothing_else(tmp_path):
    old, young, other = tmp_path / ".a.abcdefgh", tmp_path / ".a.12345678", tmp_path / ".a.notes.txt"
    for path in (old, young, other):
        path.write_text("x")
    for path in (old, other):
        os.utime(path, (0, 0))
    write_all({tmp_path / "a": "new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a.12345678", ".a.notes.txt", "a"]
