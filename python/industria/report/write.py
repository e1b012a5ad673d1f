# SPDX-License-Identifier: Apache-2.0
"""Writes files so that a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import os
import pathlib
import tempfile
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
