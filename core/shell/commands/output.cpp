// echo and printf, as bash's builtins print.
#include <cstdio>

#include "base/characters.hpp"
#include "shell/commands/commands.hpp"

namespace sts::shell {

namespace {

struct Escaped {
  std::string text;
  bool stop = false;  // \c: nothing after this
};

// Reads up to `most` digits at `at`, moving it.
int readDigits(std::string_view text, std::size_t& at, int base, int most) {
  int value = 0;
  while (most-- > 0 && at < text.size() && digitOf(text[at], base) >= 0)
    value = value * base + digitOf(text[at++], base);
  return value;
}

// `echoStyle`: octal needs a leading 0, as in `echo -e` and %b.
Escaped unescape(std::string_view text, bool echoStyle) {
  Escaped out;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i++];
    if (c != '\\' || i >= text.size()) {
      out.text += c;
      continue;
    }
    const char e = text[i++];
    static constexpr std::string_view letters = "ntrabfve\\";
    static constexpr std::string_view values = "\n\t\r\a\b\f\v\x1b\\";
    const std::size_t known = letters.find(e);
    if (known != std::string_view::npos) {
      out.text += values[known];
    } else if (e == 'c' && echoStyle) {
      out.stop = true;
      return out;
    } else if (e == 'x' && i < text.size() && digitOf(text[i], 16) >= 0) {
      out.text += static_cast<char>(readDigits(text, i, 16, 2));
    } else if (e == '0' || (!echoStyle && digitOf(e, 8) >= 0)) {
      if (!echoStyle) --i;
      out.text += static_cast<char>(readDigits(text, i, 8, 3));
    } else if (!echoStyle && (e == '"' || e == '\'')) {
      out.text += e;
    } else {
      out.text += '\\';
      out.text += e;
    }
  }
  return out;
}

std::string padded(std::string text, int width, bool left) {
  const auto size = static_cast<int>(text.size());
  if (width <= size) return text;
  const std::string blanks(static_cast<std::size_t>(width - size), ' ');
  return left ? text + blanks : blanks + text;
}

// One format string, gone through again while arguments are left.
class Formatter {
 public:
  Formatter(Context& context, std::size_t first) : context_(context), next_(first) {}

  int run(const std::string& format) {
    const std::size_t start = next_;
    do {
      used_ = false;
      if (!once(format)) break;
    } while (used_ && next_ < context_.arguments.size() && out_.size() < (1 << 20));
    (void)start;
    context_.out(out_);
    return status_;
  }

 private:
  std::string argument() {
    used_ = true;
    return next_ < context_.arguments.size() ? context_.arguments[next_++] : "";
  }

  long long number() {
    if (next_ >= context_.arguments.size()) {
      used_ = true;
      return 0;
    }
    const std::string text = argument();
    if (text.size() > 1 && (text[0] == '\'' || text[0] == '"'))
      return static_cast<unsigned char>(text[1]);
    char* end = nullptr;
    const long long value = std::strtoll(text.c_str(), &end, 0);
    if (end == text.c_str() || *end != '\0') {
      context_.failAsShell(text + ": invalid number");
      status_ = 1;
    }
    return value;
  }

  bool once(const std::string& format) {
    std::size_t i = 0;
    while (i < format.size()) {
      if (format[i] == '\\') {
        std::size_t end = i + 2;
        while (end < format.size() && end < i + 4 && format[i + 1] != '\\' &&
               digitOf(format[end], 16) >= 0 &&
               (format[i + 1] == 'x' || digitOf(format[i + 1], 8) >= 0)) {
          ++end;
        }
        out_ += unescape(std::string_view(format).substr(i, end - i), false).text;
        i = end;
      } else if (format[i] != '%') {
        out_ += format[i++];
      } else if (i + 1 < format.size() && format[i + 1] == '%') {
        out_ += '%';
        i += 2;
      } else if (!directive(format, i)) {
        return false;
      }
    }
    return true;
  }

