// From a pattern to a program: a recursive descent to a tree, then the usual translation into
// splits and jumps.
#include "base/regex_compile.hpp"

#include <memory>

#include "base/characters.hpp"

namespace sts::regex {

namespace {

constexpr int maxDepth = 100;
constexpr std::size_t maxProgram = 20000;
constexpr int maxCount = 1000;

enum class Kind { empty, set, sequence, choice, repeat, group, assertion, back };

struct Tree {
  Kind kind = Kind::empty;
  std::vector<std::unique_ptr<Tree>> children;
  Regex::Op op = Regex::Op::match;
  int number = 0;
  int low = 0;
  int high = -1;
};
using TreePtr = std::unique_ptr<Tree>;

TreePtr makeTree(Kind kind) {
  auto tree = std::make_unique<Tree>();
  tree->kind = kind;
  return tree;
}

Regex::Set setOfClass(std::string_view name) {
  Regex::Set set;
  for (int c = 0; c < 256; ++c)
    set[static_cast<std::size_t>(c)] = inCharacterClass(name, static_cast<char>(c));
  return set;
}

Regex::Set wordSet() {
  Regex::Set set = setOfClass("alnum");
  set['_'] = true;
  return set;
}

std::size_t index(char c) { return static_cast<unsigned char>(c); }

class Compiler {
 public:
  Compiler(std::string_view pattern, Regex::Options options) : text_(pattern), options_(options) {}

  Compiled run() {
    TreePtr tree = choice(0);
    if (out_.error.empty() && position_ < text_.size()) fail("Unmatched ) or \\)");
    if (!out_.error.empty()) return std::move(out_);
    add(Regex::Op::save, 0);
    emit(*tree);
    add(Regex::Op::save, 1);
    add(Regex::Op::match);
    if (out_.program.size() > maxProgram) fail("Regular expression too big");
    out_.groups = groups_;
    return std::move(out_);
  }

 private:
  void fail(std::string_view message) {
    if (out_.error.empty()) out_.error = std::string(message);
  }
  bool failed() const { return !out_.error.empty(); }
  bool atEnd() const { return position_ >= text_.size(); }
  char at(std::size_t offset = 0) const {
    return position_ + offset < text_.size() ? text_[position_ + offset] : '\0';
  }
  // Is the operator c here, as this syntax writes it (`(` or `\(`)?
  bool isOperator(char c) const {
    return options_.extended ? at() == c : at() == '\\' && at(1) == c;
  }
  void skipOperator() { position_ += options_.extended ? 1 : 2; }

  TreePtr choice(int depth) {
    auto result = makeTree(Kind::choice);
    if (depth > maxDepth) fail("Regular expression too big");
    result->children.push_back(sequence(depth));
    while (!failed() && !atEnd() && isOperator('|')) {
      skipOperator();
      result->children.push_back(sequence(depth));
    }
    if (result->children.size() == 1) return std::move(result->children[0]);
    return result;
  }

  TreePtr sequence(int depth) {
    auto result = makeTree(Kind::sequence);
    bool first = true;
    while (!failed() && !atEnd() && !isOperator('|')) {
      if (isOperator(')')) break;
      TreePtr item = atom(depth, first);
      const bool anchor = item && item->kind == Kind::assertion && item->op == Regex::Op::lineBegin;
      first = first && anchor;
      if (!options_.extended && anchor) {
        result->children.push_back(std::move(item));
        continue;
      }
      result->children.push_back(repeats(std::move(item)));
    }
    return result;
  }

  TreePtr repeats(TreePtr item) {
    int times = 0;
    while (!failed() && !atEnd() && times++ < 10) {
      int low = 0;
      int high = -1;
      if (at() == '*') {
        ++position_;
      } else if (isOperator('+')) {
        low = 1;
        skipOperator();
      } else if (isOperator('?')) {
        high = 1;
        skipOperator();
      } else if (isOperator('{') && (!options_.extended || isCount())) {
        skipOperator();
        if (!count(low, high)) return item;
      } else {
        break;
      }
      auto repeat = makeTree(Kind::repeat);
      repeat->low = low;
      repeat->high = high;
      repeat->children.push_back(std::move(item));
      item = std::move(repeat);
    }
    return item;
  }

