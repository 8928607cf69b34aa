#include "api/yaml/dialect.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace sts::yaml {
namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

void replaceAll(std::string& text, std::string_view from, std::string_view to, std::size_t at) {
  for (at = text.find(from, at); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// A private character that the text does not hold.
std::string unusedCharacter(std::string_view text, char32_t first) {
  for (char32_t rune = first; rune < first + 0x100; ++rune) {
    std::string candidate;
    appendRune(candidate, rune);
    if (text.find(candidate) == std::string_view::npos) return candidate;
  }
  return {};
}

std::string_view withoutMark(std::string_view text) {
  if (text.substr(0, byteOrderMark.size()) == byteOrderMark) {
    text.remove_prefix(byteOrderMark.size());
  }
  return text;
}

std::string_view skip(std::string_view text, std::string_view characters) {
  text.remove_prefix(std::min(text.find_first_not_of(characters), text.size()));
  return text;
}

bool isForeignVersion(std::string_view line) {
  constexpr std::string_view directive = "%YAML ";
  if (line.substr(0, directive.size()) != directive) return false;
  const std::string_view version = skip(line.substr(directive.size()), " \t");
  const std::string_view rest = skip(version, "0123456789.");
  if (version.substr(0, version.size() - rest.size()) != "1.2") return false;
  const std::string_view after = skip(rest, " \t");
  return after.empty() || after[0] == '#';
}

}  // namespace

Disguise::Disguise(std::string_view text) : original_(text) {
  if (text.find(byteOrderMark, 1) == std::string_view::npos) return;
  mark_ = unusedCharacter(text, 0xEE00);
  if (mark_.empty()) return;
  changed_ = text;
  replaceAll(changed_, byteOrderMark, mark_, 1);
}

bool Disguise::hideColonAt(std::size_t character) {
  constexpr std::size_t most = 100;
  if (++colonsHidden_ > most) return false;
  if (changed_.empty()) changed_ = original_;
  if (colon_.empty()) colon_ = unusedCharacter(changed_, 0xEF00);
  const std::size_t at = offsetOf(character);
  if (colon_.empty() || at >= changed_.size() || changed_[at] != ':') return false;
  changed_.replace(at, 1, colon_);
  return true;
}

std::size_t Disguise::offsetOf(std::size_t character) const {
  const std::string_view all = text();
  std::size_t at = all.size() - withoutMark(all).size();
  for (; character > 0 && at < all.size(); --character) at += decodeRune(all, at).size;
  return at;
}

std::size_t Disguise::linesUntil(char letter, std::size_t character) const {
  const std::string_view rest = text().substr(offsetOf(character));
  const std::string_view before = rest.substr(0, rest.find(letter));
  return static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

std::string Disguise::reveal(std::string_view value) const {
  std::string out(value);
  if (!colon_.empty()) replaceAll(out, colon_, ":", 0);
  if (!mark_.empty()) replaceAll(out, mark_, byteOrderMark, 0);
  return out;
}

std::optional<std::size_t> foreignVersionLine(std::string_view text) {
  text = withoutMark(text);
  for (std::size_t number = 0; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    const std::string_view content = skip(line, " \t\r");
    if (isForeignVersion(line)) return number;
    if (!content.empty() && content[0] != '#' && line[0] != '%') return std::nullopt;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::nullopt;
}

void FlowWatch::noteNode(Mark start) {
  if (levels_.empty()) return;
  Level& level = levels_.back();
  // A mapping that begins where its first key does has no brace.
  if (level.flow && !level.sequence && level.start.index == start.index) level.isPair = true;
}

void FlowWatch::begin(Mark start, bool flow, bool sequence) {
  noteNode(start);
  levels_.push_back({start, flow, sequence, false});
}

void FlowWatch::end() {
  if (!levels_.empty()) levels_.pop_back();
}

std::optional<FlowWatch::Problem> FlowWatch::plainScalar(Mark start, std::string_view value) {
  noteNode(start);
  if (value.find('?') == std::string_view::npos) return std::nullopt;
  std::size_t depth = levels_.size();
  while (depth > 0 && levels_[depth - 1].isPair) --depth;
  if (depth == 0 || !levels_[depth - 1].flow) return std::nullopt;
  const Level& level = levels_[depth - 1];
  const std::string bracket = level.sequence ? "]" : "}";
  return Problem{"did not find expected ',' or '" + bracket + "'", level.start.line};
}

}  // namespace sts::yaml
