// SPDX-License-Identifier: Apache-2.0
// The one description of the tables of a dataset: for each table a function that names its columns in order and binds them
// to the row's members. What is done with a column is up to the visitor: read, write or describe it.
#pragma once

#include <industria/io/dataset_folder.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

enum class Need : std::uint8_t { optional, required };
inline constexpr Need must_be_filled = Need::required;

/// source, quote, fact, note: where the row's statement comes from.
template <class Io>
void origin_columns(Io& io, Origin& origin) {
  io.reference("source", origin.source, "sources");
  io.text("quote", origin.quote);
  io.text("fact", origin.fact);
  io.text("note", origin.note);
  io.where(origin.where);
}

template <class Io>
void key_columns(Io& io, IndicatorKey& key) {
  io.reference("indicator", key.indicator, "indicators", must_be_filled);
  io.reference("place", key.place, "places", must_be_filled);
  io.reference("sector", key.sector, "sectors");
  io.reference("product", key.product, "products");
  io.reference("plant", key.plant, "plants");
}

template <class Io>
void columns(Io& io, Source& row) {
  io.id("id", row.id);
  io.text("publisher", row.publisher, must_be_filled);
  io.text("title", row.title, must_be_filled);
  io.date("published_on", row.published_on);
  io.date("retrieved_on", row.retrieved_on);
  io.text("note", row.note);
}

template <class Io>
void columns(Io& io, Place& row) {
  io.id("id", row.id);
  io.text("system", row.key.system);
  io.text("code", row.key.code);
  io.date("valid_from", row.key.valid_from);
  io.date("valid_to", row.valid_to);
  io.choice("kind", row.kind, parse_place_kind, PlaceKind::commune, must_be_filled);
  io.text("name_vi", row.name_vi, must_be_filled);
  io.text("name_en", row.name_en);
  io.reference("parent", row.parent, "places");
  io.words("aliases", row.aliases);
  io.references("predecessors", row.predecessors, "places");
  io.flag("inferred", row.inferred);
}

template <class Io>
void columns(Io& io, Sector& row) {
  io.id("code", row.code);
  io.text("system", row.system, must_be_filled);
  io.text("name_vi", row.name_vi, must_be_filled);
  io.text("name_en", row.name_en);
  io.reference("parent", row.parent, "sectors");
  io.flag("guessed", row.guessed);
}

template <class Io>
void columns(Io& io, Product& row) {
  io.id("id", row.id);
  io.text("name_vi", row.name_vi, must_be_filled);
  io.text("name_en", row.name_en);
  io.unit("unit", row.unit, must_be_filled);
  io.reference("sector", row.sector, "sectors");
}

template <class Io>
void columns(Io& io, Indicator& row) {
  io.id("id", row.id);
  io.text("name_vi", row.name_vi, must_be_filled);
  io.text("name_en", row.name_en);
  io.unit("unit", row.unit, must_be_filled);
  io.choice("accounting", row.accounting, parse_accounting, Accounting::index, must_be_filled);
  io.choice("desired", row.desired, parse_desired, Desired::neither);
  io.number("lower", row.lower);
  io.number("upper", row.upper);
}

template <class Io>
void columns(Io& io, Enterprise& row) {
  io.id("id", row.id);
  io.text("name", row.name, must_be_filled);
  io.reference("place", row.place, "places");
  io.reference("sector", row.sector, "sectors");
  origin_columns(io, row.origin);
}

template <class Io>
void columns(Io& io, Plant& row) {
  io.id("id", row.id);
  io.text("name", row.name, must_be_filled);
  io.reference("enterprise", row.enterprise, "enterprises");
  io.reference("place", row.place, "places", must_be_filled);
  io.reference("sector", row.sector, "sectors");
  io.reference("product", row.product, "products");
  origin_columns(io, row.origin);
}

template <class Io>
void columns(Io& io, Site& row) {
  io.id("id", row.id);
  io.text("name", row.name);
  io.choice("kind", row.kind, parse_site_kind, SiteKind::cluster, must_be_filled);
  io.integer("count", row.count);
  io.flag("subset", row.subset);
  io.reference("place", row.place, "places", must_be_filled);
  io.choice("stage", row.stage, parse_stage, Stage::closed);
  io.period("as_of", row.as_of);
  io.figure("area", row.area);
  io.text("area_scope", row.area_scope);
  origin_columns(io, row.origin);
}

template <class Io>
void columns(Io& io, Project& row) {
  io.id("id", row.id);
  io.text("name", row.name);
  io.figure("count", row.count);
  io.reference("owner", row.owner, "enterprises");
  io.reference("site", row.site, "sites");
  io.reference("place", row.place, "places", must_be_filled);
  io.reference("sector", row.sector, "sectors");
  io.figure("registered_capital", row.registered_capital);
  io.figure("disbursed_capital", row.disbursed_capital);
  io.figure("jobs", row.jobs);
  io.period("as_of", row.as_of);
  io.date("due", row.due);
  io.choice("status", row.status, parse_project_status, ProjectStatus::revoked);
  origin_columns(io, row.origin);
}

