// Two ways to run a program. The usual one keeps a list of threads, all at the same place of the
// text, each with its groups: a thread never visits an instruction that an earlier thread visited
// here, so the work is linear. Earlier threads began further left, or are preferred; among those
// that began leftmost the longest wins. With back-references threads at one place are no longer
// interchangeable, so those programs are run by plain backtracking, bounded.
#include "base/regex.hpp"

#include <algorithm>

#include "base/characters.hpp"
#include "base/regex_compile.hpp"

namespace sts {

namespace {

using Spans = std::vector<std::size_t>;
constexpr std::size_t npos = std::string_view::npos;
constexpr long maxTries = 200'000;

bool isWord(std::string_view text, std::size_t position) {
  if (position >= text.size()) return false;
  return isNameCharacter(text[position]);
}

bool holds(Regex::Op op, std::string_view text, std::size_t position) {
  const bool before = position > 0 && isWord(text, position - 1);
  const bool after = isWord(text, position);
  if (op == Regex::Op::lineBegin) return position == 0;
  if (op == Regex::Op::lineEnd) return position == text.size();
  if (op == Regex::Op::wordEdge) return before != after;
  if (op == Regex::Op::notWordEdge) return before == after;
  if (op == Regex::Op::wordBegin) return !before && after;
  return before && !after;
}

struct Thread {
  std::size_t at = 0;
  Spans spans;
};

class ThreadList {
 public:
  explicit ThreadList(std::size_t size) : seen_(size, 0) {}

  void clear() {
    threads_.clear();
    ++mark_;
  }

  // Follows jumps, splits and assertions until characters are needed; in order of preference,
  // without recursion.
  void add(const std::vector<Regex::Instruction>& program, Thread thread, std::string_view text,
           std::size_t position) {
    std::vector<Thread> open;
    open.push_back(std::move(thread));
    while (!open.empty()) {
      Thread current = std::move(open.back());
      open.pop_back();
      if (seen_[current.at] == mark_) continue;
      seen_[current.at] = mark_;
      const Regex::Instruction& instruction = program[current.at];
      switch (instruction.op) {
        case Regex::Op::set:
        case Regex::Op::match:
        case Regex::Op::back:
          threads_.push_back(std::move(current));
          break;
        case Regex::Op::jump:
          current.at = static_cast<std::size_t>(instruction.x);
          open.push_back(std::move(current));
          break;
        case Regex::Op::split: {
          Thread second = current;
          second.at = static_cast<std::size_t>(instruction.y);
          open.push_back(std::move(second));
          current.at = static_cast<std::size_t>(instruction.x);
          open.push_back(std::move(current));
          break;
        }
        case Regex::Op::save:
          current.spans[static_cast<std::size_t>(instruction.x)] = position;
          ++current.at;
          open.push_back(std::move(current));
          break;
        case Regex::Op::lineBegin:
        case Regex::Op::lineEnd:
        case Regex::Op::wordEdge:
        case Regex::Op::notWordEdge:
        case Regex::Op::wordBegin:
        case Regex::Op::wordEnd:
          if (!holds(instruction.op, text, position)) break;
          ++current.at;
          open.push_back(std::move(current));
          break;
      }
    }
  }

  std::vector<Thread>& threads() { return threads_; }

