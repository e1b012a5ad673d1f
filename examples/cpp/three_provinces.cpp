// SPDX-License-Identifier: Apache-2.0
// The three provinces: read the dataset's folder, assess every target, print one line each and every problem found.
#include <industria/base/number_format.hpp>
#include <industria/io/dataset_folder.hpp>
#include <industria/targets/assess.hpp>

#include <iostream>

using namespace industria;

int main(int argc, char** argv) {
  const Result<Dataset> read = try_read_dataset(argc > 1 ? argv[1] : "examples/data/northwest");
  for (const Issue& issue : read.issues) std::cout << to_text(issue, Language::en) << '\n';
  if (!read) return 1;

  for (const Assessment& a : assess(read.value)) {
    std::cout << a.key.unique_id() << "  " << to_text(a.period) << "  "
              << text("verdict." + std::string(name(a.verdict)), Language::vi);
    if (a.required_growth) {
      std::cout << "  needs " << format_number(100 * a.required_growth.value, 2, Language::en) << " % a year, "
                << probability_text(a, Language::en);
    }
    std::cout << '\n';
  }
}
