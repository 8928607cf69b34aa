// go.yaml.in/yaml/v2: resolve.go parseTimestamp, which tries four layouts with Go's time.Parse:
// "2006-1-2T15:4:5Z07:00" with T or t, "2006-1-2 15:4:5" without a zone, "2006-1-2".
#include "api/yaml/timestamp.hpp"

#include <cstddef>

namespace sts::yaml {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

int daysIn(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Reads on from the front of a text; once something does not fit, nothing more does.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool done() const { return ok_ && text_.empty(); }
  bool ok() const { return ok_; }

  /// As many digits as there are, between `least` and `most`.
  int number(std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t count = 0;
    while (count < most && count < text_.size() && isDigit(text_[count])) {
      value = value * 10 + (text_[count++] - '0');
    }
    skip(count >= least ? count : text_.size() + 1);
    return value;
  }

  void literal(char c) { skip(!text_.empty() && text_[0] == c ? 1 : text_.size() + 1); }

  void blanks() {
    literal(' ');
    while (!text_.empty() && text_[0] == ' ') text_.remove_prefix(1);
  }

  bool isNext(char c) const { return ok_ && !text_.empty() && text_[0] == c; }

  /// A dot or comma and up to nine digits, or nothing.
  void fraction() {
    if (text_.size() < 2 || (text_[0] != '.' && text_[0] != ',') || !isDigit(text_[1])) return;
    text_.remove_prefix(1);
    number(1, 9);
  }

 private:
  void skip(std::size_t count) {
    if (count > text_.size()) {
      ok_ = false;
    } else {
      text_.remove_prefix(count);
    }
  }

  std::string_view text_;
  bool ok_ = true;
};

bool readDate(Cursor& cursor) {
  const int year = cursor.number(4, 4);
  cursor.literal('-');
  const int month = cursor.number(1, 2);
  cursor.literal('-');
  const int day = cursor.number(1, 2);
  return cursor.ok() && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

bool readClock(Cursor& cursor) {
  const int hour = cursor.number(1, 2);
  cursor.literal(':');
  const int minute = cursor.number(1, 2);
  cursor.literal(':');
  const int second = cursor.number(1, 2);
  cursor.fraction();
  return cursor.ok() && hour < 24 && minute < 60 && second < 60;
}

bool readZone(Cursor& cursor) {
  if (cursor.isNext('Z')) {
    cursor.literal('Z');
    return cursor.ok();
  }
  cursor.literal(cursor.isNext('-') ? '-' : '+');
  const int hours = cursor.number(2, 2);
  cursor.literal(':');
  const int minutes = cursor.number(2, 2);
  return cursor.ok() && hours <= 24 && minutes < 60;
}

}  // namespace

bool isTimestamp(std::string_view text) {
  if (text.size() < 8 || text[4] != '-') return false;
  Cursor cursor(text);
  if (!readDate(cursor)) return false;
  if (cursor.done()) return true;
  if (cursor.isNext(' ')) {
    cursor.blanks();
    return readClock(cursor) && cursor.done();
  }
  cursor.literal(cursor.isNext('t') ? 't' : 'T');
  return readClock(cursor) && readZone(cursor) && cursor.done();
}

}  // namespace sts::yaml
