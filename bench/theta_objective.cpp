// SPDX-License-Identifier: Apache-2.0
// Are our sums of squares ever above a peer's? Reads seasonally adjusted series with the parameters that the peer found for them, evaluates
// both sides by the plain recursion, and counts. bench/peers/theta_objective.py makes the file and calls this.
//
//   bench_theta_objective fits.bin kind skip
//
// fits.bin: int64 count, int64 offsets[count + 1], double values, then per series l_0, alpha, theta. kind: stm, otm, dstm, dotm.
// skip: 3 or 0, the errors at the beginning that the peer does not count.
#include <industria/detail/lanes/dispatch.hpp>
#include <industria/detail/projection_theta_batch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace {

using namespace industria;

template <class T>
std::vector<T> read(std::FILE* file, std::size_t count) {
  std::vector<T> values(count);
  if (std::fread(values.data(), sizeof(T), count, file) != count) std::abort();
  return values;
}

double sse(std::span<const double> y, const ThetaFit& fit, std::size_t skip) {
  const auto fitted = theta_path(y, fit, 0);
  double sum = 0.0;
  for (std::size_t t = skip; t < y.size(); ++t) sum += (y[t] - fitted[t]) * (y[t] - fitted[t]);
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::FILE* const file = std::fopen(argv[1], "rb");
  if (file == nullptr) return 1;
  const auto count = static_cast<std::size_t>(read<std::int64_t>(file, 1)[0]);
  const auto offsets = read<std::int64_t>(file, count + 1);
  const auto values = read<double>(file, static_cast<std::size_t>(offsets.back()));
  const auto peer = read<double>(file, 3 * count);
  std::fclose(file);
  ThetaOptions options;
  for (const ThetaKind kind : {ThetaKind::stm, ThetaKind::otm, ThetaKind::dstm, ThetaKind::dotm}) {
    if (name(kind) == argv[2]) options.kind = kind;
  }
  const bool all_errors = std::string_view(argv[3]) == "0";
  options.bounds =
      all_errors ? ThetaBounds::reference_fortheta : ThetaBounds::reference_statsforecast;

  std::vector<double> path(count);
  std::vector<detail::MemberSeries> members(count);
  std::vector<detail::ThetaLaneFit> fits(count);
  for (std::size_t i = 0; i < count; ++i) {
    members[i].y = std::span(values).subspan(static_cast<std::size_t>(offsets[i]),
                                             static_cast<std::size_t>(offsets[i + 1] - offsets[i]));
    members[i].path = std::span(path).subspan(i, 1);
  }
  detail::AlignedBuffer memory;
  detail::theta_batch(members, options, *detail::chosen_kernels().load(), memory, fits);

  int above = 0, below = 0;
  double worst = 0.0, log_ratio = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t skip = all_errors ? 0 : 3;
    const ThetaFit ours{.kind = options.kind,
                        .parameters = {fits[i].level, fits[i].alpha, 1.0 / (1.0 - fits[i].w)}};
    const ThetaFit theirs{.kind = options.kind,
                          .parameters = {peer[3 * i], peer[3 * i + 1], peer[3 * i + 2]}};
    double squares = 0.0;
    for (const double y : members[i].y) squares += y * y;
    // An exact fit leaves rounding only.
    const double floor = 1e-24 * squares;
    const double a = sse(members[i].y, ours, skip) + floor;
    const double b = sse(members[i].y, theirs, skip) + floor;
    above += a > b * (1.0 + 1e-6);
    below += a < b * (1.0 - 1e-6);
    worst = std::max(worst, a / b - 1.0);
    log_ratio += std::log(b / a) / static_cast<double>(count);
  }
  std::printf(
      "%s: %zu series, above the peer %d, below %d, worst ratio - 1 %.2g, mean log gain %.4f\n",
      argv[2], count, above, below, worst, log_ratio);
  return above == 0 ? 0 : 1;
}
