# SPDX-License-Identifier: Apache-2.0
"""check.py FILE -- COMPILER FLAGS...: FILE must not compile, with an error that its line `// expect: regex` matches.

A file named *_ok.cpp must compile instead.
"""

import os
import pathlib
import re
import subprocess
import sys


def main() -> int:
    source, command = pathlib.Path(sys.argv[1]), sys.argv[3:]
    done = subprocess.run([*command, source], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if source.stem.endswith("_ok"):
        print(done.stderr or "compiles, as it should")
        return 1 if done.returncode else 0
    expected = re.findall(r"^// expect: (.+)$", source.read_text(encoding="utf-8"), re.MULTILINE)
    if len(expected) != 1:
        print(f"{source.name}: needs exactly one line `// expect: regex`")
        return 1
    if done.returncode == 0:
        print(f"{source.name} compiles, but it must not")
        return 1
    errors = [line for line in done.stderr.splitlines() if re.search(r"\b(?:error|note|required)\b", line)]
    if any(re.search(expected[0], line) for line in errors):
        return 0
    print(f"{source.name} does not compile, but no error matches {expected[0]!r}:\n{done.stderr[:6000]}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
