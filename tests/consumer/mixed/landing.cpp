// SPDX-License-Identifier: Apache-2.0
// Built in compiled mode.
#include "landing.hpp"

double middle(const industria::Bounds& bounds) {
  return (bounds.lo + bounds.hi) / 2;
}
