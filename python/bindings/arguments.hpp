// SPDX-License-Identifier: Apache-2.0
// Arrays from Python, options of forecasts, and long work that lets go of the interpreter and heeds Ctrl-C.
#pragma once

#include "convert.hpp"

#include <pybind11/numpy.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace industria_python {

/// Any array-like as contiguous doubles: converted or copied if it must be, borrowed if not.
using Doubles = py::array_t<double, py::array::c_style | py::array::forcecast>;
using Integers = py::array_t<std::int64_t, py::array::c_style | py::array::forcecast>;

template <class T>
std::span<const T> span_of(const py::array_t<T, py::array::c_style | py::array::forcecast>& array,
                           const char* name) {
  if (array.ndim() != 1) {
    throw industria::ShapeError(std::string(name) + " has " + std::to_string(array.ndim()) +
                                " dimensions, expected 1");
  }
  return {array.data(), static_cast<std::size_t>(array.size())};
}
template <class T>
std::span<T> span_of(py::array_t<T>& array) {
  return {array.mutable_data(), static_cast<std::size_t>(array.size())};
}

/// An array that owns the vector: nothing is copied.
inline py::array_t<double> array_from(std::vector<double>&& values) {
  auto owned = std::make_unique<std::vector<double>>(std::move(values));
  const double* data = owned->data();
  const auto size = static_cast<py::ssize_t>(owned->size());
  const py::capsule owner(owned.release(), [](void* p) { delete static_cast<std::vector<double>*>(p); });
  return py::array_t<double>(size, data, owner);
}

/// The models that these names mean; an unknown one raises ValueError with the known ones.
inline std::vector<industria::ForecastModel> models_of(const std::vector<std::string>& names) {
  std::vector<industria::ForecastModel> models;
  for (const std::string& text : names) {
    const auto model = industria::parse_forecast_model(text);
    if (!model) {
      std::string known = "'auto'";
      for (const char* name : EnumNames<industria::Method>::names) known += std::string(", '") + name + "'";
      throw industria::ValueError("models: '" + text + "' is unknown, expected one of " + known +
                                  ", a class name such as 'AutoETS', or 'mean(a, b)', 'median(a, b)', 'weighted(a, b)' of such names");
    }
    models.push_back(*model);
  }
  return models;
}

/// The keyword arguments that every forecasting call shares.
inline industria::ForecastOptions forecast_options(industria::Method method, double lower,
                                                   double upper, const industria::GrowthPrior* prior,
                                                   std::optional<double> stated_growth,
                                                   int n_threads) {
  if (n_threads < 0) {
    throw industria::ValueError("n_threads is " + std::to_string(n_threads) +
                                ", expected 1 or more, or 0 for all cores");
  }
  industria::ForecastOptions options;
  options.method = method;
  if (prior != nullptr) options.prior = *prior;
  options.lower = lower;
  options.upper = upper;
  options.stated_growth = stated_growth;
  options.n_threads = n_threads;
  return options;
}

using GoOn = std::function<bool(std::size_t, std::size_t)>;

/// Runs work(go_on) without the interpreter's lock. Signals are looked at from the calling thread about 20 times a
/// second; a pending Ctrl-C makes `go_on` answer false, and the KeyboardInterrupt is raised when the work has ended.
template <class Work>
auto interruptible(int n_threads, Work work) -> decltype(work(GoOn())) {
  using namespace std::chrono_literals;
  constexpr auto pause = 50ms;
  std::atomic<bool> stop{false};
  const auto look = [&stop] {
    py::gil_scoped_acquire lock;
    if (!stop && PyErr_CheckSignals() != 0) stop = true;
  };
  decltype(work(GoOn())) result;
  {
    py::gil_scoped_release unlocked;
    if (n_threads == 1) {
      auto last = std::chrono::steady_clock::now();
      result = work([&](std::size_t, std::size_t) {
        if (const auto now = std::chrono::steady_clock::now(); now - last >= pause) {
          last = now;
          look();
        }
        return !stop.load();
      });
    } else {
      auto running = std::async(std::launch::async, [&] {
        return work([&stop](std::size_t, std::size_t) { return !stop.load(); });
      });
      while (running.wait_for(pause) != std::future_status::ready) look();
      result = running.get();
    }
  }
  if (stop) throw py::error_already_set();
  return result;
}

}  // namespace industria_python
