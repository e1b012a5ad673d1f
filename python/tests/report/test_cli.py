# SPDX-License-Identifier: Apache-2.0
"""The command line: what it prints, what it refuses, and that a failure leaves earlier reports as they were."""

import os
import subprocess
import sys

import pytest

import industria
from industria.report.terminal import width

from .conftest import NORTHWEST


def test_the_last_line_is_the_first_path(tmp_path, run):
    code, out, _ = run("report", NORTHWEST, "-o", tmp_path, "--lang", "vi,en")
    assert code == 0
    assert out.splitlines()[-1] == str(tmp_path / "report.vi.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.en.html", "report.vi.html"]


def test_the_terminal_shows_the_summary(tmp_path, run):
    _, out, err = run("report", NORTHWEST, "-o", tmp_path)
    assert "Đánh giá được 2 trong tổng số 11 mục tiêu." in out
    assert "trên 11,65%" in out and "9,85%/năm" in out
    assert "cảnh báo: projects.csv:2" in err


@pytest.mark.parametrize("words, told, code", [
    (["report", "nowhere"], "nowhere: không có thư mục này", 1),
    (["report", "nowhere", "--lang", "en"], "nowhere: there is no such folder", 1),
    (["report", __file__], "đây là tệp", 1),
    (["report", "nowhere", "--lang", "fr"], "\"fr\" không phải ngôn ngữ", 2),
    (["report", "nowhere", "--as-of", "31.12.2021"], "31/12/2022 hoặc 2022-12-31", 2),
    (["report", "nowhere", "--as-of", "2021-02-30"], "không phải là ngày", 2),
    (["report"], "industria --help", 2),
    (["nothing"], "industria --help", 2),
    ([], "industria --help", 2),
    (["template", "-o", "mau.csv"], "không có đuôi .xlsx", 2),
    (["template", "--year", "3000"], "1990–2099", 2),
])
def test_a_wrong_call_is_told_with_its_remedy(run, words, told, code):
    got, out, err = run(*words)
    assert got == code and told in err and out == ""


def test_an_empty_folder_is_refused(tmp_path, run):
    code, out, err = run("report", tmp_path, "-o", tmp_path / "out")
    assert code == 1 and str(tmp_path) in err and out == ""
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("table, row, column, value, told", [
    ("observations.csv", "F053", "unit", "tỷ đòng kg", "observations.csv:6"),
    ("observations.csv", "F053", "value", "NaN", "observations.csv:6"),
    ("observations.csv", "F053", "value", "1e400", "observations.csv:6"),
    ("observations.csv", "F053", "place", "lao-caii", "observations.csv:6"),
    ("capacities.csv", "F003", "value", "-80000", "capacities.csv:2"),
    ("funding.csv", "F025", "value", "108.14", "funding.csv"),
])
def test_a_bad_row_is_listed_and_the_rest_goes_on(copy, run, table, row, column, value, told):
    copy.change(table, row, column, value)
    code, out, err = run("report", copy.folder, "-o", copy.out)
    assert code == 0 and "Traceback" not in err
    assert any(line.startswith("lỗi: ") and told in line for line in err.splitlines()), err
    page = (copy.out / "report.vi.html").read_text(encoding="utf-8")
    assert "✕" in page and '<span class="tone error">lỗi</span>' in page


def test_a_missing_column_is_told_in_the_language_of_the_report(copy, run):
    head, *rows = copy.rows("observations.csv")
    at = head.index("value")
    copy.write("observations.csv", [row[:at] + row[at + 1:] for row in (head, *rows)])
    _, _, vi = run("report", copy.folder, "-o", copy.out)
    _, _, en = run("report", copy.folder, "-o", copy.out, "--lang", "en")
    assert "lỗi: observations.csv" in vi and "error: observations.csv" in en and "value" in vi


