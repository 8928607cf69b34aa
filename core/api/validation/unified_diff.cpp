// Hunks depend on which lines are taken to be "the same", so this is the matcher that the server
// uses: the Ratcliff-Obershelp one of Python's difflib, with its habit of ignoring lines that are
// too popular (more than one in a hundred, once there are two hundred lines). k8s 1.36:
// apimachinery pkg/util/diff/diff.go Diff
#include "api/validation/unified_diff.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <vector>

namespace sts::validation {
namespace {

using Lines = std::vector<std::string_view>;

Lines splitLines(std::string_view text) {
  Lines lines;
  for (;;) {
    std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

struct Match {
  std::size_t a = 0;
  std::size_t b = 0;
  std::size_t size = 0;
};

// A change or an equal run: lines [a1,a2) of one text against [b1,b2) of the other.
struct Step {
  bool equal = false;
  std::size_t a1 = 0, a2 = 0, b1 = 0, b2 = 0;
};

class Matcher {
 public:
  Matcher(const Lines& a, const Lines& b) : a_(a), b_(b) {
    for (std::size_t i = 0; i < b.size(); ++i) places_[b[i]].push_back(i);
    if (b.size() < 200) return;
    std::size_t limit = b.size() / 100 + 1;
    for (auto it = places_.begin(); it != places_.end();) {
      it = it->second.size() > limit ? places_.erase(it) : std::next(it);
    }
  }

  std::vector<Step> steps() const {
    std::vector<Match> matches = blocks();
    std::vector<Step> out;
    std::size_t i = 0;
    std::size_t j = 0;
    for (const Match& m : matches) {
      if (i < m.a || j < m.b) out.push_back({false, i, m.a, j, m.b});
      i = m.a + m.size;
      j = m.b + m.size;
      if (m.size > 0) out.push_back({true, m.a, i, m.b, j});
    }
    return out;
  }

 private:
  Match longest(std::size_t alo, std::size_t ahi, std::size_t blo, std::size_t bhi) const {
    Match best{alo, blo, 0};
    std::unordered_map<std::size_t, std::size_t> lengths;
    for (std::size_t i = alo; i < ahi; ++i) {
      std::unordered_map<std::size_t, std::size_t> next;
      auto found = places_.find(a_[i]);
      if (found != places_.end()) {
        for (std::size_t j : found->second) {
          if (j < blo) continue;
          if (j >= bhi) break;
          auto before = j == 0 ? lengths.end() : lengths.find(j - 1);
          std::size_t k = (before == lengths.end() ? 0 : before->second) + 1;
          next[j] = k;
          if (k > best.size) best = {i + 1 - k, j + 1 - k, k};
        }
      }
      lengths = std::move(next);
    }
    while (best.a > alo && best.b > blo && a_[best.a - 1] == b_[best.b - 1]) {
      --best.a;
      --best.b;
      ++best.size;
    }
    while (best.a + best.size < ahi && best.b + best.size < bhi &&
           a_[best.a + best.size] == b_[best.b + best.size]) {
      ++best.size;
    }
    return best;
  }

  void collect(std::size_t alo, std::size_t ahi, std::size_t blo, std::size_t bhi,
               std::vector<Match>& out) const {
    Match m = longest(alo, ahi, blo, bhi);
    if (m.size == 0) return;
    if (alo < m.a && blo < m.b) collect(alo, m.a, blo, m.b, out);
    out.push_back(m);
    if (m.a + m.size < ahi && m.b + m.size < bhi)
      collect(m.a + m.size, ahi, m.b + m.size, bhi, out);
  }

  std::vector<Match> blocks() const {
    std::vector<Match> found;
    collect(0, a_.size(), 0, b_.size(), found);
    std::vector<Match> joined;
    for (const Match& m : found) {
      if (!joined.empty() && joined.back().a + joined.back().size == m.a &&
          joined.back().b + joined.back().size == m.b) {
        joined.back().size += m.size;
      } else {
        joined.push_back(m);
      }
    }
    joined.push_back({a_.size(), b_.size(), 0});
    return joined;
  }

  const Lines& a_;
  const Lines& b_;
  std::map<std::string_view, std::vector<std::size_t>> places_;
};

constexpr std::size_t kContext = 3;

// Runs of changes that are less than two contexts apart make one hunk.
std::vector<std::vector<Step>> hunks(std::vector<Step> steps) {
  std::vector<std::vector<Step>> out;
  if (steps.empty()) return out;
  auto shorten = [](Step& s, bool front) {
    std::size_t spare = std::min(s.a2 - s.a1, s.b2 - s.b1);
    std::size_t cut = spare > kContext ? spare - kContext : 0;
    if (front) {
      s.a1 += cut;
      s.b1 += cut;
    } else {
      s.a2 -= cut;
      s.b2 -= cut;
    }
  };
  if (steps.front().equal) shorten(steps.front(), true);
  if (steps.back().equal) shorten(steps.back(), false);
  std::vector<Step> hunk;
  for (const Step& step : steps) {
    Step rest = step;
    if (step.equal && step.a2 - step.a1 > 2 * kContext) {
      Step head = step;
      head.a2 = std::min(step.a2, step.a1 + kContext);
      head.b2 = std::min(step.b2, step.b1 + kContext);
      hunk.push_back(head);
      out.push_back(std::move(hunk));
      hunk.clear();
      shorten(rest, true);
    }
    hunk.push_back(rest);
  }
  if (!hunk.empty() && !(hunk.size() == 1 && hunk.front().equal)) out.push_back(std::move(hunk));
  return out;
}

std::string range(std::size_t start, std::size_t stop) {
  std::size_t length = stop - start;
  if (length == 1) return std::to_string(start + 1);
  return std::to_string(length == 0 ? start : start + 1) + "," + std::to_string(length);
}

void write(std::string& out, char mark, const Lines& lines, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    out += mark;
    out += lines[i];
    out += '\n';
  }
}

}  // namespace

std::string unifiedDiff(std::string_view before, std::string_view after) {
  if (before == after) return "";
  Lines a = splitLines(before);
  Lines b = splitLines(after);
  std::string out;
  for (const std::vector<Step>& hunk : hunks(Matcher(a, b).steps())) {
    out += "@@ -" + range(hunk.front().a1, hunk.back().a2) + " +" +
           range(hunk.front().b1, hunk.back().b2) + " @@\n";
    for (const Step& step : hunk) {
      if (step.equal) {
        write(out, ' ', a, step.a1, step.a2);
      } else {
        write(out, '-', a, step.a1, step.a2);
        write(out, '+', b, step.b1, step.b2);
      }
    }
  }
  return out;
}

}  // namespace sts::validation
