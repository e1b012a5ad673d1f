# SPDX-License-Identifier: Apache-2.0
"""Words that must not stand in the sources: number reading that follows the locale, printing, shells, machine paths."""

import os
import pathlib
import re

from common import read, run, without_comments

# pattern: reason. Looked for in the C++ of the library and of the extension, comments left out.
IN_LIBRARY = {
    r"\b(?:strto(?:d|f|ld|l|ul|ll|ull)|ato[fil]|sto[dfil]|stold|stoll?|stou(?:l|ll))\s*\(": "read numbers with std::from_chars",
    r"\b(?:v?s?n?printf|v?f?s?scanf)\s*\(": "use std::to_chars and std::from_chars",
    r"\bstd::c(?:out|err|log|in)\b": "the library prints nothing",
    r"\bstd::[io]?stringstream\b": "streams follow the locale",
    r"\bsetlocale\b|\bstd::locale\b": "the locale must never matter",
    r"\bstd::system\b|(?<![\w.>:])system\s*\(|\bpopen\s*\(": "no shell",
    r"\b(?:tmpnam|mktemp|tempnam)\b": "unsafe temporary name",
    r"\b(?:std::rand|srand|rand)\s*\(": "random numbers are keyed by (seed, unique_id)",
    r"\bstd::regex\b": "recursive and slow on hostile input",
}
# Looked for in every text file of the project, comments included.
EVERYWHERE = {r"(?<![\w.~/-])/(?:root|home|mnt|Users)/\w": "path of somebody's machine"}

LIBRARY = ["include", "src", "python/bindings"]
TEXT = {".hpp", ".ipp", ".inc", ".cpp", ".py", ".pyi", ".md", ".txt", ".cmake", ".in", ".toml", ".json", ".csv", ".cff", ".j2", ".css", ""}
NOT_OURS = {".git", ".venv", "build", "reports", "corpus", "__pycache__"}


def find(patterns: dict[str, str], path: str, source: str) -> list[str]:
    return [
        f"{path}:{number}: {match.group(0).strip()!r}: {reason}"
        for number, line in enumerate(source.splitlines(), 1)
        for pattern, reason in patterns.items()
        for match in re.finditer(pattern, line)
    ]


def check(root: pathlib.Path) -> list[str]:
    problems = []
    for folder in LIBRARY:
        for path in sorted((root / folder).rglob("*.[hic]pp")):
            problems += find(IN_LIBRARY, path.relative_to(root).as_posix(), without_comments(read(path)))
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(set(folders) - NOT_OURS)
        for path in (pathlib.Path(folder) / name for name in sorted(files)):
            if path.suffix in TEXT and path.name != "check_banned.py":
                source = path.read_text(encoding="utf-8", errors="replace")
                problems += find(EVERYWHERE, path.relative_to(root).as_posix(), source)
    return problems


if __name__ == "__main__":
    run(check)