  // In the extended syntax a brace that begins no count stands for itself.
  bool isCount() const {
    const std::size_t close = text_.find('}', position_);
    if (close == std::string_view::npos || close == position_ + 1) return false;
    const std::string_view inner = text_.substr(position_ + 1, close - position_ - 1);
    return inner.find_first_not_of("0123456789,") == std::string_view::npos;
  }

  int number() {
    int value = 0;
    while (at() >= '0' && at() <= '9' && value <= maxCount)
      value = value * 10 + (text_[position_++] - '0');
    return value;
  }

  bool count(int& low, int& high) {
    low = number();
    high = low;
    if (at() == ',') {
      ++position_;
      high = at() >= '0' && at() <= '9' ? number() : -1;
    }
    if (!isOperator('}')) {
      fail("Unmatched \\{");
      return false;
    }
    skipOperator();
    if (low > maxCount || high > maxCount || (high >= 0 && low > high))
      fail("Invalid content of \\{\\}");
    return !failed();
  }

  TreePtr assertion(Regex::Op op) {
    auto tree = makeTree(Kind::assertion);
    tree->op = op;
    return tree;
  }

  TreePtr setTree(Regex::Set set) {
    if (options_.ignoreCase) {
      for (std::size_t c = 'a'; c <= 'z'; ++c) {
        const bool either = set[c] || set[c - 'a' + 'A'];
        set[c] = either;
        set[c - 'a' + 'A'] = either;
      }
    }
    auto tree = makeTree(Kind::set);
    tree->number = static_cast<int>(out_.sets.size());
    out_.sets.push_back(set);
    return tree;
  }

  TreePtr literal(char c) {
    Regex::Set set;
    set[index(c)] = true;
    return setTree(set);
  }

  TreePtr atom(int depth, bool first) {
    const char c = at();
    if (isOperator('(')) return group(depth);
    if (c == '\\') return escape();
    ++position_;
    if (c == '[') return bracket();
    if (c == '.') return setTree(Regex::Set().set());
    if (c == '^' && (options_.extended || first)) return assertion(Regex::Op::lineBegin);
    if (c == '$') {
      const bool last =
          atEnd() || (!options_.extended && at() == '\\' && (at(1) == ')' || at(1) == '|'));
      if (options_.extended || last) return assertion(Regex::Op::lineEnd);
    }
    return literal(c);
  }

  TreePtr group(int depth) {
    skipOperator();
    auto tree = makeTree(Kind::group);
    tree->number = ++groups_;
    tree->children.push_back(choice(depth + 1));
    if (!failed() && (atEnd() || !isOperator(')'))) fail("Unmatched ( or \\(");
    if (!failed()) skipOperator();
    return tree;
  }

  TreePtr escape() {
    const char c = at(1);
    if (position_ + 1 >= text_.size()) {
      fail("Trailing backslash");
      return makeTree(Kind::empty);
    }
    position_ += 2;
    switch (c) {
      case 'w':
        return setTree(wordSet());
      case 'W':
        return setTree(~wordSet());
      case 's':
        return setTree(setOfClass("space"));
      case 'S':
        return setTree(~setOfClass("space"));
      case 'b':
        return assertion(Regex::Op::wordEdge);
      case 'B':
        return assertion(Regex::Op::notWordEdge);
      case '<':
        return assertion(Regex::Op::wordBegin);
      case '>':
        return assertion(Regex::Op::wordEnd);
      case 'n':
        return literal('\n');
      case 't':
        return literal('\t');
      default:
        break;
    }
    if (c < '1' || c > '9') return literal(c);
    auto tree = makeTree(Kind::back);
    tree->number = c - '0';
    if (tree->number > groups_) fail("Invalid back reference");
    out_.hasBack = true;
    return tree;
  }

