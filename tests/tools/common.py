# SPDX-License-Identifier: Apache-2.0
"""What the checkers share: the project's root, reading, comments removed, and how problems are told."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADERS = "include/industria"


def read(path: pathlib.Path) -> str:
    return path.read_text(encoding="utf-8")


def without_comments(source: str) -> str:
    """C++ without comments; lines stay where they are. Strings are kept."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\')', re.DOTALL)
    return pattern.sub(lambda m: m.group(1) or "\n" * m.group(0).count("\n"), source)


def includes(source: str) -> list[str]:
    """Everything included, as written between the brackets or quotes."""
    return re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', without_comments(source), re.MULTILINE)


def run(check) -> None:
    """Runs check(root), prints the problems it returns, and ends the program with 1 if there are any."""
    root = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    problems = check(root)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "ok")
    sys.exit(1 if problems else 0)
