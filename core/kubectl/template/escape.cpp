// html, js and urlquery.
#include <cstdio>

#include "base/utf8.hpp"
#include "kubectl/template/functions.hpp"

namespace sts::gotemplate {

std::string htmlEscaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\0':
        out += "\xEF\xBF\xBD";
        break;
      case '"':
        out += "&#34;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string jsEscaped(std::string_view text) {
  std::string out;
  char code[16];
  for (std::size_t i = 0; i < text.size();) {
    const Rune rune = decodeRune(text, i);
    const char c = text[i];
    if (rune.size == 1 && (c == '\\' || c == '\'' || c == '"')) {
      out += '\\';
      out += c;
    } else if (rune.value < 0x20 || c == '<' || c == '>' || c == '&' || c == '=' ||
               !isPrintable(rune.value)) {
      std::snprintf(code, sizeof code, "\\u%04X", static_cast<unsigned>(rune.value));
      out += code;
    } else {
      out += text.substr(i, rune.size);
    }
    i += rune.size;
  }
  return out;
}

std::string queryEscaped(std::string_view text) {
  std::string out;
  char code[8];
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      std::snprintf(code, sizeof code, "%%%02X",
                    static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += code;
    }
  }
  return out;
}

}  // namespace sts::gotemplate
