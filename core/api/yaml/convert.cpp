// go.yaml.in/yaml/v2: decode.go decoder; sigs.k8s.io/yaml: yaml.go convertToJSONableObject
//
// The library works in three passes: decode the nodes, make every key a string, marshal as JSON. An
// error of an earlier pass hides those of later ones. Here one walk does it all and keeps the first
// error of each pass. Work is bounded as in goyaml: the share of nodes visited through aliases may
// not grow beyond a limit that sinks with the size of the document.
#include "api/yaml/convert.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "api/yaml/scalar.hpp"
#include "base/base64.hpp"
#include "base/sort.hpp"

namespace sts::yaml {
namespace {

constexpr std::string_view yamlTag = "tag:yaml.org,2002:";

/// `value` as Go's %#v prints it when it sits in an interface{}.
std::string interfaceSyntax(const Json& value) {
  switch (value.type()) {
    case Json::Type::Null:
      return "interface {}(nil)";
    case Json::Type::Bool:
    case Json::Type::Int:
      return toJson(value);
    case Json::Type::Double:
      return floatText(value.number());
    case Json::Type::String:
      return goQuote(value.str());
    case Json::Type::Array: {
      std::string out = "[]interface {}{";
      for (const Json& item : value.items())
        out += (out.back() == '{' ? "" : ", ") + interfaceSyntax(item);
      return out + "}";
    }
    case Json::Type::Object: {
      std::string out = "map[interface {}]interface {}{";
      for (const auto& [key, item] : value.members()) {
        out += (out.back() == '{' ? "" : ", ") + goQuote(key) + ":" + interfaceSyntax(item);
      }
      return out + "}";
    }
  }
  return "";
}

std::string topSyntax(const Json& value) {
  return value.isNull() ? "<nil>" : interfaceSyntax(value);
}

/// decode.go allowedAliasRatio: 99 % for small documents, down to 10 % for very large ones.
double allowedAliasRatio(double decoded) {
  constexpr double low = 400000;
  constexpr double high = 4000000;
  if (decoded <= low) return 0.99;
  if (decoded >= high) return 0.10;
  return 0.99 - 0.89 * ((decoded - low) / (high - low));
}

/// A double that is a whole number is written without a point, and so read back as an integer.
Json numberAsJson(double value) {
  constexpr double limit = 9223372036854775808.0;
  if (value >= -limit && value < limit && std::floor(value) == value) {
    return Json(static_cast<std::int64_t>(value));
  }
  return Json(value);
}

class Converter {
 public:
  explicit Converter(const Tree& tree) : tree_(tree), active_(tree.nodes.size(), false) {}

  Result<Json> run() {
    Json value = decode(0, 0);
    for (const std::string* error : {&decodeError_, &keyError_, &marshalError_}) {
      if (!error->empty()) return plainError(*error);
    }
    return value;
  }

 private:
  const Node& node(std::uint32_t index) const { return tree_.nodes[index]; }
  bool failed() const { return !decodeError_.empty(); }

  Json fail(const std::string& sentence) {
    if (decodeError_.empty()) decodeError_ = "yaml: " + sentence;
    return {};
  }

  Json decode(std::uint32_t index, std::size_t depth) {
    if (!spend(depth)) return {};
    const Node& here = node(index);
    switch (here.kind) {
      case Node::Kind::Scalar:
        return scalar(here);
      case Node::Kind::Sequence:
        return sequence(here, depth);
      case Node::Kind::Mapping: {
        Json::Object members;
        mapping(here, depth, members);
        return objectOf(std::move(members));
      }
      case Node::Kind::Alias:
        break;
    }
    if (!enter(index)) return {};
    Json value = decode(here.target, depth + 1);
    leave(index);
    return value;
  }

  /// Count one step of decoding; false when the document is not worth more of them.
  bool spend(std::size_t depth) {
    if (failed()) return false;
    ++decoded_;
    if (aliasDepth_ > 0) ++aliased_;
    const auto all = static_cast<double>(decoded_);
    if (aliased_ > 100 && decoded_ > 1000 &&
        static_cast<double>(aliased_) / all > allowedAliasRatio(all)) {
      fail("document contains excessive aliasing");
    } else if (depth > 2 * maxDepth) {
      fail("exceeded max depth of " + std::to_string(maxDepth));
    }
    return !failed();
  }

  bool enter(std::uint32_t alias) {
    if (active_[alias]) {
      fail("anchor '" + node(alias).value + "' value contains itself");
      return false;
    }
    active_[alias] = true;
    ++aliasDepth_;
    return true;
  }

  void leave(std::uint32_t alias) {
    active_[alias] = false;
    --aliasDepth_;
  }

