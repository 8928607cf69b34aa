// The value is held in units of 10^-9 in 128 bits, so that amounts up to 10^26 are exact and
// neither arithmetic nor comparison ever rounds. SIM: larger amounts are cut to 10^26. k8s 1.36:
// apimachinery pkg/api/resource/quantity.go ParseQuantity, CanonicalizeBytes
#include "api/quantity.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "api/json.hpp"

namespace sts {
namespace {

__extension__ typedef __int128 Wide;
using Format = Quantity::Format;

constexpr Wide kNano = 1'000'000'000;
constexpr Wide kLargestBinary = Wide{std::numeric_limits<std::int64_t>::max()} * kNano;
constexpr Wide kLargest = Wide{1'000'000'000'000'000'000} * 100'000'000 * kNano;

struct Suffix {
  std::string_view text;
  int exponent;  // of 10, or of 1024 for BinarySI
};
constexpr std::array<Suffix, 10> kDecimal{{{"n", -9},
                                           {"u", -6},
                                           {"m", -3},
                                           {"", 0},
                                           {"k", 3},
                                           {"M", 6},
                                           {"G", 9},
                                           {"T", 12},
                                           {"P", 15},
                                           {"E", 18}}};
constexpr std::array<Suffix, 6> kBinary{
    {{"Ki", 1}, {"Mi", 2}, {"Gi", 3}, {"Ti", 4}, {"Pi", 5}, {"Ei", 6}}};

Status wrongForm() {
  return plainError(
      "quantities must match the regular expression "
      "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

struct Unit {
  Format format = Format::DecimalSI;
  int exponent = 0;
};

std::optional<Unit> readSuffix(std::string_view text) {
  for (const Suffix& s : kDecimal) {
    if (s.text == text) return Unit{Format::DecimalSI, s.exponent};
  }
  for (const Suffix& s : kBinary) {
    if (s.text == text) return Unit{Format::BinarySI, s.exponent};
  }
  if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E')) return std::nullopt;
  bool negative = text[1] == '-';
  std::size_t at = text[1] == '-' || text[1] == '+' ? 2 : 1;
  if (at == text.size()) return std::nullopt;
  int exponent = 0;
  for (; at < text.size(); ++at) {
    if (!isDigit(text[at])) return std::nullopt;
    if (exponent < 1000) exponent = exponent * 10 + (text[at] - '0');
  }
  return Unit{Format::DecimalExponent, negative ? -exponent : exponent};
}

/// `[eEinumkKMGTP]*[-+]?[0-9]*`
bool looksLikeSuffix(std::string_view text) {
  std::size_t at = 0;
  const std::string_view letters = "eEinumkKMGTP";
  while (at < text.size() && letters.find(text[at]) != std::string_view::npos) ++at;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  while (at < text.size() && isDigit(text[at])) ++at;
  return at == text.size();
}

/// Does ParseQuantity keep the text as it was written? It does where it believes it to be
/// canonical, which leaves signs, leading zeros and "1.500" in place.
bool isCanonical(std::string_view number, const Unit& unit) {
  if (!number.empty() && (number[0] == '+' || number[0] == '-')) number.remove_prefix(1);
  while (!number.empty() && number[0] == '0') number.remove_prefix(1);
  const std::size_t point = std::min(number.find('.'), number.size());
  std::string shifted(number.substr(0, point));
  if (shifted.empty()) return false;
  const std::string_view places = point < number.size() ? number.substr(point + 1) : "";
  const int wholeDigits = static_cast<int>(shifted.size());
  shifted += places;
  const int placeDigits = static_cast<int>(places.size());
  if (unit.format == Format::BinarySI) {
    const bool small = 14 - wholeDigits - unit.exponent * 3 >= 0;
    return places.empty() && small && std::stoll(shifted) % 8 != 0;
  }
  const int scale = unit.exponent - placeDigits;
  const bool thousands = shifted.size() >= 3 && shifted.substr(shifted.size() - 3) == "000";
  return wholeDigits + placeDigits <= 18 && scale >= -9 && scale % 3 == 0 && !thousands;
}

// Multiply, stopping at a value that is larger than any the API keeps.
Wide capped(Wide value, int factor, int times) {
  for (int i = 0; i < times && value != 0; ++i) {
    if (value > kLargest) return kLargest;
    value *= factor;
  }
  return value;
}

// Divide by 10^times, away from zero if anything is lost.
Wide roundedUp(Wide value, int times) {
  bool lost = false;
  for (int i = 0; i < times && value != 0; ++i) {
    lost = lost || value % 10 != 0;
    value /= 10;
  }
  return lost ? value + 1 : value;
}

std::string decimal(Wide value) {
  if (value == 0) return "0";
  std::string digits;
  bool negative = value < 0;
  for (Wide rest = negative ? -value : value; rest != 0; rest /= 10) {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
  }
  return negative ? "-" + digits : digits;
}

std::int64_t narrow(Wide value) {
  constexpr Wide top = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(value > top ? top : value < -top ? -top : value);
}

Wide ceilDivide(Wide value, Wide by) {
  Wide quotient = value / by;
  return value % by != 0 ? quotient + (value > 0 ? 1 : -1) : quotient;
}

}  // namespace

Quantity Quantity::ofInt(std::int64_t value, Format format) {
  Quantity q;
  q.nano_ = Wide{value} * kNano;
  q.format_ = format;
  return q;
}

Quantity Quantity::ofMilli(std::int64_t value, Format format) {
  Quantity q;
  q.nano_ = Wide{value} * (kNano / 1000);
  q.format_ = format;
  return q;
}

Result<Quantity> Quantity::parse(std::string_view text) {
  if (text.empty()) return wrongForm();
  if (text == "0") return Quantity{};
  std::size_t at = 0;
  bool negative = text[0] == '-';
  if (text[0] == '-' || text[0] == '+') ++at;
  // Digits before and after the point; leading zeros carry nothing.
  Wide number = 0;
  int places = 0;
  bool point = false;
  bool lost = false;
  for (; at < text.size() && (isDigit(text[at]) || (text[at] == '.' && !point)); ++at) {
    if (text[at] == '.') {
      point = true;
      continue;
    }
    if (number > kLargest) {  // further digits only scale it or are lost
      lost = lost || text[at] != '0';
      places -= point ? 0 : 1;
      continue;
    }
    number = number * 10 + (text[at] - '0');
    places += point ? 1 : 0;
  }
  if (at < text.size() && text[at] == '.') return wrongForm();
  std::string_view suffix = text.substr(at);
  if (!looksLikeSuffix(suffix)) return wrongForm();
  std::optional<Unit> unit = readSuffix(suffix);
  if (!unit) return plainError("unable to parse quantity's suffix");
  int tens = 9 - places + (unit->format == Format::BinarySI ? 0 : unit->exponent);
  if (unit->format == Format::BinarySI) number = capped(number, 1024, unit->exponent);
  number = tens >= 0 ? capped(number, 10, tens) : roundedUp(number, -tens);
  if (lost) number = number > kLargest ? number : number + 1;
  const Wide largest = unit->format == Format::BinarySI ? kLargestBinary : kLargest;
  if (number > largest) number = largest;
  Quantity q;
  q.nano_ = negative ? -number : number;
  q.format_ = unit->format;
  if (isCanonical(text.substr(0, at), *unit)) q.written_ = text;
  return q;
}

Quantity Quantity::of(const Json& value) {
  if (value.isInt()) return ofInt(value.integer());
  Result<Quantity> q = parse(value.isString()   ? value.str()
                             : value.isDouble() ? toJson(value)
                                                : "0");
  return q ? *q : Quantity{};
}

std::string Quantity::text() const {
  if (nano_ == 0) return "0";
  if (!written_.empty()) return written_;
  Wide whole = nano_ / kNano;
  bool exact = nano_ % kNano == 0;
  if (format_ == Format::BinarySI && exact && (whole >= 1024 || whole <= -1024)) {
    std::size_t power = 0;
    while (whole % 1024 == 0 && power < kBinary.size()) {
      whole /= 1024;
      ++power;
    }
    return decimal(whole) + (power == 0 ? "" : std::string(kBinary[power - 1].text));
  }
  // The largest power of a thousand that leaves a whole number.
  Wide value = nano_;
  int exponent = -9;
  while (exponent < 18 && value % 1000 == 0) {
    value /= 1000;
    exponent += 3;
  }
  if (format_ == Format::DecimalExponent) {
    return decimal(value) + (exponent == 0 ? "" : "e" + std::to_string(exponent));
  }
  return decimal(value) + std::string(kDecimal[static_cast<std::size_t>((exponent + 9) / 3)].text);
}

std::int64_t Quantity::value() const { return narrow(ceilDivide(nano_, kNano)); }
std::int64_t Quantity::milliValue() const { return narrow(ceilDivide(nano_, kNano / 1000)); }

void Quantity::roundUpToMilli() {
  constexpr Wide milli = kNano / 1000;
  if (nano_ % milli != 0) written_.clear();
  nano_ = ceilDivide(nano_, milli) * milli;
}

void Quantity::add(const Quantity& other) {
  written_.clear();
  if (nano_ == 0) format_ = other.format_;
  nano_ += other.nano_;
}

void Quantity::subtract(const Quantity& other) {
  written_.clear();
  if (nano_ == 0) format_ = other.format_;
  nano_ -= other.nano_;
}

}  // namespace sts
