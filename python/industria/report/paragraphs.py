# SPDX-License-Identifier: Apache-2.0
"""Paragraphs of a monthly report, ready to paste: every clause rests on a cell of the monitoring table and is left out without it.

    "Tháng 9 năm 2026, giá trị sản xuất công nghiệp ước đạt 4.120 tỷ đồng, tăng 1,2% so với tháng trước và tăng 11,2% so với
    cùng kỳ năm trước; lũy kế 9 tháng ước đạt 35.325 tỷ đồng, tăng 10,4% so với cùng kỳ năm trước, đạt 78,5% kế hoạch năm."
"""

from __future__ import annotations

from .words import Words

_FIRM = ("final", "provisional", "estimate")  # the firmest first
_TIMES = 2.0  # from here on "gấp 2,1 lần", not "tăng 110%"


def of_row(words: Words, row, name: str, style: str) -> str:
    """The sentences of one row; empty if the data hold nothing to say."""
    told = [_now(words, row, name, style), _year(words, row), _need(words, row, style)]
    return " ".join(words.capital(sentence) + "." for sentence in told if sentence)


def period(words: Words, period) -> str:
    """ "tháng 9 năm 2026", "quý III năm 2026"."""
    if period.kind == "month":
        return words.other("para.period.month", month=words.other(f"date.month.{period.index}"), index=period.index, year=period.year)
    if period.kind == "quarter":
        return words.other("para.period.quarter", index=period.index, roman=("I", "II", "III", "IV")[period.index - 1], year=period.year)
    return words.period(period)


def so_far(words: Words, period) -> str:
    """ "9 tháng"."""
    if period.kind == "month":
        return words.other("para.so_far.one_month" if period.index == 1 else "para.so_far.month", n=period.index)
    if period.kind == "quarter":
        return words.other("para.so_far.quarter", n=period.index)
    return words.other("para.so_far.year")


def _now(words: Words, row, name: str, style: str) -> str:
    """The period itself, then what has come together since January."""
    say, table = words.other, row.row
    of = {"period": period(words, table.period), "indicator": words.lower_first(name)}
    changes = _both(words, row, style)
    status = table["current"].status
    text = ""
    if table.accounting != "index" and row.has("current"):
        text = say("para.level." + (status if status in _FIRM else "estimate"), **of, level=level(words, row, "current"))
        text += say("para.then", clause=changes) if changes else ""
    elif changes:
        text = say("para.moved." + _status(row, ("on_previous", "on_same_period")), **of, changes=changes)
    together = _together(words, row, style)
    if not text:
        return say("para.alone", **of, clause=together) if together else ""
    only = table.period.kind == "year" or table.period.index == 1  # the period's own figure is all there is so far
    if table.accounting == "stock" or (table.accounting == "flow" and (only or not together)):
        plan = _plan(words, row)
        return text + (say("para.then", clause=plan) if plan else "")
    return text + (say("para.next", clause=together) if together and not only else "")


def _both(words: Words, row, style: str) -> str:
    """ "tăng 1,2% so với tháng trước và tăng 11,2% so với cùng kỳ năm trước"; "nhưng" where one rises and the other falls."""
    say, kind = words.other, row.row.period.kind
    pairs = [("on_previous", say("para.base.previous." + kind)), ("on_same_period", say("para.base.same"))]
    if kind == "year":  # the year before is both
        pairs.pop()
    found = [(text, _growth(row, column, style)) for column, base in pairs if (text := _change(words, row, column, style, base))]
    if len(found) < 2:
        return found[0][0] if found else ""
    against = found[0][1] * found[1][1] < 0
    return say("para.but" if against else "para.and", first=found[0][0], second=found[1][0])


def _growth(row, column: str, style: str) -> float:
    """Above zero for a rise, in either style."""
    value = row.row[column].value.value
    return value - 100 if style == "index" and row.row.accounting != "rate" else value


def _status(row, columns) -> str:
    """The least firm status of some cells."""
    found = [row.row[column].status for column in columns if row.has(column)]
    return max((status for status in found if status in _FIRM), key=_FIRM.index, default="final")


def _together(words: Words, row, style: str) -> str:
    """ "lũy kế 9 tháng ước đạt 35.325 tỷ đồng, tăng 10,4% so với cùng kỳ năm trước, đạt 78,5% kế hoạch năm"."""
    say, table = words.other, row.row
    if table.accounting in ("rate", "stock"):
        return ""
    months = so_far(words, table.period)
    change = _change(words, row, "cumulative_on_same_period", style, say("para.base.same"))
    if table.accounting == "index":
        return say("para.so_far.moved", so_far=months, changes=change) if change else ""
    plan = _plan(words, row)
    if row.has("cumulative"):
        key = "para.so_far.estimate" if table["cumulative"].status == "estimate" else "para.so_far"
        clauses = [say(key, so_far=months, level=level(words, row, "cumulative")), change, plan]
        return _list(words, clauses)
    if change:
        return _list(words, [say("para.so_far.moved", so_far=months, changes=change), plan])
    return say("para.plan.alone", so_far=months, share=words.percent(table["on_plan"].value.value / 100, 1)) if plan else ""


