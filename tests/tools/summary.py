# SPDX-License-Identifier: Apache-2.0
"""Adds up the results of `./dev test`: JUnit files (*.xml) and lines (*.tsv) in one folder.

A line is "suite<TAB>test<TAB>passed|failed|skipped<TAB>reason". Prints one row per suite, every failure, every
reason for skipping with its count, and as the last line "N passed, N failed, N skipped". Ends with 1 if something
failed or if nothing passed. With --with-shared it also ends with 1 if a test was skipped for want of ../shared.
"""

import argparse
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter

NEEDS_SHARED = "needs ../shared"


def skip_reason(case: ElementTree.Element) -> str:
    """What the test said when it was skipped: GoogleTest's words are in the output, pytest's in the element."""
    output = case.findtext("system-out") or ""
    gtest = re.search(r": Skipped\n(.*?)(?:\n\s*\n|\n\[|\Z)", output, re.DOTALL)
    if gtest:
        return " ".join(gtest.group(1).split())
    skipped = case.find("skipped")
    message = skipped.get("message", "") if skipped is not None else ""
    said = re.search(r"^SKIPPED?: *(.*)$", output, re.MULTILINE)
    return " ".join((said.group(1) if said else message).split()) or "no reason given"


def read_junit(path: pathlib.Path):
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        yield path.stem, path.name, "failed", f"unreadable result file: {error}"
        return
    for case in root.iter("testcase"):
        name = case.get("name", "?")
        if case.get("classname") not in (None, "", name):
            name = f"{case.get('classname')}.{name}"
        problem = case.find("failure") if case.find("failure") is not None else case.find("error")
        if problem is not None or case.get("status") == "fail":
            yield path.stem, name, "failed", " ".join((problem.get("message", "") if problem is not None else "").split())
        elif case.find("skipped") is not None:
            # ctest files a test whose program was not built under "skipped"; nobody asked to skip it.
            reason = skip_reason(case)
            lost = "unable to find executable" in reason.lower() or "not_built" in name.lower()
            yield path.stem, name, "failed" if lost else "skipped", reason
        else:
            yield path.stem, name, "passed", ""


def read_lines(path: pathlib.Path):
    for line in path.read_text(encoding="utf-8").splitlines():
        suite, name, status, reason = (line.split("\t") + [""] * 3)[:4]
        yield suite, name, status, reason


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--with-shared", action="store_true")
    options = parser.parse_args()

    results = []
    for path in sorted(options.folder.iterdir()):
        if path.suffix == ".xml":
            found = list(read_junit(path))
            results += found or [(path.stem, path.name, "failed", "no test ran")]
        elif path.suffix == ".tsv":
            results += read_lines(path)

    failures = [(suite, name, why) for suite, name, status, why in results if status == "failed"]
    if failures:
        print("\nFailed")
        for suite, name, why in failures:
            print(f"  {suite}: {name}" + (f"  ({why[:160]})" if why else ""))
    skips = Counter((suite, why) for suite, _, status, why in results if status == "skipped")
    if skips:
        print("\nSkipped")
        for (suite, why), count in sorted(skips.items()):
            print(f"  {count:5d}  {suite}: {why[:160]}")

    counts = Counter((suite, status) for suite, _, status, _ in results)
    suites = list(dict.fromkeys(suite for suite, *_ in results))
    width = max([len(suite) for suite in suites] + [5])
    print(f"\n{'suite':<{width}}  passed  failed  skipped")
    for suite in suites:
        print(f"{suite:<{width}}  {counts[suite, 'passed']:6d}  {counts[suite, 'failed']:6d}  {counts[suite, 'skipped']:7d}")
    total = Counter(status for *_, status, _ in results)

    lacking = [name for _, name, status, why in results if status == "skipped" and NEEDS_SHARED in why]
    if options.with_shared and lacking:
        print(f"\n../shared is there, and yet {len(lacking)} tests did not find what they need in it: {', '.join(lacking[:5])}")
    if not total["passed"]:
        print("\nNothing passed at all.")
    print(f"\n{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] or not total["passed"] or (options.with_shared and lacking) else 0


if __name__ == "__main__":
    sys.exit(main())
