// k8s 1.36: apimachinery pkg/util/intstr/intstr.go GetScaledValueFromIntOrPercent
#include "api/intstr.hpp"

#include <charconv>
#include <limits>
#include <optional>

namespace sts {
namespace {

/// Go's strconv.Atoi: a sign and decimal digits; the sentence of its error otherwise.
struct Atoi {
  std::optional<std::int64_t> value;
  std::string error;
};

Atoi atoi(std::string_view text) {
  std::string_view digits = text;
  if (!digits.empty() && (digits[0] == '+' || digits[0] == '-')) digits.remove_prefix(1);
  const bool onlyDigits =
      !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  const std::string context = "strconv.Atoi: parsing " + goQuote(text) + ": ";
  if (!onlyDigits) return {std::nullopt, context + "invalid syntax"};
  if (text[0] == '+') text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc()) return {std::nullopt, context + "value out of range"};
  return {value, ""};
}

/// value · total / 100, rounded up or down.
std::int64_t percentage(std::int64_t value, std::int64_t total, bool roundUp) {
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  if (value > most || value < -most) return value < 0 ? -most : most;
  const std::int64_t product = value * total;
  const std::int64_t whole = product / 100;
  const std::int64_t rest = product % 100;
  if (roundUp) return rest > 0 ? whole + 1 : whole;
  return rest < 0 ? whole - 1 : whole;
}

}  // namespace

IntOrString IntOrString::ofInt(std::int32_t value) {
  IntOrString result;
  result.int_ = value;
  return result;
}

IntOrString IntOrString::ofString(std::string value) {
  IntOrString result;
  result.isString_ = true;
  result.string_ = std::move(value);
  return result;
}

IntOrString IntOrString::parse(std::string_view text) {
  const Atoi number = atoi(text);
  const bool fits = number.value && *number.value >= std::numeric_limits<std::int32_t>::min() &&
                    *number.value <= std::numeric_limits<std::int32_t>::max();
  return fits ? ofInt(static_cast<std::int32_t>(*number.value)) : ofString(std::string(text));
}

IntOrString IntOrString::of(const Json& value) {
  if (value.isString()) return ofString(value.str());
  return ofInt(static_cast<std::int32_t>(value.integer()));
}

std::int64_t IntOrString::intValue() const {
  return isString_ ? atoi(string_).value.value_or(0) : int_;
}

Result<std::int64_t> IntOrString::scaled(std::int64_t total, bool roundUp) const {
  if (!isString_) return std::int64_t{int_};
  const std::string prefix = "invalid value for IntOrString: ";
  if (string_.empty() || string_.back() != '%') {
    return plainError(prefix + "invalid type: string is not a percentage");
  }
  const Atoi number = atoi(std::string_view(string_).substr(0, string_.size() - 1));
  if (!number.value) {
    return plainError(prefix + "invalid value " + goQuote(string_) + ": " + number.error);
  }
  return percentage(*number.value, total, roundUp);
}

}  // namespace sts
