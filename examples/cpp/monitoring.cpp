// SPDX-License-Identifier: Apache-2.0
// The monitoring table of one product for September 2024, cell by cell with its formula, and what the September report revised.
// Cement of Viet Nam, million tonnes: monthly socio-economic reports of the General Statistics Office, main industrial products.
#include <industria/base/number_format.hpp>
#include <industria/targets/monitoring.hpp>

#include <iostream>
#include <vector>

using namespace industria;

int main() {
  const IndicatorKey cement{"output", "vn", "", "cement", ""};
  const Unit million_tonnes = parse_unit("triệu tấn");
  Dataset data;
  data.indicators = {{.id = "output", .name_vi = "Sản lượng", .unit = million_tonnes}};
  data.products = {{.id = "cement", .name_vi = "Xi măng", .unit = million_tonnes}};
  const auto add = [&](const Period& at, Measure measure, double value, Status status, Date known_on) {
    Observation o;
    o.key = cement;
    o.measure = measure;
    o.span = {at, at};
    o.figure = Figure::of(value, measure == Measure::level ? million_tonnes : parse_unit("%"));
    o.status = status;
    o.known_on = known_on;
    data.observations.push_back(o);
  };

  // Official months as the reports of the month after gave them; August 2024 first as an estimate.
  const std::vector<double> official{7.866527,  8.377864,  11.709372, 11.318255, 10.9,      9.707423,  9.749372,  9.951352,  9.448331, 9.976346,
                                     10.361949, 16.128195, 14.180168, 10.561683, 16.111777, 17.402676, 15.462752, 15.154673, 14.87531, 15.398014};
  for (std::size_t i = 0; i < official.size(); ++i) {
    const Period month = Period::of_month(2023, 1).plus(static_cast<int>(i));
    add(month, Measure::level, official[i], Status::final, month.plus(1).last_day());
  }
  const Date august{2024, 8, 31};
  const Date september{2024, 9, 30};
  add(Period::of_month(2024, 8), Measure::level, 15.6, Status::estimate, august);
  add(Period::of_month(2024, 9), Measure::level, 15.324766, Status::estimate, september);
  add(Period::of_year_to_date(2024, 9), Measure::level, 134.471817, Status::estimate, september);
  add(Period::of_month(2024, 9), Measure::growth_on_same_period, 8.817483, Status::estimate, september);
  add(Period::of_year_to_date(2024, 9), Measure::growth_on_same_period, 1.959534, Status::estimate, september);

  const MonitoringTable table = monitoring_table(data, Period::of_month(2024, 9), {.as_of = september});
  const MonitoringRow& row = table.rows.front();
  std::cout << row_text(data, row, Language::vi) << ", " << to_text(row.unit, Language::vi) << '\n';
  for (const MonitoringColumn column : {MonitoringColumn::previous, MonitoringColumn::current, MonitoringColumn::cumulative, MonitoringColumn::on_previous,
                                        MonitoringColumn::on_same_period, MonitoringColumn::same_period, MonitoringColumn::cumulative_on_same_period,
                                        MonitoringColumn::on_plan}) {
    const MonitoringCell& cell = row[column];
    std::cout << column_text(column, row.period, Language::vi) << ": "
              << (cell.value ? format_number(cell.value.value, 2, Language::vi) : text(cell.note.empty() ? std::string("reason.") + name(cell.value.reason) : cell.note, Language::vi)) << "  ["
              << formula_text(row, column, Language::vi) << "]\n";
  }
  std::cout << "Ghi chú: " << notes_text(row, Language::vi) << '\n';

  for (const Revision& r : revisions(data, august, september)) {
    std::cout << "Điều chỉnh " << to_text(r.period, Language::vi) << ": " << format_number(r.before.value, 2, Language::vi) << " → "
              << format_number(r.after.value, 2, Language::vi) << " (" << format_number(r.change_relative.value, 1, Language::vi) << "%), "
              << cells_from(row, *r.observation).size() << " ô thay đổi theo\n";
  }
}
