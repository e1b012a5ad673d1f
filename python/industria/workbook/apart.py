# SPDX-License-Identifier: Apache-2.0
"""Old .xls files have no check sums, and a damaged one can make its reader ask for any amount of memory. They are read in a process of
their own with a limit, so that the worst it can do is end.

Run as a script, this file is that process: the workbook on standard input, its sheets as JSON on standard output.
"""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from typing import Any

_MEMORY = 4 << 30  # bytes
_SECONDS = 120


def sheets_of(data: bytes) -> dict[str, Any] | None:
    """{"sheets": [{"name", "visible", "kind", "rows", "merged"}]}, or {"error": ...}; None if the process ended badly."""
    import python_calamine

    home = os.path.dirname(os.path.dirname(os.path.abspath(python_calamine.__file__)))
    try:
        done = subprocess.run([sys.executable, "-I", "-X", "utf8", os.path.abspath(__file__), home], input=data, capture_output=True, timeout=_SECONDS, check=False)
        return json.loads(done.stdout, object_hook=_restored) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        return None


def _restored(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        kind, value = next(iter(found.items()))
        if kind == "date":
            return datetime.date.fromisoformat(value)
        if kind == "datetime":
            return datetime.datetime.fromisoformat(value)
    return found


def _written(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    return str(value)


def _child() -> None:
    sys.path.insert(0, sys.argv[1])
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # a system without such limits
    import io

    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())) as book:
            found: dict[str, Any] = {"sheets": [
                {"name": sheet.name, "visible": sheet.visible == calamine.SheetVisibleEnum.Visible, "kind": sheet.typ == calamine.SheetTypeEnum.WorkSheet,
                 "rows": (values := book.get_sheet_by_name(sheet.name)).to_python(skip_empty_area=False), "merged": values.merged_cell_ranges or []}
                for sheet in book.sheets_metadata]}
    except calamine.PasswordError:
        found = {"error": "password"}
    except calamine.CalamineError as problem:
        found = {"error": str(problem)}
    sys.stdout.write(json.dumps(found, default=_written))


if __name__ == "__main__":
    _child()
