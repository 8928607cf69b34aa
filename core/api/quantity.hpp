// Quantity: an exact number with a unit, such as 100m, 1.5Gi or 3e6 (resource.Quantity).
//
// Used wherever objects hold amounts: requests and limits, capacities, quotas. Reading keeps the
// notation (decimal, binary, exponent), arithmetic is exact down to 10^-9, and text() is the
// canonical form that the API server stores and prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sts/status.hpp"

namespace sts {

class Json;

class Quantity {
 public:
  enum class Format : std::uint8_t { DecimalSI, BinarySI, DecimalExponent };

  Quantity() = default;
  static Quantity ofInt(std::int64_t value, Format format = Format::DecimalSI);
  static Quantity ofMilli(std::int64_t value, Format format = Format::DecimalSI);
  /// The failing text's Status carries Go's sentence (`quantities must match the regular expression
  /// …`).
  static Result<Quantity> parse(std::string_view text);
  /// What a field of an accepted object holds: a string or a bare number; zero if it is neither.
  static Quantity of(const Json& value);

  std::string text() const;         ///< canonical: "1500m", "1Gi", "2"
  std::int64_t value() const;       ///< rounded up to a whole number
  std::int64_t milliValue() const;  ///< rounded up to a thousandth
  bool isZero() const { return nano_ == 0; }
  bool isWhole() const { return nano_ % 1'000'000'000 == 0; }
  int sign() const { return nano_ < 0 ? -1 : nano_ > 0 ? 1 : 0; }
  Format format() const { return format_; }

  /// Away from zero up to the next thousandth, as the defaulting of every resource list does.
  void roundUpToMilli();
  /// A sum that starts at zero takes the format of what is added first.
  void add(const Quantity& other);
  void subtract(const Quantity& other);

  friend bool operator==(const Quantity& a, const Quantity& b) { return a.nano_ == b.nano_; }
  friend bool operator!=(const Quantity& a, const Quantity& b) { return a.nano_ != b.nano_; }
  friend bool operator<(const Quantity& a, const Quantity& b) { return a.nano_ < b.nano_; }
  friend bool operator>(const Quantity& a, const Quantity& b) { return a.nano_ > b.nano_; }
  friend bool operator<=(const Quantity& a, const Quantity& b) { return a.nano_ <= b.nano_; }
  friend bool operator>=(const Quantity& a, const Quantity& b) { return a.nano_ >= b.nano_; }

 private:
  __extension__ typedef __int128 Wide;
  Wide nano_ = 0;
  Format format_ = Format::DecimalSI;
  std::string written_;  ///< the text it was read from, as long as that may be printed
};

}  // namespace sts
