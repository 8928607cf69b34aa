// Brace expansion, done while parsing because it knows nothing of variables: `web-{0..2}` is three
// words.
#include <algorithm>
#include <cstdlib>
#include <optional>

#include "base/characters.hpp"
#include "shell/reader.hpp"

namespace sts::shell {

namespace {

constexpr std::size_t maxWords = 10000;
constexpr std::size_t maxAtoms = 1000;

// A word seen as characters: unquoted text letter by letter, everything else a piece that is never
// looked into.
struct Atom {
  char letter = '\0';
  std::optional<Part> part;
};
using Atoms = std::vector<Atom>;

Atoms atomsOf(const Word& word) {
  Atoms atoms;
  for (const Part& part : word.parts) {
    if (part.kind != PartKind::text || part.quoted) {
      atoms.push_back({'\0', part});
      continue;
    }
    for (char c : part.text) atoms.push_back({c, std::nullopt});
  }
  return atoms;
}

Word wordOf(const Atoms& atoms) {
  Word word;
  for (const Atom& atom : atoms) {
    if (atom.part) {
      word.parts.push_back(*atom.part);
    } else {
      addText(word, std::string_view(&atom.letter, 1), false);
    }
  }
  return word;
}

std::optional<std::string> plainText(const Atoms& atoms) {
  std::string text;
  for (const Atom& atom : atoms) {
    if (atom.part) return std::nullopt;
    text += atom.letter;
  }
  return text;
}

bool isInteger(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && text.size() < 10 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string padded(long value, std::size_t width) {
  std::string digits = std::to_string(std::labs(value));
  const std::size_t sign = value < 0 ? 1 : 0;
  if (digits.size() + sign < width) digits.insert(0, width - digits.size() - sign, '0');
  return (value < 0 ? "-" : "") + digits;
}

// `1..5`, `a..e`, each with an optional step; empty if the text is no range.
std::vector<std::string> range(const std::string& text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) return {};
  const std::string first = text.substr(0, dots);
  std::string last = text.substr(dots + 2);
  long step = 1;
  if (const std::size_t more = last.find(".."); more != std::string::npos) {
    const std::string third = last.substr(more + 2);
    if (!isInteger(third)) return {};
    step = std::labs(std::stol(third));
    last.resize(more);
    if (step == 0) step = 1;
  }
  const bool numbers = isInteger(first) && isInteger(last);
  const auto isOneLetter = [](const std::string& one) {
    return one.size() == 1 && isLetter(one[0]);
  };
  if (!numbers && !(isOneLetter(first) && isOneLetter(last))) return {};
  const long from = numbers ? std::stol(first) : first[0];
  const long to = numbers ? std::stol(last) : last[0];
  const auto hasZero = [](const std::string& one) {
    const std::size_t digit = one[0] == '-' ? 1 : 0;
    return one.size() > digit + 1 && one[digit] == '0';
  };
  const bool pad = numbers && (hasZero(first) || hasZero(last));
  const std::size_t width = pad ? std::max(first.size(), last.size()) : 0;
  std::vector<std::string> words;
  for (long i = from; from <= to ? i <= to : i >= to; i += from <= to ? step : -step) {
    words.push_back(numbers ? padded(i, width) : std::string(1, static_cast<char>(i)));
    if (words.size() > maxWords) return {};
  }
  return words;
}

struct Braces {
  std::size_t open = 0;
  std::size_t close = 0;
  std::vector<Atoms> choices;
};

// The first pair of braces that means something: with a comma at its own level, or a range.
std::optional<Braces> findBraces(const Atoms& atoms) {
  for (std::size_t open = 0; open < atoms.size(); ++open) {
    if (atoms[open].letter != '{') continue;
    Braces braces;
    braces.open = open;
    int depth = 0;
    Atoms current;
    for (std::size_t i = open + 1; i < atoms.size(); ++i) {
      const char c = atoms[i].letter;
      if (c == '}' && depth == 0) {
        braces.close = i;
        break;
      }
      if (c == ',' && depth == 0) {
        braces.choices.push_back(std::move(current));
        current.clear();
        continue;
      }
      if (c == '{') ++depth;
      if (c == '}') --depth;
      current.push_back(atoms[i]);
    }
    if (braces.close == 0) continue;
    if (!braces.choices.empty()) {
      braces.choices.push_back(std::move(current));
      return braces;
    }
    const std::optional<std::string> text = plainText(current);
    for (const std::string& one : text ? range(*text) : std::vector<std::string>{}) {
      Atoms choice;
      for (char c : one) choice.push_back({c, std::nullopt});
      braces.choices.push_back(std::move(choice));
    }
    if (!braces.choices.empty()) return braces;
  }
  return std::nullopt;
}

void expandInto(const Atoms& atoms, std::vector<Word>& words) {
  const std::optional<Braces> braces = findBraces(atoms);
  if (!braces) {
    words.push_back(wordOf(atoms));
    return;
  }
  using Step = std::ptrdiff_t;
  for (const Atoms& choice : braces->choices) {
    if (words.size() > maxWords) return;
    Atoms next(atoms.begin(), atoms.begin() + static_cast<Step>(braces->open));
    next.insert(next.end(), choice.begin(), choice.end());
    next.insert(next.end(), atoms.begin() + static_cast<Step>(braces->close) + 1, atoms.end());
    expandInto(next, words);
  }
}

}  // namespace

std::vector<Word> expandBraces(const Word& word) {
  bool candidate = false;
  for (const Part& part : word.parts) {
    candidate = candidate || (part.kind == PartKind::text && !part.quoted &&
                              part.text.find('{') != std::string::npos);
  }
  if (!candidate) return {word};
  const Atoms atoms = atomsOf(word);
  if (atoms.size() > maxAtoms) return {word};
  std::vector<Word> words;
  expandInto(atoms, words);
  return words;
}

}  // namespace sts::shell
