# SPDX-License-Identifier: Apache-2.0
"""industria.hpp includes every public header once, but for those that its comment names as left out."""

import pathlib
import re

from common import HEADERS, includes, read, run


def check(root: pathlib.Path) -> list[str]:
    umbrella = root / HEADERS / "industria.hpp"
    if not umbrella.exists():
        return [f"{HEADERS}/industria.hpp is missing"]
    listed = includes(read(umbrella))
    comment = "\n".join(re.findall(r"^//.*", read(umbrella), re.MULTILINE))
    left_out = [f"industria/{name}" for name in re.findall(r"[\w/]+\.hpp", comment)]
    there = [
        p.relative_to(root / "include").as_posix()
        for p in sorted((root / HEADERS).rglob("*.hpp"))
        if p != umbrella and "detail" not in p.parts
    ]
    problems = [f"industria.hpp does not include <{name}>" for name in there if name not in listed + left_out]
    problems += [f"industria.hpp includes <{name}>, which is not a public header" for name in listed if name not in there]
    problems += [f"industria.hpp includes <{name}> twice" for name in set(listed) if listed.count(name) > 1]
    return problems


if __name__ == "__main__":
    run(check)
