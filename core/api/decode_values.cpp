#include "api/decode_values.hpp"

#include <array>

#include "api/json.hpp"
#include "base/time.hpp"

namespace sts::decoding {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

struct Element {
  std::string_view layout;
  int digits;  // 0: the text itself
  int least, most;
  std::string_view name;  // of what is out of range
};
constexpr std::array<Element, 11> elements{{
    {"2006", 4, 0, 9999, "year"}, {"-", 0, 0, 0, ""}, {"01", 2, 1, 12, "month"}, {"-", 0, 0, 0, ""},
    {"02", 2, 1, 31, "day"}, {"T", 0, 0, 0, ""}, {"15", 2, 0, 23, "hour"}, {":", 0, 0, 0, ""},
    {"04", 2, 0, 59, "minute"}, {":", 0, 0, 0, ""}, {"05", 2, 0, 59, "second"},
}};

int number(std::string_view text, int digits) {
  int value = 0;
  for (int i = 0; i < digits; ++i) {
    if (static_cast<std::size_t>(i) >= text.size() || !isDigit(text[static_cast<std::size_t>(i)])) return -1;
    value = value * 10 + (text[static_cast<std::size_t>(i)] - '0');
  }
  return value;
}

int daysIn(int year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Takes the fraction off the front of `rest`; false if the layout wants another.
bool takeFraction(std::string_view& rest, bool micro) {
  std::size_t end = 1;
  const bool dot = !rest.empty() && (rest[0] == '.' || rest[0] == ',');
  while (dot && end < rest.size() && isDigit(rest[end])) ++end;
  if (micro) {
    if (!dot || end < 7) return false;
    end = 7;
  } else if (!dot || end < 2) {
    return true;
  }
  rest.remove_prefix(end);
  return true;
}

bool takeZone(std::string_view& rest) {
  if (!rest.empty() && rest[0] == 'Z') {
    rest.remove_prefix(1);
    return true;
  }
  const bool numeric = rest.size() >= 6 && (rest[0] == '+' || rest[0] == '-') && rest[3] == ':' &&
                       number(rest.substr(1), 2) >= 0 && number(rest.substr(4), 2) >= 0;
  if (numeric) rest.remove_prefix(6);
  return numeric;
}

/// What time.Parse says of the text; "" if it is a time.
std::string timeFault(std::string_view text, bool micro) {
  const std::string_view layout = micro ? "2006-01-02T15:04:05.000000Z07:00" : "2006-01-02T15:04:05Z07:00";
  const std::string head = "parsing time " + goQuote(text);
  std::string_view rest = text;
  const auto cannot = [&](std::string_view element) {
    return head + " as " + goQuote(layout) + ": cannot parse " + goQuote(rest) + " as " + goQuote(element);
  };
  int year = 0, month = 0;
  for (const Element& element : elements) {
    if (element.digits == 0) {
      if (rest.substr(0, 1) != element.layout) return cannot(element.layout);
      rest.remove_prefix(1);
      continue;
    }
    const int value = number(rest, element.digits);
    if (value < 0) return cannot(element.layout);
    const int most = element.name == "day" ? daysIn(year, month) : element.most;
    if (value < element.least || value > most) return head + ": " + std::string(element.name) + " out of range";
    if (element.name == "year") year = value;
    if (element.name == "month") month = value;
    rest.remove_prefix(static_cast<std::size_t>(element.digits));
  }
  if (!takeFraction(rest, micro)) return cannot(".000000");
  if (!takeZone(rest)) return cannot("Z07:00");
  return rest.empty() ? "" : head + ": extra text: " + goQuote(rest);
}

}  // namespace

TextValue time(std::string_view text) {
  std::string fault = timeFault(text, false);
  if (!fault.empty()) return {"", std::move(fault)};
  return {rfc3339(parseRfc3339(text).truncatedToSecond()), ""};
}

TextValue microTime(std::string_view text) {
  std::string fault = timeFault(text, true);
  if (!fault.empty()) return {"", std::move(fault)};
  return {rfc3339Micro(parseRfc3339(text)), ""};
}

}  // namespace sts::decoding