  int starOrNumber(const std::string& format, std::size_t& i) {
    if (i < format.size() && format[i] == '*') {
      ++i;
      return static_cast<int>(std::min(std::max(number(), -1000LL), 1000LL));
    }
    return std::min(readDigits(format, i, 10, 4), 1000);
  }

  bool directive(const std::string& format, std::size_t& i) {
    std::string flags;
    ++i;
    while (i < format.size() && std::string_view("-+ #0").find(format[i]) != std::string_view::npos)
      flags += format[i++];
    int width = starOrNumber(format, i);
    if (width < 0) {
      flags += '-';
      width = -width;
    }
    int precision = -1;
    if (i < format.size() && format[i] == '.') {
      ++i;
      precision = starOrNumber(format, i);
    }
    const char kind = i < format.size() ? format[i++] : '\0';
    const bool left = flags.find('-') != std::string::npos;
    if (kind == 's' || kind == 'b' || kind == 'q' || kind == 'c') {
      std::string text = argument();
      bool stop = false;
      if (kind == 'b') {
        Escaped escaped = unescape(text, true);
        text = std::move(escaped.text);
        stop = escaped.stop;
      }
      if (kind == 'c') text.resize(std::min<std::size_t>(text.size(), 1));
      if (precision >= 0) text.resize(std::min(text.size(), static_cast<std::size_t>(precision)));
      out_ += padded(std::move(text), width, left);
      return !stop;
    }
    const std::string start = "%" + flags + (width > 0 ? std::to_string(width) : "") +
                              (precision >= 0 ? "." + std::to_string(precision) : "");
    char buffer[1200];
    if (kind == 'd' || kind == 'i' || kind == 'u' || kind == 'x' || kind == 'X' || kind == 'o') {
      const std::string whole = start + "ll" + kind;
      print(buffer, sizeof buffer, whole, number());
      return true;
    }
    if (kind == 'f' || kind == 'e' || kind == 'g' || kind == 'E' || kind == 'G') {
      const std::string text = argument();
      print(buffer, sizeof buffer, start + kind, std::strtod(text.c_str(), nullptr));
      return true;
    }
    context_.failAsShell("`" + std::string(1, kind == '\0' ? '%' : kind) +
                         "': invalid format character");
    status_ = 1;
    return false;
  }

  // The format is put together above from checked pieces only.
  template <typename Value>
  void print(char* buffer, std::size_t size, const std::string& format, Value value) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    std::snprintf(buffer, size, format.c_str(), value);
#pragma GCC diagnostic pop
    out_ += buffer;
  }

  Context& context_;
  std::size_t next_;
  bool used_ = false;
  int status_ = 0;
  std::string out_;
};

}  // namespace

Outcome echoCommand(Context& context) {
  bool newline = true;
  bool escapes = false;
  std::size_t first = 1;
  for (; first < context.arguments.size(); ++first) {
    const std::string& argument = context.arguments[first];
    if (argument.size() < 2 || argument[0] != '-' ||
        argument.find_first_not_of("neE", 1) != std::string::npos)
      break;
    for (char c : argument) {
      if (c == 'n') newline = false;
      if (c == 'e') escapes = true;
      if (c == 'E') escapes = false;
    }
  }
  std::string text;
  for (std::size_t i = first; i < context.arguments.size(); ++i) {
    text += (i > first ? " " : "") + context.arguments[i];
  }
  if (escapes) {
    Escaped escaped = unescape(text, true);
    text = std::move(escaped.text);
    newline = newline && !escaped.stop;
  }
  context.out(text + (newline ? "\n" : ""));
  return 0;
}

Outcome printfCommand(Context& context) {
  std::size_t first = 1;
  std::string variable;
  if (context.arguments.size() > 1 && context.arguments[1] == "--") first = 2;
  if (context.arguments.size() > 2 && context.arguments[1] == "-v") {
    return context.failAsShell("-v is not supported here", 2);
  }
  if (context.arguments.size() <= first) {
    context.err("printf: usage: printf [-v var] format [arguments]\n");
    return 2;
  }
  return Formatter(context, first + 1).run(context.arguments[first]);
}

}  // namespace sts::shell
