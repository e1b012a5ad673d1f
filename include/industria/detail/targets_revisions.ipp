// SPDX-License-Identifier: Apache-2.0
// Third body of targets/monitoring.hpp: what became another figure between two knowledge dates, or two files.
#pragma once

#include <industria/targets/assess.hpp>  // before the bodies that stand on it

#include <industria/base/error.hpp>
#include <industria/detail/targets_monitoring_levels.hpp>
#include <industria/detail/targets_statements.hpp>
#include <industria/targets/monitoring.hpp>

#include <map>
#include <utility>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// One figure as it stood on a day.
struct Standing {
  Figure figure{};
  Status status = Status::final;
  Date known_on{};
  Location where{};
  Period period{};
  std::optional<std::size_t> observation{};
};
/// Key, 0 for actual levels and 1 for plans, and the period's kind and number.
using StandingAt = std::tuple<IndicatorKey, int, PeriodKind, int>;

/// The best figure of every key and period as known on `as_of`.
[[nodiscard]] inline std::map<StandingAt, Standing> standings(const Dataset& data, Date as_of) {
  std::map<StandingAt, Standing> out;
  const auto at = [](const IndicatorKey& key, bool plan, const Period& period) {
    const Period p = canonical(period);
    return StandingAt{key, plan ? 1 : 0, p.kind, p.ordinal()};
  };
  for (const auto& [key, rows] : rows_by_key(data, as_of)) {
    for (const auto* list : {&rows.levels, &rows.plans}) {
      for (const std::size_t i : *list) {
        const Observation& o = data.observations[i];
        Standing& s = out[at(key, o.status == Status::plan, o.period())];
        if (s.observation && !is_better({&o, i}, {&data.observations[*s.observation], *s.observation})) continue;
        s = {o.figure, o.status, known_date(o), o.origin.where, o.period(), i};
      }
    }
    for (const std::size_t i : rows.targets) {
      const Target& t = data.targets[i];
      const Date stated = stated_date(data, t);
      if (t.kind != TargetKind::level || is_missing(t.figure.value) || (as_of && stated && stated > as_of)) continue;
      Standing& s = out[at(key, true, t.period())];
      if (!is_missing(s.figure.value) && !(stated > s.known_on)) continue;
      s = {t.figure, Status::plan, stated, t.origin.where, t.period(), {}};
    }
  }
  return out;
}

[[nodiscard]] inline std::vector<Revision> revised(const std::map<StandingAt, Standing>& before, const std::map<StandingAt, Standing>& after) {
  std::vector<Revision> out;
  for (const auto& [at, then] : before) {
    const auto found = after.find(at);
    const Standing* now = found == after.end() ? nullptr : &found->second;
    const bool same = now != nullptr && now->figure.value == then.figure.value && now->figure.unit == then.figure.unit &&
                      now->figure.basis == then.figure.basis && now->status == then.status;
    if (same) continue;
    Revision r;
    r.key = std::get<0>(at);
    r.is_plan = std::get<1>(at) == 1;
    r.period = canonical(then.period);
    r.unit = now == nullptr ? then.figure.unit : now->figure.unit;
    const bool comparable = is_convertible(then.figure.unit, r.unit);
    r.before = comparable ? Value(convert(then.figure.value, then.figure.unit, r.unit)) : Value(Reason::not_comparable);
    r.status_before = then.status;
    r.known_before = then.known_on;
    r.where_before = then.where;
    if (now != nullptr) {
      r.after = now->figure.value;
      r.status_after = now->status;
      r.known_after = now->known_on;
      r.where_after = now->where;
      r.observation = now->observation;
    } else {
      r.after = Reason::no_observation;
      r.status_after = then.status;
    }
    const bool both = r.before && r.after && then.figure.basis == (now == nullptr ? then.figure.basis : now->figure.basis);
    const Reason why = both ? Reason::none : r.after ? Reason::not_comparable : r.after.reason;
    r.change = both ? Value(r.after.value - r.before.value) : Value(why);
    const Reason base = both ? growth_reason(r.before.value, r.after.value) : why;
    r.change_relative = base == Reason::none ? Value(100.0 * growth_kernel(r.before.value, r.after.value)) : Value(base);
    out.push_back(std::move(r));
  }
  return out;
}

}  // namespace detail

INDUSTRIA_INLINE std::vector<Revision> revisions(const Dataset& data, Date since, Date as_of) {
  const Date now = as_of ? as_of : latest_known(data);
  if (!since || since > now)
    throw ValueError("revisions: since is \"" + to_text(since) + "\", expected a day up to " + to_text(now));
  return detail::revised(detail::standings(data, since), detail::standings(data, now));
}

INDUSTRIA_INLINE std::vector<Revision> revisions(const Dataset& before, const Dataset& after) {
  return detail::revised(detail::standings(before, {}), detail::standings(after, {}));
}

}  // namespace industria::inline INDUSTRIA_ABI
