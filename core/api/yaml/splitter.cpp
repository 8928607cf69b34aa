// k8s 1.36: apimachinery pkg/util/yaml/decoder.go YAMLReader, LineReader
#include "api/yaml/splitter.hpp"

#include "base/utf8.hpp"

namespace sts::yaml {
namespace {

std::string_view trimmed(std::string_view text) {
  for (Rune rune = decodeRune(text); rune.size != 0 && isSpace(rune.value);) {
    text.remove_prefix(rune.size);
    rune = decodeRune(text);
  }
  const auto isBlank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && isBlank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string_view Splitter::takeLine() {
  const std::size_t end = rest_.find('\n');
  std::string_view line = rest_.substr(0, end);
  const bool whole = end != std::string_view::npos;
  rest_.remove_prefix(whole ? end + 1 : rest_.size());
  if (whole && !line.empty() && line.back() == '\r') line.remove_suffix(1);
  ++line_;
  return line;
}

Piece Splitter::next() {
  Piece piece;
  piece.line = line_;
  while (!rest_.empty()) {
    const std::string_view line = takeLine();
    if (line.substr(0, 3) == "---") {
      // Only blanks and a comment may follow the separator.
      const std::string_view after = trimmed(line.substr(3));
      if (!after.empty() && after[0] != '#') {
        return {"", line_ - 1, "invalid Yaml document separator: " + std::string(after)};
      }
      // A separator before anything else stays part of the document.
      if (!piece.text.empty()) return piece;
    }
    piece.text.append(line) += '\n';
  }
  return piece;
}

}  // namespace sts::yaml
