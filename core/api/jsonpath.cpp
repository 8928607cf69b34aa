#include "api/jsonpath.hpp"

#include <algorithm>

#include "api/go_value.hpp"
#include "api/jsonpath_node.hpp"

namespace sts::jsonpath {
namespace {

using detail::Node;
using Values = std::vector<const Json*>;

// No object of a cluster comes near it; nested recursive descents would.
constexpr std::size_t kMostValues = 1'000'000;

Result<bool> equal(const Json& a, const Json& b);
Result<bool> less(const Json& a, const Json& b);

const Status& badType() {
  static const Status status = plainError("invalid type for comparison");
  return status;
}

bool isBasic(const Json& value) { return !value.isNull() && !value.isArray() && !value.isObject(); }

// k8s 1.36: client-go third_party/forked/golang/template/funcs.go Equal
Result<bool> equal(const Json& a, const Json& b) {
  if (!isBasic(a) || !isBasic(b)) return badType();
  if (a.type() != b.type()) return plainError("incompatible types for comparison");
  return a == b;
}

Result<bool> less(const Json& a, const Json& b) {
  if (!isBasic(a) || !isBasic(b)) return badType();
  if (a.type() != b.type()) return plainError("incompatible types for comparison");
  if (a.isBool()) return badType();
  if (a.isString()) return a.str() < b.str();
  return a.isInt() ? a.integer() < b.integer() : a.number() < b.number();
}

Result<bool> lessOrEqual(const Json& a, const Json& b) {
  TRY(const bool smaller, less(a, b));
  return smaller ? Result<bool>(true) : equal(a, b);
}

Result<bool> inverse(Result<bool> result) {
  if (!result.ok()) return result;
  return !*result;
}

Result<bool> compare(const std::string& op, const Json& a, const Json& b) {
  if (op == "==") return equal(a, b);
  if (op == "!=") return inverse(equal(a, b));
  if (op == "<") return less(a, b);
  if (op == "<=") return lessOrEqual(a, b);
  if (op == ">") return inverse(lessOrEqual(a, b));
  if (op == ">=") return inverse(less(a, b));
  return plainError("unrecognized filter operator " + op);
}

class Evaluator {
 public:
  Evaluator(const std::vector<Node>& nodes, bool allowMissingKeys)
      : nodes_(nodes), allowMissingKeys_(allowMissingKeys) {}

  Result<Results> run(const Json& data) {
    TRY(results_.parts, find(data, 0));
    return std::move(results_);
  }

 private:
  using Parts = std::vector<Values>;

  // Evaluates the parts from `begin` on. `{range}` evaluates what follows it once a value, up to
  // its `{end}`. k8s 1.36: client-go util/jsonpath/jsonpath.go FindResults
  Result<Parts> find(const Json& data, std::size_t begin) {
    Parts all;
    for (std::size_t i = begin; i < nodes_.size(); ++i) {
      TRY(Values values, walk({&data}, nodes_[i]));
      if (endRange_ > 0 && endRange_ <= inRange_) {
        --endRange_;
        lastEnd_ = i;
        break;
      }
      if (beginRange_ == 0) {
        all.push_back(std::move(values));
        continue;
      }
      --beginRange_;
      CHECK_OK(findRange(values, i + 1, &all));
      if (lastEnd_ > i) i = lastEnd_;
    }
    return all;
  }

  Result<Done> findRange(const Values& values, std::size_t begin, Parts* all) {
    static const Json kNothing;
    ++inRange_;
    for (const Json* value : values) {
      TRY(Parts parts, find(*value, begin));
      for (Values& part : parts) all->push_back(std::move(part));
      if (all->size() > kMostValues) return plainError("jsonpath found too many values");
    }
    // Nothing to range over: the body is still walked, to find its end.
    if (values.empty()) CHECK_OK(find(kNothing, begin));
    --inRange_;
    return Done{};
  }

