# SPDX-License-Identifier: Apache-2.0
"""light_includes.py INCLUDE_DIR COMPILER FLAGS...: in compiled mode the headers stay light.

units/boost_units.hpp alone brings Boost, and with it the bodies of its templates; no public header brings Boost.Math,
nlohmann-json, Eigen/Dense or any other body (.ipp).
"""

import pathlib
import subprocess
import sys

HEAVY = {"boost/math/": "Boost.Math", "nlohmann/": "nlohmann-json", "/Eigen/Dense": "Eigen/Dense", ".ipp": "a body"}
TYPED_UNITS = "industria/units/boost_units.hpp"


def main() -> int:
    top, command = pathlib.Path(sys.argv[1]), sys.argv[2:]
    problems = []
    public = (p.relative_to(top) for p in (top / "industria").rglob("*.hpp") if "detail" not in p.parts)
    for header in sorted(p.as_posix() for p in public):
        done = subprocess.run(
            [*command, "-x", "c++", "-M", "-"], input=f"#include <{header}>\n", capture_output=True, text=True, check=False
        )
        if done.returncode:
            problems.append(f"{header}: {done.stderr.strip()[:2000]}")
            continue
        brought = done.stdout.replace("units_boost_units.ipp", "")
        heavy = HEAVY if header == TYPED_UNITS else {**HEAVY, "/boost/": "Boost"}
        problems += [f"{header} brings {what}" for part, what in heavy.items() if part in brought]
    print("\n".join(problems) or "ok")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
