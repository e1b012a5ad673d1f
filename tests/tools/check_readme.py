# SPDX-License-Identifier: Apache-2.0
"""README.md and docs/ show what is true. Three kinds of comments stand directly before a fenced block:

    <!-- file: examples/cpp/first.cpp -->      the block equals that file (without its leading comment lines)
    <!-- file: examples/cpp/first.expected --> the block equals that file
    <!-- output: python examples/python/first.py -->  the block equals what the command prints

A file or output may be cut with "lines A-B" at the end of the comment. Commands run in the project's root;
`python` is this interpreter. Also checked: links to files in the project exist. With --write the blocks are
brought up to date instead.
"""

import argparse
import importlib.util
import pathlib
import re
import shlex
import subprocess
import sys

from common import ROOT, read

MARKER = re.compile(r"^<!-- (?:file|output): ", re.MULTILINE)
BLOCK = re.compile(
    r"^<!-- (file|output): ([^\n]+?)(?: lines (\d+)-(\d+))? -->\n```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")


def file_text(path: pathlib.Path) -> str:
    """The file without the licence line and the comment that follow at its head."""
    lines = read(path).splitlines(keepends=True)
    if path.suffix in {".cpp", ".py"}:
        while lines and lines[0].startswith(("//", "#")) and not lines[0].startswith("#include"):
            lines.pop(0)
        while lines and not lines[0].strip():
            lines.pop(0)
    return "".join(lines)


def output_of(command: str, root: pathlib.Path) -> str:
    words = shlex.split(command)
    if words[0] == "python":
        words[0] = sys.executable
    elif words[0] == "industria":
        words[0] = str(pathlib.Path(sys.executable).with_name("industria"))
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=120)
    if done.returncode != 0:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout


def expected(kind: str, what: str, first: str | None, last: str | None, root: pathlib.Path) -> str:
    text = file_text(root / what) if kind == "file" else output_of(what, root)
    if first:
        text = "".join(text.splitlines(keepends=True)[int(first) - 1 : int(last)])
    return text.rstrip() + "\n"


def check_page(page: pathlib.Path, root: pathlib.Path, write: bool) -> list[str]:
    source, problems = read(page), []
    name = page.relative_to(root).as_posix()

    def renewed(match: re.Match) -> str:
        kind, what, first, last, _, shown = match.groups()
        try:
            wanted = expected(kind, what, first, last, root)
        except (OSError, RuntimeError, subprocess.TimeoutExpired) as error:
            problems.append(f"{name}: {kind} {what}: {error}")
            return match.group(0)
        if shown == wanted:
            return match.group(0)
        if not write:
            problems.append(f"{name}: the block of {kind} {what} differs; ./dev docs brings it up to date. Wanted:\n{wanted}")
        return match.group(0)[: match.start(6) - match.start(0)] + wanted + "```"

    new = BLOCK.sub(renewed, source)
    if write and new != source:
        page.write_text(new, encoding="utf-8")
        print(f"{name} brought up to date")
    # A marker that introduces no block would be a check that never runs.
    if len(MARKER.findall(source)) != len(BLOCK.findall(source)):
        problems.append(f"{name}: a <!-- file/output --> comment is not followed by a fenced block")
    for target in LINK.findall(re.sub(r"```.*?```", "", source, flags=re.DOTALL)):
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
            problems.append(f"{name}: link to {target}, which does not exist")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="bring the blocks up to date")
    parser.add_argument("--root", type=pathlib.Path, default=ROOT)
    options = parser.parse_args()
    pages = sorted([*options.root.glob("*.md"), *(options.root / "docs").rglob("*.md")])
    problems = [p for page in pages for p in check_page(page, options.root, options.write)]
    readme = options.root / "README.md"
    if not readme.exists():
        problems.append("README.md is missing")
    elif (length := len(read(readme).splitlines())) > 120:
        problems.append(f"README.md has {length} lines, 120 are allowed")
    if importlib.util.find_spec("industria") is None and all(": output " in p for p in problems) and problems:
        print("SKIPPED: outputs of programs, since the Python package is not installed here")
        return 77
    print("\n".join(problems) or "ok")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
