// Running a template: a walk over its nodes that writes text. `dot` is the current value; variables
// are a stack.
#include <algorithm>
#include <utility>

#include "kubectl/template/functions.hpp"
#include "kubectl/template/node.hpp"
#include "kubectl/template/template.hpp"

namespace sts::gotemplate {
namespace {

constexpr int kMaxDepth = 200;
// A template that ranges over ranges could otherwise write for ever.
constexpr std::size_t kMostText = 16U << 20;
constexpr std::size_t kMostSteps = 2'000'000;

enum class Flow : std::uint8_t { Next, Break, Continue };

struct Variable {
  std::string name;
  Value value;
};

class Evaluator {
 public:
  Evaluator(const Trees& trees, bool allowMissingKeys)
      : trees_(trees), allowMissingKeys_(allowMissingKeys) {}

  Execution run(const Json& data) {
    variables_ = {{"$", &data}};
    const auto flow = walk(&data, trees_.root);
    Execution execution;
    if (!flow.ok()) execution.error = flow.error();
    execution.text = std::move(out_);
    return execution;
  }

 private:
  // Go: text/template/exec.go state.errorf
  Status error(const Node& node, const std::string& message) const {
    const std::string_view before = std::string_view(trees_.source).substr(0, node.pos);
    const std::size_t lineStart = before.rfind('\n');
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t column =
        lineStart == std::string_view::npos ? node.pos : node.pos - lineStart - 1;
    return plainError(std::string("template: ") + kTemplateName + ":" + std::to_string(line) + ":" +
                      std::to_string(column) + ": executing " + goQuote(name_) + " at <" +
                      node.show() + ">: " + message);
  }

  Result<Flow> walk(Value dot, const Node& node) {
    // SIM: Go's templates may run for ever; ours share a thread with the cluster.
    if (++steps_ > kMostSteps) return error(node, "the template runs too long");
    switch (node.kind) {
      case NodeKind::Text:
        return write(node, node.text);
      case NodeKind::Action: {
        TRY(const Value value, pipeline(dot, node.children.front()));
        if (!node.children.front().names.empty()) return Flow::Next;
        return write(node, printed(value));
      }
      case NodeKind::If:
      case NodeKind::With:
        return walkBranch(dot, node);
      case NodeKind::Range:
        return walkRange(dot, node);
      case NodeKind::Template:
        return walkTemplate(dot, node);
      case NodeKind::Break:
        return Flow::Break;
      case NodeKind::Continue:
        return Flow::Continue;
      case NodeKind::List:
        return walkList(dot, node);
      case NodeKind::Pipe:
      case NodeKind::Command:
      case NodeKind::Bool:
      case NodeKind::Chain:
      case NodeKind::Dot:
      case NodeKind::Field:
      case NodeKind::Identifier:
      case NodeKind::Nil:
      case NodeKind::Number:
      case NodeKind::String:
      case NodeKind::Variable:
        break;
    }
    return error(node, "unknown node: " + node.show());
  }

  Result<Flow> write(const Node& node, const std::string& text) {
    if (out_.size() + text.size() > kMostText) return error(node, "the output is too long");
    out_ += text;
    return Flow::Next;
  }

  Result<Flow> walkList(Value dot, const Node& list) {
    for (const Node& node : list.children) {
      TRY(const Flow flow, walk(dot, node));
      if (flow != Flow::Next) return flow;
    }
    return Flow::Next;
  }

  Result<Flow> walkBranch(Value dot, const Node& node) {
    const std::size_t mark = variables_.size();
    TRY(const Value value, pipeline(dot, node.children[0]));
    const bool truth = isTrue(value);
    const Value inner = truth && node.kind == NodeKind::With ? value : dot;
    auto flow = walk(inner, node.children[truth ? 1 : 2]);
    variables_.resize(mark);
    return flow;
  }

  // One turn of a range; its variables are the last ones on the stack.
  Result<Flow> iterate(const Node& node, Value key, Value item) {
    const Node& pipe = node.children[0];
    const std::size_t mark = variables_.size();
    const std::size_t count = pipe.names.size();
    if (count > 0 && pipe.assigns) {
      assign(pipe.names[0], count > 1 ? key : item);
      if (count > 1) assign(pipe.names[1], item);
    } else if (count > 0) {
      variables_[mark - 1].value = item;
      if (count > 1) variables_[mark - 2].value = key;
    }
    auto flow = walk(item, node.children[1]);
    variables_.resize(mark);
    return flow;
  }

