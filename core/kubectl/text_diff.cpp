// A shortest edit script (Myers), its changes then slid down as far as they go, as GNU diff does so
// that a change ends where a reader expects it.
#include "kubectl/text_diff.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sts::kubectl {
namespace {

using Lines = std::vector<std::string_view>;

Lines linesOf(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return lines;
}

/// Which lines are not in both texts.
struct Changed {
  std::vector<bool> before, after;
};

/// Walks back through the rounds of the search and marks what was skipped.
void trace(const std::vector<std::vector<std::int64_t>>& rounds, std::int64_t offset,
           std::int64_t x, std::int64_t y, Changed& changed) {
  for (std::size_t round = rounds.size(); round-- > 0;) {
    const std::vector<std::int64_t>& reach = rounds[round];
    const std::int64_t d = static_cast<std::int64_t>(round), k = x - y;
    const auto at = [&](std::int64_t diagonal) {
      return reach[static_cast<std::size_t>(diagonal + offset)];
    };
    const bool inserted = k == -d || (k != d && at(k - 1) < at(k + 1));
    const std::int64_t from = inserted ? k + 1 : k - 1;
    const std::int64_t startX = d == 0 ? 0 : at(from), startY = d == 0 ? 0 : startX - from;
    if (d == 0) return;
    if (inserted) {
      changed.after[static_cast<std::size_t>(startY)] = true;
    } else {
      changed.before[static_cast<std::size_t>(startX)] = true;
    }
    x = startX;
    y = startY;
  }
}

Changed compare(const Lines& a, const Lines& b) {
  const std::int64_t n = static_cast<std::int64_t>(a.size()),
                     m = static_cast<std::int64_t>(b.size());
  const std::int64_t offset = n + m + 1;
  Changed changed{std::vector<bool>(a.size()), std::vector<bool>(b.size())};
  std::vector<std::int64_t> reach(static_cast<std::size_t>(2 * offset + 1), 0);
  std::vector<std::vector<std::int64_t>> rounds;
  for (std::int64_t d = 0; d <= n + m; ++d) {
    rounds.push_back(reach);
    for (std::int64_t k = -d; k <= d; k += 2) {
      const auto at = [&](std::int64_t diagonal) {
        return reach[static_cast<std::size_t>(diagonal + offset)];
      };
      std::int64_t x = d == 0                                           ? 0
                       : (k == -d || (k != d && at(k - 1) < at(k + 1))) ? at(k + 1)
                                                                        : at(k - 1) + 1;
      while (x < n && x - k < m &&
             a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)])
        ++x;
      reach[static_cast<std::size_t>(k + offset)] = x;
      if (x < n || x - k < m) continue;
      trace(rounds, offset, n, m, changed);
      return changed;
    }
  }
  return changed;
}

/// Moves each run of changed lines down while the line behind it equals its first.
void slideDown(const Lines& lines, std::vector<bool>& changed) {
  std::size_t start = 0;
  while (start < lines.size()) {
    if (!changed[start]) {
      ++start;
      continue;
    }
    std::size_t end = start;
    while (end < lines.size() && changed[end]) ++end;
    while (end < lines.size() && lines[start] == lines[end]) {
      changed[start++] = false;
      changed[end++] = true;
      while (end < lines.size() && changed[end]) ++end;
    }
    start = end;
  }
}

struct Step {
  char mark;  ///< ' ', '-', '+'
  std::string_view line;
};

std::vector<Step> stepsOf(const Lines& a, const Lines& b, const Changed& changed) {
  std::vector<Step> steps;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && changed.before[i]) {
      steps.push_back({'-', a[i++]});
    } else if (j < b.size() && changed.after[j]) {
      steps.push_back({'+', b[j++]});
    } else {
      steps.push_back({' ', a[i++]});
      ++j;
    }
  }
  return steps;
}

std::string rangeText(std::size_t start, std::size_t count) {
  if (count == 1) return std::to_string(start + 1);
  return std::to_string(count == 0 ? start : start + 1) + "," + std::to_string(count);
}

constexpr std::size_t context = 3;

/// One hunk of steps [from, to); the lines of both texts that stand before it.
std::string hunk(const std::vector<Step>& steps, std::size_t from, std::size_t to,
                 std::size_t lineA, std::size_t lineB) {
  std::size_t countA = 0, countB = 0;
  std::string body;
  for (std::size_t i = from; i < to; ++i) {
    countA += steps[i].mark != '+' ? 1 : 0;
    countB += steps[i].mark != '-' ? 1 : 0;
    body += steps[i].mark + std::string(steps[i].line) + "\n";
  }
  return "@@ -" + rangeText(lineA, countA) + " +" + rangeText(lineB, countB) + " @@\n" + body;
}

}  // namespace

std::string unifiedHunks(const std::string& before, const std::string& after) {
  const Lines a = linesOf(before), b = linesOf(after);
  Changed changed = compare(a, b);
  slideDown(a, changed.before);
  slideDown(b, changed.after);
  const std::vector<Step> steps = stepsOf(a, b, changed);
  std::string text;
  std::size_t lineA = 0, lineB = 0, done = 0;
  const auto skipTo = [&](std::size_t to) {
    for (; done < to; ++done) {
      lineA += steps[done].mark != '+' ? 1 : 0;
      lineB += steps[done].mark != '-' ? 1 : 0;
    }
  };
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].mark == ' ') continue;
    std::size_t last = i;
    for (std::size_t j = i; j < steps.size() && j <= last + 2 * context + 1; ++j) {
      if (steps[j].mark != ' ') last = j;
    }
    const std::size_t from = std::max(done, i > context ? i - context : 0);
    const std::size_t to = std::min(steps.size(), last + context + 1);
    skipTo(from);
    text += hunk(steps, from, to, lineA, lineB);
    skipTo(to);
    i = to - 1;
  }
  return text;
}

}  // namespace sts::kubectl
