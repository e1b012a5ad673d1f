// SPDX-License-Identifier: Apache-2.0
// Forecasts of every node of a tree made to add up. No matrix of series times series is made: sums go by the tree, and
// a covariance is a diagonal plus the residuals' few columns.
#pragma once

#include <industria/base/config.hpp>
#include <industria/base/missing.hpp>
#include <industria/hierarchy/tree.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace industria::inline INDUSTRIA_ABI {

enum class ReconcileMethod : std::uint8_t {
  bottom_up,                         ///< leaves stay, parents become their sums
  top_down_average_proportions,      ///< roots stay; share of a leaf = mean of y_leaf / y_root over the history
  top_down_proportions_of_averages,  ///< the same with mean(y_leaf) / mean(y_root)
  top_down_forecast_proportions,     ///< roots stay; each parent is split as its children's forecasts are
  middle_out,                        ///< one level stays: forecast proportions below, sums above
  mint_ols,                          ///< least squares, W = I
  mint_struct,                       ///< W = diag(number of leaves below)
  mint_variance,                     ///< W = diag(error variances)
  mint_shrink                        ///< W = shrunk covariance of the errors
};
/// "bottom_up", "mint_shrink" ...
[[nodiscard]] INDUSTRIA_API std::string_view name(ReconcileMethod method) noexcept;

/// What is known of the past: matrices with one row per node in the tree's order, one column per period, row by row. NaN
/// where missing. Only what the method asks for is needed (see ReconcileOptions::method).
struct History {
  std::span<const double> actual{};    ///< top_down_average_proportions, top_down_proportions_of_averages
  std::span<const double> residual{};  ///< actual less fitted, one step ahead: mint_variance, mint_shrink, spread()
  std::span<const double> variance{};  ///< one per node, instead of residuals: mint_variance
};

struct ReconcileOptions {
  ReconcileMethod method = ReconcileMethod::mint_shrink;
  std::size_t middle_level = 1;  ///< for middle_out: 0 is the root, 1 its children; leaves above it stay too
  /// No negative result: exactly >= 0, and sums still hold. MinT: the minimum under this condition, each column by itself.
  /// Otherwise leaves, roots and shares below 0 count as 0.
  bool nonnegative = false;
  bool centred = false;        ///< covariance about the residuals' means with n - 1 instead of about 0 with n
  double shrinkage = missing;  ///< weight of the diagonal, in [0, 1]; missing: estimated (Schäfer and Strimmer 2005)
  int n_threads = 1;           ///< for `nonnegative`, over columns; 1 makes none, 0 takes all cores; the same bits
};

/// The map from incoherent to coherent forecasts. Fitted once, applied to any number of columns: steps, or steps of paths.
/// MinT: y = argmin (y - base)' W^-1 (y - base) over all y that add up (Wickramasuriya, Athanasopoulos, Hyndman 2019).
/// For diagonal W that is one walk up the tree (each parent's own forecast and the sum of its children, weighted by their
/// precisions) and one down (what is left over goes to the children by their variances). For W = diag + U U' the common
/// errors are found first: w = (I + N'N)^-1 N'v with the walk's innovations N of U and v of the base, then base - U w walks.
class INDUSTRIA_API Reconciler {
 public:
  /// Copies what it needs. Throws ValueError for a method without its history, a shrinkage outside [0, 1], a middle level below
  /// the tree; ShapeError for spans whose sizes do not fit.
  explicit Reconciler(const Tree& tree, const History& history = {}, const ReconcileOptions& options = {});

  /// `base` and `out`: tree.size() rows, row by row, any number of columns; they may be the same. A parent without base
  /// forecast (NaN) gets the sum of its children. A leaf without one stays missing, and so do the nodes above it; the rest
  /// is reconciled without them. Columns do not touch each other. Throws ShapeError.
  void apply(std::span<const double> base, std::span<double> out) const;

  /// Standard deviations of reconciled errors: base errors with standard deviations `sigma` (same shape as in apply; NaN:
  /// that of the node's residuals) and the sample correlation of the residuals, carried through the map (not the shrunk one,
  /// which makes sums too certain). `reconciled`, the answer of apply, gives the shares of top_down and middle_out; a node
  /// that is a share is not more certain than its own forecast. Throws ShapeError; ValueError without residuals.
  void spread(std::span<const double> reconciled, std::span<const double> sigma, std::span<double> out) const;

  /// Weight of the diagonal in the shrunk covariance of the residuals; missing without residuals.
  [[nodiscard]] double shrinkage() const noexcept;
  /// Entry of the shrunk covariance of the residuals at two positions of the tree; missing without residuals.
  [[nodiscard]] double covariance(std::size_t i, std::size_t j) const noexcept;

  /// What the map knows; defined in the body.
  struct Map;

 private:
  std::shared_ptr<const Map> map_;
};

}  // namespace industria::inline INDUSTRIA_ABI

#ifdef INDUSTRIA_HEADER_ONLY
#include <industria/detail/hierarchy_reconcile.ipp>
#endif