def test_summary_prints_and_writes_nothing(copy, run):
    before = sorted(copy.folder.parent.rglob("*"))
    code, out, err = run("summary", copy.folder, "--lang", "en,vi")
    assert code == 0 and sorted(copy.folder.parent.rglob("*")) == before
    assert "2 of 11 targets can be assessed." in out and "Đánh giá được 2 trong tổng số 11 mục tiêu." in out
    assert out.index("2 of 11") < out.index("Đánh giá được")
    told = [goal for goal in industria.Dataset.read(copy.folder).assess(None) if goal.probability]
    assert ("not been calibrated" in out) == (not all(goal.calibrated for goal in told)) and "The data name no target for: Hòa Bình." in out
    assert f"industria check {copy.folder}" in err


def test_the_summary_is_straight_and_fits(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    _, out, _ = run("summary", NORTHWEST)
    table = [line for line in out.splitlines() if "│" in line or "┼" in line]
    assert max(map(width, out.splitlines())) <= 120 and len(table) >= 8
    bars = [[i for i, c in enumerate(line) if c in "│┼"] for line in table]
    assert all(each == bars[0] for each in bars)


def test_summary_needs_no_extra():
    code = "import sys; sys.modules['jinja2'] = sys.modules['vl_convert'] = None; from industria.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", code, "summary", NORTHWEST, "--lang", "en"], capture_output=True, text=True,
                          encoding="utf-8", cwd=NORTHWEST.parent)
    assert done.returncode == 0 and "2 of 11 targets" in done.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_output_that_cannot_be_written_is_told():
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "industria.cli", "summary", NORTHWEST, "--lang", "en"], stdout=full,
                              stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=NORTHWEST.parent)
    assert done.returncode == 1 and "Traceback" not in done.stderr and "cannot be written" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_folder_name_that_is_no_utf8_is_told():
    done = subprocess.run([sys.executable, "-m", "industria.cli", "summary", b"no\xff"], capture_output=True, cwd=NORTHWEST.parent)
    assert done.returncode == 1 and "không có thư mục này" in done.stderr.decode("utf-8") and b"Traceback" not in done.stderr


def test_a_folder_in_the_place_of_the_report_is_named_not_the_temporary_file(tmp_path, run):
    (tmp_path / "report.vi.html").mkdir()
    code, _, err = run("report", NORTHWEST, "-o", tmp_path, "--lang", "vi")
    assert code == 1 and f"{tmp_path / 'report.vi.html'}: không ghi được" in err
    assert [path.name for path in tmp_path.iterdir()] == ["report.vi.html"]


@pytest.mark.parametrize("lang, words", [("vi", ("cách dùng: industria", "tham số:", "hiện hướng dẫn này")),
                                         ("en", ("usage: industria", "options:", "show this help"))])
def test_help_is_in_the_language_asked_for(run, capsys, lang, words):
    with pytest.raises(SystemExit):
        run("report", "--lang", lang, "--help")
    shown = capsys.readouterr().out
    assert all(word in shown for word in words) and shown.count(words[0].partition(":")[0]) == 1


def test_check_lists_and_fails_on_errors_only(copy, run):
    assert run("check", copy.folder)[0] == 0
    copy.change("observations.csv", "F053", "unit", "tỷ đòng kg")
    code, out, _ = run("check", copy.folder, "--lang", "en")
    assert code == 1 and "error: observations.csv:6" in out


