// SPDX-License-Identifier: Apache-2.0
// Where a fact comes from: the publication, its words, and the cell of the table that holds it.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/issue.hpp>
#include <industria/base/period.hpp>

#include <string>

namespace industria::inline INDUSTRIA_ABI {

/// A publication. `published_on` may be unknown (no date).
struct Source {
  std::string id{};
  std::string publisher{};
  std::string title{};
  Date published_on{};
  Date retrieved_on{};
  std::string note{};
};

/// The origin of one row: the source, at most 12 of its own words, and the row in the dataset's tables.
struct Origin {
  std::string source{};  ///< Source::id; empty: not stated
  std::string quote{};   ///< the source's own words
  std::string fact{};  ///< the caller's own number of the fact, e.g. "F053"
  Location where{};    ///< table and line it was read from
  std::string note{};
};

}  // namespace industria::inline INDUSTRIA_ABI
