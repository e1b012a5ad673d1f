// SPDX-License-Identifier: Apache-2.0
// Numbers, values with their reasons and bounds as JSON, for all results of targets/.
#pragma once

#include <industria/base/bounds.hpp>
#include <industria/base/missing.hpp>

#include <nlohmann/json.hpp>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

using OrderedJson = nlohmann::ordered_json;

[[nodiscard]] inline OrderedJson json_number(double x) { return is_missing(x) ? OrderedJson(nullptr) : OrderedJson(x); }

[[nodiscard]] inline OrderedJson json_value(const Value& value) {
  OrderedJson out{{"value", json_number(value.value)}};
  if (!value) out["reason"] = name(value.reason);
  return out;
}

[[nodiscard]] inline OrderedJson json_bounds(const Bounds& bounds) {
  return {{"lo", json_number(bounds.lo)}, {"hi", json_number(bounds.hi)}, {"lo_open", bounds.lo_open}, {"hi_open", bounds.hi_open}};
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