  Result<Values> walk(const Values& input, const Node& node) {
    if (visited_ += input.size(); visited_ > kMostValues) {
      return plainError("jsonpath found too many values");
    }
    switch (node.kind) {
      case Node::Kind::List:
        return walkList(input, node);
      case Node::Kind::Literal:
        return walkLiteral(input, node);
      case Node::Kind::Field:
        return walkField(input, node);
      case Node::Kind::Identifier:
        return walkIdentifier(input, node);
      case Node::Kind::Slice:
        return walkSlice(input, node);
      case Node::Kind::Filter:
        return walkFilter(input, node);
      case Node::Kind::Wildcard:
        return walkWildcard(input);
      case Node::Kind::Recursive:
        return walkRecursive(input);
      case Node::Kind::Union:
        return walkUnion(input, node);
    }
    return input;
  }

  Result<Values> walkList(const Values& input, const Node& list) {
    Values values = input;
    for (const Node& node : list.children) {
      TRY(values, walk(values, node));
    }
    return values;
  }

  Result<Values> walkLiteral(const Values& input, const Node& node) {
    // Text stands for itself; a number or boolean is written once for each value.
    return Values(node.literal.isString() ? 1 : input.size(), &node.literal);
  }

  Result<Values> walkField(const Values& input, const Node& node) {
    Values found;
    for (const Json* value : input) {
      if (const Json* member = value->find(node.text)) found.push_back(member);
    }
    if (found.empty() && !input.empty() && !allowMissingKeys_) {
      return plainError(node.text + " is not found");
    }
    return found;
  }

  Result<Values> walkIdentifier(const Values& input, const Node& node) {
    if (node.text == "range") {
      ++beginRange_;
      return input;
    }
    if (node.text != "end") return plainError("unrecognized identifier " + node.text);
    if (inRange_ == 0) return plainError("not in range, nothing to end");
    ++endRange_;
    return Values{};
  }

  // The bounds of a slice over `length` elements; an empty range when there is nothing to take.
  static Result<std::pair<std::int64_t, std::int64_t>> sliceRange(const Node& node,
                                                                  std::int64_t length) {
    std::int64_t first = node.bounds[0].known ? node.bounds[0].value : 0;
    std::int64_t last = node.bounds[1].known ? node.bounds[1].value : length;
    if (first < 0) first += length;
    if (last < 0 || (last == 0 && node.bounds[1].derived)) last += length;
    const auto outOfBounds = [&](std::int64_t index) {
      return plainError("array index out of bounds: index " + std::to_string(index) + ", length " +
                        std::to_string(length));
    };
    if (first == last) return std::pair(first, last);
    if (first >= length || first < 0) return outOfBounds(first);
    if (last > length || last < 0) return outOfBounds(last - 1);
    if (first > last) {
      return plainError("starting index " + std::to_string(first) +
                        " is greater than ending index " + std::to_string(last));
    }
    return std::pair(first, last);
  }

  Result<Values> walkSlice(const Values& input, const Node& node) {
    Values found;
    for (const Json* value : input) {
      if (value->isNull()) continue;
      if (!value->isArray()) return plainError(goType(*value) + " is not array or slice");
      TRY(const auto range, sliceRange(node, static_cast<std::int64_t>(value->size())));
      if (range.first == range.second) return found;
      const SliceStep step = stepOf(node);
      if (step <= 0) return plainError("step must be > 0");
      for (std::int64_t i = range.first; i < range.second; i += step) {
        found.push_back(&(*value)[static_cast<std::size_t>(i)]);
      }
    }
    return found;
  }

  using SliceStep = std::int64_t;
  static SliceStep stepOf(const Node& node) {
    return node.bounds[2].known ? node.bounds[2].value : 1;
  }

  Result<Values> walkUnion(const Values& input, const Node& node) {
    Values found;
    for (const Node& list : node.children) {
      TRY(const Values values, walkList(input, list));
      found.insert(found.end(), values.begin(), values.end());
    }
    return found;
  }

  // What a list or map holds. SIM: upstream's order of a map is random; ours is by key.
  void appendContents(const Json& value, Values* found) {
    for (const auto& member : value.members()) found->push_back(&member.second);
    for (const Json& item : value.items()) found->push_back(&item);
  }

  Result<Values> walkWildcard(const Values& input) {
    Values found;
    for (const Json* value : input) {
      appendContents(*value, &found);
      for (const char c : value->str()) {
        results_.made.push_back(static_cast<int>(static_cast<unsigned char>(c)));
        found.push_back(&results_.made.back());
      }
    }
    return found;
  }

