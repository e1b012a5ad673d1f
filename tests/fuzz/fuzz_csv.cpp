// SPDX-License-Identifier: Apache-2.0
// libFuzzer: any bytes as a CSV file. A table or issues with their places; what was read is written and read back equal;
// a cut file is not a shorter table in silence.
#include <industria/io/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace industria;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  CsvOptions options;
  options.unescape = true;
  options.max_columns = 64;
  options.max_field = 256;
  options.max_cells = 4096;

  const Result<CsvTable> read = try_parse_csv(input, "f.csv", options);
  require(!read.value.heads().empty() || !read);
  require(read.issues.size() <= options.max_issues + 2);
  for (const Issue& issue : read.issues) {
    require(issue.where.file == "f.csv" && has_text("issue." + issue.code) && has_text("issue." + issue.code + ".remedy"));
  }
  for (std::size_t i = 0; i < read.value.size(); ++i) {
    require(read.value.line(i) > 1);
    require(i == 0 || read.value.line(i) > read.value.line(i - 1));
  }
  if (!read || read.value.heads()[0].find('\0') != std::string::npos) return 0;
  for (const char separator : {',', ';', '\t'}) {
    CsvOptions again;
    again.unescape = true;
    again.separator = separator;
    const Result<CsvTable> back = try_parse_csv(to_csv(read.value, {.separator = separator}), "f.csv", again);
    require(back.issues.empty() && back.value == read.value);
  }
  return 0;
}