 private:
  std::vector<Thread> threads_;
  std::vector<long> seen_;
  long mark_ = 1;
};

std::optional<Spans> runThreads(const std::vector<Regex::Instruction>& program,
                                const std::vector<Regex::Set>& sets, std::size_t size,
                                std::string_view text, std::size_t from) {
  ThreadList current(program.size());
  ThreadList next(program.size());
  std::optional<Spans> best;
  for (std::size_t position = from;; ++position) {
    if (!best) current.add(program, Thread{0, Spans(size, npos)}, text, position);
    if (current.threads().empty() && best) break;
    next.clear();
    for (Thread& thread : current.threads()) {
      if (best && thread.spans[0] > (*best)[0]) continue;
      const Regex::Instruction& instruction = program[thread.at];
      if (instruction.op == Regex::Op::match) {
        const bool better = !best || thread.spans[0] < (*best)[0] || thread.spans[1] > (*best)[1];
        if (better) best = thread.spans;
        continue;
      }
      if (position >= text.size()) continue;
      const auto c = static_cast<unsigned char>(text[position]);
      if (!sets[static_cast<std::size_t>(instruction.x)][c]) continue;
      ++thread.at;
      next.add(program, std::move(thread), text, position + 1);
    }
    std::swap(current, next);
    if (position >= text.size()) break;
  }
  return best;
}

struct Choice {
  std::size_t at;
  std::size_t position;
  Spans spans;
};

std::optional<Spans> runTries(const std::vector<Regex::Instruction>& program,
                              const std::vector<Regex::Set>& sets, std::size_t size,
                              std::string_view text, std::size_t start, long& tries) {
  std::vector<Choice> open{{0, start, Spans(size, npos)}};
  while (!open.empty()) {
    Choice now = std::move(open.back());
    open.pop_back();
    bool alive = true;
    while (alive) {
      if (++tries > maxTries || open.size() > 100000) return std::nullopt;
      const Regex::Instruction& instruction = program[now.at];
      const auto x = static_cast<std::size_t>(instruction.x);
      switch (instruction.op) {
        case Regex::Op::match:
          return now.spans;
        case Regex::Op::set:
          alive =
              now.position < text.size() && sets[x][static_cast<unsigned char>(text[now.position])];
          ++now.position;
          ++now.at;
          break;
        case Regex::Op::jump:
          now.at = x;
          break;
        case Regex::Op::split:
          open.push_back({static_cast<std::size_t>(instruction.y), now.position, now.spans});
          now.at = x;
          break;
        case Regex::Op::save:
          now.spans[x] = now.position;
          ++now.at;
          break;
        case Regex::Op::back: {
          const std::size_t begin = now.spans[2 * x];
          const std::size_t end = now.spans[2 * x + 1];
          alive = begin != npos && end != npos;
          if (!alive) break;
          const std::string_view wanted = text.substr(begin, end - begin);
          alive = text.substr(now.position).starts_with(wanted);
          now.position += wanted.size();
          ++now.at;
          break;
        }
        case Regex::Op::lineBegin:
        case Regex::Op::lineEnd:
        case Regex::Op::wordEdge:
        case Regex::Op::notWordEdge:
        case Regex::Op::wordBegin:
        case Regex::Op::wordEnd:
          alive = holds(instruction.op, text, now.position);
          ++now.at;
          break;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

Regex::Regex(std::string_view pattern, Options options) {
  regex::Compiled compiled = regex::compile(pattern, options);
  program_ = std::move(compiled.program);
  sets_ = std::move(compiled.sets);
  error_ = std::move(compiled.error);
  groups_ = compiled.groups;
  hasBack_ = compiled.hasBack;
}

std::optional<Regex::Match> Regex::search(std::string_view text, std::size_t from) const {
  if (!error_.empty() || from > text.size()) return std::nullopt;
  const std::size_t size = 2 * (static_cast<std::size_t>(groups_) + 1);
  std::optional<Spans> spans;
  if (!hasBack_) {
    spans = runThreads(program_, sets_, size, text, from);
  } else {
    long tries = 0;
    for (std::size_t start = from; start <= text.size() && !spans && tries <= maxTries; ++start) {
      spans = runTries(program_, sets_, size, text, start, tries);
    }
  }
  if (!spans) return std::nullopt;
  Match match(static_cast<std::size_t>(groups_) + 1);
  for (std::size_t i = 0; i < match.size(); ++i) {
    if ((*spans)[2 * i + 1] == npos) continue;
    match[i] = {(*spans)[2 * i], (*spans)[2 * i + 1]};
  }
  return match;
}

}  // namespace sts
