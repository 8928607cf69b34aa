// Writing JSON as Go's encoding/json does, and strings as strconv.Quote does.
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "api/json.hpp"
#include "base/utf8.hpp"

namespace sts {
namespace {

/// The fewest significant digits that read back as the same double, as `d.ddde±xx`.
std::string shortestScientific(double value) {
  char text[40];
  // Fifteen digits always survive the way through a normal double; trailing zeros go below.
  for (int digits = std::fabs(value) < 1e-290 ? 1 : 15; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*e", digits - 1, value);
    if (std::strtod(text, nullptr) == value) break;
  }
  return text;
}

std::string withoutTrailingZeros(std::string digits) {
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  return digits;
}

/// k8s 1.36: encoding/json float64Encoder: plain notation from 1e-6 up to 1e21, else an exponent.
std::string doubleText(double value) {
  if (!std::isfinite(value)) return "null";
  if (value == 0) return std::signbit(value) ? "-0" : "0";
  const std::string text = shortestScientific(value);
  const std::size_t mark = text.find('e');
  const int exponent = std::atoi(text.c_str() + mark + 1);
  const std::string sign = text[0] == '-' ? "-" : "";
  std::string digits;
  for (char c : text.substr(0, mark)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  digits = withoutTrailingZeros(digits);
  if (exponent < -6 || exponent >= 21) {
    std::string out = sign + digits.substr(0, 1);
    if (digits.size() > 1) out += "." + digits.substr(1);
    // Go drops the zero of e-07 and keeps the sign of e+21.
    return out + (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
  }
  if (exponent < 0)
    return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  const std::size_t whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return sign + digits + std::string(whole - digits.size(), '0');
  return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

void appendHex(std::string& out, unsigned value, int digits) {
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    out += "0123456789abcdef"[(value >> shift) & 0xFu];
}

/// The letter of a two-character escape, or 0.
char jsonEscape(char c) {
  switch (c) {
    case '"':
      return '"';
    case '\\':
      return '\\';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

class Writer {
 public:
  Writer(std::string_view indent, bool pretty, bool escapeHtml)
      : indent_(indent), pretty_(pretty), escapeHtml_(escapeHtml) {}

  std::string take(const Json& value) {
    write(value, 0);
    return std::move(out_);
  }

 private:
  void write(const Json& value, std::size_t depth) {
    switch (value.type()) {
      case Json::Type::Null:
        out_ += "null";
        return;
      case Json::Type::Bool:
        out_ += value.boolean() ? "true" : "false";
        return;
      case Json::Type::Int:
        out_ += std::to_string(value.integer());
        return;
      case Json::Type::Double:
        out_ += doubleText(value.number());
        return;
      case Json::Type::String:
        writeString(value.str());
        return;
      case Json::Type::Array:
        writeArray(value.items(), depth);
        return;
      case Json::Type::Object:
        writeObject(value.members(), depth);
        return;
    }
  }

  void writeArray(const Json::Array& items, std::size_t depth) {
    out_ += '[';
    for (const Json& item : items) {
      beginElement(&item == items.data(), depth);
      write(item, depth + 1);
    }
    close(']', items.empty(), depth);
  }

  void writeObject(const Json::Object& members, std::size_t depth) {
    out_ += '{';
    for (const Json::Member& member : members) {
      beginElement(&member == members.data(), depth);
      writeString(member.first);
      out_ += pretty_ ? ": " : ":";
      write(member.second, depth + 1);
    }
    close('}', members.empty(), depth);
  }

  void beginElement(bool first, std::size_t depth) {
    if (!first) out_ += ',';
    newLine(depth + 1);
  }

  void close(char bracket, bool empty, std::size_t depth) {
    if (!empty) newLine(depth);
    out_ += bracket;
  }

  void newLine(std::size_t depth) {
    if (!pretty_) return;
    out_ += '\n';
    for (std::size_t i = 0; i < depth; ++i) out_ += indent_;
  }

  void writeString(std::string_view text) {
    out_ += '"';
    for (std::size_t at = 0; at < text.size();) {
      const Rune rune = decodeRune(text, at);
      writeRune(rune, text.substr(at, rune.size));
      at += rune.size;
    }
    out_ += '"';
  }

  void writeRune(const Rune& rune, std::string_view bytes) {
    const char letter = rune.value < 0x80 ? jsonEscape(static_cast<char>(rune.value)) : char{0};
    const bool html = escapeHtml_ && (rune.value == '<' || rune.value == '>' || rune.value == '&');
    if (letter != 0) {
      out_ += '\\';
      out_ += letter;
    } else if (rune.value < 0x20 || html || rune.value == 0x2028 || rune.value == 0x2029 ||
               !rune.valid) {
      out_ += "\\u";
      appendHex(out_, rune.value, 4);
    } else {
      out_ += bytes;
    }
  }

  std::string_view indent_;
  bool pretty_;
  bool escapeHtml_;
  std::string out_;
};

/// The letter of a short escape in Go source, or 0.
char goEscape(char32_t rune) {
  switch (rune) {
    case '\a':
      return 'a';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    case '\v':
      return 'v';
    case '"':
      return '"';
    case '\\':
      return '\\';
    default:
      return 0;
  }
}

}  // namespace

std::string toJson(const Json& value, bool escapeHtml) {
  return Writer("", false, escapeHtml).take(value);
}

std::string toJsonIndented(const Json& value, std::string_view indent, bool escapeHtml) {
  return Writer(indent, true, escapeHtml).take(value);
}

std::string goQuote(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const Rune rune = decodeRune(text, at);
    if (!rune.valid) {
      out += "\\x";
      appendHex(out, static_cast<unsigned char>(text[at]), 2);
    } else if (const char letter = goEscape(rune.value); letter != 0) {
      out += '\\';
      out += letter;
    } else if (isPrintable(rune.value)) {
      out += text.substr(at, rune.size);
    } else if (rune.value < 0x80) {
      out += "\\x";
      appendHex(out, rune.value, 2);
    } else {
      out += rune.value < 0x10000 ? "\\u" : "\\U";
      appendHex(out, rune.value, rune.value < 0x10000 ? 4 : 8);
    }
    at += rune.size;
  }
  return out + "\"";
}

}  // namespace sts