  TreePtr bracket() {
    Regex::Set set;
    const bool negated = at() == '^';
    if (negated) ++position_;
    bool first = true;
    while (!atEnd() && (at() != ']' || first)) {
      first = false;
      if (at() == '[' && (at(1) == ':' || at(1) == '.' || at(1) == '=')) {
        const std::string closer = {at(1), ']'};
        const std::size_t end = text_.find(closer, position_ + 2);
        if (end == std::string_view::npos) break;
        const std::string_view name = text_.substr(position_ + 2, end - position_ - 2);
        if (closer[0] == ':') set |= setOfClass(name);
        if (closer[0] != ':' && name.size() == 1) set[index(name[0])] = true;
        if (closer[0] == ':' && setOfClass(name).none()) fail("Invalid character class name");
        position_ = end + 2;
        continue;
      }
      const std::size_t low = index(text_[position_++]);
      std::size_t high = low;
      if (at() == '-' && position_ + 1 < text_.size() && at(1) != ']') {
        high = index(at(1));
        position_ += 2;
        if (high < low) fail("Invalid range end");
      }
      for (std::size_t c = low; c <= high; ++c) set[c] = true;
    }
    if (atEnd()) {
      fail("Unmatched [, [^, [:, [., or [=");
      return makeTree(Kind::empty);
    }
    ++position_;
    if (options_.ignoreCase) {
      for (std::size_t c = 'a'; c <= 'z'; ++c) {
        if (set[c] || set[c - 'a' + 'A']) set[c] = set[c - 'a' + 'A'] = true;
      }
    }
    return setTree(negated ? ~set : set);
  }

  int add(Regex::Op op, int x = 0, int y = 0) {
    if (out_.program.size() <= maxProgram) out_.program.push_back({op, x, y});
    return static_cast<int>(out_.program.size()) - 1;
  }
  int here() const { return static_cast<int>(out_.program.size()); }
  Regex::Instruction& instruction(int at) { return out_.program[static_cast<std::size_t>(at)]; }

  void emit(const Tree& tree) {
    if (out_.program.size() > maxProgram) return;
    switch (tree.kind) {
      case Kind::empty:
        break;
      case Kind::set:
        add(Regex::Op::set, tree.number);
        break;
      case Kind::assertion:
        add(tree.op);
        break;
      case Kind::back:
        add(Regex::Op::back, tree.number);
        break;
      case Kind::sequence:
        for (const TreePtr& child : tree.children) emit(*child);
        break;
      case Kind::group:
        add(Regex::Op::save, 2 * tree.number);
        emit(*tree.children[0]);
        add(Regex::Op::save, 2 * tree.number + 1);
        break;
      case Kind::choice:
        emitChoice(tree);
        break;
      case Kind::repeat:
        emitRepeat(tree);
        break;
    }
  }

  void emitChoice(const Tree& tree) {
    std::vector<int> ends;
    for (std::size_t i = 0; i + 1 < tree.children.size(); ++i) {
      const int split = add(Regex::Op::split, here() + 1);
      emit(*tree.children[i]);
      ends.push_back(add(Regex::Op::jump));
      instruction(split).y = here();
    }
    emit(*tree.children.back());
    for (int end : ends) instruction(end).x = here();
  }

  void emitRepeat(const Tree& tree) {
    for (int i = 0; i < tree.low; ++i) emit(*tree.children[0]);
    if (tree.high < 0) {
      const int split = add(Regex::Op::split, here() + 1);
      emit(*tree.children[0]);
      add(Regex::Op::jump, split);
      instruction(split).y = here();
      return;
    }
    std::vector<int> splits;
    for (int i = tree.low; i < tree.high && out_.program.size() <= maxProgram; ++i) {
      splits.push_back(add(Regex::Op::split, here() + 1));
      emit(*tree.children[0]);
    }
    for (int split : splits) instruction(split).y = here();
  }

  std::string_view text_;
  Regex::Options options_;
  std::size_t position_ = 0;
  int groups_ = 0;
  Compiled out_;
};

}  // namespace

Compiled compile(std::string_view pattern, Regex::Options options) {
  return Compiler(pattern, options).run();
}

}  // namespace sts::regex