  Result<Values> walkRecursive(const Values& input) {
    Values found;
    for (const Json* value : input) CHECK_OK(descend(*value, &found));
    return found;
  }

  Result<Done> descend(const Json& value, Values* found) {
    if (value.empty() && value.str().empty()) return Done{};
    if (++visited_ > kMostValues) return plainError("jsonpath found too many values");
    found->push_back(&value);
    Values contents;
    appendContents(value, &contents);
    for (const Json* inner : contents) CHECK_OK(descend(*inner, found));
    return Done{};
  }

  Result<Values> walkFilter(const Values& input, const Node& node) {
    Values found;
    for (const Json* value : input) {
      if (!value->isArray()) {
        return plainError(goValue(*value) + " is not array or slice and cannot be filtered");
      }
      for (const Json& item : value->items()) {
        TRY(const bool passes, filterPasses(item, node));
        if (passes) found.push_back(&item);
      }
    }
    return found;
  }

  Result<bool> filterPasses(const Json& item, const Node& node) {
    const Result<Values> left = walkList({&item}, node.children[0]);
    if (node.text == "exists") return left.ok() && !left->empty();
    if (!left.ok()) return left.error();
    if (left->empty()) return false;
    if (left->size() > 1) return plainError("can only compare one element at a time");
    TRY(const Values right, walkList({&item}, node.children[1]));
    if (right.empty()) return false;
    if (right.size() > 1) return plainError("can only compare one element at a time");
    return compare(node.text, *left->front(), *right.front());
  }

  const std::vector<Node>& nodes_;
  bool allowMissingKeys_;
  Results results_;
  std::size_t visited_ = 0;
  int beginRange_ = 0;
  int inRange_ = 0;
  int endRange_ = 0;
  std::size_t lastEnd_ = 0;
};

std::string valueText(const Json& value) {
  if (value.isArray() || value.isObject()) return toJson(value);
  return value.isNull() ? "null" : goValue(value);
}

}  // namespace

Template::Template() = default;
Template::Template(Template&&) noexcept = default;
Template::Template(const Template&) = default;
Template& Template::operator=(Template&&) noexcept = default;
Template& Template::operator=(const Template&) = default;
Template::~Template() = default;

Result<Template> Template::parse(std::string_view text) {
  Template made;
  TRY(made.nodes_, detail::parseTemplate(text));
  return made;
}

Result<Results> Template::find(const Json& data, bool allowMissingKeys) const {
  return Evaluator(nodes_, allowMissingKeys).run(data);
}

// k8s 1.36: client-go util/jsonpath/jsonpath.go PrintResults
Result<std::string> Template::execute(const Json& data, bool allowMissingKeys) const {
  TRY(const Results results, find(data, allowMissingKeys));
  std::string text;
  for (const Values& part : results.parts) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (i != 0) text += ' ';
      text += valueText(*part[i]);
    }
  }
  return text;
}

Result<std::string> Template::executeAsJson(const Json& data, bool allowMissingKeys) const {
  TRY(const Results results, find(data, allowMissingKeys));
  std::string text;
  for (const Values& part : results.parts) {
    Json list = Json::array();
    for (const Json* value : part) list.push(*value);
    text += toJsonIndented(list, "    ") + "\n";
  }
  return text;
}

// k8s 1.36: kubectl pkg/cmd/get/customcolumn.go RelaxedJSONPathExpression
Result<std::string> relaxed(std::string_view path) {
  if (path.empty()) return std::string();
  std::string_view body = path;
  if (body.size() > 2 && body.front() == '{' && body.back() == '}') {
    body = body.substr(1, body.size() - 2);
  }
  const std::string_view dotless = body.size() > 1 && body.front() == '.' ? body.substr(1) : body;
  const bool unfit = dotless.empty() || dotless.find_first_of("{}") != std::string_view::npos;
  if (unfit) {
    return plainError(
        "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or "
        "'{.name1.name2}'");
  }
  return "{." + std::string(dotless) + "}";
}

}  // namespace sts::jsonpath
