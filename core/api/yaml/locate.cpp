// From a field's path back to the place in the text where it stands. The text is parsed anew:
// places are asked for seldom, and trees are not worth keeping.
#include <algorithm>
#include <charconv>

#include "api/json_scan.hpp"
#include "api/yaml/convert.hpp"
#include "api/yaml/manifest.hpp"
#include "api/yaml/readers.hpp"
#include "api/yaml/splitter.hpp"

namespace sts::yaml {
namespace {

/// A walk down the tree: `found` is the place of the last step that could be made.
class Walk {
 public:
  explicit Walk(const Tree& tree) : tree_(tree) {}

  Place to(std::string_view path) {
    if (tree_.nodes.empty()) return {};
    Place found = tree_.nodes[0].place;
    std::uint32_t at = 0;
    while (!path.empty()) {
      at = target(at);
      const std::optional<Step> step = next(tree_.nodes[at], path);
      if (!step) return found;
      found = step->place;
      at = step->value;
      path = step->rest;
    }
    return found;
  }

 private:
  struct Step {
    Place place;
    std::uint32_t value = 0;
    std::string_view rest;
  };

  std::uint32_t target(std::uint32_t at) const {
    const Node& node = tree_.nodes[at];
    return node.kind == Node::Kind::Alias ? node.target : at;
  }

  std::optional<Step> next(const Node& node, std::string_view path) const {
    if (node.kind == Node::Kind::Mapping) return member(node, path);
    if (node.kind == Node::Kind::Sequence && path[0] == '[') return item(node, path);
    return std::nullopt;
  }

  static std::optional<std::string_view> unbracketed(std::string_view& path) {
    const std::size_t end = path.find(']');
    if (path.empty() || path[0] != '[' || end == std::string_view::npos) return std::nullopt;
    const std::string_view inner = path.substr(1, end - 1);
    path.remove_prefix(end + 1);
    if (!path.empty() && path[0] == '.') path.remove_prefix(1);
    return inner;
  }

  std::optional<Step> item(const Node& node, std::string_view path) const {
    const auto inner = unbracketed(path);
    if (!inner) return std::nullopt;
    std::size_t index = 0;
    const char* end = inner->data() + inner->size();
    const auto [stop, error] = std::from_chars(inner->data(), end, index);
    if (error != std::errc() || stop != end || index >= node.children.size()) return std::nullopt;
    const std::uint32_t child = node.children[index];
    return Step{tree_.nodes[child].place, child, path};
  }

  /// The key may be in brackets, and it may hold dots: the longest key that fits is taken.
  std::optional<Step> member(const Node& node, std::string_view path) const {
    std::string_view rest = path;
    const auto inner = unbracketed(rest);
    std::optional<Step> best;
    std::size_t bestSize = 0;
    for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
      const Node& key = tree_.nodes[node.children[i]];
      const std::string_view name = key.value;
      if (key.kind != Node::Kind::Scalar || name.empty()) continue;
      std::string_view after = rest;
      if (inner ? *inner != name : !startsWith(path, name, after)) continue;
      if (best && name.size() < bestSize) continue;
      best = Step{key.place, node.children[i + 1], after};
      bestSize = name.size();
    }
    return best;
  }

  static bool startsWith(std::string_view path, std::string_view name, std::string_view& after) {
    if (path.substr(0, name.size()) != name) return false;
    after = path.substr(name.size());
    if (after.empty() || after[0] == '[') return true;
    if (after[0] != '.') return false;
    after.remove_prefix(1);
    return true;
  }

  const Tree& tree_;
};

/// The text of the nth document, and the number of its first line.
Piece documentPiece(std::string_view text, std::size_t document) {
  const YamlStream stream = readManifest(text);
  if (document >= stream.documents.size()) return {};
  const std::size_t line = stream.documents[document].line;
  for (std::size_t skip = 1; skip < line && !text.empty(); ++skip) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  return Splitter(text, line).next();
}

}  // namespace

Location locate(std::string_view text, std::size_t document, std::string_view path) {
  const Piece piece = documentPiece(text, document);
  if (piece.text.empty()) return {};
  const Parse parse = parseWithLibyaml(piece.text, TreeBuilder::Keep::Everything);
  const Place place = Walk(parse.tree).to(path);
  return {piece.line + place.line, place.column + 1};
}

}  // namespace sts::yaml
