// SPDX-License-Identifier: Apache-2.0
// What a long frame needs before it is a panel, without a Python step per row: where series begin, which periods days lie
// in, and how rows become one buffer of consecutive periods.

#include "arguments.hpp"
#include "register.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <numeric>

namespace industria_python {
namespace {

py::array_t<std::int64_t> array_of(const std::vector<std::int64_t>& values) {
  return py::array_t<std::int64_t>(static_cast<py::ssize_t>(values.size()), values.data());
}

/// Equal as Python's == has it; what cannot be compared differs.
bool are_equal(PyObject* a, PyObject* b) {
  if (a == b) return true;
  if (PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b)) {
    const auto length = PyUnicode_GET_LENGTH(a);
    const auto kind = PyUnicode_KIND(a);
    return length == PyUnicode_GET_LENGTH(b) && kind == PyUnicode_KIND(b) &&
           std::memcmp(PyUnicode_DATA(a), PyUnicode_DATA(b), static_cast<std::size_t>(length) * kind) == 0;
  }
  const int same = PyObject_RichCompareBool(a, b, Py_EQ);
  if (same < 0) PyErr_Clear();
  return same > 0;
}

/// Calls is_same(i) for the rows from 1 on; row 0 and every row that differs from the one before begins a run.
template <class IsSame>
std::vector<std::int64_t> starts_where(py::ssize_t rows, IsSame is_same) {
  std::vector<std::int64_t> starts;
  for (py::ssize_t i = 0; i < rows; ++i) {
    if (i == 0 || !is_same(i)) starts.push_back(i);
  }
  return starts;
}

/// First rows of the runs of equal values: rows of one series mostly lie together, and only these need a look.
py::array_t<std::int64_t> run_starts(const py::array& values) {
  if (values.ndim() != 1) throw industria::ShapeError("run_starts: expected 1 dimension");
  const auto* data = static_cast<const char*>(values.data());
  const auto stride = values.strides(0);
  const auto size = static_cast<std::size_t>(values.itemsize());
  const auto at = [&](py::ssize_t i) { return data + i * stride; };
  if (values.dtype().kind() == 'O') {
    const auto object = [&](py::ssize_t i) {
      PyObject* value = nullptr;
      std::memcpy(&value, at(i), sizeof value);
      return value;
    };
    return array_of(starts_where(values.shape(0), [&](py::ssize_t i) { return are_equal(object(i - 1), object(i)); }));
  }
  return array_of(starts_where(values.shape(0), [&](py::ssize_t i) { return std::memcmp(at(i - 1), at(i), size) == 0; }));
}

/// The same for texts in Arrow's layout: text i is data[offsets[i]:offsets[i + 1]].
template <class Offset>
py::array_t<std::int64_t> text_run_starts(const py::array_t<Offset, py::array::c_style>& offsets, const py::buffer& data) {
  const Offset* at = offsets.data();
  const py::buffer_info bytes = data.request();
  const auto* text = static_cast<const char*>(bytes.ptr);
  return array_of(starts_where(std::max<py::ssize_t>(offsets.size() - 1, 0), [&](py::ssize_t i) {
    const auto length = at[i + 1] - at[i];
    return at[i] - at[i - 1] == length && std::memcmp(text + at[i - 1], text + at[i], static_cast<std::size_t>(length)) == 0;
  }));
}

/// Codes 0, 1, ... in the order of first appearance, the row of each code's first, and the first missing row or -1.
py::tuple object_codes(const py::array& values) {
  const auto objects = py::array_t<py::object>::ensure(values);
  if (!objects || objects.ndim() != 1) throw industria::ShapeError("object_codes: expected 1 dimension of objects");
  const auto rows = objects.size();
  py::array_t<std::int64_t> codes(rows);
  std::int64_t* code = codes.mutable_data();
  std::vector<std::int64_t> first;
  py::dict known;
  PyObject* const* value = reinterpret_cast<PyObject* const*>(objects.data());
  for (py::ssize_t i = 0; i < rows; ++i) {
    if (i > 0 && value[i] == value[i - 1]) {
      code[i] = code[i - 1];
      continue;
    }
    if (!PyUnicode_CheckExact(value[i]) && !PyLong_CheckExact(value[i])) {
      const int same = value[i] == Py_None ? 0 : PyObject_RichCompareBool(value[i], value[i], Py_EQ);
      const bool is_number = PyFloat_Check(value[i]) != 0;  // identity counts as equal there, even for NaN
      if (same < 0) PyErr_Clear();
      if (same <= 0 || (is_number && std::isnan(PyFloat_AS_DOUBLE(value[i])))) return py::make_tuple(codes, array_of(first), i);
      // pandas' NaT and NA say so by name: comparing them is not allowed, or gives themselves.
      const std::string type = Py_TYPE(value[i])->tp_name;
      if (type.ends_with("NaTType") || type.ends_with("NAType")) return py::make_tuple(codes, array_of(first), i);
    }
    PyObject* found = PyDict_GetItemWithError(known.ptr(), value[i]);
    if (found == nullptr) {
      if (PyErr_Occurred() != nullptr) throw py::error_already_set();
      known[py::handle(value[i])] = first.size();
      code[i] = static_cast<std::int64_t>(first.size());
      first.push_back(i);
    } else {
      code[i] = PyLong_AsLongLong(found);
    }
  }
  return py::make_tuple(codes, array_of(first), -1);
}

/// Instants, `per_day` to the day since 1970, as days and as months since January of year 0. `day_of_month` is that of all
/// of them, or 0; `at_end` tells that all are last days of months; `whole` that all are midnights.
py::dict calendar(const Integers& instants, std::int64_t per_day) {
  namespace chrono = std::chrono;
  const auto value = span_of(instants, "calendar");
  py::array_t<std::int64_t> days(instants.size());
  py::array_t<std::int64_t> months(instants.size());
  auto* day = days.mutable_data();
  auto* month = months.mutable_data();
  bool whole = true;
  bool at_end = true;
  unsigned common = 0;
  for (std::size_t i = 0; i < value.size() && whole; ++i) {
    const std::int64_t part = value[i] % per_day;
    whole = part == 0;
    day[i] = value[i] / per_day - (part < 0 ? 1 : 0);
    const chrono::sys_days date{chrono::days{static_cast<int>(day[i])}};
    const chrono::year_month_day ymd{date};
    month[i] = 12LL * static_cast<int>(ymd.year()) + static_cast<unsigned>(ymd.month()) - 1;
    const auto of_month = static_cast<unsigned>(ymd.day());
    if (i == 0) common = of_month;
    if (of_month != common) common = 32;
    at_end = at_end && of_month >= 28 && chrono::year_month_day{date + chrono::days{1}}.day() == chrono::day{1};
  }
  py::dict out;
  out["days"] = days;
  out["months"] = months;
  out["whole"] = whole;
  out["at_end"] = at_end;
  out["day_of_month"] = common == 32 ? 0U : common;
  return out;
}

/// Rows (axis, value) of runs, run r of series codes[r] beginning at row starts[r].
struct Rows {
  std::span<const std::int64_t> starts;
  std::span<const std::int64_t> codes;
  std::span<const std::int64_t> axis;
  std::size_t series = 0;

