// printf: Go's verbs for the kinds of values that JSON has. A verb that does not fit prints as Go's
// complaint, such as
// `%!s(int64=3)` for a replica count, which is an int64 here as it is in kubectl.
#include <algorithm>
#include <cstdio>

#include "api/go_value.hpp"
#include "base/utf8.hpp"
#include "kubectl/printers/tabwriter.hpp"
#include "kubectl/template/functions.hpp"

namespace sts::gotemplate {
namespace {

constexpr int kMostWidth = 1000;

struct Verb {
  bool minus = false, plus = false, sharp = false, zero = false, space = false;
  int width = -1;
  int precision = -1;
  char letter = '\0';
};

std::string padded(const Verb& verb, std::string text, bool zeros = false) {
  const auto width = static_cast<std::size_t>(std::max(verb.width, 0));
  const std::size_t length = printers::runeCount(text);
  if (length >= width) return text;
  if (verb.minus) return text + std::string(width - length, ' ');
  if (!zeros || !verb.zero) return std::string(width - length, ' ') + text;
  const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  return text.insert(sign, width - length, '0');
}

std::string typed(const Json& value) { return typeName(value) + "=" + goValue(value); }

std::string badVerb(const Verb& verb, Value value) {
  const std::string what = value == nullptr || value->isNull() ? "<nil>" : typed(*value);
  return std::string("%!") + verb.letter + "(" + what + ")";
}

std::string signedText(const Verb& verb, std::string text) {
  if (text[0] != '-' && verb.plus) return "+" + text;
  if (text[0] != '-' && verb.space) return " " + text;
  return text;
}

std::string digitsOf(std::uint64_t value, unsigned base, bool upper) {
  const char* digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  std::string text;
  do {
    text.insert(text.begin(), digits[value % base]);
    value /= base;
  } while (value != 0);
  return text;
}

std::string runeText(std::int64_t value) {
  std::string text;
  appendRune(text, static_cast<char32_t>(value < 0 || value > 0x10FFFF ? 0xFFFD : value));
  return text;
}

std::string integerText(const Verb& verb, std::int64_t value) {
  if (verb.letter == 'c') return padded(verb, runeText(value));
  const unsigned base = verb.letter == 'x' || verb.letter == 'X' ? 16
                        : verb.letter == 'o'                     ? 8
                        : verb.letter == 'b'                     ? 2
                                                                 : 10;
  const auto magnitude =
      value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  std::string text = digitsOf(magnitude, base, verb.letter == 'X');
  if (verb.sharp && base == 16) text = (verb.letter == 'X' ? "0X" : "0x") + text;
  if (value < 0) text = "-" + text;
  return padded(verb, signedText(verb, text), true);
}

std::string floatText(const Verb& verb, double value) {
  if (verb.letter == 'v' && verb.precision < 0) {
    return padded(verb, signedText(verb, goFloat(value)), true);
  }
  if (verb.letter == 'g' && verb.precision < 0) {
    return padded(verb, signedText(verb, goFloat(value)), true);
  }
  const char letter = verb.letter == 'v' ? 'g' : verb.letter == 'F' ? 'f' : verb.letter;
  const char format[] = {'%', '.', '*', letter, '\0'};
  char buffer[512];
  std::snprintf(buffer, sizeof buffer, format,
                std::min(verb.precision < 0 ? 6 : verb.precision, 100), value);
  return padded(verb, signedText(verb, buffer), true);
}

std::string cut(const Verb& verb, const std::string& text) {
  if (verb.precision < 0) return text;
  std::size_t end = 0;
  for (int runes = 0; end < text.size(); ++end) {
    const bool starts = (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80;
    if (starts && runes++ == verb.precision) break;
  }
  return text.substr(0, end);
}

std::string textText(const Verb& verb, const std::string& text) {
  if (verb.letter == 'q') return padded(verb, goQuote(cut(verb, text)));
  if (verb.letter == 'x' || verb.letter == 'X') {
    std::string out;
    for (const char c : cut(verb, text)) {
      const auto byte = static_cast<unsigned char>(c);
      out += (byte < 16 ? "0" : "") + digitsOf(byte, 16, verb.letter == 'X');
    }
    return padded(verb, out);
  }
  return padded(verb, cut(verb, text));
}

std::string scalarText(const Verb& verb, const Json& value) {
  const auto fits = [&](std::string_view letters) {
    return letters.find(verb.letter) != std::string_view::npos;
  };
  if (value.isString() && fits("vsqxX")) return textText(verb, value.str());
  if (value.isBool() && fits("vt")) return padded(verb, value.boolean() ? "true" : "false");
  if (value.isInt() && fits("vdxXobc")) return integerText(verb, value.integer());
  if (value.isDouble() && fits("veEfFgG")) return floatText(verb, value.number());
  return badVerb(verb, &value);
}

// Lists and maps apply the verb to what they hold.
std::string compositeText(const Verb& verb, const Json& value) {
  if (value.isNull()) return verb.letter == 'v' ? "<nil>" : badVerb(verb, &value);
  if (!value.isArray() && !value.isObject()) return scalarText(verb, value);
  std::string text = value.isArray() ? "[" : "map[";
  bool first = true;
  for (const Json& item : value.items()) {
    text += (first ? "" : " ") + compositeText(verb, item);
    first = false;
  }
  for (const auto& [key, member] : value.members()) {
    text += (first ? "" : " ") + scalarText(verb, Json(key)) + ":" + compositeText(verb, member);
    first = false;
  }
  return text + "]";
}

std::string valueText(const Verb& verb, Value value) {
  if (verb.letter == 'T') {
    return padded(verb, value == nullptr || value->isNull() ? "<nil>" : typeName(*value));
  }
  if (value == nullptr || value->isNull()) {
    return verb.letter == 'v' ? padded(verb, "<nil>") : badVerb(verb, value);
  }
  if (verb.letter == 'v' && verb.sharp) return padded(verb, goSyntax(*value));
  return compositeText(verb, *value);
}

int readNumber(const std::string& format, std::size_t* at) {
  int number = -1;
  while (*at < format.size() && format[*at] >= '0' && format[*at] <= '9') {
    number = std::min((number < 0 ? 0 : number) * 10 + (format[*at] - '0'), kMostWidth);
    ++*at;
  }
  return number;
}

Verb readVerb(const std::string& format, std::size_t* at) {
  Verb verb;
  for (; *at < format.size(); ++*at) {
    const char c = format[*at];
    if (c == '-') {
      verb.minus = true;
    } else if (c == '+') {
      verb.plus = true;
    } else if (c == '#') {
      verb.sharp = true;
    } else if (c == '0') {
      verb.zero = true;
    } else if (c == ' ') {
      verb.space = true;
    } else {
      break;
    }
  }
  verb.width = readNumber(format, at);
  if (*at < format.size() && format[*at] == '.') {
    ++*at;
    verb.precision = std::max(readNumber(format, at), 0);
  }
  if (*at < format.size()) verb.letter = format[(*at)++];
  if (verb.letter == 'v') verb.plus = false;  // %+v is about fields of structs
  return verb;
}

}  // namespace

// Go: fmt/print.go doPrintf
std::string formatted(const std::string& format, const std::vector<Value>& args,
                      std::size_t first) {
  std::string out;
  std::size_t arg = first;
  for (std::size_t at = 0; at < format.size();) {
    if (format[at] != '%') {
      out += format[at++];
      continue;
    }
    ++at;
    const Verb verb = readVerb(format, &at);
    if (verb.letter == '\0') {
      out += "%!(NOVERB)";
    } else if (verb.letter == '%') {
      out += '%';
    } else if (arg >= args.size()) {
      out += std::string("%!") + verb.letter + "(MISSING)";
    } else {
      out += valueText(verb, args[arg++]);
    }
  }
  if (arg >= args.size()) return out;
  out += "%!(EXTRA ";
  for (std::size_t i = arg; i < args.size(); ++i) {
    if (i != arg) out += ", ";
    out += args[i] == nullptr || args[i]->isNull() ? "<nil>" : typed(*args[i]);
  }
  return out + ")";
}

}  // namespace sts::gotemplate