  Json scalar(const Node& here) {
    if (here.tag.empty() && !here.implicit) return Json(here.value);
    const std::string tag = shortTag(here.tag);
    if (tag == "!!binary") return binary(here.value);
    constexpr std::array<std::string_view, 6> resolvable{"",        "!!bool", "!!int",
                                                         "!!float", "!!null", "!!timestamp"};
    if (std::find(resolvable.begin(), resolvable.end(), tag) == resolvable.end()) {
      return Json(here.value);  // !!str, and tags that mean nothing here
    }
    const Scalar found = resolveScalar(here.value);
    const std::string_view foundTag = tagOf(found.kind);
    const bool intAsFloat = tag == "!!float" && found.kind == ScalarKind::Int;
    if (!tag.empty() && foundTag != tag && !intAsFloat) {
      return fail("cannot decode " + std::string(foundTag) + " `" + here.value + "` as a " + tag);
    }
    if (found.kind != ScalarKind::Float) return found.value;
    const double value = found.value.number();
    if (std::isfinite(value)) return numberAsJson(value);
    if (marshalError_.empty()) {
      const std::string text = std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
      marshalError_ = "json: unsupported value: " + text;
    }
    return found.value;
  }

  Json binary(const std::string& text) {
    Base64Decoding decoding = decodeBase64(text);
    if (decoding.illegalAt) return fail("!!binary value contains invalid base64 data");
    return Json(std::move(decoding.bytes));
  }

  Json sequence(const Node& here, std::size_t depth) {
    Json list = Json::array();
    for (std::uint32_t child : here.children) {
      list.push(decode(child, depth + 1));
      if (failed()) break;
    }
    return list;
  }

  /// Adds to `members`, of which later the last of a name counts: a merge overrides what is before
  /// it.
  void mapping(const Node& here, std::size_t depth, Json::Object& members) {
    for (std::size_t i = 0; i + 1 < here.children.size() && !failed(); i += 2) {
      const Node& keyNode = node(here.children[i]);
      if (isMerge(keyNode)) {
        merge(here.children[i + 1], depth, members);
        continue;
      }
      const Json key = decode(here.children[i], depth + 1);
      if (failed()) return;
      if (key.isArray() || key.isObject()) {
        fail("invalid map key: " + interfaceSyntax(key));
        return;
      }
      Json value = decode(here.children[i + 1], depth + 1);
      const bool isAlias = keyNode.kind == Node::Kind::Alias;
      const Node& named = isAlias ? node(keyNode.target) : keyNode;
      std::string name = keyText(named, key, value);
      members.emplace_back(std::move(name), std::move(value));
    }
  }

  static bool isMerge(const Node& key) {
    return key.kind == Node::Kind::Scalar && key.value == "<<" &&
           (key.implicit || key.tag == std::string(yamlTag) + "merge");
  }

  void merge(std::uint32_t index, std::size_t depth, Json::Object& members) {
    const Node& source = node(index);
    if (source.kind != Node::Kind::Sequence) return mergeOne(index, depth, members);
    // Of several sources the first has the last word.
    for (std::size_t i = source.children.size(); i > 0 && !failed(); --i) {
      mergeOne(source.children[i - 1], depth, members);
    }
  }

  void mergeOne(std::uint32_t index, std::size_t depth, Json::Object& members) {
    const bool isAlias = node(index).kind == Node::Kind::Alias;
    const std::uint32_t target = isAlias ? node(index).target : index;
    if (node(target).kind != Node::Kind::Mapping) {
      fail("map merge requires map or sequence of maps as the value");
      return;
    }
    if (!spend(depth) || (isAlias && (!enter(index) || !spend(depth)))) return;
    mapping(node(target), depth + 1, members);
    if (isAlias) leave(index);
  }

  /// k8s: keys of other types become text; a null has none.
  std::string keyText(const Node& keyNode, const Json& key, const Json& value) {
    if (key.isString()) return key.str();
    // A float that is whole was made an integer; its text is that of a float.
    const Scalar found = resolveScalar(keyNode.value);
    if (found.kind == ScalarKind::Float) return floatKeyText(found.value.number());
    if (key.isBool() || key.isInt()) return toJson(key);
    if (!keyError_.empty()) return "";
    std::string type = "%!s(<nil>)";
    std::string text = "<nil>";
    if (key.isDouble()) {
      char number[24];
      std::snprintf(number, sizeof number, "0x%llx",
                    static_cast<unsigned long long>(found.magnitude));
      type = "uint64";
      text = number;
    }
    keyError_ =
        "unsupported map key of type: " + type + ", key: " + text + ", value: " + topSyntax(value);
    return "";
  }

  static Json objectOf(Json::Object members) {
    const auto less = [](const Json::Member& a, const Json::Member& b) {
      return a.first < b.first;
    };
    stableSort(members, less);
    // Walk backwards, so that of equal keys the last is kept.
    const auto same = [](const Json::Member& a, const Json::Member& b) {
      return a.first == b.first;
    };
    members.erase(members.begin(), std::unique(members.rbegin(), members.rend(), same).base());
    Json object = Json::object();
    object.mutableMembers() = std::move(members);
    return object;
  }

  const Tree& tree_;
  std::vector<bool> active_;  ///< aliases being followed
  std::size_t decoded_ = 0;
  std::size_t aliased_ = 0;
  std::size_t aliasDepth_ = 0;
  std::string decodeError_;
  std::string keyError_;
  std::string marshalError_;
};

}  // namespace

Result<Json> toJsonValue(const Tree& tree) {
  if (tree.nodes.empty()) return Json();
  return Converter(tree).run();
}

}  // namespace sts::yaml
