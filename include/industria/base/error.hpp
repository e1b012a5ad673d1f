// SPDX-License-Identifier: Apache-2.0
// Typed exceptions for misuse. Data problems are not exceptions but Issue values (base/issue.hpp).
#pragma once

#include <industria/base/config.hpp>

#include <stdexcept>
#include <string>

namespace industria::inline INDUSTRIA_ABI {

/// Root of everything the library throws. what() names function, argument, value and what is expected.
class INDUSTRIA_API Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An argument outside its range: a horizon of 0, a level of 0.95 (levels are per cent), n < 1.
class INDUSTRIA_API ValueError : public Error {
 public:
  using Error::Error;
};

/// Units, price bases or currencies that do not go together.
class INDUSTRIA_API UnitError : public Error {
 public:
  using Error::Error;
};

/// Arrays whose lengths do not agree.
class INDUSTRIA_API ShapeError : public Error {
 public:
  using Error::Error;
};

/// A key (place, indicator, unit name) that nothing declares.
class INDUSTRIA_API KeyError : public Error {
 public:
  using Error::Error;
};

/// Text that cannot be read as what it should be, asked for by a call that returns the value itself.
class INDUSTRIA_API ParseError : public Error {
 public:
  using Error::Error;
};

/// A comparison that has no meaning, e.g. of one place before and after its territory changed.
class INDUSTRIA_API ComparisonError : public Error {
 public:
  using Error::Error;
};

/// A file that cannot be opened, read or written.
class INDUSTRIA_API IoError : public Error {
 public:
  using Error::Error;
};

}  // namespace industria::inline INDUSTRIA_ABI
