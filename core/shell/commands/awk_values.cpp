// Values of awk: numbers and texts, and printf's formats.
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "base/characters.hpp"
#include "shell/commands/awk_run.hpp"

namespace sts::shell {

AwkValue awkNumber(double value) {
  AwkValue result;
  result.number = value;
  result.isNumber = true;
  return result;
}

AwkValue awkText(std::string text) {
  AwkValue result;
  result.text = std::move(text);
  return result;
}

AwkValue awkInput(std::string text) {
  AwkValue result = awkText(std::move(text));
  const char* start = result.text.c_str();
  char* end = nullptr;
  result.number = std::strtod(start, &end);
  while (end && isSpace(*end)) ++end;
  const bool plain =
      result.text.find_first_of("xXnN") == std::string::npos;  // neither hex nor nan nor inf
  result.looksNumeric = plain && !result.text.empty() && end != start && *end == '\0';
  return result;
}

double toNumber(const AwkValue& value) {
  if (value.isNumber || value.looksNumeric) return value.number;
  std::size_t end = 0;
  while (end < value.text.size() &&
         (isSpace(value.text[end]) ||
          std::string_view("+-.0123456789eE").find(value.text[end]) != std::string_view::npos)) {
    ++end;
  }
  return std::strtod(value.text.substr(0, end).c_str(), nullptr);
}

std::string toText(const AwkValue& value) {
  if (!value.isNumber) return value.text;
  char buffer[64];
  const bool whole = std::floor(value.number) == value.number && std::fabs(value.number) < 1e16;
  std::snprintf(buffer, sizeof buffer, whole ? "%.0f" : "%.6g", value.number);
  return std::string(buffer) == "-0" ? "0" : buffer;
}

bool toBool(const AwkValue& value) {
  if (value.isNumber || value.looksNumeric) return value.number != 0;
  return !value.text.empty();
}

int compareValues(const AwkValue& a, const AwkValue& b) {
  const bool unsetA = !a.isNumber && a.text.empty() && a.looksNumeric;
  const bool numeric = (a.isNumber || a.looksNumeric || unsetA) && (b.isNumber || b.looksNumeric);
  if (numeric) return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
  return toText(a).compare(toText(b));
}

std::string awkFormat(const std::vector<AwkValue>& values) {
  if (values.empty()) return "";
  const std::string format = toText(values[0]);
  std::size_t next = 1;
  std::string out;
  const auto take = [&]() -> AwkValue {
    return next < values.size() ? values[next++] : AwkValue{};
  };
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 >= format.size()) {
      out += format[i];
      continue;
    }
    if (format[i + 1] == '%') {
      out += '%';
      ++i;
      continue;
    }
    std::string flags = "%";
    std::size_t j = i + 1;
    int digits = 0;
    for (; j < format.size() &&
           std::string_view("-+ #0.123456789*").find(format[j]) != std::string_view::npos;
         ++j) {
      digits = isDigit(format[j]) ? digits + 1 : 0;
      if (format[j] == '*') {
        flags += std::to_string(static_cast<int>(std::fmod(toNumber(take()), 1000)));
      } else if (digits < 4) {
        flags += format[j];
      }
    }
    const char kind = j < format.size() ? format[j] : '\0';
    char buffer[1400];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (kind == 'd' || kind == 'i' || kind == 'x' || kind == 'X' || kind == 'o' || kind == 'u') {
      const double number = toNumber(take());
      const auto whole = std::fabs(number) < 9e18 ? static_cast<long long>(number) : 0LL;
      std::snprintf(buffer, sizeof buffer, (flags + "ll" + kind).c_str(), whole);
      out += buffer;
    } else if (kind == 'f' || kind == 'e' || kind == 'g' || kind == 'E' || kind == 'G') {
      std::snprintf(buffer, sizeof buffer, (flags + kind).c_str(), toNumber(take()));
      out += buffer;
    } else if (kind == 's' || kind == 'c') {
      const AwkValue value = take();
      std::string text = toText(value);
      if (kind == 'c')
        text =
            value.isNumber
                ? std::string(1, static_cast<char>(static_cast<int>(std::fmod(value.number, 256))))
                : text.substr(0, 1);
      if (flags == "%") {
        out += text;
      } else {
        std::snprintf(buffer, sizeof buffer, (flags + "s").c_str(), text.substr(0, 1200).c_str());
        out += buffer;
      }
    } else {
      out += format.substr(i, j - i + 1);
    }
#pragma GCC diagnostic pop
    i = j;
  }
  return out;
}

}  // namespace sts::shell
