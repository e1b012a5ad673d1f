// SPDX-License-Identifier: Apache-2.0
// One of two files that include everything.
#include <industria/industria.hpp>

#include <string_view>

double width_of_sum();

int main() {
  const bool same_version = std::string_view(industria::version()) == INDUSTRIA_VERSION;
  const auto period = industria::parse_period("quý III/2026");
  return same_version && period && industria::to_text(*period) == "2026-Q3" && width_of_sum() == 3.0 ? 0 : 1;
}