  // What a range turns over: pairs of index or key, and value.
  Result<std::vector<std::pair<Value, Value>>> turnsOf(const Node& node, Value value) {
    std::vector<std::pair<Value, Value>> turns;
    if (value == nullptr || value->isNull()) return turns;
    if (value->isInt()) {
      if (node.children[0].names.size() > 1) {
        return error(node.children[0],
                     "can't use " + printed(value) + " to iterate over more than one variable");
      }
      const std::int64_t count = std::min<std::int64_t>(value->integer(), 1'000'000);
      for (std::int64_t i = 0; i < count; ++i) turns.emplace_back(nullptr, arena_.keep(i));
      return turns;
    }
    if (!value->isArray() && !value->isObject()) {
      return error(node.children[0], "range can't iterate over " + printed(value));
    }
    std::int64_t index = 0;
    for (const Json& item : value->items()) turns.emplace_back(arena_.keep(index++), &item);
    for (const auto& [key, member] : value->members()) {
      turns.emplace_back(arena_.keep(key), &member);
    }
    return turns;
  }

  Result<Flow> walkRange(Value dot, const Node& node) {
    const std::size_t mark = variables_.size();
    TRY(const Value value, pipeline(dot, node.children[0]));
    TRY(const auto turns, turnsOf(node, value));
    for (const auto& [key, item] : turns) {
      TRY(const Flow flow, iterate(node, key, item));
      if (flow == Flow::Break) break;
    }
    if (turns.empty() && node.hasElse) {
      TRY(const Flow flow, walk(dot, node.children[2]));
      variables_.resize(mark);
      return flow;
    }
    variables_.resize(mark);
    return Flow::Next;
  }

  Result<Flow> walkTemplate(Value dot, const Node& node) {
    const auto found = trees_.defined.find(node.text);
    if (found == trees_.defined.end()) {
      return error(node, "template " + goQuote(node.text) + " not defined");
    }
    if (depth_ == kMaxDepth) {
      return error(node, "exceeded maximum template depth (" + std::to_string(kMaxDepth) + ")");
    }
    Value inner = nullptr;
    if (!node.children.empty()) {
      TRY(inner, pipeline(dot, node.children.front()));
    }
    auto outer = std::move(variables_);
    const std::string name = std::exchange(name_, node.text);
    variables_ = {{"$", inner}};
    ++depth_;
    auto flow = walk(inner, found->second);
    if (!flow.ok()) return flow;
    --depth_;
    name_ = name;
    variables_ = std::move(outer);
    return Flow::Next;
  }

  void assign(const std::string& name, Value value) {
    const auto found = std::find_if(variables_.rbegin(), variables_.rend(),
                                    [&](const Variable& v) { return v.name == name; });
    if (found != variables_.rend()) found->value = value;
  }

  Result<Value> pipeline(Value dot, const Node& pipe) {
    const Value* final = nullptr;
    Value value = nullptr;
    for (const Node& command : pipe.children) {
      TRY(value, evaluate(dot, command, final));
      // A nil interface is no value once a pipeline has given it.
      if (value != nullptr && value->isNull()) value = nullptr;
      final = &value;
    }
    for (const std::string& name : pipe.names) {
      if (pipe.assigns) {
        assign(name, value);
      } else {
        variables_.push_back({name, value});
      }
    }
    return value;
  }

  // `final` is what the stage before gave, the last argument of this one.
  Result<Value> evaluate(Value dot, const Node& command, const Value* final) {
    const Node& first = command.children.front();
    if (first.kind == NodeKind::Identifier) return function(dot, first, command, final);
    if (command.children.size() > 1 || final != nullptr) {
      return withArguments(dot, first);
    }
    return operand(dot, first);
  }

  // Nothing but a function takes arguments.
  Result<Value> withArguments(Value dot, const Node& first) {
    const bool fieldOf = first.kind == NodeKind::Field || first.kind == NodeKind::Chain ||
                         (first.kind == NodeKind::Variable && first.names.size() > 1);
    if (!fieldOf) return error(first, "can't give argument to non-function " + first.show());
    Node holder = first;
    holder.names.pop_back();
    const bool whole = holder.names.empty();
    TRY(const Value value, whole ? holderOf(dot, first) : operand(dot, holder));
    if (value == nullptr) return value;
    if (value->isObject()) {
      return error(first, first.names.back() + " is not a method but has arguments");
    }
    return fields(first, value, first.names, first.names.size() - 1);
  }

  // What the first field of a node is looked up in.
  Result<Value> holderOf(Value dot, const Node& node) {
    if (node.kind == NodeKind::Chain) return operand(dot, node.children.front());
    return dot;
  }

  Result<Value> operand(Value dot, const Node& node) {
    switch (node.kind) {
      case NodeKind::Dot:
        return dot;
      case NodeKind::Bool:
      case NodeKind::Number:
      case NodeKind::String:
        return Value(&node.value);
      case NodeKind::Field:
        return fields(node, dot, node.names, 0);
      case NodeKind::Variable:
        return fields(node, variable(node.names.front()), node.names, 1);
      case NodeKind::Pipe:
        return pipeline(dot, node);
      case NodeKind::Identifier:
        return function(dot, node, node, nullptr);
      case NodeKind::Chain: {
        if (node.children.front().kind == NodeKind::Nil) {
          return error(node, "indirection through explicit nil in " + node.show());
        }
        TRY(const Value value, operand(dot, node.children.front()));
        return fields(node, value, node.names, 0);
      }
      case NodeKind::Nil:
        return error(node, "nil is not a command");
      case NodeKind::Text:
      case NodeKind::Action:
      case NodeKind::If:
      case NodeKind::With:
      case NodeKind::Range:
      case NodeKind::Template:
      case NodeKind::Break:
      case NodeKind::Continue:
      case NodeKind::List:
      case NodeKind::Command:
        break;
    }
    return error(node, "can't evaluate command " + goQuote(node.show()));
  }

