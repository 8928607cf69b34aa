#include "api/yaml/tree.hpp"

#include "api/yaml/scalar.hpp"

namespace sts::yaml {

void TreeBuilder::digest(char mark, std::string_view text) {
  // FNV-1a; the mark also ends the text before it.
  const auto eat = [this](char c) {
    tree_.digest = (tree_.digest ^ static_cast<unsigned char>(c)) * 1099511628211u;
  };
  eat(mark);
  for (char c : text) eat(c);
}

/// The new node, or nothing where only the shape is kept.
Node* TreeBuilder::add(Place place, Node::Kind kind, std::string_view anchor) {
  const std::uint32_t index = count_++;
  if (!anchor.empty()) anchors_[std::string(anchor)] = index;
  if (count_ > maxNodes) refuse(place, "more than " + std::to_string(maxNodes) + " values");
  if (keep_ == Keep::Shape) return nullptr;
  if (!open_.empty()) tree_.nodes[open_.back()].children.push_back(index);
  Node& node = tree_.nodes.emplace_back();
  node.kind = kind;
  node.place = place;
  return &node;
}

void TreeBuilder::refuse(Place place, const std::string& problem) {
  if (error_.empty()) error_ = "line " + std::to_string(place.line + 1) + ": " + problem;
}

void TreeBuilder::scalar(Place place, std::string_view anchor, std::string_view tag,
                         std::string_view value, bool implicit) {
  // yaml-cpp tells a plain null of any spelling without its text.
  if (implicit && tag.empty() && isNullWord(value)) value = "";
  digest(implicit ? 'p' : 'q', tag);
  digest('=', value);
  Node* node = add(place, Node::Kind::Scalar, anchor);
  if (node == nullptr) return;
  node->tag = tag;
  node->value = value;
  node->implicit = implicit;
}

void TreeBuilder::begin(Place place, Node::Kind kind, std::string_view anchor,
                        std::string_view tag) {
  if (open_.size() == maxDepth) refuse(place, "exceeded max depth of " + std::to_string(maxDepth));
  digest(kind == Node::Kind::Sequence ? '[' : '{', tag);
  const std::uint32_t index = count_;
  if (Node* node = add(place, kind, anchor)) node->tag = tag;
  open_.push_back(index);
}

void TreeBuilder::end() {
  digest('.');
  if (!open_.empty()) open_.pop_back();
}

void TreeBuilder::alias(Place place, std::string_view anchor) {
  const auto known = anchors_.find(std::string(anchor));
  if (known == anchors_.end()) {
    if (error_.empty()) error_ = "unknown anchor '" + std::string(anchor) + "' referenced";
    return;
  }
  digest('*', std::to_string(known->second));
  Node* node = add(place, Node::Kind::Alias, "");
  if (node == nullptr) return;
  node->value = anchor;
  node->target = known->second;
}

}  // namespace sts::yaml
