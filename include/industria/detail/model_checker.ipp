// SPDX-License-Identifier: Apache-2.0
// The rules that the tables of a dataset share: references, spans, signs, units, shares, quotations. The tables
// themselves are checked in model_validate.ipp.
#pragma once

#include <industria/base/missing.hpp>
#include <industria/base/utf8.hpp>
#include <industria/detail/model_place.ipp>
#include <industria/model/dataset.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// A row as messages name it: its table, its id, and where it was read.
struct RowName {
  std::string_view table;
  std::string id;
  Location where;
};

/// The ids of one table, for references to it.
struct KnownIds {
  std::string_view table;
  std::vector<std::string> sorted;

  [[nodiscard]] bool has(std::string_view id) const {
    return std::binary_search(sorted.begin(), sorted.end(), id);
  }
  [[nodiscard]] std::string nearest(std::string_view id) const {
    std::size_t best = tolerated_letters(id) + 1;
    std::string found;
    for (const std::string& known : sorted) {
      if (best == 0) break;
      const std::size_t distance = edit_distance(id, known, best - 1);
      if (distance >= best) continue;
      best = distance;
      found = known;
    }
    return found;
  }
};

/// Words of a quotation: what stands between spaces.
[[nodiscard]] inline std::size_t count_words(std::string_view text) {
  const std::string key = name_key(text);
  if (key.empty()) return 0;
  return static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')) + 1;
}

inline constexpr std::size_t longest_quote = 12;

[[nodiscard]] inline bool is_said(const PeriodSpan& span) noexcept {
  return span.first.year != 0 || span.last.year != 0;
}

/// True if some figure is stated, be it only a bound.
[[nodiscard]] inline bool is_stated(const Figure& figure) noexcept {
  return !is_missing(figure.value) || figure.bounds.has_lo() || figure.bounds.has_hi();
}

/// Something per year (any time), and nothing else about time.
[[nodiscard]] inline bool is_per_time(const Unit& unit) noexcept {
  return unit.exponent("time") == -1;
}

[[nodiscard]] inline bool is_growth_unit(const Unit& unit) {
  return unit.is_ratio() || (is_per_time(unit) && unit.dimension().size() == 1);
}

class DatasetChecker {
 public:
  explicit DatasetChecker(const Dataset& data);
  [[nodiscard]] std::vector<Issue> run();

 private:
  // The rules.
  Issue& report(const RowName& row, std::string code, std::string_view field, std::string value,
                Severity severity = Severity::error);
  void report_figure(const RowName& row, std::string code, std::string_view field,
                     const Figure& figure, Severity severity = Severity::error);
  void check_reference(const RowName& row, std::string_view field, const std::string& id,
                       const KnownIds& known);
  void require(const RowName& row, std::string_view field, const std::string& value);
  void check_span(const RowName& row, std::string_view field, const PeriodSpan& span,
                  bool required);
  void check_not_negative(const RowName& row, std::string_view field, const Figure& figure,
                          std::string_view code = "model.negative");
  void check_stated(const RowName& row, std::string_view field, const Figure& figure);
  void check_unit(const RowName& row, std::string_view field, const Figure& figure, bool fits,
                  const Unit& expected);
  void check_money(const RowName& row, std::string_view field, const Figure& figure);
  void check_share(const RowName& row, std::string_view field, const Figure& figure);
  void check_origin(const RowName& row, const Origin& origin);
  void check_key(const RowName& row, const IndicatorKey& key);
  void check_place_at(const RowName& row, const std::string& place, const Period& period);
  void check_level_unit(const RowName& row, const IndicatorKey& key, const Figure& figure,
                        bool may_be_points);
  template <class Row, class Id>
  void check_ids(std::string_view table, const std::vector<Row>& rows, const Id& id);
  template <class Next>
  void check_cycles(std::string_view table, std::string_view field, std::size_t n,
                    const Next& next);

  // The tables.
  void check_places();
  void check_classifications();
  void check_enterprises();
  void check_sites_and_projects();
  void check_capacities();
  void check_programmes();
  void check_funding();
  void check_targets();
  void check_observations();
  void check_one_observation(const Observation& o);
  void check_duplicate_observations();
  void check_remarks();