  Value variable(const std::string& name) const {
    for (auto it = variables_.rbegin(); it != variables_.rend(); ++it) {
      if (it->name == name) return it->value;
    }
    return nullptr;
  }

  // Go: text/template/exec.go evalField
  Result<Value> fields(const Node& node, Value value, const std::vector<std::string>& names,
                       std::size_t first) {
    for (std::size_t i = first; i < names.size(); ++i) {
      const std::string& name = names[i];
      if (value == nullptr) {
        if (!allowMissingKeys_) {
          return error(node, "nil data; no entry for key " + goQuote(name));
        }
        continue;
      }
      if (value->isNull()) {
        return error(node, "nil pointer evaluating interface {}." + name);
      }
      if (!value->isObject()) {
        const bool inside = i > first;
        return error(node, "can't evaluate field " + name + " in type " +
                               (inside ? "interface {}" : typeName(*value)));
      }
      const Json* member = value->find(name);
      if (member == nullptr && !allowMissingKeys_) {
        return error(node, "map has no entry for key " + goQuote(name));
      }
      value = member;
    }
    return value;
  }

  Result<Value> argument(Value dot, const Node& node) {
    static const Json kNull;
    if (node.kind == NodeKind::Nil) return Value(&kNull);
    return operand(dot, node);
  }

  Result<Done> checkCount(const Node& at, const Signature& signature, std::size_t given,
                          bool piped) {
    const std::size_t all = given + (piped ? 1 : 0);
    const auto fixed = static_cast<std::size_t>(signature.fixed);
    const std::string start = std::string("wrong number of args for ") + signature.name + ": want ";
    if (signature.variadic && all < fixed) {
      return error(at,
                   start + "at least " + std::to_string(fixed) + " got " + std::to_string(given));
    }
    if (!signature.variadic && all != fixed) {
      return error(at, start + std::to_string(fixed) + " got " + std::to_string(all));
    }
    return Done{};
  }

  // The first argument of printf and base64decode must be text.
  Result<Done> checkText(const Node& node, Value value) {
    const bool literal = node.kind == NodeKind::Bool || node.kind == NodeKind::Number;
    if (literal) return error(node, "expected string; found " + node.show());
    if (value == nullptr) return error(node, "invalid value; expected string");
    if (value->isString()) return Done{};
    return error(node, "wrong type for value; expected string; got " + typeName(*value));
  }

  // Go: text/template/exec.go evalCall
  Result<Value> function(Value dot, const Node& at, const Node& command, const Value* final) {
    const Signature& signature = *signatureOf(at.text);
    const bool alone = command.kind != NodeKind::Command;
    const std::size_t given = alone ? 0 : command.children.size() - 1;
    CHECK_OK(checkCount(at, signature, given, final != nullptr));
    const bool isAnd = at.text == "and";
    const bool isOr = at.text == "or";
    std::vector<Value> args;
    for (std::size_t i = 1; i <= given; ++i) {
      const Node& node = command.children[i];
      TRY(const Value value, argument(dot, node));
      if (i == 1 && signature.takesText) CHECK_OK(checkText(node, value));
      args.push_back(value);
      if ((isAnd || isOr) && isTrue(value) == isOr) return value;
    }
    if (final != nullptr) {
      if (args.empty() && signature.takesText) CHECK_OK(checkText(at, *final));
      args.push_back(*final);
    }
    if (isAnd || isOr) return args.back();
    auto result = call(at.text, args, &arena_);
    if (result.ok()) return result;
    std::string why = result.error().message;
    if (at.text == "call" && why.front() == ' ') {
      why = "non-function " + (given > 0 ? command.children[1].show() : printed(*final)) + why;
    }
    return error(command, "error calling " + at.text + ": " + why);
  }

  const Trees& trees_;
  bool allowMissingKeys_;
  Arena arena_;
  std::string out_;
  std::string name_ = kTemplateName;
  std::vector<Variable> variables_;
  int depth_ = 0;
  std::size_t steps_ = 0;
};

}  // namespace

Result<Template> Template::parse(std::string_view text) {
  TRY(Trees trees, parseTrees(text));
  Template made;
  made.trees_ = std::make_shared<const Trees>(std::move(trees));
  return made;
}

Execution Template::execute(const Json& data, bool allowMissingKeys) const {
  return Evaluator(*trees_, allowMissingKeys).run(data);
}

}  // namespace sts::gotemplate
