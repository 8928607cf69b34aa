// Commands that take virtual time, or tell it: sleep, date, watch, timeout, time.
#include <cstdio>

#include "shell/commands/commands.hpp"

namespace sts::shell {

namespace {

// 5, 0.5, 5s, 2m, 1h, 1d, infinity; nothing if it is none of these.
std::optional<Duration> parseDuration(std::string_view text) {
  std::int64_t unit = 1'000'000'000;
  if (text == "infinity" || text == "inf") return seconds(100LL * 365 * 86400);
  if (text.ends_with('m')) unit *= 60;
  if (text.ends_with('h')) unit *= 3600;
  if (text.ends_with('d')) unit *= 86400;
  if (!text.empty() && std::string_view("smhd").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  std::int64_t whole = 0;
  std::int64_t fraction = 0;
  std::int64_t scale = 1;
  bool digits = false;
  bool dot = false;
  for (char c : text) {
    if (c == '.' && !dot) {
      dot = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    digits = true;
    if (!dot && whole < 100'000'000) whole = whole * 10 + (c - '0');
    if (dot && scale < 1'000'000'000) {
      fraction = fraction * 10 + (c - '0');
      scale *= 10;
    }
  }
  if (!digits) return std::nullopt;
  return Duration{std::min(whole, std::int64_t{36500} * 86400) * unit / 1 +
                  fraction * (unit / 1'000'000'000) * (1'000'000'000 / scale)};
}

struct Calendar {
  long long year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int weekday = 4;
  int yearDay = 1;
};

Calendar calendarOf(long long epoch) {
  Calendar date;
  long long days = epoch / 86400;
  long long rest = epoch % 86400;
  if (rest < 0) {
    rest += 86400;
    --days;
  }
  date.hour = static_cast<int>(rest / 3600);
  date.minute = static_cast<int>(rest / 60 % 60);
  date.second = static_cast<int>(rest % 60);
  date.weekday = static_cast<int>(((days + 4) % 7 + 7) % 7);
  // Days since 1970 to a date, by eras of 400 years that begin in March.
  const long long shifted = days + 719468;
  const long long era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const long long dayOfEra = shifted - era * 146097;
  const long long yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  const long long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const long long marchMonth = (5 * dayOfYear + 2) / 153;
  date.day = static_cast<int>(dayOfYear - (153 * marchMonth + 2) / 5 + 1);
  date.month = static_cast<int>(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9);
  date.year = yearOfEra + era * 400 + (date.month <= 2 ? 1 : 0);
  static constexpr int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
  date.yearDay = before[date.month - 1] + date.day + (leap && date.month > 2 ? 1 : 0);
  return date;
}

std::string padded(long long value, std::size_t width, char fill = '0') {
  std::string digits = std::to_string(value);
  return std::string(digits.size() < width ? width - digits.size() : 0, fill) + digits;
}

constexpr std::string_view weekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                         "Thursday", "Friday", "Saturday"};
constexpr std::string_view months[] = {"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};

std::string formatted(const std::string& format, Time time);

// The letters that stand for other formats.
std::string_view longForm(char letter) {
  switch (letter) {
    case 'F':
      return "%Y-%m-%d";
    case 'T':
      return "%H:%M:%S";
    case 'R':
      return "%H:%M";
    case 'D':
      return "%m/%d/%y";
    case 'c':
      return "%a %b %e %H:%M:%S %Y";
    default:
      return "";
  }
}

std::string dateText(char letter, const Calendar& date) {
  switch (letter) {
    case 'Y':
      return std::to_string(date.year);
    case 'y':
      return padded(date.year % 100, 2);
    case 'm':
      return padded(date.month, 2);
    case 'd':
      return padded(date.day, 2);
    case 'e':
      return padded(date.day, 2, ' ');
    case 'j':
      return padded(date.yearDay, 3);
    case 'u':
      return std::to_string((date.weekday + 6) % 7 + 1);
    case 'w':
      return std::to_string(date.weekday);
    case 'a':
      return std::string(weekdays[date.weekday].substr(0, 3));
    case 'A':
      return std::string(weekdays[date.weekday]);
    case 'b':
    case 'h':
      return std::string(months[date.month - 1].substr(0, 3));
    case 'B':
      return std::string(months[date.month - 1]);
    default:
      return "";
  }
}

std::string timeText(char letter, const Calendar& date, Time time) {
  switch (letter) {
    case 'H':
      return padded(date.hour, 2);
    case 'I':
      return padded((date.hour + 11) % 12 + 1, 2);
    case 'M':
      return padded(date.minute, 2);
    case 'S':
      return padded(date.second, 2);
    case 's':
      return std::to_string(time.ns / 1'000'000'000);
    case 'p':
      return date.hour < 12 ? "AM" : "PM";
    case 'Z':
      return "UTC";
    case 'z':
      return "+0000";
    case 'n':
      return "\n";
    case 't':
      return "\t";
    case '%':
      return "%";
    default:
      return "";
  }
}

std::string formatted(const std::string& format, Time time) {
  const Calendar date = calendarOf(time.ns / 1'000'000'000);
  std::string out;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 >= format.size()) {
      out += format[i];
      continue;
    }
    char letter = format[++i];
    std::size_t width = 9;
    if (letter >= '1' && letter <= '9' && i + 1 < format.size()) {
      width = static_cast<std::size_t>(letter - '0');
      letter = format[++i];
    }
    if (const std::string_view inner = longForm(letter); !inner.empty()) {
      out += formatted(std::string(inner), time);
      continue;
    }
    std::string text = dateText(letter, date);
    if (text.empty()) text = timeText(letter, date, time);
    if (letter == 'N') text = padded(time.ns % 1'000'000'000, 9).substr(0, width);
    out += text.empty() ? std::string("%") + letter : text;
  }
  return out;
}

}  // namespace

Outcome sleepCommand(Context& context) {
  if (context.call.phase++ > 0) return 0;
  const std::string hint = "\nTry 'sleep --help' for more information.\n";
  if (context.arguments.size() < 2) {
    context.err("sleep: missing operand" + hint);
    return 1;
  }
  Duration total;
  for (std::size_t i = 1; i < context.arguments.size(); ++i) {
    const std::optional<Duration> one = parseDuration(context.arguments[i]);
    if (!one) {
      context.err("sleep: invalid time interval '" + context.arguments[i] + "'" + hint);
      return 1;
    }
    total = total + *one;
  }
  return Outcome::sleepUntil(context.host.now() + total);
}

Outcome dateCommand(Context& context) {
  const ParsedOptions options =
      parseOptions(context.arguments, "uRI:d:s:", {{"utc", 'u'}, {"iso-8601", 'i'}, {"date", 'd'}});
  if (!options.error.empty()) {
    context.err(options.error);
    return 1;
  }
  Time time = context.host.now();
  if (options.has('s')) return context.fail("cannot set date: Operation not permitted");
  if (options.has('d')) {
    const std::string text = options.value('d');
    const std::optional<long long> epoch = parseCount(text.starts_with('@') ? text.substr(1) : "");
    if (epoch) {
      time = Time{*epoch * 1'000'000'000};
    } else if (text != "now") {
      time = parseRfc3339(text);
      if (time.isZero())
        return context.fail("only RFC 3339 times, @SECONDS and now are supported here: '" + text +
                            "'");
    }
  }
  std::string format = "%a %b %e %H:%M:%S %Z %Y";
  if (options.has('R')) format = "%a, %d %b %Y %H:%M:%S %z";
  if (options.has('I'))
    format = options.value('I') == "seconds" ? "%Y-%m-%dT%H:%M:%S+00:00" : "%Y-%m-%d";
  for (const std::string& operand : options.operands) {
    if (!operand.starts_with('+')) return context.fail("invalid date '" + operand + "'");
    format = operand.substr(1);
  }
  context.out(formatted(format, time) + "\n");
  return 0;
}

// watch [-n SECONDS] [-t] COMMAND: a heading and the command's output, again and again until it is
// interrupted. SIM: there is no screen to clear; every round is printed below the one before.
Outcome watchCommand(Context& context) {
  const ParsedOptions options =
      parseOptions(context.arguments, "+n:tdegcxb",
                   {{"interval", 'n'}, {"no-title", 't'}, {"differences", 'd'}});
  if (!options.error.empty() || options.operands.empty()) {
    context.err(options.error.empty() ? "Usage:\n watch [options] command\n" : options.error);
    return 1;
  }
  const std::string interval = options.value('n', "2");
  const std::optional<Duration> pause = parseDuration(interval);
  if (!pause) return context.fail("failed to parse argument: '" + interval + "'");
  if (context.call.phase++ % 2 == 1) {
    if (options.has('e') && context.call.status != 0) return 8;
    const Duration least = milliseconds(100);
    return Outcome::sleepUntil(context.host.now() + (*pause < least ? least : *pause));
  }
  std::string text;
  for (const std::string& word : options.operands) text += (text.empty() ? "" : " ") + word;
  if (!options.has('t')) {
    char seconds[32];
    std::snprintf(seconds, sizeof seconds, "%.1f", static_cast<double>(pause->ns) / 1e9);
    context.out("Every " + std::string(seconds) + "s: " + text + "\n\n");
  }
  Run run;
  run.fresh = true;
  run.arguments = {"sh", "-c", text};
  return Outcome::run(std::move(run));
}

Outcome timeoutCommand(Context& context) {
  if (context.call.phase++ > 0) return context.call.status;
  const ParsedOptions options = parseOptions(
      context.arguments, "+s:k:", {{"signal", 's'}, {"kill-after", 'k'}, {"preserve-status", 'p'}});
  if (!options.error.empty() || options.operands.size() < 2) {
    context.err(options.error.empty() ? "Try 'timeout --help' for more information.\n"
                                      : options.error);
    return 125;
  }
  const std::optional<Duration> limit = parseDuration(options.operands[0]);
  if (!limit) {
    context.err("timeout: invalid time interval '" + options.operands[0] +
                "'\nTry 'timeout --help' for more information.\n");
    return 125;
  }
  Run run;
  run.arguments.assign(options.operands.begin() + 1, options.operands.end());
  if (limit->ns > 0) run.deadline = context.host.now() + *limit;
  return Outcome::run(std::move(run));
}

Outcome timeCommand(Context& context) {
  if (context.call.phase++ == 0) {
    context.call.time = context.host.now();
    Run run;
    run.arguments.assign(context.arguments.begin() + 1, context.arguments.end());
    if (run.arguments.empty()) run.arguments = {":"};
    return Outcome::run(std::move(run));
  }
  const long long spent = (context.host.now() - context.call.time).ns / 1'000'000;
  context.err("\nreal\t" + std::to_string(spent / 60000) + "m" + std::to_string(spent / 1000 % 60) +
              "." + padded(spent % 1000, 3) + "s\nuser\t0m0.000s\nsys\t0m0.000s\n");
  return context.call.status;
}

}  // namespace sts::shell
