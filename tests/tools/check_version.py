# SPDX-License-Identifier: Apache-2.0
"""One version everywhere: base/config.hpp, CMakeLists.txt, pyproject.toml, CITATION.cff and CHANGELOG.md."""

import pathlib
import re

from common import HEADERS, read, run

PLACES = {
    "CMakeLists.txt": r"^\s*VERSION ([^\s)]+)",
    "pyproject.toml": r'^version = "(.+)"',
    "CITATION.cff": r"^version: (\S+)",
    "CHANGELOG.md": r"^## (\d\S*)",
}


def check(root: pathlib.Path) -> list[str]:
    config = read(root / HEADERS / "base/config.hpp")
    version = re.search(r'#define INDUSTRIA_VERSION "(.+)"', config).group(1)
    numbers = ".".join(re.search(rf"#define INDUSTRIA_VERSION_{p} (\d+)", config).group(1) for p in ("MAJOR", "MINOR", "PATCH"))
    problems = [] if numbers == version else [f"base/config.hpp: INDUSTRIA_VERSION is {version}, its parts are {numbers}"]
    namespace = "v" + "_".join(version.split(".")[:2]) + "_"
    for name in re.findall(r"#define INDUSTRIA_ABI (\S+)", config):
        if not name.startswith(namespace):
            problems.append(f"base/config.hpp: the inline namespace {name} does not begin with {namespace}")
    for place, pattern in PLACES.items():
        found = re.search(pattern, read(root / place), re.MULTILINE) if (root / place).exists() else None
        if found is None:
            problems.append(f"{place}: states no version")
        elif found.group(1) != version:
            problems.append(f"{place}: version {found.group(1)}, expected {version}")
    return problems


if __name__ == "__main__":
    run(check)
