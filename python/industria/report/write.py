# SPDX-License-Identifier: Apache-2.0
"""Writes files so that a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import os
import pathlib
import re
import tempfile
import time
from collections.abc import Mapping


def write_all(files: Mapping[pathlib.Path, str | bytes]) -> None:
    """Writes every file beside its target, texts as UTF-8, and only when all are on disk puts them in place.

    A symbolic link at the target is replaced, not followed. On OSError nothing that was there has changed, unless the
    disk fails between two renames.
    """
    waiting: list[tuple[pathlib.Path, pathlib.Path]] = []
    try:
        for target, content in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            _clean_up(target)
            data = content.encode("utf-8") if isinstance(content, str) else content
            waiting.append((_write_beside(target, data), target))
        while waiting:
            os.replace(*waiting[0])
            waiting.pop(0)
    finally:
        for written, _ in waiting:
            written.unlink(missing_ok=True)
    for folder in {target.parent for target in files}:
        _sync_folder(folder)


_ABANDONED = 3600.0  # seconds after which no run can still be at work on a file


def _clean_up(target: pathlib.Path) -> None:
    """Deletes what a run that was killed left beside the target: nobody else has files of such names."""
    ours = re.compile(re.escape(f".{target.name}.") + "[a-z0-9_]{8}")
    for found in target.parent.iterdir():
        try:
            if ours.fullmatch(found.name) and found.is_file() and time.time() - found.lstat().st_mtime > _ABANDONED:
                found.unlink()
        except OSError:
            continue


def _write_beside(target: pathlib.Path, data: bytes) -> pathlib.Path:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    written = pathlib.Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        written.chmod(0o644 & ~_umask())
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    return written


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: pathlib.Path) -> None:
    """Makes the renames last. Not every system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
