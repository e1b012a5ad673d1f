# SPDX-License-Identifier: Apache-2.0
"""What the head of a column says: period, what is compared with what, status, unit, price basis. Periods and units are read by the
core; here the words around them are told apart."""

from __future__ import annotations

import dataclasses
import functools
import re

import industria

_SPACE = re.compile(r"\s+")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_UNIT_LINE = re.compile(r"(?:đơn vị(?: tính)?|đvt|unit)\s*:\s*([^;,()]+)", re.IGNORECASE)
_YEAR = r"(?<!\d)((?:19|20)\d\d)(?!\d)"
_PERIODS = (  # what may be in a head, the longest first; what matches is read by the core
    r"\d{1,2}\s*tháng\s*(?:đầu\s*)?(?:năm\s*)?(?:19|20)\d\d", r"(?:tháng|thg|t)\.?\s*\d{1,2}\s*(?:/|-|năm|\s)\s*(?:19|20)\d\d",
    r"quý\s*(?:iv|i{1,3}|[1-4])\s*(?:/|-|năm|\s)\s*(?:19|20)\d\d", r"q[1-4]\s*[/-]?\s*(?:19|20)\d\d", r"(?:19|20)\d\d\s*-?\s*(?:q[1-4]|m\d\d|ytd\d\d|s[12])",
    r"(?:19|20)\d\d-\d\d(?!\d)", r"(?<![\d/])\d{1,2}/(?:19|20)\d\d",
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*(?:19|20)\d\d", r"(?:cả\s*)?năm\s*(?:19|20)\d\d", _YEAR,
)
_PERIOD = re.compile("|".join(f"(?:{pattern})" for pattern in _PERIODS), re.IGNORECASE)
_NO_YEAR = re.compile(r"(\d{1,2})\s*tháng(?!\s*\d)|(?:tháng|thg)\.?\s*(\d{1,2})(?!\s*/?\s*\d)|quý\s*(iv|i{1,3}|[1-4])(?!\w)", re.IGNORECASE)
_PROVISIONAL = re.compile(r"(?:^|\s)(prel\.?|sơ bộ|preliminary|provisional)\s*", re.IGNORECASE)
_ESTIMATE = re.compile(r"(?:^|\s)(ước(?:\s*tính|\s*th(?:ực hiện)?|\s*đạt)?|ưth|est\.?|estimated?)(?:\s|$)", re.IGNORECASE)
_PLAN = re.compile(r"(?:^|\s)(kế hoạch|kh|chỉ tiêu kế hoạch|plan|planned)(?:\s|$)", re.IGNORECASE)
_CUMULATED = re.compile(r"lũy kế|luỹ kế|cộng dồn|từ đầu năm|cumulat|year to date|ytd", re.IGNORECASE)
_COMPARED = re.compile(r"so\s*(?:với|cùng kỳ|sánh|kh|kế hoạch)|compared (?:with|to)|% of|(?<!\w)÷|y/y|m/m|tốc độ (?:tăng|phát triển)|bằng\s*%|%\s*kh", re.IGNORECASE)
_SAME = re.compile(r"cùng kỳ|same period|y/y|năm trước|previous year", re.IGNORECASE)
_PREVIOUS = re.compile(r"tháng trước|kỳ trước|quý trước|previous (?:month|quarter|period)|m/m", re.IGNORECASE)
_GROWTH = re.compile(r"tăng|giảm|growth|increase|tốc độ", re.IGNORECASE)
_BASIS = re.compile(r"giá (?:so sánh|cố định|gốc)(?:\s*năm)?\s*((?:19|20)\d\d)?|(?:at )?constant\s*((?:19|20)\d\d)?(?: prices?)?", re.IGNORECASE)
_SHORT = re.compile(r"\b(thous|mill|bill)s?\.\s*", re.IGNORECASE)
_LONG = {"thous": "thousand", "mill": "million", "bill": "billion"}
_CURRENT = re.compile(r"giá hiện hành|giá thực tế|current prices?", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Head:
    """One column. `measure` is "level", "previous", "same_period" or "plan_share"; of a comparison `style` may be "growth"."""

    text: str
    period: industria.Period | None = None
    measure: str = "level"
    style: str = ""
    status: str = "final"
    unit: str = ""
    basis: str = ""
    rest: str = ""  # what is left: a name


@functools.lru_cache(16_384)
def clean(text: str) -> str:
    return _SPACE.sub(" ", text.replace("\n", " ").replace("\u00a0", " ")).strip()


def unit_of(text: str) -> str:
    """The text if the core reads it as a unit, else nothing; "Thous. tons" is spelled out."""
    for spelled in (text, _SHORT.sub(lambda match: _LONG[match.group(1).lower()] + " ", text)):
        if spelled and unit(spelled) is not None:
            return spelled
    return ""


@functools.lru_cache(4096)
def unit(text: str) -> industria.Unit | None:
    """The unit of a text, or None."""
    try:
        return industria.Unit(text)
    except industria.Error:
        return None


def unit_line(text: str) -> str:
    """The unit of "Đơn vị tính: Tỷ đồng"."""
    match = _UNIT_LINE.search(text)
    return unit_of(clean(match.group(1)).rstrip(".").lower()) or (unit_of(clean(match.group(1)).rstrip(".")) if match else "") if match else ""


@functools.lru_cache(16_384)
def split_unit(label: str) -> tuple[str, str]:
    """"Xi măng (nghìn tấn)" as ("Xi măng", "nghìn tấn"); the last bracket that is a unit counts."""
    for match in reversed(list(_BRACKETS.finditer(label))):
        inside = clean(match.group(1))
        if found := unit_of(inside) or unit_of(inside.lower()):
            return clean(label[: match.start()] + " " + label[match.end():]), found
    return clean(label), ""


def basis_of(text: str) -> str:
    if _CURRENT.search(text):
        return "current"
    match = _BASIS.search(text)
    year = next((group for group in match.groups() if group), "") if match else ""
    return f"constant {year}" if year else ""


def periods_in(text: str, year: int = 0) -> list[industria.Period]:
    """The periods named in a text, in order. "Tháng 9" is of `year`."""
    found: list[tuple[int, industria.Period]] = []
    left = text
    for match in _PERIOD.finditer(text):
        period = industria.parse_period(_spelled(match.group(0)))
        if period is not None:
            found.append((match.start(), period))
            left = left[: match.start()] + " " * len(match.group(0)) + left[match.end():]
    if year:
        for match in _NO_YEAR.finditer(left):
            count, month, quarter = match.groups()
            spelled = f"{count} tháng {year}" if count else f"tháng {month}/{year}" if month else f"quý {quarter}/{year}"
            period = industria.parse_period(spelled)
            if period is not None:
                found.append((match.start(), period))
    return [period for _, period in sorted(found, key=lambda item: item[0])]


def _spelled(text: str) -> str:
    return re.sub(r"^cả\s*", "", re.sub(r"\s*-\s*(?=(?:19|20)\d\d$)", "/", clean(text)), flags=re.IGNORECASE)


def read(parts: list[str], context: industria.Period | None, unit_above: str = "", basis: str = "") -> Head:
    """Reads the rows of a head, the topmost first; `context` is the period of the report, of which "tháng trước" is the month before."""
    text = clean(" ".join(dict.fromkeys(clean(part) for part in parts if part)))
    bare, own_unit = split_unit(text)
    lower = bare.lower()
    status = "provisional" if _PROVISIONAL.search(lower) else "estimate" if _ESTIMATE.search(lower) else "final"
    own_basis = basis_of(lower) or basis
    lower = _CURRENT.sub(" ", _BASIS.sub(" ", lower))
    bare = _CURRENT.sub(" ", _BASIS.sub(" ", _PROVISIONAL.sub(" ", bare)))
    year = next((period.year for period in reversed(periods_in(bare))), context.year if context is not None else 0)
    periods = periods_in(bare, year)
    measure = _comparison(lower, periods, context) if _COMPARED.search(lower) else "level"
    period = periods[0] if periods else None
    if measure != "level":
        style = "growth" if _GROWTH.search(lower) else ""
        whole = measure == "plan_share" and not periods  # "so với KH năm": what was done since January
        period = period or _cumulated(context, lower + (" lũy kế" if whole else ""))
        return Head(text, period, measure, style, status, "%", "", lower)
    if _PLAN.search(lower):
        status = "plan"
        period = period or (industria.Period(context.year) if context is not None else None)
    elif period is None and context is not None and (_SAME.search(lower) or _PREVIOUS.search(lower)):
        period = context - 1 if _PREVIOUS.search(lower) else context - per_year(context)
        period = _cumulated(period, lower) if _CUMULATED.search(lower) else period
    elif period is None and context is not None and (_CUMULATED.search(lower) or _ESTIMATE.search(lower)):
        period = industria.Period(context.year) if "cả năm" in lower else _cumulated(context, lower)
    elif period is not None and _SAME.search(lower) and not _COMPARED.search(lower) and context is not None and period.year == context.year:
        period = period - per_year(period)
    elif period is not None and _CUMULATED.search(lower):
        period = _cumulated(period, lower)
    rest = clean(re.sub(r"\(\s*\)", " ", _NO_YEAR.sub(" ", _PERIOD.sub(" ", bare)))).strip(" ,.;:/-–")
    return Head(text, period, measure, "", status, own_unit or unit_above, own_basis, rest)


def per_year(period: industria.Period) -> int:
    return {"year": 1, "half": 2, "quarter": 4}.get(period.kind, 12)


def _cumulated(period: industria.Period | None, text: str) -> industria.Period | None:
    if period is not None and period.kind == "month" and _CUMULATED.search(text):
        return industria.Period(period.year, "year_to_date", period.index)
    return period


def _comparison(text: str, periods: list[industria.Period], context: industria.Period | None) -> str:
    """What a comparison is made with: the words, or the distance of the two periods that it names."""
    base = re.split(r"so\s*(?:với|sánh)?|compared (?:with|to)|% of", text, maxsplit=1)[-1]
    if re.search(r"kế hoạch|(?<!\w)kh(?!\w)|plan", base):
        return "plan_share"
    if len(periods) > 1 and periods[0].kind == periods[1].kind:
        steps = periods[0] - periods[1]
        return "same_period" if steps == per_year(periods[0]) else "previous" if steps == 1 else "other"
    if _PREVIOUS.search(base):
        return "previous"
    if _SAME.search(base) or _SAME.search(text):
        return "same_period"
    return "other"
