#include "api/merge/json_patch.hpp"

#include <optional>

#include "api/merge/patch_text.hpp"

namespace sts {
namespace {

constexpr std::size_t maxOperations = 10000;

/// k8s 1.36: apimachinery pkg/api/errors/errors.go NewGenericServerResponse, code 422
Status rejected() {
  Status status;
  status.code = 422;
  status.reason = "Invalid";
  status.message = "the server rejected our request due to an error in our request";
  return status;
}

/// A reference token with ~1 and ~0 resolved.
std::string unescape(std::string_view token) {
  std::string text;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escaped = token[i] == '~' && i + 1 < token.size();
    if (escaped && (token[i + 1] == '1' || token[i + 1] == '0')) {
      text += token[++i] == '1' ? '/' : '~';
    } else {
      text += token[i];
    }
  }
  return text;
}

std::optional<std::vector<std::string>> tokensOf(std::string_view path) {
  std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  std::vector<std::string> tokens;
  while (slash != std::string_view::npos) {
    const std::size_t next = path.find('/', slash + 1);
    tokens.push_back(unescape(path.substr(slash + 1, next - slash - 1)));
    slash = next;
  }
  return tokens;
}

/// An index into `size` elements; negative ones count from the end. `extra` is 1 where the end
/// itself is allowed.
std::optional<std::size_t> indexOf(const std::string& text, std::size_t size, std::size_t extra) {
  const bool sign = !text.empty() && (text[0] == '-' || text[0] == '+');
  const std::string digits = text.substr(sign ? 1 : 0);
  if (digits.empty() || digits.size() > 9) return std::nullopt;
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const std::int64_t bound = static_cast<std::int64_t>(size + extra);
  std::int64_t index = std::stoll(digits);
  if (sign && text[0] == '-' && index != 0) index = bound - index;
  if (index < 0 || index >= bound) return std::nullopt;
  return static_cast<std::size_t>(index);
}

struct Place {
  Json* container = nullptr;  ///< an object or an array
  std::string key;
};

/// The place that a path names; its last token need not exist.
std::optional<Place> find(Json& document, std::string_view path) {
  auto tokens = tokensOf(path);
  if (!tokens) return std::nullopt;
  Json* at = &document;
  for (std::size_t i = 0; i + 1 < tokens->size(); ++i) {
    const std::string& token = (*tokens)[i];
    if (at->isArray()) {
      const auto index = indexOf(token, at->size(), 0);
      if (!index) return std::nullopt;
      at = &at->mutableItems()[*index];
    } else {
      if (!at->isObject() || !at->has(token)) return std::nullopt;
      at = &(*at)[token];
    }
  }
  if (!at->isArray() && !at->isObject()) return std::nullopt;
  return Place{at, tokens->back()};
}

/// The value at a place. An absent member of an object counts as null.
std::optional<Json> get(const Place& place) {
  if (place.container->isObject()) return (std::as_const(*place.container))[place.key];
  const auto index = indexOf(place.key, place.container->size(), 0);
  if (!index) return std::nullopt;
  return place.container->items()[*index];
}

bool add(const Place& place, const Json& value) {
  if (place.container->isObject()) {
    place.container->set(place.key, value);
    return true;
  }
  Json::Array& items = place.container->mutableItems();
  if (place.key == "-") {
    items.push_back(value);
    return true;
  }
  const auto index = indexOf(place.key, items.size(), 1);
  if (index) items.insert(items.begin() + static_cast<std::ptrdiff_t>(*index), value);
  return index.has_value();
}

bool remove(const Place& place) {
  if (place.container->isObject()) return place.container->erase(place.key);
  Json::Array& items = place.container->mutableItems();
  const auto index = indexOf(place.key, items.size(), 0);
  if (index) items.erase(items.begin() + static_cast<std::ptrdiff_t>(*index));
  return index.has_value();
}

bool replace(Json& document, const std::string& path, const Json& value) {
  if (path.empty()) {
    if (!value.isObject() && !value.isArray()) return false;
    document = value;
    return true;
  }
  const auto place = find(document, path);
  if (!place) return false;
  if (place->container->isObject()) return add(*place, value);
  const auto index = indexOf(place->key, place->container->size(), 0);
  if (index) place->container->mutableItems()[*index] = value;
  return index.has_value();
}

bool test(Json& document, const std::string& path, const Json& value) {
  if (path.empty()) return document == value;
  const auto place = find(document, path);
  if (!place) return false;
  const auto present = get(*place);
  return present && *present == value;
}

/// `move` takes the value away before the destination is sought; `copy` does not.
bool transfer(Json& document, const Json& operation, bool takeAway) {
  const auto source = find(document, operation["from"].str());
  if (!source) return false;
  const auto value = get(*source);
  if (!value || (takeAway && !remove(*source))) return false;
  const auto target = find(document, operation["path"].str());
  return target && add(*target, *value);
}

// k8s 1.36: gopkg.in/evanphx/json-patch.v4 patch.go ApplyIndent
bool apply(Json& document, const Json& operation) {
  const std::string& kind = operation["op"].str();
  const std::string& path = operation["path"].str();
  if (!operation["path"].isString()) return false;
  if (kind == "replace") return replace(document, path, operation["value"]);
  if (kind == "test") return test(document, path, operation["value"]);
  if (kind == "move" || kind == "copy") {
    return operation["from"].isString() && transfer(document, operation, kind == "move");
  }
  if (kind != "add" && kind != "remove") return false;
  const auto place = find(document, path);
  return place && (kind == "add" ? add(*place, operation["value"]) : remove(*place));
}

}  // namespace

// k8s 1.36: apiserver pkg/endpoints/handlers/patch.go applyJSPatch
Result<JsonPatchOperations> decodeJsonPatch(const Json& patch) {
  JsonPatchOperations decoded{patch, {}};
  if (patch.isNull()) decoded.list = Json::array();
  if (!patch.isArray() && !patch.isNull()) {
    return badRequest("error decoding patch: " + cannotUnmarshal(patch, "[]handlers.jsonPatchOp"));
  }
  std::size_t index = 0;
  for (const Json& operation : decoded.list.items()) {
    if (!operation.isObject() && !operation.isNull()) {
      return badRequest("error decoding patch: " +
                        cannotUnmarshal(operation, "handlers.jsonPatchOp"));
    }
    for (const auto& [key, value] : operation.members()) {
      if (key == "value") continue;
      if (key != "op" && key != "path" && key != "from") {
        decoded.strictErrors.push_back("json patch unknown field \"[" + std::to_string(index) +
                                       "]." + key + "\"");
      } else if (!value.isString() && !value.isNull()) {
        return badRequest("error decoding patch: json: cannot unmarshal " +
                          std::string(jsonTypeName(value)) + " into Go struct field jsonPatchOp." +
                          key + " of type string");
      }
    }
    ++index;
  }
  if (index > maxOperations) {
    Status status;
    status.code = 413;
    status.reason = "RequestEntityTooLarge";
    status.message =
        "The allowed maximum operations in a JSON patch is 10000, got " + std::to_string(index);
    return status;
  }
  return decoded;
}

Result<Json> applyJsonPatch(Json document, const Json& operations) {
  for (const Json& operation : operations.items()) {
    if (!apply(document, operation)) return rejected();
  }
  return document;
}

}  // namespace sts