  const Dataset& data_;
  KnownIds sources_, places_, sectors_, products_, indicators_, enterprises_, plants_, sites_,
      projects_, funding_sources_, programmes_;
  std::vector<std::string> unchanged_;  // places whose territory is that of one successor, sorted
  std::vector<Issue> issues_;
};

// A row's own origin, or the table's name where the row was not read from a file.
template <class Row>
[[nodiscard]] RowName row_name(std::string_view table, const Row& row, std::string id) {
  Location where;
  if constexpr (requires { row.origin.where; }) where = row.origin.where;
  if (where.file.empty()) where.file = table;
  return {table, std::move(id), std::move(where)};
}
template <class Row>
[[nodiscard]] RowName row_name(std::string_view table, const Row& row) {
  return row_name(table, row, row.id);
}
[[nodiscard]] inline RowName row_name(const Observation& o) {
  return row_name("observations", o, o.key.unique_id() + " " + to_text(o.span));
}

template <class Row>
[[nodiscard]] KnownIds known_ids(std::string_view table, const std::vector<Row>& rows) {
  KnownIds known{table, {}};
  for (const Row& row : rows) {
    if constexpr (requires { row.id; }) {
      known.sorted.push_back(row.id);
    } else {
      known.sorted.push_back(row.code);
    }
  }
  std::sort(known.sorted.begin(), known.sorted.end());
  return known;
}

INDUSTRIA_INLINE DatasetChecker::DatasetChecker(const Dataset& data)
    : data_(data),
      sources_(known_ids("sources", data.sources)),
      places_(known_ids("places", data.places.places())),
      sectors_(known_ids("sectors", data.sectors)),
      products_(known_ids("products", data.products)),
      indicators_(known_ids("indicators", data.indicators)),
      enterprises_(known_ids("enterprises", data.enterprises)),
      plants_(known_ids("plants", data.plants)),
      sites_(known_ids("sites", data.sites)),
      projects_(known_ids("projects", data.projects)),
      funding_sources_(known_ids("funding_sources", data.funding_sources)),
      programmes_(known_ids("programmes", data.programmes)) {
  for (const Place& place : data.places.places()) {
    if (place.predecessors.size() == 1) unchanged_.push_back(place.predecessors.front());
  }
  std::sort(unchanged_.begin(), unchanged_.end());
}

/// A column as the sheets of the form call it; its own head where they have no word for it.
INDUSTRIA_INLINE std::string column_name(std::string_view field, Language language) {
  for (const std::string_view list : {"template.head.", "template.part."}) {
    const std::string key = std::string(list) + std::string(field == "figure" ? "value" : field);
    if (has_text(key)) return "“" + text(key, language) + "”";
  }
  return std::string(field);
}

INDUSTRIA_INLINE Issue& DatasetChecker::report(const RowName& row, std::string code,
                                               std::string_view field, std::string value,
                                               Severity severity) {
  Issue issue;
  issue.severity = severity;
  issue.code = std::move(code);
  issue.where = row.where;
  issue.where.column = field;
  issue.value = std::move(value);
  issue.args = {{"table", std::string(row.table)}, {"row", row.id}, {"field", std::string(field)},
                {"field_vi", column_name(field, Language::vi)}, {"field_en", column_name(field, Language::en)}};
  return issues_.emplace_back(std::move(issue));
}

/// With the figure in both languages, as {figure_vi} and {figure_en}.
INDUSTRIA_INLINE void DatasetChecker::report_figure(const RowName& row, std::string code,
                                                    std::string_view field, const Figure& figure,
                                                    Severity severity) {
  Issue& issue = report(row, std::move(code), field, to_text(figure, Language::en), severity);
  issue.args.emplace_back("figure_vi", to_text(figure, Language::vi));
  issue.args.emplace_back("figure_en", to_text(figure, Language::en));
}

