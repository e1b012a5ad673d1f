// SPDX-License-Identifier: Apache-2.0
// Reads one quantity from a text in one pass over its tokens: what is said before the number, the number with its unit,
// then what it is compared with. Each token is looked at a bounded number of times. Periods are in units_number_period.ipp.
#pragma once

#include <industria/base/utf8.hpp>
#include <industria/detail/units_decimal.ipp>
#include <industria/detail/units_number_quantity.ipp>
#include <industria/detail/units_number_words.ipp>
#include <industria/detail/units_token.ipp>
#include <industria/units/number_text.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// A walk over the tokens of one text. Each read_ function takes tokens and says true, or leaves them and says false.
class NumberReader {
 public:
  NumberReader(std::string_view text, const NumberTextOptions& options)
      : text_(text),
        options_(options),
        table_(options.table != nullptr ? *options.table : UnitTable::standard()),
        tokens_(tokenise(text)) {}

  /// Throws NumberTextError, which read_number_text turns into an Issue; it never leaves this folder.
  NumberText read() {
    while (at_ < tokens_.size()) {
      if (read_period() || read_price_basis() || read_cue() || read_sign() || read_rate() ||
          read_currency())
        continue;
      if (tokens_[at_].is_number())
        read_number();
      else
        skip();
    }
    if (!found_) throw NumberTextError{"number.none", {}};
    conclude();
    return std::move(result_);
  }
  [[nodiscard]] bool exact() const noexcept { return exact_; }

 private:
  [[nodiscard]] bool has(std::size_t at) const noexcept { return at < tokens_.size(); }
  [[nodiscard]] bool number_at(std::size_t at) const noexcept {
    return has(at) && tokens_[at].is_number();
  }
  [[nodiscard]] bool is_at(std::size_t at, std::string_view key) const noexcept {
    return has(at) && tokens_[at].is(key);
  }
  [[nodiscard]] std::string_view slice(std::size_t first, std::size_t last) const {
    return text_.substr(tokens_[first].begin, tokens_[last].end - tokens_[first].begin);
  }
  /// "2021": four digits, 1900..2100.
  [[nodiscard]] bool year_at(std::size_t at) const noexcept {
    return number_at(at) && tokens_[at].key.size() == 4 && tokens_[at].key >= "1900" &&
           tokens_[at].key <= "2100" && std::ranges::all_of(tokens_[at].key, is_digit);
  }
  [[nodiscard]] int year_of(std::size_t at) const noexcept {
    int year = 0;
    for (const char c : tokens_[at].key) year = year * 10 + (c - '0');
    return year;
  }

  void keep_period(const Period& period);
  bool read_period();
  [[nodiscard]] bool leads_a_figure() const;
  bool read_price_basis();

  /// A word or phrase that says something of the number before or behind it.
  bool read_cue() {
    const CueMatch match = match_cue(tokens_, at_);
    if (match.entry == nullptr) return false;
    const int value = match.entry->value;
    const bool behind = found_;
    switch (match.entry->cue) {
      case Cue::compared:
        result_.comparison =
            result_.comparison == Comparison::none || result_.comparison == Comparison::span_average
                ? static_cast<Comparison>(value)
                : result_.comparison;
        comparing_ = false;
        break;
      case Cue::compare: comparing_ = true; break;
      case Cue::times: take_times(value); break;
      case Cue::span: break;
      default:
        if (behind) return false;  // "1 huyện trên địa bàn tỉnh": no cue any more
        take_cue(match.entry->cue, value);
    }
    if (behind) end_noun();
    at_ += match.tokens;
    return true;
  }

  void take_cue(Cue cue, int value) {
    switch (cue) {
      case Cue::qualifier:
        if (static_cast<Qualifier>(value) == Qualifier::estimate)
          before_.estimate = true;
        else
          before_.qualifier = static_cast<Qualifier>(value);
        break;
      case Cue::up: before_.direction = 1; break;
      case Cue::down: before_.direction = -1; break;
      case Cue::up_from:
      case Cue::down_from:
        before_.direction = cue == Cue::up_from ? 1 : -1;
        comparing_ = true;
        break;
      case Cue::minus: before_.negative_sign = true; break;
      case Cue::to_level: before_.direction = 0; break;
      case Cue::multiple: before_.multiple = true; break;
      case Cue::index:
      case Cue::fulfil: before_.of_plan_or_period = true; break;
      case Cue::from: before_.range = true; break;
      default: break;
    }
  }

