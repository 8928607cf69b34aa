#include "kubectl/printers/kyaml.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace sts::printers {
namespace {

std::string blanks(std::size_t count) { return std::string(count, ' '); }

std::string lowered(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// A key that YAML 1.1 or 1.2 would read as something else than a string has quotes.
bool isAmbiguous(const std::string& key) {
  static const char* const words[] = {"",  "~", "null", "true", "false", "yes",  "no",   "on",
                                      "y", "n", "off",  ".nan", ".inf",  "-.inf", "+.inf"};
  const std::string low = lowered(key);
  if (std::any_of(std::begin(words), std::end(words), [&low](const char* word) { return low == word; })) return true;
  const bool isWord = std::all_of(key.begin(), key.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("-_./").find(c) != std::string_view::npos;
  });
  const bool isNumber = key.find_first_not_of("0123456789+-.eExX_:") == std::string::npos;
  return !isWord || isNumber || key[0] == '-';
}

std::string escaped(std::string_view text) {
  std::string quoted = goQuote(text);
  std::string inner = quoted.substr(1, quoted.size() - 2);
  for (std::size_t at = inner.find("\\t"); at != std::string::npos; at = inner.find("\\t", at + 1))
    inner.replace(at, 2, "\t");
  return inner;
}

std::string stringText(const std::string& text, std::size_t indent) {
  if (text.find('\n') == std::string::npos) return "\"" + escaped(text) + "\"";
  std::string folded = "\"\\\n";
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = text.find('\n', from);
    const std::string line = text.substr(from, end == std::string::npos ? end : end - from);
    const bool isMarked = !line.empty() && line[0] == ' ';
    folded += blanks(indent + 2) + (isMarked ? "\\" : " ") + escaped(line) +
              (end == std::string::npos ? "\\\n" : "\\n\\\n");
    if (end == std::string::npos) break;
    from = end + 1;
  }
  return folded + blanks(indent + 2) + "\"";
}

std::string valueText(const Json& value, std::size_t indent);

std::string objectText(const Json& value, std::size_t indent) {
  if (value.empty()) return "{}";
  std::string text = "{\n";
  for (const auto& [key, member] : value.members()) {
    text += blanks(indent + 2) + (isAmbiguous(key) ? goQuote(key) : key) + ": " + valueText(member, indent + 2) + ",\n";
  }
  return text + blanks(indent) + "}";
}

// Objects and lists stand close to the brackets of their list, other items have lines of their own.
std::string arrayText(const Json& value, std::size_t indent) {
  if (value.empty()) return "[]";
  const bool isClose = value[0].isObject() || value[0].isArray();
  std::string text = "[";
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (isClose) {
      text += (at == 0 ? "" : ", ") + valueText(value[at], indent);
    } else {
      text += "\n" + blanks(indent + 2) + valueText(value[at], indent + 2) + ",";
    }
  }
  return text + (isClose ? "]" : "\n" + blanks(indent) + "]");
}

std::string valueText(const Json& value, std::size_t indent) {
  if (value.isObject()) return objectText(value, indent);
  if (value.isArray()) return arrayText(value, indent);
  if (value.isString()) return stringText(value.str(), indent);
  return toJson(value);
}

}  // namespace

std::string kyamlText(const Json& value) { return "---\n" + valueText(value, 0) + "\n"; }

}  // namespace sts::printers
