// SPDX-License-Identifier: Apache-2.0
// Eigen views: the same memory, the same numbers.
#include <industria/base/missing.hpp>
#include <industria/eigen.hpp>
#include <industria/model/panel.hpp>

#include <gtest/gtest.h>

using namespace industria;

namespace eigen_test {

Series make(std::string id, std::vector<double> values, int year) {
  Series series;
  series.id = std::move(id);
  series.values = std::move(values);
  series.first = Period::of_year(year);
  return series;
}

TEST(Eigen, sees_a_series_without_a_copy) {
  Series series = make("a", {3, 4}, 2020);
  EXPECT_EQ(as_vector(series).data(), series.values.data());
  EXPECT_EQ(as_vector(series.view()).norm(), 5);  // 3-4-5
  as_vector(series)(1) = 0;
  EXPECT_EQ(series.values[1], 0);
}

TEST(Eigen, sees_a_panel_with_a_series_in_each_row) {
  Panel panel;
  panel.add(make("a", {1, 2, 3}, 2020));
  panel.add(make("b", {4, 5, 6}, 2020));
  const MatrixView matrix = as_matrix(panel);
  EXPECT_EQ(matrix.data(), panel.view().values.data());
  ASSERT_EQ(matrix.rows(), 2);
  ASSERT_EQ(matrix.cols(), 3);
  EXPECT_EQ(matrix(1, 0), 4);
  EXPECT_EQ(matrix.rowwise().sum()(0), 6);
}

TEST(Eigen, refuses_a_panel_that_is_no_matrix) {
  Panel lengths;
  lengths.add(make("a", {1, 2}, 2020));
  lengths.add(make("b", {4, 5, 6}, 2020));
  EXPECT_THROW((void)as_matrix(lengths), ShapeError);
  Panel starts;  // as long, but a column would be two years
  starts.add(make("a", {1, 2}, 2020));
  starts.add(make("b", {4, 5}, 2021));
  EXPECT_FALSE(is_balanced(starts));
  EXPECT_THROW((void)as_matrix(starts), ShapeError);
}

TEST(Eigen, sees_an_empty_panel_as_an_empty_matrix) {
  EXPECT_TRUE(is_balanced(Panel()));
  EXPECT_EQ(as_matrix(Panel()).size(), 0);
}

TEST(Eigen, shows_missing_values_as_nan) {
  const Series series = make("a", {1, missing}, 2020);
  EXPECT_TRUE(as_vector(series).hasNaN());
}

}  // namespace eigen_test