INDUSTRIA_INLINE void DatasetChecker::check_reference(const RowName& row, std::string_view field,
                                                      const std::string& id,
                                                      const KnownIds& known) {
  if (id.empty() || known.has(id)) return;
  const std::string near = known.nearest(id);
  const TextArgs args{{"id", near}};
  Issue& issue = report(row, "model.unknown_reference", field, id);
  issue.args.emplace_back("target", known.table);
  issue.args.emplace_back("nearest_vi",
                          near.empty() ? "" : text("model.nearest", Language::vi, args));
  issue.args.emplace_back("nearest_en",
                          near.empty() ? "" : text("model.nearest", Language::en, args));
}

INDUSTRIA_INLINE void DatasetChecker::require(const RowName& row, std::string_view field,
                                              const std::string& value) {
  if (value.empty()) report(row, "model.missing_field", field, "");
}

INDUSTRIA_INLINE void DatasetChecker::check_span(const RowName& row, std::string_view field,
                                                 const PeriodSpan& span, bool required) {
  if (!is_said(span)) {
    if (required) report(row, "model.no_period", field, "");
    return;
  }
  const bool valid =
      span.first.is_valid() && span.last.is_valid() && span.first.kind == span.last.kind;
  if (!valid || span.last.ordinal() < span.first.ordinal())
    report(row, "model.empty_span", field, to_text(span));
}

INDUSTRIA_INLINE void DatasetChecker::check_not_negative(const RowName& row, std::string_view field,
                                                         const Figure& figure,
                                                         std::string_view code) {
  if (figure.value < 0.0 || figure.bounds.hi < 0.0)
    report_figure(row, std::string(code), field, figure);
}

INDUSTRIA_INLINE void DatasetChecker::check_stated(const RowName& row, std::string_view field,
                                                   const Figure& figure) {
  if (!is_stated(figure)) report(row, "model.missing_figure", field, "");
}

INDUSTRIA_INLINE void DatasetChecker::check_unit(const RowName& row, std::string_view field,
                                                 const Figure& figure, bool fits,
                                                 const Unit& expected) {
  if (fits) return;
  Issue& issue = report(row, "model.wrong_unit", field, figure.unit.symbol());
  issue.args.emplace_back("unit_vi", to_text(figure.unit, Language::vi));
  issue.args.emplace_back("unit_en", to_text(figure.unit, Language::en));
  issue.args.emplace_back("expected_vi", to_text(expected, Language::vi));
  issue.args.emplace_back("expected_en", to_text(expected, Language::en));
}

INDUSTRIA_INLINE void DatasetChecker::check_money(const RowName& row, std::string_view field,
                                                  const Figure& figure) {
  check_stated(row, field, figure);
  check_not_negative(row, field, figure);
  check_unit(row, field, figure, !figure.unit.currency().empty(), Unit({{"VND", 1}}, {}, "VND"));
}

INDUSTRIA_INLINE void DatasetChecker::check_share(const RowName& row, std::string_view field,
                                                  const Figure& figure) {
  const Unit percent({}, {1, 1, -2}, "%");
  check_unit(row, field, figure, figure.unit.is_ratio(), percent);
  if (!figure.unit.is_ratio() || is_missing(figure.value)) return;
  const double share = convert(figure.value, figure.unit, Unit());
  if (share < 0.0 || share > 1.0) report_figure(row, "model.share_range", field, figure);
}

INDUSTRIA_INLINE void DatasetChecker::check_origin(const RowName& row, const Origin& origin) {
  check_reference(row, "source", origin.source, sources_);
  const std::size_t words = count_words(origin.quote);
  if (words <= longest_quote) return;
  Issue& issue = report(row, "model.long_quote", "quote", origin.quote, Severity::warning);
  issue.args.emplace_back("words", std::to_string(words));
  issue.args.emplace_back("limit", std::to_string(longest_quote));
}

INDUSTRIA_INLINE void DatasetChecker::check_key(const RowName& row, const IndicatorKey& key) {
  require(row, "indicator", key.indicator);
  check_reference(row, "indicator", key.indicator, indicators_);
  check_reference(row, "place", key.place, places_);
  check_reference(row, "sector", key.sector, sectors_);
  check_reference(row, "product", key.product, products_);
  check_reference(row, "plant", key.plant, plants_);
}

