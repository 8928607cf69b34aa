#include "base/time.hpp"

#include <array>
#include <cstdio>

namespace sts {
namespace {

struct Civil {
  std::int64_t year;
  int month;
  int day;
};

// Days since 1970-01-01 to a date of the proleptic Gregorian calendar and back (Hinnant's era arithmetic).
Civil civilFromDays(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t dayOfEra = days - era * 146097;
  const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const std::int64_t shifted = (5 * dayOfYear + 2) / 153;
  const int day = static_cast<int>(dayOfYear - (153 * shifted + 2) / 5 + 1);
  const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  return {yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

std::int64_t daysFromCivil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t yearOfEra = year - era * 400;
  const std::int64_t dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const std::int64_t dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

constexpr std::int64_t nsPerSecond = 1'000'000'000;

std::string dateAndTime(std::int64_t unixSeconds) {
  std::int64_t days = unixSeconds / 86400;
  std::int64_t rest = unixSeconds % 86400;
  if (rest < 0) {
    rest += 86400;
    --days;
  }
  const Civil date = civilFromDays(days);
  // By hand: every status and event has such texts, and snprintf takes ten times as long.
  std::string text = "0000-00-00T00:00:00";
  const auto put = [&text](std::size_t at, std::size_t count, std::int64_t number) {
    for (; count > 0; number /= 10) text[at + --count] = static_cast<char>('0' + number % 10);
  };
  put(0, 4, date.year);
  put(5, 2, date.month);
  put(8, 2, date.day);
  put(11, 2, rest / 3600);
  put(14, 2, rest / 60 % 60);
  put(17, 2, rest % 60);
  return text;
}

// Reads exactly `count` digits at `at`; -1 if they are not there.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::string rfc3339(Time time) { return dateAndTime(time.ns / nsPerSecond) + "Z"; }

std::string rfc3339Micro(Time time) {
  std::array<char, 16> fraction{};
  std::snprintf(fraction.data(), fraction.size(), ".%06dZ", static_cast<int>(time.ns % nsPerSecond / 1000));
  return dateAndTime(time.ns / nsPerSecond) + fraction.data();
}

Time parseRfc3339(std::string_view text) {
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':')
    return {};
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || minute < 0 || second < 0) return {};
  std::size_t at = 19;
  std::int64_t fraction = 0;
  if (text[at] == '.') {
    std::int64_t unit = nsPerSecond / 10;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10)
      fraction += (text[at] - '0') * unit;
  }
  if (at >= text.size()) return {};
  std::int64_t offset = 0;
  if (text[at] == '+' || text[at] == '-') {
    const int hours = digits(text, at + 1, 2), minutes = digits(text, at + 4, 2);
    if (hours < 0 || minutes < 0) return {};
    offset = (hours * 3600 + minutes * 60) * (text[at] == '-' ? -1 : 1);
  } else if (text[at] != 'Z' || at + 1 != text.size()) {
    return {};
  }
  const std::int64_t whole = daysFromCivil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset;
  return {whole * nsPerSecond + fraction};
}

Duration secondsFromText(std::string_view text) {
  std::int64_t thousandths = 0;
  std::int64_t unit = 1000;
  for (char c : text) {
    if (c == '.') {
      unit = 100;
    } else if (c < '0' || c > '9' || unit == 0) {
      break;
    } else if (unit == 1000) {
      thousandths = thousandths * 10 + (c - '0') * 1000;
    } else {
      thousandths += (c - '0') * unit;
      unit /= 10;
    }
  }
  return milliseconds(thousandths);
}

}  // namespace sts
