# SPDX-License-Identifier: Apache-2.0
"""The command `industria`: template, check, summary and report. Exit codes: 0 done, 1 nothing sensible could be done, 2 wrong call."""

from __future__ import annotations

import datetime
import os
import pathlib
import shutil
import sys
import time

import industria

from ._cli_call import Failure, date_of, formats_of, language_of_messages, languages_of, number_style, parser, period_of, say


def main(argv: list[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    argv = sys.argv[1:] if argv is None else argv
    lang = language_of_messages(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = parser(lang, {"template": template, "check": check, "summary": summary, "report": report}).parse_args(argv)
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


# --- commands --------------------------------------------------------------------------------------------------
def template(options, lang: str) -> int:
    """Writes the empty form; a file that is there is replaced only when the new one is whole."""
    lang = languages_of(options.lang)[0]
    if options.output.suffix.lower() != ".xlsx":
        raise Failure("not_xlsx", 2, value=options.output)
    if options.year is not None and not 1990 <= options.year <= 2099:
        raise Failure("bad_year", 2, value=options.year)
    try:
        from .workbook.template import template as form

        data = form(lang, options.year, options.place, options.output.name)
    except ImportError as missing:
        raise _lacks(missing) from None
    _write({options.output: data}, options.output)
    print(options.output)
    return 0


def report(options, lang: str) -> int:
    """Reads, assesses, renders every language and format, and only then writes."""
    languages, as_of, period = languages_of(options.lang), date_of(options.as_of), period_of(options.period)
    formats = formats_of(options, period)
    dataset, found = _read(options.folder, options, lang)
    before = _read(options.before, options, lang)[0] if options.before is not None else None
    try:
        from .report import outputs

        issues, reports = _reports(dataset, found, options.folder, as_of, languages, period, options.style, before)
        files = {options.output / name: data for name, data in outputs.render(reports, formats, _progress).items()}
    except ImportError as missing:
        raise _lacks(missing) from None
    _write(files, options.output)
    _tell_issues(issues, lang, say("issues_in_report", lang))
    _print_summary(reports[0])
    print()
    for path in list(files)[1:]:
        print(say("written", lang, path=path))
    print(next(iter(files)))
    return 0


def summary(options, lang: str) -> int:
    """Prints the summary of every language; writes nothing, and needs no extra for a folder of tables."""
    languages, as_of = languages_of(options.lang), date_of(options.as_of)
    dataset, found = _read(options.folder, options, lang)
    issues, reports = _reports(dataset, found, options.folder, as_of, languages)
    _tell_issues(issues, lang, say("issues_in_check", lang, folder=options.folder))
    for i, content in enumerate(reports):
        if i:
            print()
        _print_summary(content)
    return 0


def check(options, lang: str) -> int:
    """Lists every problem; 1 if one of them is an error."""
    lang, as_of = languages_of(options.lang)[0], date_of(options.as_of)
    dataset, found = _read(options.folder, options, lang)
    issues = [*found, *dataset.check(as_of)]
    issues += [issue for assessment in dataset.assess(as_of) for issue in assessment.issues if issue.severity != "note"]
    for issue in sorted(issues, key=lambda issue: ("error", "warning", "note").index(issue.severity)):
        print(_issue_text(issue, lang))
    print(_count(issues, lang))
    return 1 if any(issue.severity == "error" for issue in issues) else 0


def _read(path: pathlib.Path, options, lang: str):
    """The dataset and the problems found in reading it."""
    if not path.exists():
        raise Failure("no_folder", folder=path)
    try:
        from .workbook import SUFFIXES, is_workbook, read

        if path.is_file() and not path.name.lower().endswith(SUFFIXES):
            raise Failure("not_a_folder", folder=path)
        if not is_workbook(path):
            dataset = industria.Dataset.read(path)
            return dataset, dataset.issues
        started = time.perf_counter()
        _progress(say("reading", lang, file=path))
        found = read(path, sheets=options.sheet, style=number_style(options.decimal), place=options.place, period=period_of(options.period))
        _progress(say("read", lang, file=path, sheets=found.sheets, figures=found.figures, seconds=industria.format_number(time.perf_counter() - started, 1, lang)))
        return found.dataset, found.issues
    except ImportError as missing:
        raise _lacks(missing) from None
    except industria.DataError as problem:
        raise Failure("unreadable" if path.is_dir() else "refused", folder=path, issues=problem.issues) from None
    except (industria.Error, OSError) as problem:
        raise Failure("failed", folder=path, reason=problem) from None


def _reports(dataset, found, folder: pathlib.Path, as_of: datetime.date | None, languages: list[str], period=None, style="growth", before=None):
    """All issues, and the content of the report in each language."""
    from .report import model

    if model.is_empty(dataset):
        raise Failure("empty", folder=folder, issues=found)
    try:
        issues = [*found, *dataset.check(as_of)]
        assessments = dataset.assess(as_of)
        issues += [issue for assessment in assessments for issue in assessment.issues]
        known = as_of or dataset.latest_known()
        return issues, [model.build(dataset, assessments, issues, language, known, period, style, before) for language in languages]
    except industria.Error as problem:
        raise Failure("failed", folder=folder, reason=problem) from problem


def _write(files, folder: pathlib.Path) -> None:
    from .report import write

    try:
        write.write_all(files)
    except OSError as problem:
        raise Failure("cannot_write", path=problem.filename2 or problem.filename or folder, reason=problem.strerror) from None


def _lacks(missing: ImportError) -> Exception:
    """What to install; an import that fails for another reason is a fault of ours and goes on."""
    from .report.outputs import PACKAGES

    name = (missing.name or "").partition(".")[0]
    if name in ("jinja2", "markupsafe", "vl_convert"):
        return Failure("no_extra", packages="jinja2, vl-convert-python")
    packages = PACKAGES | {"python_calamine": "python-calamine"}
    return Failure("no_office", packages=packages[name]) if name in packages else missing


# --- telling ---------------------------------------------------------------------------------------------------
def _print_summary(content) -> None:
    from .report import terminal

    print(terminal.summary(content, shutil.get_terminal_size((120, 24)).columns))


def _tell(text: str) -> None:
    print(_visible(text), file=sys.stderr)


def _progress(text: str) -> None:
    """For who waits at a terminal; a file or another program gets results and problems only."""
    if sys.stderr.isatty():
        _tell(text)


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
