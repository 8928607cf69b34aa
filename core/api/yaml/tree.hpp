// The nodes of one YAML document, as a parser's events tell them: nothing is resolved yet, an alias
// still is an alias. Built by either reader (libyaml.cpp, yaml_cpp.cpp), turned into Json by
// convert.cpp, asked for places by locate.cpp. Private to core/api/yaml.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sts::yaml {

struct Place {
  std::size_t line = 0;    ///< from 0
  std::size_t column = 0;  ///< from 0, in characters
};

struct Node {
  enum class Kind : std::uint8_t { Scalar, Sequence, Mapping, Alias };
  Kind kind = Kind::Scalar;
  bool implicit = false;  ///< of a scalar: plain, so it may turn out to be a number
  Place place;
  std::string tag;                      ///< "" or in full, "tag:yaml.org,2002:int"
  std::string value;                    ///< of a scalar; of an alias the anchor's name
  std::vector<std::uint32_t> children;  ///< of a mapping: key, value, key, value, …
  std::uint32_t target = 0;             ///< of an alias
};

/// SIM: goyaml's limit is 10000 levels; a browser's stack is smaller, and no manifest is so deep.
constexpr std::size_t maxDepth = 100;

/// SIM: no such limit in goyaml. A request of the API server's greatest size has fewer.
constexpr std::size_t maxNodes = 100000;

struct Tree {
  std::vector<Node> nodes;   ///< the root comes first; empty: so is the document
  std::uint64_t digest = 0;  ///< of the events: equal for documents of equal content
};

/// What a reader calls at each event. `anchor` is any text unique to an anchor, "" for none.
class TreeBuilder {
 public:
  /// A gate needs only the error and the digest, not the texts.
  enum class Keep : std::uint8_t { Everything, Shape };
  explicit TreeBuilder(Keep keep) : keep_(keep) {}

  void scalar(Place place, std::string_view anchor, std::string_view tag, std::string_view value,
              bool implicit);
  void begin(Place place, Node::Kind kind, std::string_view anchor, std::string_view tag);
  void end();
  void alias(Place place, std::string_view anchor);

  /// Why the document cannot be read, in goyaml's words; "" so far so good.
  const std::string& error() const { return error_; }
  Tree take() { return std::move(tree_); }

 private:
  Node* add(Place place, Node::Kind kind, std::string_view anchor);
  void refuse(Place place, const std::string& problem);
  void digest(char mark, std::string_view text = {});

  Keep keep_;
  Tree tree_;
  std::uint32_t count_ = 0;
  std::vector<std::uint32_t> open_;
  std::unordered_map<std::string, std::uint32_t> anchors_;
  std::string error_;
};

}  // namespace sts::yaml
