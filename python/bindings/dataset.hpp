// SPDX-License-Identifier: Apache-2.0
// LoadedDataset: industria.Dataset, the tables together with what was found wrong in them.
#pragma once

#include <industria/base/issue.hpp>
#include <industria/model/dataset.hpp>

#include <vector>

namespace industria_python {

struct LoadedDataset : industria::Dataset {
  std::vector<industria::Issue> issues;  ///< of reading and of validate()
};

}  // namespace industria_python
