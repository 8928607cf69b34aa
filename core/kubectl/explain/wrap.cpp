// Wrapping of words.
#include "base/utf8.hpp"
#include "kubectl/explain/explain.hpp"

namespace sts::explain {

// A word is moved to a new line as soon as it would pass the limit; blanks before it are lost then.
std::string wrapped(std::string_view text, std::size_t limit) {
  std::string out;
  std::string blanks;
  std::string word;
  std::size_t column = 0;
  std::size_t wordLength = 0;
  const auto flush = [&] {
    column += blanks.size() + wordLength;
    out += blanks + word;
    blanks.clear();
    word.clear();
    wordLength = 0;
  };
  for (std::size_t i = 0; i < text.size();) {
    const Rune rune = decodeRune(text, i);
    const std::string_view bytes = text.substr(i, rune.size);
    i += rune.size;
    if (bytes == "\n") {
      flush();
      out += '\n';
      column = 0;
    } else if (bytes == " " || bytes == "\t") {
      if (blanks.empty() || !word.empty()) flush();
      blanks += bytes;
    } else {
      word += bytes;
      ++wordLength;
      if (column + wordLength + blanks.size() > limit && wordLength < limit) {
        out += '\n';
        column = 0;
        blanks.clear();
      }
    }
  }
  flush();
  return out;
}

}  // namespace sts::explain
