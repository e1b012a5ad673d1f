// SPDX-License-Identifier: Apache-2.0
// What one half of a program gives the other: a function with the library's types.
#pragma once

#include <industria/base/bounds.hpp>

double middle(const industria::Bounds& bounds);
