// SPDX-License-Identifier: Apache-2.0
// Which capacities of a dataset are those of a product in a place and all that lies in it.
#pragma once

#include <industria/base/error.hpp>
#include <industria/model/dataset.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// True if `id` is `whole` or lies in it; an empty `whole` holds everything. Ends on circles of parents too.
[[nodiscard]] inline bool lies_within(const Gazetteer& places, std::string_view id, std::string_view whole) noexcept {
  if (whole.empty()) return true;
  for (int depth = 0; depth < 64 && !id.empty(); ++depth) {
    if (id == whole) return true;
    const Place* place = places.find(id);
    id = place == nullptr ? std::string_view{} : std::string_view(place->parent);
  }
  return false;
}

/// The rows in the data's order. Throws KeyError for a product or place that the dataset does not declare.
[[nodiscard]] inline std::vector<const Capacity*> capacities_of(const char* function, const Dataset& data, std::string_view product,
                                                                std::string_view place) {
  if (find_by_id(data.products, product) == nullptr) {
    throw KeyError(std::string(function) + ": product '" + std::string(product) + "' is not declared in the dataset");
  }
  if (!place.empty()) (void)data.places.at(place);
  std::vector<const Capacity*> rows;
  for (const Capacity& row : data.capacities) {
    if (row.product != product) continue;
    const Plant* plant = row.place.empty() ? find_by_id(data.plants, row.plant) : nullptr;
    if (lies_within(data.places, plant != nullptr ? plant->place : row.place, place)) rows.push_back(&row);
  }
  return rows;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
