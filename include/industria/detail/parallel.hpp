// SPDX-License-Identifier: Apache-2.0
// Work on many independent items with threads: blocks are handed out as threads come free, results do not depend
// on which thread did what. Knows the base layer only.
#pragma once

#include <industria/base/config.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {
namespace detail {

/// Calls work(i) for every i in [0, total), on `n_threads` threads (1: on this one, none is made; 0: as many as the machine
/// has). `progress(done, total)` is called after each block, one call at a time; false stops the rest. What `work` throws
/// reaches the caller, and no more work is begun. True if all was done.
template <class Work>
bool for_each_index(std::size_t total, int n_threads, const std::function<bool(std::size_t, std::size_t)>& progress, const Work& work) {
  // The machine is asked only if the caller leaves it open: the answer is read from files, dearer than a short forecast.
  const std::size_t wanted = n_threads > 0 ? static_cast<std::size_t>(n_threads) : std::max<std::size_t>(1, std::thread::hardware_concurrency());
  const std::size_t threads = std::clamp<std::size_t>(wanted, 1, std::max<std::size_t>(total, 1));
  const std::size_t block = std::clamp<std::size_t>(total / (16 * threads), 1, 256);
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stopped{false};
  std::size_t done = 0;
  std::exception_ptr failure;
  std::mutex mutex;

  const auto run = [&] {
    while (!stopped) {
      const std::size_t begin = next.fetch_add(block);
      if (begin >= total) return;
      const std::size_t end = std::min(begin + block, total);
      try {
        for (std::size_t i = begin; i < end; ++i) work(i);
        const std::scoped_lock lock(mutex);
        done += end - begin;
        if (progress && !stopped && !progress(done, total)) stopped = true;
      } catch (...) {
        const std::scoped_lock lock(mutex);
        if (!failure) failure = std::current_exception();
        stopped = true;
      }
    }
  };
  if (threads == 1) {
    run();
  } else {
    std::vector<std::jthread> pool;
    pool.reserve(threads);
    for (std::size_t t = 0; t < threads; ++t) pool.emplace_back(run);
  }
  if (failure) std::rethrow_exception(failure);
  return done == total;
}

}  // namespace detail
}  // namespace industria::inline INDUSTRIA_ABI
