// SPDX-License-Identifier: Apache-2.0
// The other file that includes everything: both must link into one program.
#include <industria/industria.hpp>

double width_of_sum();

double width_of_sum() {
  const auto sum = industria::add(industria::Bounds::between(1, 2), industria::Bounds::between(10, 12));
  return sum.hi - sum.lo;
}
