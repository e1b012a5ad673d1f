// SPDX-License-Identifier: Apache-2.0
// Runs the tests under the locale of the environment, as a program with a user interface would: LC_ALL=de_DE.UTF-8
// makes decimal commas of everything that follows the locale, and no test may notice.
#include <gtest/gtest.h>

#include <clocale>
#include <locale>
#include <stdexcept>

int main(int argc, char** argv) {
  std::setlocale(LC_ALL, "");
  try {
    std::locale::global(std::locale(""));
  } catch (const std::runtime_error&) {
    // The environment names a locale that is not installed; the tests then run in "C".
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
