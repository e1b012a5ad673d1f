# SPDX-License-Identifier: Apache-2.0
"""Published figures through the same door: small excerpts here, the whole files where they lie beside the project.

Source of the excerpts: monthly socio-economic tables of the General Statistics Office of Viet Nam (gross output at constant 1994
prices; main products; index of industrial production; execution of the state investment plan), first published in the months named.
"""

from __future__ import annotations

import time

import pytest

from industria import workbook

from .conftest import SHARED, codes, xlsx

SETS = SHARED / "data" / "sets"

GROSS_OUTPUT = """period,region,ownership,label_vi,price_basis,unit,month_value_est,ytd_value,prev_column,prev_is_cumulative,yoy_pct
2000-01,VN,all,Tổng số,constant 1994,1e9 VND,16720.6,16720.6,17149.8,False,113.4491441
2000-06,VN,all,Tổng số,constant 1994,1e9 VND,17830.2686,100585.9973,82755.7287,True,117.6224436
2000-07,VN,all,Tổng số,constant 1994,1e9 VND,17912.523,118557.8831,100645.3601,True,117.8246167
"""
PRODUCTS = """period,product_vi,unit_vi,unit_base,unit_scale,est_month,ytd,prev,prev_is_cumulative,yoy_month_pct
2000-01,ắc quy,Nghìn kwh,kWh,1000,63.1,63.1,65.1,,118.6090226
2000-02,ắc quy,1.000 kwh,kWh,1000,46.6,110.6,64,,146.5408805
2000-04,ắc quy,Kwh,kWh,1,63.9,230.1,166.2,True,144.8979592
"""
INDEX = """period,industry_vi,mom,yoy,ytd_yoy
2012-07,"Chế biến, bảo quản thuỷ sản và các sản phẩm từ thuỷ sản",101.3002775,97.33608467,109.8212551
2012-08,"Chế biến, bảo quản thuỷ sản và các sản phẩm từ thuỷ sản",105.1994578,105.1020238,109.1530493
"""
PLAN = """period,entity_type,entity_id,label_vi,unit,annual_plan_stated,month_value,ytd_value,ytd_pct_of_plan,ytd_pct_of_prev_year
2000-01,central,central,Trung ương,1e9 VND,,528.6,528.6,5.2,
2000-02,central,central,Trung ương,1e9 VND,,481.6,1008.6,10,
2000-03,central,central,Trung ương,1e9 VND,,,1963.8,19.4,97.8
"""


def both(text: str, tmp_path):
    """The same table as text and as a workbook."""
    import csv
    import io

    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    (tmp_path / "t.xlsx").write_bytes(xlsx({"t": [rows[0], *([_number(cell) for cell in row] for row in rows[1:])]}))
    return [workbook.read(tmp_path / name, place="Việt Nam") for name in ("t.csv", "t.xlsx")]


def _number(text: str):
    try:
        return float(text)
    except ValueError:
        return text or None


@pytest.mark.parametrize("text, count", [(GROSS_OUTPUT, 10), (PRODUCTS, 11), (INDEX, 6), (PLAN, 9)])
def test_an_excerpt_gives_the_same_figures_as_text_and_as_a_workbook(text, count, tmp_path):
    csv, book = both(text, tmp_path)
    seen = [[(row.key.sector, row.measure, str(row.span), row.figure.value, row.status, row.known_on) for row in reading.dataset.observations] for reading in (csv, book)]
    assert seen[0] == seen[1] and len(seen[0]) == count, seen[0]
    assert not [issue for reading in (csv, book) for issue in reading.issues if issue.severity == "error"]


def test_estimates_and_their_later_revision_are_two_vintages(tmp_path):
    reading = both(PRODUCTS, tmp_path)[1]
    january = [(row.figure.value, row.status, str(row.known_on)) for row in reading.dataset.observations if str(row.span.last) == "2000-M01" and row.measure == "level"]
    assert january == [(63.1, "estimate", "2000-01-31"), (64.0, "final", "2000-02-29")]


def test_price_basis_and_place_of_gross_output(tmp_path):
    row = both(GROSS_OUTPUT, tmp_path)[0].dataset.observations[0]
    assert row.key.place == "vn" and row.figure.basis.text("en") == "constant 1994 prices" and row.figure.unit.currency == "VND"


@pytest.mark.skipif(not SETS.is_dir(), reason="the whole files are not part of the project")
@pytest.mark.parametrize("folder, least, unread", [("vn-gross-output-province", 17_000, set()), ("vn-industrial-products", 45_000, {"no_unit"}),
                                                   ("vn-iip-sector", 16_000, set()), ("vn-public-investment-plan", 25_000, set())])
def test_the_whole_files_are_read(folder, least, unread):
    started = time.perf_counter()
    reading = workbook.read(SETS / folder / "monthly.csv", place="Việt Nam")
    assert reading.figures >= least and set(codes(reading)) <= unread
    assert time.perf_counter() - started < 60  # seconds; 2 to 11 were measured, on a busy machine