template <class Io>
void columns(Io& io, Capacity& row) {
  io.id("id", row.id);
  io.reference("plant", row.plant, "plants");
  io.reference("place", row.place, "places", must_be_filled);
  io.reference("product", row.product, "products", must_be_filled);
  io.figure("", row.rate, row.product);
  io.span("start", row.start);
  io.choice("stage", row.stage, parse_stage, Stage::closed);
  origin_columns(io, row.origin);
}

template <class Io>
void columns(Io& io, FundingSource& row) {
  io.id("id", row.id);
  io.text("name_vi", row.name_vi, must_be_filled);
  io.text("name_en", row.name_en);
  io.choice("kind", row.kind, parse_funding_kind, FundingKind::other, must_be_filled);
}

template <class Io>
void columns(Io& io, Programme& row) {
  io.id("id", row.id);
  io.text("name_vi", row.name_vi, must_be_filled);
  io.text("name_en", row.name_en);
  io.reference("place", row.place, "places", must_be_filled);
  io.span("span", row.span);
  io.date("approved_before", row.approved_before);
  origin_columns(io, row.origin);
}

template <class Io>
void columns(Io& io, Activity& row) {
  io.id("id", row.id);
  io.reference("programme", row.programme, "programmes", must_be_filled);
  io.text("kind_vi", row.kind_vi, must_be_filled);
  io.text("kind_en", row.kind_en);
  io.figure("quantity", row.quantity);
  io.figure("budget", row.budget);
  io.period("due", row.due);
  io.reference("place", row.place, "places");
  io.integer("priority", row.priority);
  origin_columns(io, row.origin);
}

template <class Io>
void columns(Io& io, Funding& row) {
  io.id("id", row.id);
  io.reference("programme", row.programme, "programmes");
  io.reference("plant", row.plant, "plants");
  io.reference("project", row.project, "projects");
  io.reference("funding_source", row.source, "funding_sources");
  io.span("span", row.span);
  io.figure("", row.amount, {});
  io.figure("share", row.share);
  io.flag("is_total", row.is_total);
  io.choice("stage", row.stage, parse_funding_stage, FundingStage::disbursed);
  origin_columns(io, row.origin);
}

template <class Io>
void columns(Io& io, Target& row) {
  io.id("id", row.id);
  key_columns(io, row.key);
  io.choice("kind", row.kind, parse_target_kind, TargetKind::cumulative_flow, must_be_filled);
  io.choice("direction", row.direction, parse_direction, Direction::within, must_be_filled);
  io.span("span", row.span, must_be_filled);
  io.figure("", row.figure, row.key.product);
  io.period("baseline_period", row.baseline_period);
  io.figure("baseline", row.baseline);
  io.reference("relative_to", row.relative_to, "indicators");
  io.date("stated_on", row.stated_on);
  origin_columns(io, row.origin);
}

template <class Io>
void columns(Io& io, Observation& row) {
  key_columns(io, row.key);
  io.choice("measure", row.measure, parse_measure, Measure::difference, must_be_filled);
  io.span("span", row.span, must_be_filled);
  io.period("base_period", row.base_period);
  io.figure("", row.figure, row.key.product);
  io.choice("status", row.status, parse_status, Status::plan);
  io.date("known_on", row.known_on);
  origin_columns(io, row.origin);
}

template <class Io>
void columns(Io& io, Remark& row) {
  io.id("id", row.id);
  io.text("text_vi", row.text_vi, must_be_filled);
  io.text("text_en", row.text_en);
  io.reference("place", row.place, "places");
  origin_columns(io, row.origin);
}

/// The tables in the order in which they are read: a table refers to itself or to earlier ones.
template <class Visit>
void each_table(Dataset& data, std::vector<Place>& places, Visit&& visit) {
  visit("sources", Need::required, data.sources);
  visit("places", Need::required, places);
  visit("sectors", Need::optional, data.sectors);
  visit("products", Need::optional, data.products);
  visit("indicators", Need::required, data.indicators);
  visit("enterprises", Need::optional, data.enterprises);
  visit("plants", Need::optional, data.plants);
  visit("sites", Need::optional, data.sites);
  visit("projects", Need::optional, data.projects);
  visit("capacities", Need::optional, data.capacities);
  visit("funding_sources", Need::optional, data.funding_sources);
  visit("programmes", Need::optional, data.programmes);
  visit("activities", Need::optional, data.activities);
  visit("funding", Need::optional, data.funding);
  visit("targets", Need::optional, data.targets);
  visit("observations", Need::optional, data.observations);
  visit("remarks", Need::optional, data.remarks);
}

