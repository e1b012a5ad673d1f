// SPDX-License-Identifier: Apache-2.0
// Which test claims which oracle file of targets, indices, structure, capacity, funding and temporal methods: a file that lies in data/
// and that nobody claims fails here, and so does a claim whose test does not read the file.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace official_claims_oracle {

const std::string tests = INDUSTRIA_SOURCE_DIR "/tests/oracle/";
const std::string python = INDUSTRIA_SOURCE_DIR "/python/tests/";

/// Oracle file -> the test that reads it, and the words by which it does.
struct Claim {
  std::string source;
  std::string words;
};
const std::map<std::string, Claim> claims{
    // A: target against actual
    {"plan_vs_actual", {tests + "monitoring_oracle.cpp", "plan_vs_actual"}},
    {"target_assessment", {tests + "target_rules_oracle.cpp", "target_assessment"}},
    {"target_assessment_no_target", {tests + "target_rules_oracle.cpp", "target_assessment_no_target"}},
    {"target_score_transform", {tests + "target_rules_oracle.cpp", "target_score_transform"}},
    {"vn_product_beer", {tests + "monitoring_oracle.cpp", "vn_product_beer"}},
    {"vn_product_cement", {tests + "monitoring_oracle.cpp", "vn_product_cement"}},
    {"vn_product_electricity", {tests + "monitoring_oracle.cpp", "vn_product_electricity"}},
    // B: index numbers
    {"chain_link_overlap", {tests + "index_numbers_oracle.cpp", "chain_link_overlap"}},
    {"index_ppi_manual_prices", {tests + "index_numbers_oracle.cpp", "index_ppi_manual_prices"}},
    {"vn_iip_aggregation", {tests + "index_numbers_oracle.cpp", "vn_iip_aggregation"}},
    {"vn_iip_levels_2017_2020", {tests + "index_numbers_oracle.cpp", "vn_iip_levels_2017_2020"}},
    // C: structure
    {"productivity_decomposition", {tests + "structure_oracle.cpp", "productivity_decomposition"}},
    {"shift_share_esteban", {tests + "structure_oracle.cpp", "shift_share_esteban"}},
    {"shift_share_farhauer_kroell", {tests + "structure_oracle.cpp", "shift_share_farhauer_kroell"}},
    {"structural_change", {tests + "structure_oracle.cpp", "structural_change"}},
    {"structure_concentration", {tests + "structure_oracle.cpp", "structure_concentration"}},
    // D: capacity
    {"capacity", {tests + "planning_oracle.cpp", "capacity"}},
    // E: funding
    {"funding_ratios", {tests + "funding_and_plan.cpp", "funding_ratios"}},
    {"grant_element", {tests + "planning_oracle.cpp", "grant_element"}},
    {"npv_irr", {tests + "planning_oracle.cpp", "npv_irr"}},
    // F: temporal methods
    {"denton_imf_qna", {tests + "disaggregation_oracle.cpp", "denton_imf_qna"}},
    {"denton_qna_layout", {tests + "disaggregation_oracle.cpp", "denton_qna_layout"}},
    {"nowcast_share", {tests + "plan_year_oracle.cpp", "nowcast_share"}},
    {"tempdisagg_swisspharma", {tests + "disaggregation_oracle.cpp", "tempdisagg_swisspharma"}},
    {"tet_regressors", {tests + "arma_regression_oracle.cpp", "tet_regressors.json"}},
    {"x13_AirPassengers", {python + "test_x13.py", "AirPassengers"}},
    {"x13_UKgas", {python + "test_x13.py", "UKgas"}},
    {"x13_nottem", {python + "test_x13.py", "nottem"}},
};

/// Areas G to I and figures of our own choice: claimed block by block in claims_oracle.cpp, or by the test that carries them.
bool is_of_other_areas(const std::string& name) {
  const std::set<std::string> whole{"competition_sample", "conformal", "number_text", "panel_accuracy", "plan_year_dense"};
  const std::vector<std::string> families{"arima_theta_stl_", "ces_", "ets_", "mstl_", "nist_", "reconcile_", "scum_", "theta_dotm_"};
  return whole.contains(name) || std::any_of(families.begin(), families.end(), [&](const std::string& family) { return name.starts_with(family); });
}

std::vector<std::string> carried() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(tests + "data")) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::erase_if(names, is_of_other_areas);
  std::sort(names.begin(), names.end());
  return names;
}

class OfficialStatistics : public testing::TestWithParam<std::string> {};

TEST_P(OfficialStatistics, file_is_read_by_the_test_that_claims_it) {
  const auto claim = claims.find(GetParam());
  ASSERT_NE(claim, claims.end()) << "nobody claims " << GetParam();
  std::ifstream file(claim->second.source);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(text.find('"' + claim->second.words + '"'), std::string::npos) << claim->second.source << " does not read " << GetParam();
}

INSTANTIATE_TEST_SUITE_P(EveryFile, OfficialStatistics, testing::ValuesIn(carried()), [](const auto& file) { return file.param; });

TEST(OfficialStatisticsClaims, every_claimed_file_is_carried) {
  const auto names = carried();
  for (const auto& [name, claim] : claims) EXPECT_TRUE(std::binary_search(names.begin(), names.end(), name)) << name;
}

}  // namespace official_claims_oracle
