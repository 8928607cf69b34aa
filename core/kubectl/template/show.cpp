// How a node is quoted in an error: as it could have been written.
#include "kubectl/template/node.hpp"

namespace sts::gotemplate {
namespace {

std::string joined(const std::vector<std::string>& names, const std::string& before) {
  std::string text;
  for (const std::string& name : names) text += before + name;
  return text;
}

std::string showCommand(const Node& command) {
  std::string text;
  for (const Node& operand : command.children) {
    if (!text.empty()) text += ' ';
    text += operand.kind == NodeKind::Pipe ? "(" + operand.show() + ")" : operand.show();
  }
  return text;
}

std::string showPipe(const Node& pipe) {
  std::string text;
  for (const std::string& name : pipe.names) text += (text.empty() ? "" : ", ") + name;
  if (!pipe.names.empty()) text += pipe.assigns ? " = " : " := ";
  bool first = true;
  for (const Node& command : pipe.children) {
    text += (first ? "" : " | ") + command.show();
    first = false;
  }
  return text;
}

std::string showVariable(const Node& node) {
  std::string text;
  for (const std::string& name : node.names) text += (text.empty() ? "" : ".") + name;
  return text;
}

std::string showChain(const Node& node) {
  const Node& inner = node.children.front();
  const std::string text = inner.kind == NodeKind::Pipe ? "(" + inner.show() + ")" : inner.show();
  return text + joined(node.names, ".");
}

std::string showBranch(const Node& node, const char* word) {
  std::string text = std::string("{{") + word + " " + node.children[0].show() + "}}";
  text += node.children[1].show();
  if (node.hasElse) text += "{{else}}" + node.children[2].show();
  return text + "{{end}}";
}

}  // namespace

std::string Node::show() const {
  switch (kind) {
    case NodeKind::Action:
      return "{{" + children.front().show() + "}}";
    case NodeKind::If:
      return showBranch(*this, "if");
    case NodeKind::With:
      return showBranch(*this, "with");
    case NodeKind::Range:
      return showBranch(*this, "range");
    case NodeKind::Template:
      return "{{template " + goQuote(text) +
             (children.empty() ? "" : " " + children.front().show()) + "}}";
    case NodeKind::Break:
      return "{{break}}";
    case NodeKind::Continue:
      return "{{continue}}";
    case NodeKind::List: {
      std::string all;
      for (const Node& child : children) all += child.show();
      return all;
    }
    case NodeKind::Pipe:
      return showPipe(*this);
    case NodeKind::Command:
      return showCommand(*this);
    case NodeKind::Chain:
      return showChain(*this);
    case NodeKind::Field:
      return joined(names, ".");
    case NodeKind::Variable:
      return showVariable(*this);
    case NodeKind::Dot:
      return ".";
    case NodeKind::Nil:
      return "nil";
    case NodeKind::Text:
    case NodeKind::Bool:
    case NodeKind::Identifier:
    case NodeKind::Number:
    case NodeKind::String:
      return text;
  }
  return text;
}

}  // namespace sts::gotemplate
