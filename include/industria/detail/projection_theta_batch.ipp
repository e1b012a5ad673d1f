// SPDX-License-Identifier: Apache-2.0
// Body of detail/projection_theta_batch.hpp: packs series into blocks of lanes and reads the results. Series with gaps inside go into blocks of their
// own, so that the arithmetic of a series never depends on its neighbours.
#pragma once

#include <industria/detail/projection_theta_batch.hpp>

#include <industria/detail/lanes/kernels.hpp>
#include <industria/detail/lanes/theta_kernels.hpp>
#include <industria/detail/projection_theta_rules.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace industria::inline INDUSTRIA_ABI::detail {

/// One block on its way through the kernels.
class ThetaPacker {
 public:
  static constexpr std::size_t max_width = 8;

  ThetaPacker(const ThetaOptions& options, const ThetaRules& rules,
              const industria::lanes::Kernels& kernels, AlignedBuffer& memory)
      : rules_(rules),
        memory_(memory),
        fit_(kernels.theta->fit),
        width_(static_cast<std::size_t>(kernels.width)),
        shortest_seasonal_(theta_shortest_seasonal(rules_, options.period)) {
    task_.period = std::max(1, options.period);
    task_.shrink = rules_.shrink;
    task_.multiplicative = options.decomposition == Decomposition::multiplicative;
    task_.dynamic = options.kind == ThetaKind::dstm || options.kind == ThetaKind::dotm;
    task_.free_theta = rules_.w_low < rules_.w_high;
    task_.alpha_low = rules_.alpha_low;
    task_.alpha_high = rules_.alpha_high;
    task_.w_low = rules_.w_low;
    task_.w_high = rules_.w_high;
  }

  /// Takes a series; runs the block when it is full.
  void add(MemberSeries& series, std::size_t observed, ThetaLaneFit* detail) {
    members_[used_] = {&series, observed, detail};
    if (++used_ == width_) run();
  }
  /// Runs what is waiting; `gaps` of the series to come.
  void flush(bool gaps) {
    if (used_ > 0) run();
    task_.gaps = gaps;
  }

 private:
  struct Member {
    MemberSeries* series;
    std::size_t observed;
    ThetaLaneFit* detail;
  };

  void run() {
    for (std::size_t i = used_; i < width_; ++i) members_[i] = members_[used_ - 1];
    std::size_t rows = 0, full = members_[0].series->y.size(), horizon = 0;
    bool deviations = false;
    for (std::size_t i = 0; i < width_; ++i) {
      rows = std::max(rows, members_[i].series->y.size());
      full = std::min(full, members_[i].series->y.size());
      horizon = std::max(
          {horizon, members_[i].series->path.size(), members_[i].series->deviation.size()});
      deviations = deviations || !members_[i].series->deviation.empty();
    }
    const auto period = static_cast<std::size_t>(task_.period);
    const auto work = static_cast<std::size_t>(industria::lanes::theta_memory_rows(
        static_cast<long>(rows), static_cast<long>(period), static_cast<long>(horizon)));
    const std::size_t w = width_;
    double* const y = memory_.reserve(
        (rows + 3 + 2 * horizon + period + industria::lanes::theta_result_rows + work) * w);
    double* const length = y + rows * w;
    double* const testable = length + w;
    double* const skip = testable + w;
    double* const path = skip + w;
    double* const variance = path + horizon * w;
    double* const figure = variance + horizon * w;
    double* const result = figure + period * w;
    double max_skip = 0.0;
    for (std::size_t i = 0; i < w; ++i) {
      const std::span<const double> values = members_[i].series->y;
      for (std::size_t t = 0; t < values.size(); ++t) y[t * w + i] = values[t];
      for (std::size_t t = values.size(); t < rows; ++t) y[t * w + i] = missing;
      length[i] = static_cast<double>(values.size());
      testable[i] = values.size() >= shortest_seasonal_ ? 1.0 : 0.0;
      skip[i] = static_cast<double>(theta_skip(rules_, members_[i].observed));
      max_skip = std::max(max_skip, skip[i]);
    }
    task_.y = y;
    task_.rows = static_cast<int>(rows);
    task_.full_rows = static_cast<int>(full);
    task_.length = length;
    task_.testable = testable;
    task_.skip = skip;
    task_.max_skip = static_cast<int>(max_skip);
    task_.horizon = static_cast<int>(horizon);
    task_.path = path;
    task_.variance = deviations ? variance : nullptr;
    task_.figure = figure;
    task_.result = result;
    task_.memory = result + industria::lanes::theta_result_rows * w;
    fit_(task_);
    for (std::size_t i = 0; i < used_; ++i) read(members_[i], i);
    used_ = 0;
  }