  [[nodiscard]] std::size_t end_of(std::size_t run) const {
    return static_cast<std::size_t>(run + 1 < starts.size() ? starts[run + 1] : static_cast<std::int64_t>(axis.size()));
  }
  /// Calls f(series, row) in the order of the rows.
  template <class F>
  void for_each(F f) const {
    for (std::size_t r = 0; r < starts.size(); ++r) {
      for (auto i = static_cast<std::size_t>(starts[r]); i < end_of(r); ++i) f(static_cast<std::size_t>(codes[r]), i);
    }
  }
};

/// Absolute distance, as large as it may be.
std::uint64_t distance(std::int64_t a, std::int64_t b) noexcept {
  return a < b ? static_cast<std::uint64_t>(b) - static_cast<std::uint64_t>(a)
               : static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b);
}

/// The greatest common divisor of all distances within series; 0 if no series has two periods.
std::uint64_t common_step(const Rows& rows) {
  std::vector<std::int64_t> last(rows.series);
  std::vector<bool> seen(rows.series, false);
  std::uint64_t step = 0;
  rows.for_each([&](std::size_t s, std::size_t i) {
    if (seen[s]) {
      const std::uint64_t d = distance(rows.axis[i], last[s]);
      if (d != step && (step == 0 || d % step != 0)) step = std::gcd(step, d);
    }
    seen[s] = true;
    last[s] = rows.axis[i];
  });
  return step;
}

/// True if every series is one run and its rows follow each other by the step.
bool is_laid_out(const Rows& rows, std::int64_t step) {
  if (rows.starts.size() != rows.series) return false;
  for (std::size_t r = 0; r < rows.starts.size(); ++r) {
    for (auto i = static_cast<std::size_t>(rows.starts[r]) + 1; i < rows.end_of(r); ++i) {
      if (rows.axis[i] <= rows.axis[i - 1] || distance(rows.axis[i], rows.axis[i - 1]) != static_cast<std::uint64_t>(step)) return false;
    }
  }
  return true;
}

struct Layout {
  std::vector<double> values;
  std::vector<std::int64_t> offsets{0};
  std::vector<std::int64_t> first;
  std::string_view problem;  ///< "duplicate", "off_grid", "too_long"
  std::int64_t row = -1;
  std::int64_t other = -1;
};

