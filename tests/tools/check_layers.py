# SPDX-License-Identifier: Apache-2.0
"""Who may include whom (docs/architecture.md), and the rules for bodies (.ipp).

 - A folder includes itself and the folders below it; detail/<folder>_<name>.ipp counts as <folder>, any other
   file of detail/ may know base only.
 - Public headers do not include each other in a circle.
 - A body begins with `#pragma once`, includes the header that brings it, has no anonymous namespace, and is
   brought only within `#ifdef INDUSTRIA_HEADER_ONLY` or by one file of src/, once.
 - Boost.Units stays in units/boost_units.hpp; Boost.Math and nlohmann-json in detail/; Eigen in eigen.hpp and detail/.
"""

import pathlib
import re

from common import HEADERS, includes, read, run, without_comments

BELOW = {
    "base": [],
    "units": ["base"],
    "model": ["units", "base"],
    "series": ["model", "units", "base"],
    "indicators": ["series", "model", "units", "base"],
    "projection": ["series", "model", "units", "base"],
    "hierarchy": ["projection", "series", "model", "units", "base"],
    "targets": ["hierarchy", "projection", "indicators", "series", "model", "units", "base"],
    "planning": ["projection", "series", "model", "units", "base"],
    "io": ["model", "units", "base"],
}
DETAIL, TYPED_UNITS = f"{HEADERS}/detail/", f"{HEADERS}/units/boost_units.hpp"
FOREIGN = {  # beginning of a foreign include: where it may stand
    "boost/units": lambda path: path == TYPED_UNITS,
    "boost/": lambda path: path.startswith(DETAIL) or path == TYPED_UNITS,
    "nlohmann/": lambda path: path.startswith(DETAIL),
    "Eigen/": lambda path: path.startswith(DETAIL) or path == f"{HEADERS}/eigen.hpp",
}
# Bodies of templates: users need them in both modes, so they stand outside the guard and not in src/.
TEMPLATES = {"industria/detail/units_boost_units.ipp"}
GUARDED = re.compile(r"#ifdef INDUSTRIA_HEADER_ONLY\b(.*?)#endif", re.DOTALL)


def layer(path: str) -> str:
    """The folder a file counts to: "" for the headers at the root, which may include everything."""
    parts = path.removeprefix("industria/").split("/")
    if parts[0] != "detail":
        return parts[0] if len(parts) > 1 else ""
    folder = parts[-1].split("_")[0]
    return folder if folder in BELOW else "base"


def cycles(graph: dict[str, list[str]]) -> list[str]:
    found, done = [], set()

    def visit(node: str, trail: list[str]) -> None:
        if node in trail:
            found.append("circle of includes: " + " > ".join(trail[trail.index(node):] + [node]))
            return
        if node in done or node not in graph:
            return
        for other in graph[node]:
            visit(other, trail + [node])
        done.add(node)

    for node in graph:
        visit(node, [])
    return found


def check_include(file: str, what: str) -> str | None:
    path = f"include/{file}"
    for prefix, allowed in FOREIGN.items():
        if what.startswith(prefix) and not allowed(path):
            return f"{path}: must not include <{what}>"
    if not what.startswith("industria/") or layer(file) == "":
        return None
    if layer(what) not in [layer(file), *BELOW.get(layer(file), [])]:
        return f"{path}: {layer(file)} must not include {layer(what)} (<{what}>)"
    return None


def check_body(root: pathlib.Path, file: str, source: str, bringers: list[str]) -> list[str]:
    path, problems = f"include/{file}", []
    code = [line for line in without_comments(source).splitlines() if line.strip()]
    if not code or code[0].strip() != "#pragma once":
        problems.append(f"{path}: must begin with #pragma once")
    headers = [b for b in bringers if b.endswith(".hpp")]
    if headers and not any(h in includes(source) for h in headers):
        problems.append(f"{path}: does not include the header that brings it ({', '.join(headers)})")
    if not bringers:
        problems.append(f"{path}: no header brings it in header-only mode")
    if re.search(r"\bnamespace\s*\{", without_comments(source)):
        problems.append(f"{path}: anonymous namespace in a body that header-only users include")
    # A body that another body brings comes along with it.
    if file not in TEMPLATES and any(b.endswith(".hpp") for b in bringers):
        brought = sum(includes(read(unit)).count(file) for unit in (root / "src").glob("*.cpp"))
        if brought != 1:
            problems.append(f"src/*.cpp: <{file}> is included {brought} times, expected once")
    return problems


def check(root: pathlib.Path) -> list[str]:
    top = root / "include"
    files = {p.relative_to(top).as_posix(): read(p) for p in sorted(top.rglob("*.[hi]pp"))}
    problems = []
    for file, source in files.items():
        folder = file.split("/")[1]
        if file.count("/") > 1 and folder != "detail" and folder not in BELOW:
            problems.append(f"include/{file}: {folder} has no place among the layers")
            continue
        problems += filter(None, (check_include(file, what) for what in includes(source)))
        if file.endswith(".hpp") and "/detail/" not in file:
            for what in includes(GUARDED.sub("", source)):
                if what.endswith(".ipp") and what not in TEMPLATES:
                    problems.append(f"include/{file}: <{what}> must stand within #ifdef INDUSTRIA_HEADER_ONLY")
    # What stands within the guard belongs to the bodies, which may need each other's headers.
    headers = {f: GUARDED.sub("", s) for f, s in files.items() if f.endswith(".hpp")}
    graph = {f: [w for w in includes(s) if w.endswith(".hpp")] for f, s in headers.items()}
    problems += cycles(graph)
    for file, source in files.items():
        if file.endswith(".ipp"):
            bringers = [f for f, s in files.items() if f != file and file in includes(s)]
            problems += check_body(root, file, source, bringers)
    return problems


if __name__ == "__main__":
    run(check)
