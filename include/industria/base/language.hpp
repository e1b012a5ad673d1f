// SPDX-License-Identifier: Apache-2.0
// The two languages of every text that a person reads.
#pragma once

#include <industria/base/config.hpp>

namespace industria::inline INDUSTRIA_ABI {

enum class Language { vi, en };

}  // namespace industria::inline INDUSTRIA_ABI
