// yaml-cpp's events, of one document that libyaml has already accepted.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <unordered_map>

#include "api/yaml/readers.hpp"

namespace sts::yaml {
namespace {

class Handler : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.scalar(placeOf(mark), name(anchor), "", "", true);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.alias(placeOf(mark), name(anchor));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    // "?" is a plain scalar, "!" any other, both without a tag of their own.
    const bool own = tag != "?" && tag != "!";
    builder_.scalar(placeOf(mark), name(anchor), own ? tag : "", value, tag == "?");
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(mark, Node::Kind::Sequence, tag, anchor);
  }
  void OnSequenceEnd() override { builder_.end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(mark, Node::Kind::Mapping, tag, anchor);
  }
  void OnMapEnd() override { builder_.end(); }

  /// Told just before the node that carries the anchor.
  void OnAnchor(const YAML::Mark&, const std::string& anchor) override { lastAnchor_ = anchor; }

  TreeBuilder& builder() { return builder_; }

 private:
  static Place placeOf(const YAML::Mark& mark) {
    return {static_cast<std::size_t>(mark.line), static_cast<std::size_t>(mark.column)};
  }
  /// yaml-cpp numbers the anchors; of two with one name the aliases below mean the second.
  std::string name(YAML::anchor_t anchor) {
    if (anchor == YAML::NullAnchor) return {};
    return names_.try_emplace(anchor, lastAnchor_).first->second;
  }
  void begin(const YAML::Mark& mark, Node::Kind kind, const std::string& tag,
             YAML::anchor_t anchor) {
    builder_.begin(placeOf(mark), kind, name(anchor), tag == "?" ? "" : tag);
  }

  TreeBuilder builder_{TreeBuilder::Keep::Everything};
  std::unordered_map<YAML::anchor_t, std::string> names_;
  std::string lastAnchor_;
};

}  // namespace

std::optional<Tree> parseWithYamlCpp(std::string_view text) {
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    Handler handler;
    parser.HandleNextDocument(handler);
    if (!handler.builder().error().empty()) return std::nullopt;
    return handler.builder().take();
  } catch (const YAML::Exception&) {
    return std::nullopt;
  }
}

}  // namespace sts::yaml
