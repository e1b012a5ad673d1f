# SPDX-License-Identifier: Apache-2.0
"""The call of the command `industria`: its words, in the language of the messages, and what is wrong with them."""

from __future__ import annotations

import argparse
import datetime
import functools
import pathlib
import re
from collections.abc import Callable
from typing import Any

import industria

LANGUAGES = ("vi", "en")
# What runs a command: takes the options and the language of the messages, gives the exit code.
Run = Callable[[argparse.Namespace, str], int]


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


def parser(lang: str, runs: dict[str, Run]) -> argparse.ArgumentParser:
    top = _new_parser(lang, prog="industria", description=say("help", lang))
    top.add_argument("--version", action="version", version=f"industria {industria.__version__}",
                        help=say("help.version", lang))
    added_to: Any = top.add_subparsers(  # type: ignore[call-overload]  # any callable makes a parser
        dest="command", required=True, metavar="template | check | summary | report", parser_class=functools.partial(_new_parser, lang)
    )

    def command(name: str, languages: str) -> argparse.ArgumentParser:
        added = added_to.add_parser(name, help=say("help." + name, lang), description=say("help." + name, lang))
        added.add_argument("--lang", metavar="LANG", default=languages, help=say("help.lang", lang))
        added.set_defaults(run=runs[name])
        return added

    for name in ("report", "summary", "check"):
        reading = command(name, "vi,en" if name == "report" else "vi")
        reading.add_argument("folder", metavar="FILE|FOLDER", type=pathlib.Path, help=say("help.file", lang))
        reading.add_argument("--as-of", metavar="DATE", help=say("help.as_of", lang))
        reading.add_argument("--sheet", metavar="NAME", action="append", help=say("help.sheet", lang))
        reading.add_argument("--decimal", metavar="MARK", help=say("help.decimal", lang))
        reading.add_argument("--place", metavar="NAME", default="", help=say("help.place", lang))
        reading.add_argument("--period", metavar="PERIOD", help=say("help.period", lang))
        if name == "report":
            reading.add_argument("-o", "--output", metavar="DIR", type=pathlib.Path, default=pathlib.Path("."), help=say("help.output", lang))
            reading.add_argument("--formats", metavar="FORMATS", help=say("help.formats", lang))
            reading.add_argument("--style", metavar="STYLE", default="growth", help=say("help.style", lang))
            reading.add_argument("--before", metavar="FILE", type=pathlib.Path, help=say("help.before", lang))
    form = command("template", "vi")
    form.add_argument("-o", "--output", metavar="FILE", type=pathlib.Path, default=pathlib.Path("mau_nhap_lieu.xlsx"),
                      help=say("help.template_output", lang))
    form.add_argument("--place", metavar="NAME", default="", help=say("help.place", lang))
    form.add_argument("--year", metavar="YEAR", type=int, help=say("help.year", lang))
    return top


def language_of_messages(argv: list[str]) -> str:
    """The first language asked for, even if the rest of the call is wrong; Vietnamese by default."""
    for i, word in enumerate(argv):
        value = word[7:] if word.startswith("--lang=") else argv[i + 1] if word == "--lang" and i + 1 < len(argv) else ""
        if value and (first := value.split(",")[0].strip()) in LANGUAGES:
            return first
    return "vi"


def languages_of(text: str) -> list[str]:
    asked = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not asked or not set(asked) <= set(LANGUAGES):
        raise Failure("bad_language", 2, value=text)
    return asked


def date_of(text: str | None) -> datetime.date | None:
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


def period_of(text: str | None):
    if text is None:
        return None
    period = industria.parse_period(text.strip())
    if period is None:
        raise Failure("bad_period", 2, value=text)
    return period


def number_style(mark: str | None) -> str:
    if mark not in (None, "comma", "point"):
        raise Failure("bad_decimal", 2, value=mark)
    return f"decimal_{mark}" if mark else "undeclared"


def formats_of(options, period) -> list[str]:
    """As asked; else all of them for a workbook or a period, and the page alone for a folder of tables."""
    from .report.outputs import FORMATS

    if options.style not in ("growth", "index"):
        raise Failure("bad_style", 2, value=options.style)
    if options.formats is None:
        return list(FORMATS) if period is not None or options.folder.is_file() else ["html"]
    asked = list(dict.fromkeys(part.strip() for part in options.formats.split(",") if part.strip()))
    if not asked or not set(asked) <= set(FORMATS):
        raise Failure("bad_formats", 2, value=options.formats)
    return asked