def test_check_tells_of_targets_and_a_series_of_zeros_makes_a_report(copy, run):
    """Two targets that no figure can meet together, one before the data, one without its base, and zeros with a target."""
    money = {"unit": "tỷ đồng", "price_basis": "unstated", "source": "s000"}
    lao_cai = {"indicator": "gross_output", "place": "lao-cai", "sector": "B-E", "kind": "level", "direction": "at_least", **money}
    goals = [
        {**lao_cai, "id": "t-low", "direction": "at_most", "span": "2025", "value": "50000"},
        {**lao_cai, "id": "t-early", "span": "1999", "value": "5"},
        {**lao_cai, "id": "t-more", "kind": "increase", "span": "2030", "value": "5", "baseline_period": "1998"},
        {**lao_cai, "id": "t-zero", "place": "hoa-binh", "sector": "", "span": "2025", "value": "5"},
    ]
    zeros = [{"indicator": "gross_output", "place": "hoa-binh", "measure": "level", "span": year, "value": "0", "status": "final", **money} for year in ("2020", "2021")]
    for table, added in (("targets.csv", goals), ("observations.csv", zeros)):
        head, *rows = copy.rows(table)
        copy.write(table, [head, *rows, *([row.get(column, "") for column in head] for row in added)])
    code, out, _ = run("check", copy.folder, "--lang", "en")
    assert code == 1 and '"t-low"' in out and "exclude each other" in out
    assert 'Target "t-early"' in out and "before the first figure" in out
    assert 'Target "t-more"' in out and "starts from the level of 1998" in out
    assert run("report", copy.folder, "-o", copy.out)[0] == 0


def test_a_fourth_province_needs_no_code(copy, run):
    places, levels = copy.rows("places.csv"), copy.rows("observations.csv")
    of_lao_cai = next(row for row in places if row[0] == "lao-cai")
    copy.write("places.csv", [*places, ["muong-moi", "VN-GSO-63", "98", *of_lao_cai[3:6], "Mường Mới", "", *of_lao_cai[8:]]])
    level = next(row for row in levels if "F053" in row)
    copy.write("observations.csv", [*levels, [cell.replace("lao-cai", "muong-moi").replace("F053", "X001") for cell in level]])
    assert run("report", copy.folder, "-o", copy.out)[0] == 0
    assert "<h2>Mường Mới</h2>" in (copy.out / "report.vi.html").read_text(encoding="utf-8")


def test_an_earlier_date_knows_less(tmp_path, run):
    code, out, _ = run("report", NORTHWEST, "-o", tmp_path, "--as-of", "31/12/2020")
    page = (tmp_path / "report.vi.html").read_text(encoding="utf-8")
    assert code == 0 and "Số liệu có đến ngày 31/12/2020" in out
    assert "năm 2021 đạt 41.200" not in page


def test_a_folder_that_cannot_be_written_leaves_everything_as_it_was(tmp_path, run):
    (tmp_path / "taken").write_text("kept")
    code, out, err = run("report", NORTHWEST, "-o", tmp_path / "taken")
    assert code == 1 and "không ghi được" in err and out == ""
    assert (tmp_path / "taken").read_text() == "kept"


def test_a_failing_run_keeps_the_old_report(tmp_path, copy, run, monkeypatch):
    out = tmp_path / "out"
    run("report", NORTHWEST, "-o", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    copy.change("observations.csv", "F053", "value", "45200")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = run("report", copy.folder, "-o", out)
    assert code == 1 and "No space left on device" in err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize("package", ["jinja2", "vl_convert"])
def test_a_missing_extra_is_named_with_the_command_that_installs_it(package):
    code = f"import sys; sys.modules['{package}'] = None; from industria.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", code, "report", NORTHWEST, "--lang", "en"], capture_output=True, text=True,
                          encoding="utf-8", cwd=NORTHWEST.parent)
    assert done.returncode == 1 and 'pip install "industria[report]"' in done.stderr and "Traceback" not in done.stderr


def test_messages_survive_a_terminal_that_knows_no_vietnamese(tmp_path):
    done = subprocess.run([sys.executable, "-m", "industria.cli", "report", tmp_path / "nowhere"], capture_output=True,
                          env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert done.returncode == 1 and "không có thư mục này" in done.stderr.decode("utf-8")


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_for_who_waits_at_a_terminal(tmp_path, run, monkeypatch, terminal):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    code, _, err = run("report", NORTHWEST, "-o", tmp_path, "--formats", "html", "--lang", "en")
    assert code == 0 and ("HTML (en)" in err) == terminal