/// A place must have existed in some part of the period, unless its territory lives on unchanged in one successor.
INDUSTRIA_INLINE void DatasetChecker::check_place_at(const RowName& row, const std::string& id,
                                                     const Period& period) {
  const Place* place = data_.places.find(id);
  if (place == nullptr || !period.is_valid()) return;
  const bool too_early = place->key.valid_from && period.last_day() < place->key.valid_from;
  const bool too_late = place->valid_to && period.first_day() > place->valid_to;
  if (!too_early && !too_late) return;
  if (too_late && std::binary_search(unchanged_.begin(), unchanged_.end(), id)) return;
  if (too_early && place->predecessors.size() == 1) return;
  Issue& issue = report(row, "place.not_at_that_time", "place", id, Severity::warning);
  for (const auto& [suffix, language] :
       {std::pair{"_vi", Language::vi}, std::pair{"_en", Language::en}}) {
    issue.args.emplace_back(std::string("place") + suffix, dated_name(*place, language));
    issue.args.emplace_back(std::string("period") + suffix, to_text(period, language));
  }
}

/// A level is in the indicator's unit, or in that of its product (bricks) or its product per time.
INDUSTRIA_INLINE void DatasetChecker::check_level_unit(const RowName& row, const IndicatorKey& key,
                                                       const Figure& figure, bool may_be_points) {
  const Indicator* indicator = find_by_id(data_.indicators, key.indicator);
  if (indicator == nullptr) return;
  const Product* product = find_by_id(data_.products, key.product);
  const Unit year({{"time", 1}}, {}, "year");
  const bool fits = is_convertible(figure.unit, indicator->unit) ||
                    (may_be_points && indicator->unit.is_ratio() &&
                     figure.unit.exponent("percentage_point") == 1) ||
                    (product != nullptr && (is_convertible(figure.unit, product->unit) ||
                                            is_convertible(figure.unit, product->unit / year)));
  check_unit(row, "unit", figure, fits, product != nullptr ? product->unit : indicator->unit);
}

template <class Row, class Id>
void DatasetChecker::check_ids(std::string_view table, const std::vector<Row>& rows, const Id& id) {
  std::vector<std::size_t> order(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const int compared = id(rows[a]).compare(id(rows[b]));
    return compared != 0 ? compared < 0 : a < b;
  });
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Row& row = rows[order[i]];
    const RowName name = row_name(table, row, id(row));
    if (id(row).empty()) {
      report(name, "model.missing_id", "id", "")
          .args.emplace_back("number", std::to_string(order[i] + 1));
    } else if (i > 0 && id(rows[order[i - 1]]) == id(row)) {
      const RowName earlier = row_name(table, rows[order[i - 1]], id(row));
      Issue& issue = report(name, "model.duplicate_id", "id", id(row));
      issue.args.emplace_back("first", earlier.where.line > 0
                                           ? location_text(earlier.where)
                                           : "#" + std::to_string(order[i - 1] + 1));
    }
  }
}

/// Reports every row from which following `next` (positions of other rows) leads back to it.
template <class Next>
void DatasetChecker::check_cycles(std::string_view table, std::string_view field, std::size_t n,
                                  const Next& next) {
  enum class Mark : unsigned char { fresh, open, done };
  std::vector<Mark> marks(n, Mark::fresh);
  std::vector<std::pair<std::size_t, std::vector<std::size_t>>> path;
  for (std::size_t start = 0; start < n; ++start) {
    if (marks[start] != Mark::fresh) continue;
    path.emplace_back(start, next(start));
    marks[start] = Mark::open;
    while (!path.empty()) {
      auto& [at, rest] = path.back();
      if (rest.empty()) {
        marks[at] = Mark::done;
        path.pop_back();
        continue;
      }
      const std::size_t to = rest.back();
      rest.pop_back();
      if (marks[to] == Mark::open) {
        const std::string id =
            (table == "sectors") ? data_.sectors[to].code : data_.places.places()[to].id;
        report({table, id, Location{std::string(table), {}, 0, {}}}, "model.circular", field, id);
      } else if (marks[to] == Mark::fresh) {
        marks[to] = Mark::open;
        path.emplace_back(to, next(to));
      }
    }
  }
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