  /// "gấp đôi"
  void take_times(int tenths) {
    if (found_) throw NumberTextError{"number.several", {}};
    found_ = true;
    before_.multiple = true;
    store({tenths / 10.0, 0.0, Unit()}, std::nullopt);
  }

  /// "-3,2%": the dash touches its number.
  bool read_sign() {
    if (found_ || !is_at(at_, "-") || !number_at(at_ + 1) || !tokens_[at_ + 1].glued) return false;
    before_.negative_sign = true;
    ++at_;
    return true;
  }

  /// "5.000 tấn thép/năm": the rate behind the noun belongs to the unit.
  bool read_rate() {
    if (!found_ || !(is_at(at_, "/") || is_at(at_, "per") || is_at(at_, "mỗi")) || !has(at_ + 1))
      return false;
    const UnitMatch match = match_unit_word(text_, tokens_, at_ + 1, table_);
    const bool time = match.word != nullptr && match.word->kind == UnitWord::Kind::unit &&
                      match.word->unit.exponent("time") == 1;
    if (!time) return false;
    if (!result_.has_unit)
      throw NumberTextError{"unit.unknown", result_.noun.empty() ? noun_text() : result_.noun};
    end_noun();
    result_.figure.unit = result_.figure.unit / match.word->unit;
    at_ += 1 + match.tokens;
    return true;
  }

  /// "USD 15.2 million"
  bool read_currency() {
    if (found_ || !tokens_[at_].is_word() || !number_at(at_ + 1)) return false;
    const std::string_view word = slice(at_, at_);
    const bool code = std::ranges::all_of(
        word, [](char c) { return (c >= 'A' && c <= 'Z') || !is_ascii_letter(c); });
    const UnitWord* unit = code && word.size() <= 4 && word != "đ" ? table_.find(word) : nullptr;
    if (unit == nullptr || unit->unit.currency().empty()) return false;
    before_.currency = unit->unit;
    ++at_;
    return true;
  }

  void skip() {
    const TextToken& token = tokens_[at_];
    if (token.kind == TextToken::Kind::mark) {
      if (is_other_numeral(code_point(text_, token.begin).value))
        throw NumberTextError{"number.malformed", {}};
      if (token.key != "-") end_noun();
      if (!found_ && (token.key == ";" || token.key == ".")) before_ = {};
    } else if (!found_) {
      before_ = {};
    }
    after_number_word_ = token.is("số") || token.is("no");
    ++at_;
  }

  // --- the number itself -------------------------------------------------------------------------------------------

  void read_number() {
    if (after_number_word_) {  // "Nhà máy Luyện đồng số 2": a name
      after_number_word_ = false;
      ++at_;
      return;
    }
    if (found_) throw NumberTextError{"number.several", {}};
    NumberPart first = read_part();
    if (first.unit && is_scale_word(*first.unit)) first = read_compound(std::move(first));
    std::optional<NumberPart> second;
    const bool joined = is_at(at_, "-") || is_at(at_, "đến") || is_at(at_, "tới") ||
                        is_at(at_, "to") ||
                        (before_.range && (is_at(at_, "and") || is_at(at_, "và")));
    if (joined && number_at(at_ + 1)) {
      ++at_;
      second = read_part();
    }
    if (is_at(at_, "/") && number_at(at_ + 1)) throw NumberTextError{"number.malformed", {}};
    if (second) join_range(first, *second);
    found_ = true;
    noun_from_ = at_;
    store(std::move(first), second);
  }

  NumberPart read_part() {
    const Decimal decimal = read_decimal(tokens_[at_].key, options_.style);
    if (decimal.state != DecimalState::ok) throw NumberTextError{issue_code(decimal.state), {}};
    exact_ = exact_ && decimal.exact;
    ++at_;
    NumberPart part{decimal.value, decimal.resolution, std::nullopt};
    const std::size_t behind = at_;
    UnitParser parser(text_, tokens_, table_, options_.piece ? &*options_.piece : nullptr, false);
    part.unit = parser.read(at_);
    if (!part.unit && has(behind) && tokens_[behind].is_word() && tokens_[behind].glued)
      throw NumberTextError{"unit.unknown", std::string(slice(behind, behind))};
    return part;
  }