/// The head of one part of a figure: "value", or "area_value" with the prefix "area".
inline std::string figure_head(std::string_view prefix, std::string_view part) {
  return prefix.empty() ? std::string(part) : std::string(prefix) + "_" + std::string(part);
}

inline constexpr std::string_view missing_words = "|-|–|—|…|...|..|x|NA|N/A|";

/// True for a cell that says that there is no figure.
inline bool is_missing_word(std::string_view cell) {
  if (cell.empty()) return true;
  return cell.find('|') == std::string_view::npos && missing_words.find("|" + std::string(cell) + "|") != std::string_view::npos;
}

/// The words of an enumeration, from the first enumerator to `last`.
template <class Enum>
std::string choice_words(Enum last) {
  std::string words;
  for (int i = 0; i <= static_cast<int>(last); ++i) words += (i > 0 ? "|" : "") + std::string(name(static_cast<Enum>(i)));
  return words;
}

/// The visitor that describes: it collects the columns of one table.
class ColumnLister {
 public:
  std::vector<ColumnInfo> found;

  void id(std::string_view head, std::string&) { add(head, CellKind::id, must_be_filled); }
  void text(std::string_view head, std::string&, Need need = Need::optional) { add(head, CellKind::text, need); }
  void words(std::string_view head, std::vector<std::string>&) { add(head, CellKind::words); }
  void reference(std::string_view head, std::string&, std::string_view table, Need need = Need::optional) {
    add(head, CellKind::reference, need, std::string(table));
  }
  void references(std::string_view head, std::vector<std::string>&, std::string_view table) {
    add(head, CellKind::references, Need::optional, std::string(table));
  }
  void flag(std::string_view head, bool&) { add(head, CellKind::flag); }
  template <class Whole>
  void integer(std::string_view head, Whole&) { add(head, CellKind::integer); }
  void number(std::string_view head, double&) { add(head, CellKind::number); }
  void date(std::string_view head, Date&) { add(head, CellKind::date); }
  template <class When>
  void period(std::string_view head, When&) { add(head, CellKind::period); }
  void span(std::string_view head, PeriodSpan&, Need need = Need::optional) { add(head, CellKind::span, need); }
  void unit(std::string_view head, Unit&, Need need) { add(head, CellKind::unit, need); }
  template <class Enum, class Parse>
  void choice(std::string_view head, Enum&, Parse, Enum last, Need need = Need::optional) {
    add(head, CellKind::choice, need, choice_words(last));
  }
  void figure(std::string_view prefix, const std::optional<Figure>&) { add_figure(prefix); }
  void figure(std::string_view prefix, const Figure&, const std::string&) { add_figure(prefix); }
  void where(const Location&) {}

 private:
  void add(std::string_view head, CellKind kind, Need need = Need::optional, std::string domain = {}) {
    found.push_back({std::string(head), kind, need == must_be_filled, std::move(domain)});
  }
  void add_figure(std::string_view prefix) {
    add(figure_head(prefix, "value"), CellKind::number);
    add(figure_head(prefix, "unit"), CellKind::unit);
    add(figure_head(prefix, "qualifier"), CellKind::choice, Need::optional, choice_words(Qualifier::range));
    add(figure_head(prefix, "low"), CellKind::number);
    add(figure_head(prefix, "high"), CellKind::number);
    add(figure_head(prefix, "resolution"), CellKind::number);
    add(figure_head(prefix, "price_basis"), CellKind::price_basis);
  }
};

template <class Row>
std::vector<ColumnInfo> columns_of() {
  ColumnLister lister;
  Row row;
  columns(lister, row);
  return std::move(lister.found);
}

}  // namespace detail

INDUSTRIA_INLINE std::string_view name(CellKind kind) noexcept {
  switch (kind) {
    case CellKind::id: return "id";
    case CellKind::text: return "text";
    case CellKind::words: return "words";
    case CellKind::reference: return "reference";
    case CellKind::references: return "references";
    case CellKind::flag: return "flag";
    case CellKind::integer: return "integer";
    case CellKind::number: return "number";
    case CellKind::date: return "date";
    case CellKind::period: return "period";
    case CellKind::span: return "span";
    case CellKind::unit: return "unit";
    case CellKind::price_basis: return "price_basis";
    case CellKind::choice: return "choice";
  }
  return "text";
}

INDUSTRIA_INLINE std::vector<TableInfo> dataset_tables() {
  std::vector<TableInfo> tables;
  Dataset data;
  std::vector<Place> places;
  detail::each_table(data, places, [&tables]<class Row>(std::string_view table, detail::Need need, std::vector<Row>&) {
    tables.push_back({std::string(table) + ".csv", need == detail::must_be_filled, detail::columns_of<Row>()});
  });
  return tables;
}

}  // namespace industria::inline INDUSTRIA_ABI
