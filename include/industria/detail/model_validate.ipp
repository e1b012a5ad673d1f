// SPDX-License-Identifier: Apache-2.0
// Body of validate (model/dataset.hpp).
#pragma once

#include <industria/model/dataset.hpp>

namespace industria::inline INDUSTRIA_ABI {

INDUSTRIA_INLINE std::vector<Issue> validate(const Dataset&) { return {}; }

}  // namespace industria::inline INDUSTRIA_ABI