  /// "2 tỷ 300 triệu đồng" is 2,3 tỷ đồng: each further scale is smaller, its number fits under the one before.
  NumberPart read_compound(NumberPart first) {
    while (number_at(at_)) {
      const std::size_t before = at_;
      NumberPart next = read_part();
      const Scale small = next.unit ? split_prefix(next.unit->symbol()).prefix : Scale{};
      const Scale step = first.unit->scale() * inverse(small);
      const double limit = step.apply(1.0);
      if (!next.unit || limit <= 1.0 || next.value >= limit) {
        at_ = before;
        throw NumberTextError{"number.several", {}};
      }
      first.value = inverse(step).apply(step.apply(first.value) + next.value);
      first.resolution = inverse(step).apply(next.resolution);
      const Unit plain = without_prefix(*next.unit);
      const bool ended = plain.symbol() != "1";
      first.unit = ended ? scaled(plain, first.unit->scale()) : first.unit;
      if (ended) break;
    }
    return first;
  }

  void store(NumberPart first, const std::optional<NumberPart>& second) {
    Figure& figure = result_.figure;
    if (before_.currency)
      first.unit = first.unit ? *first.unit * *before_.currency : *before_.currency;
    result_.has_unit = first.unit.has_value();
    figure.unit = first.unit.value_or(Unit());
    figure.value = first.value;
    figure.resolution = first.resolution;
    figure.qualifier =
        before_.qualifier.value_or(before_.estimate ? Qualifier::estimate : Qualifier::exact);
    if (second) {
      if (!(first.value < second->value)) throw NumberTextError{"number.malformed", {}};
      figure.value = first.value + (second->value - first.value) / 2.0;
      figure.resolution = std::min(first.resolution, second->resolution);
      figure.bounds = Bounds::between(first.value, second->value);
      if (figure.qualifier != Qualifier::approx && figure.qualifier != Qualifier::estimate)
        figure.qualifier = Qualifier::range;
    } else {
      figure.bounds = stated_bounds(figure.qualifier, figure.value);
    }
    const bool explicit_sign = before_.negative_sign;
    if (explicit_sign && before_.direction < 0) throw NumberTextError{"number.ambiguous", {}};
    if (explicit_sign || before_.direction < 0) negate(figure);
    const bool times = first.unit && first.unit->is_ratio() && first.unit->symbol() == "1";
    if (times && !before_.multiple && before_.direction != 0)
      throw NumberTextError{"number.ambiguous", {}};  // tăng 2 lần
    if (times) before_.multiple = true;
  }

  // --- behind the number -------------------------------------------------------------------------------------------

  [[nodiscard]] std::string noun_text() const {
    if (!noun_from_ || *noun_from_ >= at_) return {};
    std::size_t last = at_ - 1;
    while (last > *noun_from_ && tokens_[last].is("-")) --last;
    return tokens_[last].is("-") ? std::string() : std::string(slice(*noun_from_, last));
  }
  void end_noun() {
    if (!noun_from_) return;
    result_.noun = noun_text();
    noun_from_.reset();
  }

  /// What kind of statement all of it is.
  void conclude() {
    if (noun_from_) {
      at_ = tokens_.size();
      end_noun();
    }
    NumberText& r = result_;
    r.figure.basis = basis_for(r.figure.unit, basis_);
    const Unit& unit = r.figure.unit;
    const bool rate = unit.is_ratio() || unit.dimension() == Dimension{{"time", -1}};
    if (before_.direction != 0 && unit.dimension() == Dimension{{"time", -1}} &&
        r.comparison == Comparison::none)
      r.comparison = Comparison::span_average;  // tăng 8%/năm
    if (before_.multiple)
      r.statement = Statement::multiple;
    else if (before_.direction != 0 && r.comparison == Comparison::plan)
      r.statement = Statement::plan_deviation;
    else if (before_.direction != 0)
      r.statement =
          r.comparison != Comparison::none && rate ? Statement::growth : Statement::change;
    else if (r.has_unit && unit.is_ratio() && r.comparison == Comparison::plan)
      r.statement = Statement::plan_fulfilment;
    else if (r.has_unit && unit.is_ratio() && r.comparison != Comparison::none &&
             r.comparison != Comparison::span_average)
      r.statement = Statement::index;
  }

  std::string_view text_;
  const NumberTextOptions& options_;
  const UnitTable& table_;
  std::vector<TextToken> tokens_;
  std::size_t at_ = 0;
  SaidBefore before_;
  NumberText result_;
  PriceBasis basis_;
  std::optional<std::size_t> noun_from_;
  bool found_ = false;
  bool exact_ = true;
  bool comparing_ = false;          ///< behind "so với": a period is what is compared with
  bool after_preposition_ = false;  ///< behind "in", "by": a year is a period
  bool after_number_word_ = false;  ///< behind "số": a number is a name
};

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI

#include <industria/detail/units_number_period.ipp>
