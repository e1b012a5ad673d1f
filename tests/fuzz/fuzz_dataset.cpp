// SPDX-License-Identifier: Apache-2.0
// libFuzzer: any bytes as one table of a small dataset; the first byte says which. Every issue has words in both languages,
// every kept row is valid, and what was read is written and read back the same.
#include <industria/io/dataset_folder.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// One row for each table to which others refer.
std::vector<industria::DatasetFile> small_dataset() {
  return {
      {"dataset.csv", "key,value\nnumber_style,decimal_comma\n"},
      {"sources.csv", "id,publisher,title\ns,P,T\n"},
      {"places.csv", "id,kind,name_vi\np,province,Tỉnh\n"},
      {"sectors.csv", "code,system,name_vi\nC,VSIC2018,Chế biến\n"},
      {"products.csv", "id,name_vi,unit\nb,Gạch,brick\n"},
      {"indicators.csv", "id,name_vi,unit,accounting\ni,Giá trị,tỷ đồng,flow\n"},
      {"enterprises.csv", "id,name\ne,E\n"},
      {"plants.csv", "id,name,place\nn,N,p\n"},
      {"sites.csv", "id,kind,place\nk,park,p\n"},
      {"projects.csv", "id,place\nd,p\n"},
      {"capacities.csv", "id,place,product,value,unit\nc,p,b,14,triệu viên/năm\n"},
      {"funding_sources.csv", "id,name_vi,kind\nf,Ngân sách,public_money\n"},
      {"programmes.csv", "id,name_vi,place\ng,Chương trình,p\n"},
      {"activities.csv", "id,programme,kind_vi\na,g,Hỗ trợ\n"},
      {"funding.csv", "id,programme,value,unit\nx,g,\"26,9\",tỷ đồng\n"},
      {"targets.csv", "id,indicator,place,kind,direction,span,value,unit\nt,i,p,level,at_least,2025,60.000,tỷ đồng\n"},
      {"observations.csv", "indicator,place,measure,span,value,unit\ni,p,level,2021,41.200,tỷ đồng\n"},
      {"remarks.csv", "id,text_vi\nr,Ghi chú\n"},
  };
}

bool same(const std::vector<industria::DatasetFile>& a, const std::vector<industria::DatasetFile>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].name != b[i].name || a[i].bytes != b[i].bytes) return false;
  }
  return a.size() == b.size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace industria;
  if (size == 0) return 0;
  std::vector<DatasetFile> files = small_dataset();
  // An even choice replaces the table, an odd one adds to it.
  DatasetFile& file = files[(data[0] / 2) % files.size()];
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  file.bytes = data[0] % 2 == 0 ? bytes : file.bytes + bytes;

  const Result<Dataset> read = try_parse_dataset(files);
  for (const Issue& issue : read.issues) {
    require(has_text("issue." + issue.code) && has_text("issue." + issue.code + ".remedy"));
    require(!to_text(issue, Language::vi).empty() && !to_text(issue, Language::en).empty());
  }
  for (const Capacity& capacity : read.value.capacities) require(!(capacity.rate.value < 0.0));
  std::vector<DatasetFile> written;
  for (DatasetFile& out : dataset_files(read.value)) {
    if (!out.bytes.empty()) written.push_back(std::move(out));
  }
  const Result<Dataset> again = try_parse_dataset(written);
  std::vector<DatasetFile> rewritten;
  for (DatasetFile& out : dataset_files(again.value)) {
    if (!out.bytes.empty()) rewritten.push_back(std::move(out));
  }
  if (read) require(same(written, rewritten));
  return 0;
}
