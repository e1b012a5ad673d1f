// SPDX-License-Identifier: Apache-2.0
// validate: each rule on a small dataset that is sound but for one thing, and the words of every issue.
#include <industria/base/catalogue.hpp>
#include <industria/model/dataset.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

using namespace industria;

namespace validate_test {

const Unit dong({{"VND", 1}}, {}, "VND");
const Unit bn_dong({{"VND", 1}}, {1, 1, 9}, "1e9 VND");
const Unit brick({{"brick", 1}}, {}, "brick");
const Unit year({{"time", 1}}, {}, "year");
const Unit percent({}, {1, 1, -2}, "%");

/// One province with one plant, a programme, a target and an observation: nothing is wrong with it.
Dataset sound() {
  Dataset data;
  data.sources.emplace_back().id = "page-1";
  Place province;
  province.id = "lai-chau";
  province.key = {"VN-GSO-63", "12", {2004, 1, 1}};
  province.valid_to = {2025, 6, 30};
  province.name_vi = "Lai Châu";
  data.places = Gazetteer({province});
  data.sectors = {{"C", "VSIC2018", "Công nghiệp chế biến, chế tạo", "Manufacturing", "", false},
                  {"2395", "VSIC2018", "Gạch", "Bricks", "C", true}};
  data.products = {{"brick", "gạch không nung", "unfired bricks", brick, "2395"}};
  Indicator output;
  output.id = "gross_output";
  output.unit = bn_dong;
  output.lower = 0;
  data.indicators = {output};
  Plant& plant = data.plants.emplace_back();
  plant.id = "tan-uyen-bricks";
  plant.place = "lai-chau";
  plant.product = "brick";
  Capacity& capacity = data.capacities.emplace_back();
  capacity.id = "cap-1";
  capacity.plant = "tan-uyen-bricks";
  capacity.product = "brick";
  capacity.rate = Figure::of(14e6, brick / year);
  data.funding_sources = {
      {"state", "ngân sách nhà nước", "state budget", FundingKind::public_money}};
  Programme& programme = data.programmes.emplace_back();
  programme.id = "support";
  programme.place = "lai-chau";
  Funding& funding = data.funding.emplace_back();
  funding.id = "f-1";
  funding.programme = "support";
  funding.source = "state";
  funding.amount = Figure::of(48.4, bn_dong);
  funding.share = Figure::of(64.3, percent);
  Observation& observation = data.observations.emplace_back();
  observation.key = {"gross_output", "lai-chau", "C", "", ""};
  observation.span = {Period::of_year(2015), Period::of_year(2015)};
  observation.figure = Figure::of(727.3, bn_dong);
  observation.origin = {"page-1", "727,3 tỷ đồng", "F009", {"observations.csv", "", 2, ""}, ""};
  Target& target = data.targets.emplace_back();
  target.id = "t-1";
  target.key = observation.key;
  target.span = {Period::of_year(2020), Period::of_year(2020)};
  target.figure = Figure::of(900, bn_dong);
  return data;
}

/// The one issue that a change brings about. Both languages must have words for it, with no placeholder left.
Issue issue_of(const std::function<void(Dataset&)>& change) {
  Dataset data = sound();
  change(data);
  const std::vector<Issue> issues = validate(data);
  EXPECT_EQ(issues.size(), 1U);
  for (const Issue& issue : issues) {
    EXPECT_TRUE(has_text("issue." + issue.code) && has_text("issue." + issue.code + ".remedy"))
        << issue.code;
    for (const Language language : {Language::vi, Language::en}) {
      const std::string words = message(issue, language) + " " + remedy(issue, language);
      EXPECT_EQ(words.find_first_of("{}"), std::string::npos) << words;
    }
  }
  return issues.empty() ? Issue{} : issues.front();
}

std::string code_of(const std::function<void(Dataset&)>& change) {
  return issue_of(change).code;
}

TEST(Validate, finds_nothing_in_sound_data) {
  EXPECT_TRUE(validate(sound()).empty());
  EXPECT_TRUE(validate(Dataset{}).empty());
}

TEST(Validate, names_the_nearest_id_of_an_unknown_reference) {
  const Issue issue = issue_of([](Dataset& d) { d.observations[0].key.place = "lai-chua"; });
  EXPECT_EQ(issue.code, "model.unknown_reference");
  EXPECT_EQ(issue.severity, Severity::error);
  EXPECT_EQ(location_text(issue.where), "observations.csv:2, place");
  EXPECT_NE(remedy(issue, Language::vi).find("“lai-chau”"), std::string::npos);
}

TEST(Validate, checks_every_reference) {
  const std::vector<std::function<void(Dataset&)>> changes{
      [](Dataset& d) { d.sectors[1].parent = "?"; },
      [](Dataset& d) { d.products[0].sector = "?"; },
      [](Dataset& d) {
        d.enterprises.push_back({"e", "", "?", "", {}});
      },
      [](Dataset& d) {
        d.enterprises.push_back({"e", "", "", "?", {}});
      },
      [](Dataset& d) { d.plants[0].enterprise = "?"; },
      [](Dataset& d) { d.plants[0].place = "?"; },
      [](Dataset& d) { d.plants[0].sector = "?"; },
      [](Dataset& d) { d.plants[0].product = "?"; },
      [](Dataset& d) {
        d.sites.emplace_back().id = "s";
        d.sites[0].place = "?";
      },
      [](Dataset& d) {
        d.projects.emplace_back().id = "p";
        d.projects[0].owner = "?";
      },
      [](Dataset& d) {
        d.projects.emplace_back().id = "p";
        d.projects[0].site = "?";
      },
      [](Dataset& d) {
        d.projects.emplace_back().id = "p";
        d.projects[0].place = "?";
      },
      [](Dataset& d) {
        d.projects.emplace_back().id = "p";
        d.projects[0].sector = "?";
      },
      [](Dataset& d) { d.capacities[0].plant = "?"; },
      [](Dataset& d) { d.capacities[0].place = "?"; },
      [](Dataset& d) { d.capacities[0].product = "?"; },
      [](Dataset& d) { d.programmes[0].place = "?"; },
      [](Dataset& d) {
        d.activities.emplace_back().id = "a";
        d.activities[0].programme = "?";
      },
      [](Dataset& d) { d.funding[0].programme = "?"; },
      [](Dataset& d) { d.funding[0].source = "?"; },
      [](Dataset& d) { d.targets[0].key.indicator = "?"; },
      [](Dataset& d) { d.targets[0].key.sector = "?"; },
      [](Dataset& d) { d.targets[0].key.product = "?"; },
      [](Dataset& d) { d.targets[0].key.plant = "?"; },
      [](Dataset& d) { d.observations[0].origin.source = "?"; },
      [](Dataset& d) {
        d.remarks.emplace_back().id = "r";
        d.remarks[0].place = "?";
      },
  };
  for (std::size_t i = 0; i < changes.size(); ++i)
    EXPECT_EQ(code_of(changes[i]), "model.unknown_reference") << i;
}

TEST(Validate, finds_ids_that_are_missing_or_given_twice) {
  EXPECT_EQ(code_of([](Dataset& d) {
              d.plants[0].id.clear();
              d.capacities[0].plant.clear();
              d.capacities[0].place = "lai-chau";
            }),
            "model.missing_id");
  const Issue twice = issue_of([](Dataset& d) { d.targets.push_back(d.targets[0]); });
  EXPECT_EQ(twice.code, "model.duplicate_id");
  EXPECT_NE(message(twice, Language::en).find("#1"), std::string::npos);
  EXPECT_EQ(code_of([](Dataset& d) { d.sectors.push_back(d.sectors[0]); }), "model.duplicate_id");
}

TEST(Validate, refuses_a_negative_capacity_and_names_it) {
  const Issue issue = issue_of([](Dataset& d) { d.capacities[0].rate.value = -14e6; });
  EXPECT_EQ(issue.code, "model.negative_capacity");
  EXPECT_EQ(issue.where.column, "rate");
  EXPECT_NE(message(issue, Language::vi).find("“cap-1”"), std::string::npos);
}

TEST(Validate, refuses_negative_sums_areas_and_counts) {
  EXPECT_EQ(code_of([](Dataset& d) { d.funding[0].amount.value = -1; }), "model.negative");
  const Unit hectare({{"length", 2}}, {1, 1, 4}, "ha");
  EXPECT_EQ(code_of([&](Dataset& d) {
              d.sites.emplace_back().id = "s";
              d.sites[0].area = Figure::of(-375, hectare);
            }),
            "model.negative");
  EXPECT_EQ(code_of([](Dataset& d) {
              d.sites.emplace_back().id = "s";
              d.sites[0].count = 0;
            }),
            "model.count_below_one");
  EXPECT_EQ(code_of([](Dataset& d) {
              d.projects.emplace_back().id = "p";
              d.projects[0].registered_capital = Figure::of(-1, dong);
            }),
            "model.negative");
}

TEST(Validate, refuses_wrong_units) {
  EXPECT_EQ(code_of([](Dataset& d) { d.observations[0].figure.unit = brick; }), "model.wrong_unit");
  EXPECT_EQ(code_of([](Dataset& d) { d.targets[0].figure.unit = percent; }), "model.wrong_unit");
  EXPECT_EQ(code_of([](Dataset& d) { d.funding[0].amount.unit = brick; }), "model.wrong_unit");
  EXPECT_EQ(code_of([](Dataset& d) { d.funding[0].share->unit = dong; }), "model.wrong_unit");
  EXPECT_EQ(code_of([](Dataset& d) { d.capacities[0].rate.unit = brick; }),
            "model.wrong_unit");  // no rate
  EXPECT_EQ(code_of([](Dataset& d) { d.capacities[0].rate.unit = dong / year; }),
            "model.wrong_unit");
}

TEST(Validate, accepts_the_unit_of_the_product_for_an_output) {
  Dataset data = sound();
  data.observations[0].key.product = "brick";
  data.observations[0].figure = Figure::of(14e6, brick);
  EXPECT_TRUE(validate(data).empty());
  data.capacities[0].product.clear();
  data.capacities[0].rate = Figure::of(30, Unit({{"power", 1}}, {}, "MW"));
  EXPECT_TRUE(validate(data).empty());
}

TEST(Validate, keeps_shares_between_0_and_100_per_cent) {
  EXPECT_EQ(code_of([](Dataset& d) { d.funding[0].share = Figure::of(100.5, percent); }),
            "model.share_range");
  EXPECT_EQ(code_of([](Dataset& d) { d.funding[0].share = Figure::of(-0.1, Unit()); }),
            "model.share_range");
  const auto as_share = [](double value) {
    return [value](Dataset& d) {
      d.observations[0].measure = Measure::share;
      d.observations[0].figure = Figure::of(value, percent);
    };
  };
  EXPECT_EQ(code_of(as_share(101)), "model.share_range");
  Dataset whole = sound();
  as_share(100)(whole);
  EXPECT_TRUE(validate(whole).empty());
}

TEST(Validate, calls_a_column_as_the_form_does) {
  Dataset d = sound();
  d.observations[0].figure = Figure::of(missing, bn_dong);
  EXPECT_NE(message(validate(d).at(0), Language::vi).find("“Giá trị”"), std::string::npos);
  EXPECT_NE(message(validate(d).at(0), Language::en).find("“Value”"), std::string::npos);
}

TEST(Validate, finds_figures_and_periods_that_are_missing) {
  EXPECT_EQ(code_of([](Dataset& d) { d.observations[0].figure = Figure::of(missing, bn_dong); }),
            "model.missing_figure");
  EXPECT_EQ(code_of([](Dataset& d) { d.observations[0].span = {}; }), "model.no_period");
  EXPECT_EQ(code_of([](Dataset& d) { d.observations[0].key.indicator.clear(); }),
            "model.missing_field");
  EXPECT_EQ(code_of([](Dataset& d) { d.targets[0].kind = TargetKind::increase; }),
            "model.missing_field");
  EXPECT_EQ(code_of([](Dataset& d) { d.targets[0].kind = TargetKind::relative; }),
            "model.missing_field");
  EXPECT_EQ(code_of([](Dataset& d) { d.capacities[0].plant.clear(); }), "model.no_place");
}

TEST(Validate, wants_no_number_from_a_target_that_only_gives_a_direction) {
  Dataset data = sound();
  data.targets[0].kind = TargetKind::direction_only;
  data.targets[0].figure = {};
  EXPECT_TRUE(validate(data).empty());
}

TEST(Validate, finds_spans_that_end_before_they_begin) {
  const auto with_span = [](Period first, Period last) {
    return [=](Dataset& d) { d.programmes[0].span = {first, last}; };
  };
  EXPECT_EQ(code_of(with_span(Period::of_year(2025), Period::of_year(2021))), "model.empty_span");
  EXPECT_EQ(code_of(with_span(Period::of_year(2021), Period::of_quarter(2025, 4))),
            "model.empty_span");
  EXPECT_EQ(code_of(with_span(Period::of_year(2021), Period::of_half(2025, 3))),
            "model.empty_span");
}

TEST(Validate, wants_exactly_one_purpose_of_a_sum) {
  EXPECT_EQ(code_of([](Dataset& d) { d.funding[0].plant = "tan-uyen-bricks"; }),
            "model.funding_purpose");
  EXPECT_EQ(code_of([](Dataset& d) { d.funding[0].programme.clear(); }), "model.funding_purpose");
}

TEST(Validate, names_both_rows_that_contradict_each_other) {
  const Issue issue = issue_of([](Dataset& d) {
    d.observations.push_back(d.observations[0]);
    d.observations[1].figure = Figure::of(772.3, bn_dong);
    d.observations[1].origin.where.line = 7;
  });
  EXPECT_EQ(issue.code, "model.duplicate_key");
  EXPECT_EQ(issue.severity, Severity::error);
  EXPECT_EQ(issue.where.line, 7);
  EXPECT_NE(message(issue, Language::en).find("observations.csv:2"), std::string::npos);
  EXPECT_NE(message(issue, Language::vi).find("727,3 tỷ đồng"), std::string::npos);
}

TEST(Validate, notes_a_repetition_and_leaves_revisions_alone) {
  const Issue issue = issue_of([](Dataset& d) {
    d.observations.push_back(d.observations[0]);
    d.observations[1].figure = Figure::of(727.3e9, dong);  // the same in another unit
  });
  EXPECT_EQ(issue.code, "model.repeated_key");
  EXPECT_EQ(issue.severity, Severity::note);
  Dataset revised = sound();
  revised.observations.push_back(revised.observations[0]);
  revised.observations[1].figure = Figure::of(730, bn_dong);
  revised.observations[1].known_on = {2017, 1, 1};
  EXPECT_TRUE(validate(revised).empty());
}

TEST(Validate, looks_at_levels_outside_natural_limits_and_growth_below_total_loss) {
  EXPECT_EQ(code_of([](Dataset& d) { d.observations[0].figure.value = -1; }),
            "model.outside_limits");
  EXPECT_EQ(code_of([](Dataset& d) {
              d.observations[0].measure = Measure::growth_on_previous;
              d.observations[0].figure = Figure::of(-101, percent);
            }),
            "model.growth_below_total_loss");
  EXPECT_EQ(code_of([](Dataset& d) {
              d.indicators[0].upper = -1;
              d.observations.clear();
            }),
            "model.crossed_limits");
}

TEST(Validate, looks_at_comparisons_with_a_later_base) {
  EXPECT_EQ(code_of([](Dataset& d) {
              d.observations[0].measure = Measure::growth_on_previous;
              d.observations[0].figure = Figure::of(11.2, percent);
              d.observations[0].base_period = Period::of_year(2015);
            }),
            "model.base_not_before");
  EXPECT_EQ(code_of([](Dataset& d) { d.targets[0].baseline_period = Period::of_year(2021); }),
            "model.base_not_before");
}

TEST(Validate, knows_when_a_place_existed) {
  const auto target_for = [](int y) {
    return [y](Dataset& d) { d.targets[0].span = {Period::of_year(y), Period::of_year(y)}; };
  };
  const Issue issue = issue_of(target_for(2026));
  EXPECT_EQ(issue.code, "place.not_at_that_time");
  EXPECT_EQ(issue.severity, Severity::warning);
  Dataset half_a_year = sound();
  target_for(2025)(half_a_year);
  EXPECT_TRUE(validate(half_a_year).empty());
  EXPECT_EQ(code_of([](Dataset& d) {
              d.observations[0].span = {Period::of_year(2003), Period::of_year(2003)};
            }),
            "place.not_at_that_time");
}

TEST(Validate, does_not_mind_a_target_beyond_the_merger_for_an_unchanged_territory) {
  Dataset data = sound();
  std::vector<Place> places = data.places.places();
  Place today = places[0];
  today.id = "lai-chau-2025";
  today.key = {"VN-2025", "12", {2025, 7, 1}};
  today.valid_to = {};
  today.predecessors = {"lai-chau"};
  places.push_back(today);
  data.places = Gazetteer(places);
  data.targets[0].span = {Period::of_year(2030), Period::of_year(2030)};
  EXPECT_TRUE(validate(data).empty());
}

TEST(Validate, finds_one_code_for_two_places_and_circles) {
  const auto add_place = [](Dataset& d, const std::function<void(std::vector<Place>&)>& change) {
    std::vector<Place> places = d.places.places();
    places.push_back(places[0]);
    places[1].id = "other";
    places[1].key.code = "99";
    change(places);
    d.places = Gazetteer(places);
  };
  EXPECT_EQ(code_of([&](Dataset& d) { add_place(d, [](auto& p) { p[1].key.code = "12"; }); }),
            "model.duplicate_place_code");
  EXPECT_EQ(code_of([&](Dataset& d) {
              add_place(d, [](auto& p) {
                p[0].parent = "other";
                p[1].parent = "lai-chau";
              });
            }),
            "model.circular");
  EXPECT_EQ(
      code_of([&](Dataset& d) { add_place(d, [](auto& p) { p[0].predecessors = {"lai-chau"}; }); }),
      "model.circular");
  EXPECT_EQ(code_of([](Dataset& d) { d.sectors[0].parent = "2395"; }), "model.circular");
}

TEST(Validate, doubts_a_result_known_before_its_period_was_over) {
  const auto known_early = [](Status status) {
    return [status](Dataset& d) {
      d.observations[0].known_on = {2015, 12, 20};
      d.observations[0].status = status;
    };
  };
  EXPECT_EQ(code_of(known_early(Status::final)), "model.known_too_early");
  Dataset estimate = sound();
  known_early(Status::estimate)(estimate);
  EXPECT_TRUE(validate(estimate).empty());
}

TEST(Validate, wants_short_quotations) {
  const std::string twelve =
      "một hai ba bốn năm sáu bảy tám chín mười mười\xC2\xA0một";  // a no-break space parts words too
  Dataset data = sound();
  data.observations[0].origin.quote = twelve;
  EXPECT_TRUE(validate(data).empty());
  const Issue issue =
      issue_of([&](Dataset& d) { d.observations[0].origin.quote = twelve + " hai"; });
  EXPECT_EQ(issue.code, "model.long_quote");
  EXPECT_EQ(issue.severity, Severity::warning);
}

TEST(Validate, reports_everything_at_once) {
  Dataset data = sound();
  data.capacities[0].rate.value = -1;
  data.funding[0].source = "stat";
  data.observations[0].key.sector = "D";
  EXPECT_EQ(validate(data).size(), 3U);
}

TEST(Validate, accepts_the_provinces_of_viet_nam) {
  Dataset data;
  data.places = Gazetteer::viet_nam();
  EXPECT_TRUE(validate(data).empty());
}

}  // namespace validate_test
