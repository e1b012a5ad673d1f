// SPDX-License-Identifier: Apache-2.0
// The words around a number that say something of it: qualifiers, signs, comparisons. Vietnamese and English.
#pragma once

#include <industria/base/utf8.hpp>
#include <industria/detail/units_token.ipp>
#include <industria/units/number_text.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

enum class Cue : std::uint8_t {
  qualifier,  ///< gần, trên, ...: `value` is the Qualifier
  up,         ///< tăng
  down,       ///< giảm
  up_from,    ///< cao hơn: a sign, and what is compared with follows
  down_from,  ///< thấp hơn
  minus,      ///< âm
  to_level,   ///< tăng lên, giảm còn: what follows is the level reached, not the change
  multiple,   ///< gấp: what follows counts times
  times,      ///< gấp đôi, gấp ba: `value` tenths
  index,      ///< bằng
  fulfil,     ///< đạt, hoàn thành
  neutral,    ///< may stand between a cue and its number
  from,       ///< từ, between: the first end of a range follows
  until,      ///< đến, to: the second end follows
  compare,    ///< so với: what is compared with follows
  compared,   ///< cùng kỳ, kế hoạch: `value` is the Comparison
  current_prices,
  constant_prices,  ///< giá so sánh: a year follows
  span              ///< giai đoạn: years follow
};

struct CuePhrase {
  Cue cue;
  int value;
  const char* phrases;  ///< separated by "|"
};

inline constexpr int as_int(Qualifier q) noexcept {
  return static_cast<int>(q);
}
inline constexpr int as_int(Comparison c) noexcept {
  return static_cast<int>(c);
}

inline constexpr CuePhrase cue_phrases[] = {
    {Cue::qualifier, as_int(Qualifier::below_near),
     "gần|gần đạt|ngót|nearly|almost|close to|just under"},
    {Cue::qualifier, as_int(Qualifier::above),
     "trên|hơn|lớn hơn|nhiều hơn|vượt|vượt mức|vượt trên|over|above|more than|exceeding|greater "
     "than|just over|>"},
    {Cue::qualifier, as_int(Qualifier::below),
     "dưới|chưa đến|chưa tới|chưa đầy|nhỏ hơn|ít hơn|under|below|less than|fewer than|<"},
    {Cue::qualifier, as_int(Qualifier::at_least),
     "không dưới|không thấp hơn|không ít hơn|tối thiểu|ít nhất|từ ... trở lên|at least|no less "
     "than|not less than|minimum|a minimum of|>=|≥"},
    {Cue::qualifier, as_int(Qualifier::at_most),
     "không quá|không vượt quá|không cao hơn|tối đa|nhiều nhất|at most|no more than|not more "
     "than|up to|maximum|a maximum of|<=|≤"},
    {Cue::qualifier, as_int(Qualifier::approx),
     "khoảng|xấp xỉ|chừng|độ chừng|trên dưới|around|about|approximately|approx|circa|roughly|~"},
    {Cue::qualifier, as_int(Qualifier::estimate),
     "ước|ước đạt|ước tính|ước tính đạt|ước thực hiện|estimated|an estimated|estimated at"},
    {Cue::up, 0,
     "tăng|tăng thêm|tăng trưởng|tăng trưởng đạt|increase|increased|increase of|increased "
     "by|up|rose|rose by|grew|grew by|growth|growth of|rise of|+"},
    {Cue::down, 0,
     "giảm|giảm đi|suy giảm|decrease|decreased|decrease of|decreased by|down|fell|fell "
     "by|declined|declined by|dropped|decline of"},
    {Cue::up_from, 0, "cao hơn|cao hơn so với|nhiều hơn so với|higher than"},
    {Cue::down_from, 0, "thấp hơn|thấp hơn so với|ít hơn so với|lower than"},
    {Cue::minus, 0, "âm|minus"},
    {Cue::to_level, 0,
     "lên|tăng lên|lên đến|lên tới|tăng lên đến|tăng lên mức|xuống|xuống còn|giảm xuống|giảm "
     "còn|giảm xuống còn|còn|increased to|rose to|grew to|decreased to|fell to|declined to|dropped "
     "to|reached"},
    {Cue::multiple, 0, "gấp|tăng gấp|cao gấp|gấp khoảng"},
    {Cue::times, 20, "gấp đôi|tăng gấp đôi|gấp hai lần|doubled|twice"},
    {Cue::times, 15, "gấp rưỡi|tăng gấp rưỡi"},
    {Cue::times, 30, "gấp ba|tăng gấp ba|gấp ba lần|tăng gấp ba lần|tripled"},
    {Cue::times, 40, "gấp bốn|tăng gấp bốn|gấp bốn lần|tăng gấp bốn lần|quadrupled"},
    {Cue::index, 0, "bằng|chỉ bằng|equal to|equals"},
    {Cue::fulfil, 0, "đạt|hoàn thành|thực hiện|đạt mức"},
    {Cue::neutral, 0, "là|thêm|được|mức|ở mức|thêm được|có|by|of|was|is|at|a|an|the|with|với"},
    {Cue::compared, as_int(Comparison::span_average),
     "bình quân|bình quân năm|bình quân hàng năm|bình quân hằng năm|bình quân mỗi năm|trung "
     "bình|hàng năm|hằng năm|mỗi năm|on average|average|annually|a year on average"},
    {Cue::from, 0, "từ|between|from"},
    {Cue::until, 0, "đến|tới|to|and|và"},
    {Cue::compare, 0, "so với|so|compared with|compared to|against|versus|vs|than"},
    {Cue::compared, as_int(Comparison::same_period),
     "cùng kỳ|cùng kỳ năm trước|so với cùng kỳ|so với cùng kỳ năm trước|so cùng kỳ|same period|the "
     "same period|same period last year|the same period last year|year on year|year-on-year|yoy"},
    {Cue::compared, as_int(Comparison::previous_month),
     "tháng trước|so với tháng trước|so tháng trước|month on month|month-on-month|mom|previous "
     "month|the previous month"},
    {Cue::compared, as_int(Comparison::previous_period),
     "năm trước|so với năm trước|quý trước|so với quý trước|kỳ trước|so với kỳ trước|previous "
     "year|the previous year|last year|previous quarter|the previous quarter|previous period|the "
     "previous period"},
    {Cue::compared, as_int(Comparison::plan),
     "kế hoạch|kế hoạch năm|kế hoạch cả năm|so với kế hoạch|so kế hoạch|plan|the plan|of plan|of "
     "the plan|annual plan|the annual plan|of the annual plan|target|the target"},
    {Cue::current_prices, 0,
     "giá hiện hành|theo giá hiện hành|tính theo giá hiện hành|current prices|at current prices"},
    {Cue::constant_prices, 0,
     "giá so sánh|giá so sánh năm|theo giá so sánh|theo giá so sánh năm|giá cố định|giá cố định "
     "năm|constant|at constant"},
    {Cue::span, 0, "giai đoạn|thời kỳ|nhiệm kỳ|the period|period"},
};

