// SPDX-License-Identifier: Apache-2.0
// Built in header-only mode.
#include "landing.hpp"

int main() {
  return middle(industria::Bounds::between(1, 3)) == 2 ? 0 : 1;
}
