// SPDX-License-Identifier: Apache-2.0
// MSTL around any other family, for the panel forecaster's chunks: takes the seasons off every series, lets the other family
// fit the chunk of adjusted series in its own lanes, and puts the last season on its paths.
#pragma once

#include <industria/series/stl.hpp>

#include <industria/detail/series_mstl_engine.hpp>
#include <industria/detail/projection_member.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace industria::inline INDUSTRIA_ABI::detail {

/// One per thread, kept between chunks: plans are made once per length, nothing else is allocated per series.
struct MstlMemory {
  MstlEngine engine{};
  std::vector<double> adjusted{};
  std::vector<double> season{};
  std::vector<MemberSeries> members{};
};

/// The contract of projection_member.hpp. `inner(std::span<MemberSeries>)` is a family without season, e.g. ets_batch with period 1.
/// A series in which no season fits twice is left to `inner` as it is. The seasons count m - 1 parameters each; deviations are those of `inner`, the
/// seasons being taken as known.
template <class Inner>
void mstl_batch(std::span<MemberSeries> series, std::span<const int> periods,
                const MstlOptions& options, Inner&& inner, MstlMemory& memory) {
  std::size_t values = 0;
  std::size_t steps = 0;
  for (const MemberSeries& s : series) {
    values += s.y.size();
    steps += s.path.size();
  }
  memory.adjusted.resize(values);
  memory.season.assign(steps, 0.0);
  memory.members.resize(series.size());
  double* adjusted = memory.adjusted.data();
  double* season = memory.season.data();
  MstlEngine& engine = memory.engine;
  for (std::size_t i = 0; i < series.size(); ++i) {
    MemberSeries& s = series[i];
    s.parameters = 0;
    engine.prepare(s.y.size(), periods, options);
    if (engine.periods().empty()) {
      std::copy(s.y.begin(), s.y.end(), adjusted);
    } else {
      engine.run(s.y);
      std::copy(engine.adjusted().begin(), engine.adjusted().end(), adjusted);
    }
    for (std::size_t p = 0; p < engine.periods().size(); ++p) {
      const auto m = static_cast<std::size_t>(engine.periods()[p]);
      const double* last = engine.seasonal(p).data() + s.y.size() - m;
      for (std::size_t h = 0; h < s.path.size(); ++h) season[h] += last[h % m];
      s.parameters += engine.periods()[p] - 1;
    }
    memory.members[i] = {{adjusted, s.y.size()}, s.path, missing, 0, s.deviation, s.stream};
    adjusted += s.y.size();
    season += s.path.size();
  }
  inner(std::span<MemberSeries>(memory.members));
  season = memory.season.data();
  for (std::size_t i = 0; i < series.size(); ++i) {
    MemberSeries& s = series[i];
    for (std::size_t h = 0; h < s.path.size(); ++h) s.path[h] += season[h];
    season += s.path.size();
    s.error = memory.members[i].error;
    s.parameters += memory.members[i].parameters;
  }
}

}  // namespace industria::inline INDUSTRIA_ABI::detail
