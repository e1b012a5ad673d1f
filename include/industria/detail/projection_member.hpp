// SPDX-License-Identifier: Apache-2.0
// What a family of models gives the panel forecaster: a function that fits a chunk of clean series, in whatever lanes
// it likes, and writes their paths. Cleaning, fallbacks, threads, limits and intervals are the forecaster's business.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/detail/philox.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <span>

namespace industria::inline INDUSTRIA_ABI::detail {

/// One clean series: first and last value are there, inner gaps are NaN, no infinities, scaled by a power of two so that
/// the mean absolute value is near 1. A series may have any length from 1.
struct MemberSeries {
  std::span<const double> y{};
  std::span<double> path{};  ///< out: the next path.size() steps; all NaN if the model does not fit this series
  double error = missing;    ///< out: root mean squared one-step error within the series, in units of y
  int parameters = 0;        ///< out: estimated values, initial states included, the variance not
  /// out, unless empty: the model's own standard deviation of each step's error (exact or simulated); NaN where it has none.
  std::span<double> deviation{};
  PathKey stream{};  ///< of the paths, where deviations have to be simulated
};

/// Memory aligned for the widest lanes; one per thread, kept between chunks.
class AlignedBuffer {
 public:
  double* reserve(std::size_t doubles) {
    if (doubles > size_) {
      data_.reset(
          static_cast<double*>(::operator new(doubles * sizeof(double), std::align_val_t{64})));
      size_ = doubles;
    }
    return data_.get();
  }

 private:
  struct Free {
    void operator()(double* p) const noexcept { ::operator delete(p, std::align_val_t{64}); }
  };
  std::unique_ptr<double, Free> data_;
  std::size_t size_ = 0;
};

}  // namespace industria::inline INDUSTRIA_ABI::detail