  void read(const Member& member, std::size_t lane) const {
    using namespace industria::lanes;
    const auto result = [&](std::size_t row) { return task_.result[row * width_ + lane]; };
    MemberSeries& series = *member.series;
    const auto m = static_cast<std::size_t>(task_.period);
    const double season = result(theta_season);
    std::size_t place = series.y.size() % m;
    bool finite = true;
    for (std::size_t h = 0; h < series.path.size(); ++h) {
      const double value = task_.path[h * width_ + lane];
      const double part = task_.figure[place * width_ + lane];
      series.path[h] = season == 1.0 ? value + part : value * part;
      finite = finite && std::isfinite(series.path[h]);
      place = place + 1 == m ? 0 : place + 1;
    }
    const double error = std::sqrt(result(theta_errors) / result(theta_count));
    if (!finite || !std::isfinite(error)) {
      std::fill(series.path.begin(), series.path.end(), missing);
      std::fill(series.deviation.begin(), series.deviation.end(), missing);
      return;
    }
    series.error = error;
    series.parameters = (task_.free_theta ? 3 : 2) + (season > 0.0 ? task_.period - 1 : 0);
    // Steps of the adjusted series, the figure taken as known; three parameters cost degrees of freedom.
    const double free = std::max(1.0, result(theta_count) - (task_.free_theta ? 3.0 : 2.0));
    place = series.y.size() % m;
    for (std::size_t h = 0; h < series.deviation.size(); ++h) {
      const double part = season == 2.0 ? task_.figure[place * width_ + lane] : 1.0;
      series.deviation[h] =
          part * std::sqrt(result(theta_sse) / free * task_.variance[h * width_ + lane]);
      place = place + 1 == m ? 0 : place + 1;
    }
    if (member.detail == nullptr) return;
    *member.detail = {result(theta_level),
                      result(theta_alpha),
                      result(theta_w),
                      result(theta_sse),
                      static_cast<int>(result(theta_count)),
                      season > 0.0,
                      season == 1.0 ? Decomposition::additive : Decomposition::multiplicative};
  }

  ThetaRules rules_;
  AlignedBuffer& memory_;
  void (*fit_)(const industria::lanes::ThetaTask&) noexcept;
  std::size_t width_;
  std::size_t shortest_seasonal_;
  industria::lanes::ThetaTask task_{};
  Member members_[max_width]{};
  std::size_t used_ = 0;
};

INDUSTRIA_INLINE void theta_batch(std::span<MemberSeries> series, const ThetaOptions& options,
                                  const ThetaRules& rules, const industria::lanes::Kernels& kernels,
                                  AlignedBuffer& memory, std::span<ThetaLaneFit> details) {
  // A season that no series is long enough for needs no memory.
  std::size_t longest = 0;
  for (const MemberSeries& s : series) longest = std::max(longest, s.y.size());
  ThetaOptions used = options;
  if (longest < theta_shortest_seasonal(rules, used.period)) used.period = 1;
  ThetaPacker packer(used, rules, kernels, memory);
  for (const bool gaps : {false, true}) {
    packer.flush(gaps);
    for (std::size_t i = 0; i < series.size(); ++i) {
      MemberSeries& member = series[i];
      const auto observed = static_cast<std::size_t>(
          std::count_if(member.y.begin(), member.y.end(), [](double v) { return v == v; }));
      if (observed < 3) {
        std::fill(member.path.begin(), member.path.end(), missing);
        std::fill(member.deviation.begin(), member.deviation.end(), missing);
      } else if ((observed < member.y.size()) == gaps) {
        packer.add(member, observed, details.empty() ? nullptr : &details[i]);
      }
    }
  }
  packer.flush(false);
}

INDUSTRIA_INLINE void theta_batch(std::span<MemberSeries> series, const ThetaOptions& options,
                                  const industria::lanes::Kernels& kernels, AlignedBuffer& memory,
                                  std::span<ThetaLaneFit> details) {
  theta_batch(series, options, theta_rules(options.kind, options.bounds), kernels, memory, details);
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
