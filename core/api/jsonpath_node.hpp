// The parsed form of a JSONPath template. Internal to core/api/jsonpath*.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts::jsonpath::detail {

/// One of the three numbers of `[start:end:step]`.
struct SliceBound {
  bool known = false;
  bool derived = false;  ///< the end that a single index implies
  std::int64_t value = 0;
};

struct Node {
  enum class Kind : std::uint8_t {
    List,        // children in turn, each on what the last one found
    Literal,     // text, a number or a boolean
    Field,       // .name
    Identifier,  // range, end
    Slice,       // [1:3]
    Filter,      // [?(left op right)]
    Wildcard,    // .*
    Recursive,   // ..
    Union        // [a,b]
  };
  Kind kind = Kind::List;
  std::string text;  // a field's or identifier's name, a filter's operator
  Json literal;
  std::array<SliceBound, 3> bounds;
  std::vector<Node> children;  // of a filter: left and right

  static Node of(Kind kind, std::string text = {}) {
    Node node;
    node.kind = kind;
    node.text = std::move(text);
    return node;
  }
  static Node ofLiteral(Json value) {
    Node node = of(Kind::Literal);
    node.literal = std::move(value);
    return node;
  }
};

/// The parts of a whole template: texts and lists.
Result<std::vector<Node>> parseTemplate(std::string_view text, int depth = 0);

}  // namespace sts::jsonpath::detail
