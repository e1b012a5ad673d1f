// SPDX-License-Identifier: Apache-2.0
// Series for the laws: the same ones on every run and machine.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace laws {

/// SplitMix64 (Steele, Lea, Flood 2014): one number per call.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  double uniform(double lo = 0.0, double hi = 1.0) { return lo + (hi - lo) * static_cast<double>(next() >> 11) * 0x1p-53; }
  int whole(int lo, int hi) { return lo + static_cast<int>(next() % static_cast<std::uint64_t>(hi - lo + 1)); }

 private:
  std::uint64_t state_;
};

/// `n` positive values that grow by -20 % to 30 % a step, near 10^-3 to 10^6.
inline std::vector<double> growing(Random& random, int n) {
  std::vector<double> y{std::pow(10.0, random.uniform(-3, 6))};
  while (static_cast<int>(y.size()) < n) y.push_back(y.back() * (1.0 + random.uniform(-0.2, 0.3)));
  return y;
}

}  // namespace laws