def _list(words: Words, clauses: list[str]) -> str:
    first, *rest = [clause for clause in clauses if clause]
    return first + "".join(words.other("para.then", clause=clause) for clause in rest)


def _plan(words: Words, row) -> str:
    """ "đạt 78,5% kế hoạch năm", "vượt 3,2% kế hoạch năm"; as done, so for plans to be reached only."""
    if not row.has("on_plan") or row.row.direction != "at_least":
        return ""
    share = row.row["on_plan"].value.value / 100
    over = words.percent(share - 1, 1)
    if share > 1 and over != words.percent(0, 1):
        return words.other("para.plan.over", share=over)
    return words.other("para.plan", share=words.percent(share, 1))


def _year(words: Words, row) -> str:
    """ "Ước thực hiện cả năm 2026 đạt 46.100 tỷ đồng (khoảng 80%: 45.000–47.300), bằng 102,4% kế hoạch"."""
    say, table = words.other, row.row
    if not row.has("full_year") or table.accounting != "flow" or table.period.kind == "year" or table.periods_left == 0:
        return ""
    told = level(words, row, "full_year")
    interval = table["full_year"].interval
    if interval.has_lo() and interval.has_hi() and interval.lo < interval.hi:
        ends = "–".join(words.fixed(end, row.decimals) for end in (interval.lo, interval.hi))
        told = words("with_note", text=told, note=say("para.full_year.interval", level=80, range=ends))
    text = say("para.full_year", year=table.period.year, level=told)
    if row.has("full_year_on_plan"):
        share = words.percent(table["full_year_on_plan"].value.value / 100, 1)
        text += say("para.then", clause=say("para.full_year.plan", share=share))
    return text


def _need(words: Words, row, style: str) -> str:
    """ "Để đạt kế hoạch năm, 3 tháng còn lại cần đạt bình quân 3.230 tỷ đồng/tháng, tăng 5,1% so với cùng kỳ năm trước"."""
    say, table = words.other, row.row
    if table.direction != "at_least" or table.accounting != "flow" or table.periods_left == 0 or not row.has("remaining"):
        return ""
    if table["remaining"].value.value <= 0:
        return say("para.need.done")
    if not row.has("required_per_period"):
        return ""
    kind = table.period.kind
    one, many = say("para.one." + kind), say("para.many." + kind)
    key = "para.need.only" if row.has("required_on_same_period") and _growth(row, "required_on_same_period", style) < 0 else "para.need"
    text = say(key + ".one" if table.periods_left == 1 else key, n=table.periods_left, periods=many, unit=one,
               level=level(words, row, "required_per_period"))
    change = _change(words, row, "required_on_same_period", style, say("para.base.same"))
    return text + (say("para.then", clause=change) if change else "")


def level(words: Words, row, column: str) -> str:
    """ "4.120 tỷ đồng", rounded as in the table."""
    return words.with_unit(words.number(row.row[column].value.value, row.decimals), row.row.unit)


def grown(words: Words, percent: float, base: str) -> str:
    """ "tăng 8,5% so với ước thực hiện năm 2026"."""
    say = words.other
    if words.number(abs(percent), 1) == words.number(0, 1):
        return say("para.even" if percent == 0 else "para.about_even", base=base)
    if percent >= (_TIMES - 1) * 100:
        return say("para.times", times=words.number(1 + percent / 100, 1), base=base)
    return say("para.up" if percent > 0 else "para.down", size=words.percent(abs(percent) / 100, 1), base=base)


def _change(words: Words, row, column: str, style: str, base: str) -> str:
    """ "tăng 11,2% so với cùng kỳ năm trước", "bằng 111,2% so với ...", "gấp 2,1 lần ..."; a rate in percentage points."""
    if not row.has(column):
        return ""
    say, value, table = words.other, row.row[column].value.value, row.row
    if table.accounting == "rate" or table[column].formula == "points":
        size = say("para.points", size=words.number(abs(value), 1))
        if words.number(abs(value), 1) == words.number(0, 1):
            return say("para.even" if value == 0 else "para.about_even", base=base)
        return say("para.up" if value > 0 else "para.down", size=size, base=base)
    if style == "index":
        return say("para.ratio", ratio=words.percent(value / 100, 1), base=base)
    return grown(words, value, base)
