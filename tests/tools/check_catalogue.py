# SPDX-License-Identifier: Apache-2.0
"""The catalogue of texts: both languages, the same placeholders, no key twice, NFC, and every key used exists.

Used keys are found as string literals in calls text("key") and has_text("key"), as issue codes
(`code = "x"`, which need "issue.x" and "issue.x.remedy"), and in the Python report and its templates as
words("key") or t("key"), which mean "report.key" or "key". Keys put together while running are out of reach and belong to the unit tests.
"""

import pathlib
import re
import unicodedata

from common import HEADERS, read, run, without_comments

ROW = re.compile(r"\{\s*((?:\"(?:\\.|[^\"\\])*\"\s*)+),\s*((?:\"(?:\\.|[^\"\\])*\"\s*)+),\s*((?:\"(?:\\.|[^\"\\])*\"\s*)+),?\s*\}\s*,")
USED = re.compile(r"(?<![\w.])(?:detail::|_core\.|industria::)?(?:has_text|text|words|t)\(\s*[\"']([a-z0-9_.]+)[\"']\s*[,)]")
CODE = re.compile(r"\.code\s*=\s*\"([a-z0-9_.]+)\"")
# One value that the two languages write differently: a month's name or number, a Roman or Arabic quarter. Further
# pairs end in _en and _vi.
SAME_VALUE = {"roman": "index", "month": "index"}


def literal(quoted: str) -> str:
    """The text of adjacent C++ string literals."""
    return "".join(re.findall(r'"((?:\\.|[^"\\])*)"', quoted)).replace('\\"', '"').replace("\\n", "\n")


def placeholders(text: str, language: str) -> set[str]:
    names = (name.removesuffix(f"_{language}") for name in re.findall(r"\{([a-z0-9_]+)\}", text))
    return {SAME_VALUE.get(name, name) for name in names}


def rows(root: pathlib.Path):
    for path in sorted((root / HEADERS / "detail/catalogue").glob("*.inc")):
        source = without_comments(read(path))
        for match in ROW.finditer(source):
            yield path.name, source.count("\n", 0, match.start()) + 1, *map(literal, match.groups())
        left = ROW.sub("", source).strip()
        if left:
            yield path.name, 0, "", left.split("\n")[0], ""


def used_keys(root: pathlib.Path):
    for folder, pattern in (("include", "*.[hi]pp"), ("src", "*.cpp"), ("python/bindings", "*.cpp"), ("python/industria", "*")):
        for path in sorted((root / folder).rglob(pattern)):
            if path.suffix not in {".hpp", ".ipp", ".cpp", ".py", ".j2", ".html", ".jinja"}:
                continue
            source = read(path)
            if path.suffix in {".hpp", ".ipp", ".cpp"}:
                source = without_comments(source)
            name = path.relative_to(root).as_posix()
            for key in USED.findall(source):
                yield name, key
            for code in CODE.findall(source):
                yield name, f"issue.{code}"
                yield name, f"issue.{code}.remedy"


def check(root: pathlib.Path) -> list[str]:
    problems, seen = [], {}
    for file, line, key, en, vi in rows(root):
        where = f"{file}:{line}"
        if not key:
            problems.append(f'{file}: not a row {{"key", "English", "Tiếng Việt"}}: {en}')
            continue
        if key in seen:
            problems.append(f"{where}: {key} is already in {seen[key]}")
        seen[key] = where
        for language, said in (("English", en), ("Vietnamese", vi)):
            if not said.strip():
                problems.append(f"{where}: {key} has no {language} text")
            if not unicodedata.is_normalized("NFC", said):
                problems.append(f"{where}: the {language} text of {key} is not NFC")
        in_en, in_vi = placeholders(en, "en"), placeholders(vi, "vi")
        if in_en != in_vi:
            problems.append(f"{where}: {key} has {sorted(in_en)} in English, {sorted(in_vi)} in Vietnamese")
    for file, key in sorted(set(used_keys(root))):
        if key not in seen and not ("/report/" in file and f"report.{key}" in seen):
            problems.append(f"{file}: the catalogue has no key {key}")
    return problems


if __name__ == "__main__":
    run(check)
