// SPDX-License-Identifier: Apache-2.0
// Columns of a result as arrays of NumPy: numbers as they are, reasons and other names as codes with their texts.
#pragma once

#include "arguments.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace industria_python {

template <class T>
py::array_t<T> copied(const std::vector<T>& values) {
  return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

/// (codes, texts): text i is texts[codes[i]], the form that `_frame.Labels` takes.
template <class Code>
py::tuple labels(const std::vector<Code>& codes, std::vector<std::string> texts) {
  std::vector<std::int32_t> wide(codes.begin(), codes.end());
  return py::make_tuple(copied(wide), std::move(texts));
}

template <class E>
std::vector<std::string> names_of() {
  return {EnumNames<E>::names.begin(), EnumNames<E>::names.end()};
}

inline py::tuple reason_labels(const std::vector<std::uint8_t>& reasons) {
  std::vector<std::string> texts = names_of<industria::Reason>();
  texts[0] = "";  // nothing is in the way
  return labels(reasons, std::move(texts));
}

/// Canonical texts of periods, "" for none (year 0).
inline py::tuple period_labels(const std::vector<industria::Period>& periods) {
  std::vector<std::int32_t> codes(periods.size(), 0);
  std::vector<std::string> texts{""};
  std::map<std::pair<int, int>, std::int32_t> known;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    if (periods[i].year == 0) continue;
    const auto [it, is_new] = known.try_emplace({static_cast<int>(periods[i].kind), periods[i].ordinal()}, static_cast<std::int32_t>(texts.size()));
    if (is_new) texts.push_back(to_text(periods[i]));
    codes[i] = it->second;
  }
  return labels(codes, std::move(texts));
}

}  // namespace industria_python
