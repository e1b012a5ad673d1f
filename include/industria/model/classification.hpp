// SPDX-License-Identifier: Apache-2.0
// What is produced: sectors of any classification the dataset declares (VSIC, ISIC), and products.
#pragma once

#include <industria/base/config.hpp>
#include <industria/units/unit.hpp>

#include <string>

namespace industria::inline INDUSTRIA_ABI {

/// A class of economic activity: "C", "2395", or an aggregate such as "B-E".
struct Sector {
  std::string code{};
  std::string system{};  ///< "VSIC2018", "ISIC4" ...
  std::string name_vi{};
  std::string name_en{};
  std::string parent{};  ///< code of the class above; empty at the top
  bool guessed = false;  ///< the source names no code
};

/// A product with its natural unit. m² of panels and m² of floor are told apart by the product.
struct Product {
  std::string id{};
  std::string name_vi{};
  std::string name_en{};
  Unit unit{};         ///< e.g. brick, m2, t
  std::string sector{};  ///< Sector::code
};

}  // namespace industria::inline INDUSTRIA_ABI
