# SPDX-License-Identifier: Apache-2.0
"""The command `industria`: report, summary and check. Exit codes: 0 done, 1 nothing sensible could be done, 2 wrong call."""

from __future__ import annotations

import argparse
import datetime
import functools
import os
import pathlib
import re
import shutil
import sys

import industria

LANGUAGES = ("vi", "en")


class Failure(Exception):
    """Ends the command with a message for the user."""

    def __init__(self, key: str, code: int = 1, issues=(), **args: object) -> None:
        super().__init__(key)
        self.key, self.code, self.issues, self.args_ = key, code, issues, args


def say(key: str, lang: str, **args: object) -> str:
    return industria.text("cli." + key, lang, **{name: _utf8(value) for name, value in args.items()})


def _utf8(value: object) -> str:
    """Text that can be printed, also of a file name that is not UTF-8."""
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")


def main(argv: list[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    argv = sys.argv[1:] if argv is None else argv
    lang = _language_of_messages(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser(lang).parse_args(argv)
        code = options.run(options, lang)
        sys.stdout.flush()
        return code
    except Failure as failure:
        _tell(say("error", lang, message=say(failure.key, lang, **failure.args_)))
        _tell_issues(failure.issues, lang)
        return failure.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _drop_output()
        return 1
    except OSError as problem:
        _drop_output()
        _tell(say("error", lang, message=say("cannot_print", lang, reason=problem.strerror or problem)))
        return 1


def _drop_output() -> None:
    """What is left in the buffer goes nowhere, so that the end of the program does not fail on it once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# --- reading the call ----------------------------------------------------------------------------------------
class _Parser(argparse.ArgumentParser):
    def error(self, message: str):
        raise Failure("usage", 2, problem=message)


def _new_parser(lang: str, **options) -> _Parser:
    """A parser whose help is in the language of the messages."""

    class Formatter(argparse.HelpFormatter):
        def add_usage(self, usage, actions, groups, prefix=None):
            super().add_usage(usage, actions, groups, say("help.usage", lang) if prefix is None else prefix)

    parser = _Parser(add_help=False, allow_abbrev=False, formatter_class=Formatter, **options)
    parser._positionals.title, parser._optionals.title = say("help.words", lang), say("help.options", lang)
    parser.add_argument("-h", "--help", action="help", help=say("help.help", lang))
    return parser


def _parser(lang: str) -> argparse.ArgumentParser:
    parser = _new_parser(lang, prog="industria", description=say("help", lang))
    parser.add_argument("--version", action="version", version=f"industria {industria.__version__}",
                        help=say("help.version", lang))
    commands = parser.add_subparsers(dest="command", required=True, metavar="report | summary | check",
                                     parser_class=functools.partial(_new_parser, lang))
    for name, run in (("report", report), ("summary", summary), ("check", check)):
        command = commands.add_parser(name, help=say("help." + name, lang), description=say("help." + name, lang))
        command.add_argument("folder", metavar="FOLDER", type=pathlib.Path, help=say("help.folder", lang))
        command.add_argument("--lang", metavar="LANG", default="vi,en" if name == "report" else "vi",
                             help=say("help.lang", lang))
        command.add_argument("--as-of", metavar="DATE", help=say("help.as_of", lang))
        command.set_defaults(run=run)
        if name == "report":
            command.add_argument("-o", "--output", metavar="DIR", type=pathlib.Path, default=pathlib.Path("."),
                                 help=say("help.output", lang))
    return parser


def _language_of_messages(argv: list[str]) -> str:
    """The first language asked for, even if the rest of the call is wrong; Vietnamese by default."""
    for i, word in enumerate(argv):
        value = word[7:] if word.startswith("--lang=") else argv[i + 1] if word == "--lang" and i + 1 < len(argv) else ""
        if value and (first := value.split(",")[0].strip()) in LANGUAGES:
            return first
    return "vi"


def _languages(text: str) -> list[str]:
    asked = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not asked or not set(asked) <= set(LANGUAGES):
        raise Failure("bad_language", 2, value=text)
    return asked


def _date(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text.strip(), re.ASCII)
    try:
        if match is None:
            raise ValueError(text)
        parts = [int(part) for part in match.groups() if part is not None]
        return datetime.date(*(parts if match.group(1) else reversed(parts)))
    except ValueError:
        raise Failure("bad_date", 2, value=text) from None


# --- commands --------------------------------------------------------------------------------------------------
def report(options, lang: str) -> int:
    """Reads, assesses, renders every language, and only then writes."""
    languages, as_of = _languages(options.lang), _date(options.as_of)
    dataset = _read(options.folder)
    try:
        from .report import html, write
    except ImportError as missing:
        if (missing.name or "").partition(".")[0] not in ("jinja2", "markupsafe", "vl_convert"):
            raise
        raise Failure("no_extra", packages="jinja2, vl-convert-python") from None
    issues, reports = _reports(dataset, options.folder, as_of, languages)
    pages = {options.output / f"report.{content.lang}.html": html.render(content) for content in reports}
    try:
        write.write_all(pages)
    except OSError as problem:
        raise Failure("cannot_write", path=problem.filename2 or problem.filename or options.output, reason=problem.strerror) from None
    _tell_issues(issues, lang, say("issues_in_report", lang))
    _print_summary(reports[0])
    print()
    for path in list(pages)[1:]:
        print(say("written", lang, path=path))
    print(next(iter(pages)))
    return 0


def summary(options, lang: str) -> int:
    """Prints the summary of every language; writes nothing, and needs no extra."""
    languages, as_of = _languages(options.lang), _date(options.as_of)
    issues, reports = _reports(_read(options.folder), options.folder, as_of, languages)
    _tell_issues(issues, lang, say("issues_in_check", lang, folder=options.folder))
    for i, content in enumerate(reports):
        if i:
            print()
        _print_summary(content)
    return 0


def check(options, lang: str) -> int:
    """Lists every problem; 1 if one of them is an error."""
    lang, as_of = _languages(options.lang)[0], _date(options.as_of)
    dataset = _read(options.folder)
    issues = [*dataset.issues, *dataset.check(as_of)]
    for issue in sorted(issues, key=lambda issue: ("error", "warning", "note").index(issue.severity)):
        print(_issue_text(issue, lang))
    print(_count(issues, lang))
    return 1 if any(issue.severity == "error" for issue in issues) else 0


def _read(folder: pathlib.Path):
    if not folder.exists():
        raise Failure("no_folder", folder=folder)
    if not folder.is_dir():
        raise Failure("not_a_folder", folder=folder)
    try:
        return industria.Dataset.read(folder)
    except industria.DataError as problem:
        raise Failure("unreadable", folder=folder, issues=problem.issues) from None
    except (industria.Error, OSError) as problem:
        raise Failure("failed", folder=folder, reason=problem) from None


def _reports(dataset, folder: pathlib.Path, as_of: datetime.date | None, languages: list[str]):
    """All issues, and the content of the report in each language."""
    from .report import model

    if model.is_empty(dataset):
        raise Failure("empty", folder=folder, issues=dataset.issues)
    try:
        issues = [*dataset.issues, *dataset.check(as_of)]
        assessments = dataset.assess(as_of)
        issues += [issue for assessment in assessments for issue in assessment.issues]
        known = as_of or dataset.latest_known()
        return issues, [model.build(dataset, assessments, issues, language, known) for language in languages]
    except industria.Error as problem:
        raise Failure("failed", folder=folder, reason=problem) from problem


# --- telling ---------------------------------------------------------------------------------------------------
def _print_summary(content) -> None:
    from .report import terminal

    print(terminal.summary(content, shutil.get_terminal_size((120, 24)).columns))


def _tell(text: str) -> None:
    print(_visible(text), file=sys.stderr)


def _tell_issues(issues, lang: str, where_all: str = "") -> None:
    """How many there are; one by one those that are more than a note, or all if `where_all` names no other place."""
    for issue in issues:
        if not where_all or issue.severity != "note":
            _tell(_issue_text(issue, lang))
    if issues:
        _tell(f"{_count(issues, lang)} {where_all}".rstrip())


def _issue_text(issue, lang: str) -> str:
    severity = industria.text("report.severity." + issue.severity, lang)
    return _visible(say("issue", lang, severity=severity, text=issue.text(lang)))


def _count(issues, lang: str) -> str:
    count = {severity: sum(issue.severity == severity for issue in issues) for severity in ("error", "warning", "note")}
    return say("issues_count", lang, errors=count["error"], warnings=count["warning"], notes=count["note"])


def _visible(text: str) -> str:
    from .report.words import visible

    return "\n".join(visible(line) for line in text.split("\n"))


if __name__ == "__main__":
    sys.exit(main())
