// The parsed form of a Go template. Internal to core/kubectl/template.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts::gotemplate {

enum class NodeKind : std::uint8_t {
  Text,
  Action,    // children: the pipeline
  If,        // children: pipeline, list, list of the else (may be empty)
  With,      // as If
  Range,     // as If
  Template,  // name in text; children: the pipeline, or nothing
  Break,
  Continue,
  List,
  Pipe,     // children: commands; names: variables that are declared or assigned
  Command,  // children: operands
  Bool,
  Chain,  // children: the operand; names: fields
  Dot,
  Field,  // names
  Identifier,
  Nil,
  Number,
  String,
  Variable  // names: "$x" and fields
};

struct Node {
  NodeKind kind = NodeKind::List;
  std::size_t pos = 0;  // a byte of the source
  std::string text;     // as written; of a Template its name
  std::vector<std::string> names;
  Json value;            // of a literal
  bool assigns = false;  // of a Pipe: "=" instead of ":="
  bool hasElse = false;
  std::vector<Node> children;

  /// As errors quote it.
  std::string show() const;
};

/// The main template and those that it defines by name.
struct Trees {
  std::string source;
  Node root;
  std::map<std::string, Node, std::less<>> defined;
};

/// kubectl's name for its template.
inline constexpr const char* kTemplateName = "output";

bool isFunction(std::string_view name);
Result<Trees> parseTrees(std::string_view text);

}  // namespace sts::gotemplate
