// k8s 1.36: github.com/robfig/cron/v3 parser.go Parse, getField, getRange
#include "api/validation/cron_schedule.hpp"

#include <array>
#include <cctype>
#include <vector>

#include "api/go_value.hpp"
#include "api/validation/names.hpp"

namespace sts::validation {
namespace {

struct Bounds {
  int low, high;
  std::string_view names;  ///< three letters each, the first for `low`
};

constexpr std::array<Bounds, 5> kFields{{{0, 59, ""},
                                         {0, 23, ""},
                                         {1, 31, ""},
                                         {1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"},
                                         {0, 6, "sunmontuewedthufrisat"}}};

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// A number, or what is wrong with it.
struct Number {
  long value = 0;
  std::string wrong;
};

Number numberOf(const std::string& text) {
  const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const bool isNumber = text.size() > sign && text.size() < 10 &&
                        text.find_first_not_of("0123456789", sign) == std::string::npos;
  if (!isNumber) {
    return {0, "failed to parse int from " + text + ": strconv.Atoi: parsing " + goQuote(text) +
                   ": invalid syntax"};
  }
  return {std::stol(text), ""};
}

Number numberOrName(const std::string& text, const Bounds& bounds) {
  const std::string lower = lowerCase(text);
  for (std::size_t at = 0; lower.size() == 3 && at < bounds.names.size(); at += 3) {
    if (bounds.names.substr(at, 3) == lower) return {bounds.low + static_cast<long>(at / 3), ""};
  }
  return numberOf(text);
}

std::string wrongLimits(const std::string& text, const Bounds& bounds, long first, long last,
                        long step) {
  const auto number = [](long value) { return "(" + std::to_string(value) + ")"; };
  if (first < bounds.low)
    return "beginning of range " + number(first) + " below minimum " + number(bounds.low) + ": " + text;
  if (last > bounds.high)
    return "end of range " + number(last) + " above maximum " + number(bounds.high) + ": " + text;
  if (first > last)
    return "beginning of range " + number(first) + " beyond end of range " + number(last) + ": " + text;
  return step == 0 ? "step of range should be a positive number: " + text : "";
}

std::string wrongRange(const std::string& text, const Bounds& bounds) {
  const std::vector<std::string> parts = split(text, '/');
  const std::vector<std::string> limits = split(parts[0], '-');
  Number first{bounds.low, ""}, last{bounds.high, ""}, step{1, ""};
  if (limits[0] != "*" && limits[0] != "?") {
    first = numberOrName(limits[0], bounds);
    if (!first.wrong.empty()) return first.wrong;
    if (limits.size() > 2) return "too many hyphens: " + text;
    last = limits.size() == 1 ? first : numberOrName(limits[1], bounds);
    if (!last.wrong.empty()) return last.wrong;
  }
  if (parts.size() > 2) return "too many slashes: " + text;
  if (parts.size() == 2) {
    step = numberOf(parts[1]);
    if (!step.wrong.empty()) return step.wrong;
    if (limits.size() == 1) last.value = bounds.high;
  }
  return wrongLimits(text, bounds, first.value, last.value, step.value);
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  bool inside = false;
  for (char c : text) {
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!blank && !inside) out.emplace_back();
    if (!blank) out.back() += c;
    inside = !blank;
  }
  return out;
}

}  // namespace

std::string whatIsWrongWithSchedule(std::string_view text) {
  if (text[0] == '@') {
    for (const char* word : {"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"}) {
      if (text == word) return "";
    }
    return text.substr(0, 7) == "@every " ? "" : "unrecognized descriptor: " + std::string(text);
  }
  const std::vector<std::string> fields = words(text);
  if (fields.size() != kFields.size()) {
    std::string shown;
    for (const std::string& field : fields) shown += (shown.empty() ? "" : " ") + field;
    return "expected exactly 5 fields, found " + std::to_string(fields.size()) + ": [" + shown + "]";
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const std::string& range : split(fields[i], ',')) {
      if (range.empty()) continue;
      if (std::string wrong = wrongRange(range, kFields[i]); !wrong.empty()) return wrong;
    }
  }
  return "";
}

}  // namespace sts::validation