/// Every series from its first period to its last; periods without a row are missing.
Layout laid_out(const Rows& rows, std::span<const double> values, std::int64_t step) {
  Layout out;
  std::vector<std::int64_t> last(rows.series, std::numeric_limits<std::int64_t>::min());
  out.first.assign(rows.series, std::numeric_limits<std::int64_t>::max());
  rows.for_each([&](std::size_t s, std::size_t i) {
    out.first[s] = std::min(out.first[s], rows.axis[i]);
    last[s] = std::max(last[s], rows.axis[i]);
  });
  const std::uint64_t most = 1'000'000 + 200 * static_cast<std::uint64_t>(values.size());
  const auto grid = static_cast<std::uint64_t>(step);
  for (std::size_t s = 0; s < rows.series; ++s) {
    const std::uint64_t length = distance(last[s], out.first[s]) / grid + 1;
    if (length > most || static_cast<std::uint64_t>(out.offsets.back()) + length > most) {
      out.problem = "too_long";
      out.row = static_cast<std::int64_t>(s);
      return out;
    }
    out.offsets.push_back(out.offsets.back() + static_cast<std::int64_t>(length));
  }
  out.values.assign(static_cast<std::size_t>(out.offsets.back()), industria::missing);
  std::vector<std::int64_t> row_of(out.values.size(), -1);
  rows.for_each([&](std::size_t s, std::size_t i) {
    if (!out.problem.empty()) return;
    const std::uint64_t d = distance(rows.axis[i], out.first[s]);
    const auto at = static_cast<std::size_t>(out.offsets[s]) + static_cast<std::size_t>(d / grid);
    if (d % grid != 0) {
      out.problem = "off_grid";
    } else if (row_of[at] >= 0) {
      out.problem = "duplicate";
      out.other = row_of[at];
    }
    out.row = static_cast<std::int64_t>(i);
    row_of[at] = static_cast<std::int64_t>(i);
    out.values[at] = values[i];
  });
  return out;
}

/// The step of `common_step` for whole numbers from Python.
std::int64_t common_step_of(const Integers& starts, const Integers& codes, std::size_t series, const Integers& axis) {
  const Rows rows{span_of(starts, "starts"), span_of(codes, "codes"), span_of(axis, "ds"), series};
  py::gil_scoped_release unlocked;
  return static_cast<std::int64_t>(std::min<std::uint64_t>(common_step(rows), INT64_MAX));
}

/// Rows in order and without gaps are not copied.
py::dict lay_out(const Integers& starts, const Integers& codes, std::size_t series, const Integers& axis, const Doubles& values,
                 std::int64_t step) {
  const Rows rows{span_of(starts, "starts"), span_of(codes, "codes"), span_of(axis, "ds"), series};
  const auto y = span_of(values, "y");
  if (rows.axis.size() != y.size()) throw industria::ShapeError("lay_out: ds and y have different lengths");
  if (step < 1) throw industria::ValueError("lay_out: step is " + std::to_string(step) + ", expected 1 or more");
  Layout made;
  bool in_place = false;
  {
    py::gil_scoped_release unlocked;
    in_place = is_laid_out(rows, step);
    if (in_place) {
      made.offsets.assign(rows.starts.begin(), rows.starts.end());
      made.offsets.push_back(static_cast<std::int64_t>(y.size()));
      for (const std::int64_t start : rows.starts) made.first.push_back(rows.axis[static_cast<std::size_t>(start)]);
    } else {
      made = laid_out(rows, y, step);
    }
  }
  py::dict out;
  out["problem"] = std::string(made.problem);
  out["row"] = made.row;
  out["other"] = made.other;
  out["offsets"] = array_of(made.offsets);
  out["first"] = array_of(made.first);
  out["values"] = in_place ? py::object(values) : py::object(array_from(std::move(made.values)));
  return out;
}

}  // namespace

void register_frame(py::module_& m) {
  m.def("run_starts", &run_starts, py::arg("values"));
  m.def("text_run_starts", &text_run_starts<std::int32_t>, py::arg("offsets").noconvert(), py::arg("data"));
  m.def("text_run_starts", &text_run_starts<std::int64_t>, py::arg("offsets").noconvert(), py::arg("data"));
  m.def("object_codes", &object_codes, py::arg("values"));
  m.def("calendar", &calendar, py::arg("instants"), py::arg("per_day"));
  m.def("common_step", &common_step_of, py::arg("starts"), py::arg("codes"), py::arg("series"), py::arg("axis"));
  m.def("lay_out", &lay_out, py::arg("starts"), py::arg("codes"), py::arg("series"), py::arg("axis"), py::arg("values"),
        py::arg("step"));
}

}  // namespace industria_python
