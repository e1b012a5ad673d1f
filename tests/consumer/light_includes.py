# SPDX-License-Identifier: Apache-2.0
"""light_includes.py INCLUDE_DIR COMPILER FLAGS...: in compiled mode the headers stay light.

No public header but units/boost_units.hpp and what includes it brings Boost; none brings Boost.Math, nlohmann-json or
Eigen/Dense; none brings a body (.ipp).
"""

import pathlib
import subprocess
import sys

HEAVY = {"/boost/math/": "Boost.Math", "/nlohmann/": "nlohmann-json", "/Eigen/Dense": "Eigen/Dense", ".ipp": "a body"}
MAY_HAVE_BOOST = {"industria/units/boost_units.hpp", "industria/industria.hpp"}


def main() -> int:
    top, command = pathlib.Path(sys.argv[1]), sys.argv[2:]
    problems = []
    for header in sorted(p.relative_to(top).as_posix() for p in (top / "industria").rglob("*.hpp")):
        done = subprocess.run(
            [*command, "-x", "c++", "-M", "-"], input=f"#include <{header}>\n", capture_output=True, text=True, check=False
        )
        if done.returncode:
            problems.append(f"{header}: {done.stderr.strip()[:2000]}")
            continue
        heavy = dict(HEAVY) if header in MAY_HAVE_BOOST else {**HEAVY, "/boost/": "Boost"}
        problems += [f"{header} brings {what}" for part, what in heavy.items() if part in done.stdout]
    print("\n".join(problems) or "ok")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
