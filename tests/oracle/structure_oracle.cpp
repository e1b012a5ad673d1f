// SPDX-License-Identifier: Apache-2.0
// Structure, concentration, specialisation, shift-share and productivity against published examples, the R package REAT
// and 40-digit arithmetic.
#include <industria/indicators/concentration.hpp>
#include <industria/indicators/productivity.hpp>
#include <industria/indicators/shift_share.hpp>
#include <industria/indicators/specialisation.hpp>
#include <industria/indicators/structure.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

namespace structure_oracle {

using namespace industria;
using nlohmann::json;
using Numbers = std::vector<double>;

json oracle(const std::string& name) {
  std::ifstream file(INDUSTRIA_SOURCE_DIR "/tests/oracle/data/" + name + ".json");
  return json::parse(file);
}

/// Within the file's own relative tolerance.
void expect_value(Value actual, double expected, double relative, const std::string& what) {
  EXPECT_NEAR(actual.value, expected, relative * std::abs(expected)) << what << ": " << name(actual.reason);
}

TEST(StructureOracle, structural_change_agrees_with_40_digit_arithmetic) {
  const json o = oracle("structural_change");
  const double relative = o["tolerance"]["rel"];
  for (const json& c : o["cases"]) {
    const Numbers before = c["values_t0"];
    const Numbers after = c["values_t1"];
    const StructuralChange change = structural_change(before, after);
    expect_value(change.norm_of_absolute_values, c["norm_of_absolute_values"], relative, "NAV");
    expect_value(change.finger_kreinin, c["finger_kreinin_similarity"], relative, "Finger-Kreinin");
    expect_value(change.modified_lilien, c["modified_lilien"], relative, "modified Lilien");
    expect_value(change.lilien, c["lilien_current_share"], relative, "Lilien");
    expect_value(change.cosine_similarity, c["cosine_similarity"], relative, "cosine");
    expect_value(change.angle, c["structural_change_angle_deg"], relative, "angle");
    expect_value(krugman(before, after), c["krugman"], relative, "Krugman");
    expect_value(hhi(before), c["hhi_t0"], relative, "HHI before");
    expect_value(hhi(after), c["hhi_t1"], relative, "HHI after");
    expect_value(entropy(before), c["entropy_t0"], relative, "entropy");
    expect_value(theil(before), c["theil_redundancy_t0"], relative, "redundancy");
  }
}

struct StructureExamples : testing::Test {
  json cases = oracle("structure_concentration")["cases"];
  double relative = oracle("structure_concentration")["tolerance"]["rel"];
};

TEST_F(StructureExamples, concentration_as_published) {
  const Concentration c = concentration(Numbers(cases["hhi"]["inputs"]["x"]));
  const json& expected = cases["hhi"]["expected"];
  expect_value(c.hhi, expected["hhi"], relative, "hhi");
  expect_value(c.normalised_hhi, expected["normalised"], relative, "normalised");
  expect_value(c.equivalent_number, expected["equivalent_number"], relative, "equivalent number");
  expect_value(c.gini, cases["gini"]["expected"]["gini"], relative, "gini");
  expect_value(c.corrected_gini, cases["gini"]["expected"]["normalised"], relative, "corrected gini");
}

TEST_F(StructureExamples, the_published_theil_index_is_the_mean_log_deviation) {
  // The file's note says T = mean(x/mu ln(x/mu)), which is 0.2502 for these values; the printed 0.2326302 is L = mean(ln(mu/x)).
  const Numbers x = cases["theil"]["inputs"]["x"];
  expect_value(mean_log_deviation(x), cases["theil"]["expected"], relative, "L");
  EXPECT_NEAR(theil(x).value, (1.5 * std::log(0.5) + 2.5 * std::log(2.5)) / 5.0, 1e-15);  // by hand, a few roundings
}

TEST_F(StructureExamples, concentration_of_german_states) {
  const Numbers gdp = cases["gini_gdp"]["inputs"]["x"];
  expect_value(gini(gdp), cases["gini_gdp"]["expected"], relative, "gini");
  expect_value(hhi(gdp), cases["hhi_gdp"]["expected"], relative, "hhi");
}

TEST_F(StructureExamples, location_quotient_as_published) {
  const json& in = cases["locq"]["inputs"];
  expect_value(location_quotient(in["e_ij"], in["e_j"], in["e_i"], in["e"]), cases["locq"]["expected"], relative, "LQ");
}

TEST_F(StructureExamples, locational_gini_as_published) {
  const json& concentration = cases["gini_concentration"];
  const json& specialisation = cases["gini_specialisation"];
  expect_value(locational_gini(Numbers(concentration["inputs"]["E_ij"]), Numbers(concentration["inputs"]["E_j"])),
               concentration["expected"], relative, "over regions");
  expect_value(locational_gini(Numbers(specialisation["inputs"]["E_ij"]), Numbers(specialisation["inputs"]["E_i"])),
               specialisation["expected"], relative, "over sectors");
}

TEST_F(StructureExamples, krugman_as_published) {
  const json& two = cases["krugman_spec"];
  expect_value(krugman(Numbers(two["inputs"]["E_ij"]), Numbers(two["inputs"]["E_il"])), two["expected"], relative, "two");
  const json& many = cases["krugman_conc2"];
  Numbers others;
  for (const json& row : many["inputs"]["others"]) others.insert(others.end(), row.begin(), row.end());
  const Numbers target = many["inputs"]["target"];
  const TableView table{others, others.size() / target.size(), target.size()};
  expect_value(krugman_against_others(target, table), many["expected"], relative, "against others");
}

TEST_F(StructureExamples, ellison_glaeser_as_published) {
  const json& c = cases["ellison_glaeser"];
  std::vector<std::string> names;
  Numbers regions;
  for (const auto& [region, jobs] : c["inputs"]["region_emp"].items()) {
    names.push_back(region);
    regions.push_back(jobs);
  }
  std::vector<std::size_t> region_of;
  for (const std::string region : c["inputs"]["plant_region"]) {
    region_of.push_back(static_cast<std::size_t>(std::find(names.begin(), names.end(), region) - names.begin()));
  }
  const EllisonGlaeser eg = ellison_glaeser(Numbers(c["inputs"]["plant_emp"]), region_of, regions);
  const Numbers expected = c["expected"]["values"][0];
  const Value actual[] = {eg.gamma, eg.g, eg.z, static_cast<double>(eg.plants), eg.herfindahl};
  for (std::size_t i = 0; i < expected.size(); ++i) expect_value(actual[i], expected[i], relative, c["expected"]["cols"][i]);
}

TEST(ShiftShareOracle, cells_agree_with_40_digit_arithmetic) {
  const json o = oracle("shift_share_esteban");
  const double relative = o["tolerance"]["rel"];
  for (const json& c : o["cases"]) {
    const ShiftShare s = shift_share(Numbers(c["region_t0"]), Numbers(c["region_t1"]), Numbers(c["nation_t0"]), Numbers(c["nation_t1"]));
    for (std::size_t i = 0; i < s.industries.size(); ++i) {
      const ShiftShareParts& p = s.industries[i];
      expect_value(p.national, c["national"][i], relative, "national");
      expect_value(p.mix, c["industry_mix"][i], relative, "mix");
      expect_value(p.competitive, c["competitive"][i], relative, "competitive");
      expect_value(p.homothetic, c["em_homothetic"][i], relative, "homothetic");
      expect_value(p.homothetic_competitive, c["em_competitive"][i], relative, "homothetic competitive");
      expect_value(p.allocation, c["em_allocation"][i], relative, "allocation");
    }
    expect_value(s.total.parts.change, c["total_change"], relative, "change");
  }
}

TEST(ShiftShareOracle, totals_agree_with_the_published_example) {
  const json o = oracle("shift_share_farhauer_kroell");
  const double relative = o["tolerance"]["rel"];
  for (const auto& [region, c] : o["cases"].items()) {
    const ShiftShareTotal t = shift_share(Numbers(c["region_t0"]), Numbers(c["region_t1"]), Numbers(c["nation_t0"]), Numbers(c["nation_t1"])).total;
    const ShiftShareParts& p = t.parts;
    const auto expect_rows = [&](const char* method, const std::vector<Value>& actual) {
      const json& rows = c[method]["components"];
      ASSERT_EQ(rows["values"].size(), actual.size());
      for (std::size_t i = 0; i < actual.size(); ++i) {
        expect_value(actual[i], rows["values"][i][0], relative, region + " " + method + " " + rows["rows"][i].get<std::string>());
      }
    };
    expect_rows("Dunn", {p.change, p.national, p.mix, p.competitive, p.net_shift});
    expect_rows("Esteban", {p.change, p.national, p.mix, p.homothetic_competitive, p.allocation});
    expect_rows("Gerfin", {t.structural_factor, t.locational_factor, t.regional_factor});
  }
}

TEST(ProductivityOracle, parts_agree_with_40_digit_arithmetic) {
  const json o = oracle("productivity_decomposition");
  const double relative = o["tolerance"]["rel"];
  for (const json& c : o["cases"]) {
    const ProductivityDecomposition d =
        productivity_decomposition(Numbers(c["va_t0"]), Numbers(c["emp_t0"]), Numbers(c["va_t1"]), Numbers(c["emp_t1"]));
    const auto per_cent = [](Value x) { return Value(100.0 * x.value); };
    for (std::size_t i = 0; i < d.sectors.size(); ++i) {
      expect_value(per_cent(d.sectors[i].within), c["within"][i], relative, "within");
      expect_value(per_cent(d.sectors[i].static_shift), c["static_shift"][i], relative, "static");
      expect_value(per_cent(d.sectors[i].dynamic_shift), c["dynamic_shift"][i], relative, "dynamic");
      expect_value(per_cent(d.sectors[i].structural), c["mcmillan_rodrik_structural"][i], relative, "structural");
    }
    expect_value(d.total.before, c["productivity_t0"], relative, "before");
    expect_value(d.total.after, c["productivity_t1"], relative, "after");
    expect_value(per_cent(d.total.parts.contribution), c["growth_pct"], relative, "growth");
    expect_value(per_cent(d.total.parts.within), c["totals"]["within"], relative, "within");
    expect_value(per_cent(d.total.parts.static_shift), c["totals"]["static"], relative, "static");
    expect_value(per_cent(d.total.parts.dynamic_shift), c["totals"]["dynamic"], relative, "dynamic");
  }
}

}  // namespace structure_oracle