/// A phrase as compared: the keys of its tokens, one space between them.
struct CueEntry {
  std::string key;
  Cue cue;
  int value;
};

inline constexpr std::size_t max_cue_tokens = 6;

INDUSTRIA_INLINE std::string joined_keys(const std::vector<TextToken>& tokens, std::size_t at,
                                         std::size_t count) {
  std::string key;
  for (std::size_t i = at; i < at + count; ++i) {
    if (i > at) key += ' ';
    key += tokens[i].key;
  }
  return key;
}

INDUSTRIA_INLINE std::vector<CueEntry> make_cue_table() {
  std::vector<CueEntry> table;
  for (const CuePhrase& row : cue_phrases) {
    std::string_view rest = row.phrases;
    while (!rest.empty()) {
      const std::size_t bar = std::min(rest.find('|'), rest.size());
      const auto tokens = tokenise(rest.substr(0, bar));
      table.push_back({joined_keys(tokens, 0, tokens.size()), row.cue, row.value});
      rest.remove_prefix(std::min(bar + 1, rest.size()));
    }
  }
  std::ranges::sort(table, {}, &CueEntry::key);
  return table;
}

/// The longest cue that begins at a token.
struct CueMatch {
  const CueEntry* entry = nullptr;
  std::size_t tokens = 0;
};

INDUSTRIA_INLINE CueMatch match_cue(const std::vector<TextToken>& tokens, std::size_t at) {
  static const std::vector<CueEntry> table = make_cue_table();
  std::size_t most = 0;
  while (most < max_cue_tokens && at + most < tokens.size() && !tokens[at + most].is_number())
    ++most;
  for (std::size_t n = most; n > 0; --n) {
    const std::string key = joined_keys(tokens, at, n);
    if (key.size() > 60) continue;
    const auto found = std::ranges::lower_bound(table, key, {}, &CueEntry::key);
    if (found != table.end() && found->key == key) return {&*found, n};
  }
  return {};
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
