// SPDX-License-Identifier: Apache-2.0
// DataError: a whole dataset that cannot be read, with all its issues.
#pragma once

#include "convert.hpp"

#include <industria/base/error.hpp>
#include <industria/base/issue.hpp>

#include <utility>
#include <vector>

namespace industria_python {

/// Becomes industria.DataError with the attribute `issues`.
class DataError : public industria::Error {
 public:
  DataError(const std::string& text, std::vector<industria::Issue> all)
      : Error(text), issues(std::move(all)) {}
  std::vector<industria::Issue> issues;
};

}  // namespace industria_python
