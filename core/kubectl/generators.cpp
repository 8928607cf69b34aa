#include "kubectl/generators.hpp"

#include <algorithm>

#include "api/merge/json_merge.hpp"
#include "api/merge/json_patch.hpp"
#include "api/merge/strategic.hpp"
#include "api/schema.hpp"
#include "kubectl/patcher.hpp"
#include "kubectl/print.hpp"

namespace sts::kubectl::generators {
namespace {

class TypedWriter {
 public:
  explicit TypedWriter(bool isIndented) : isIndented_(isIndented) {}

  std::string write(const Json& value, const SchemaType* type) {
    put(value, type, 0, type != nullptr);
    return std::move(text_);
  }

 private:
  void newLine(int depth) {
    if (isIndented_) text_ += "\n" + std::string(static_cast<std::size_t>(depth) * 4, ' ');
  }

  void member(const std::string& key, const Json& value, const SchemaType* type, int depth) {
    if (text_.back() != '{') text_ += ',';
    newLine(depth);
    text_ += toJson(Json(key)) + (isIndented_ ? ": " : ":");
    put(value, type, depth, false);
  }

  void putObject(const Json& value, const SchemaType* type, int depth, bool isRoot) {
    text_ += '{';
    std::vector<std::string> done;
    const auto inOrder = [&](const std::string& key, const SchemaType* below) {
      if (!value.has(key) || std::find(done.begin(), done.end(), key) != done.end()) return;
      member(key, value[key], below, depth + 1);
      done.push_back(key);
    };
    if (isRoot) inOrder("kind", nullptr);
    if (isRoot) inOrder("apiVersion", nullptr);
    if (type != nullptr) {
      for (const SchemaField& field : type->fields)
        inOrder(std::string(field.name), field.shape == Shape::Map ? nullptr : field.structure);
    }
    for (const auto& [key, item] : value.members()) inOrder(key, nullptr);
    if (!value.empty()) newLine(depth);
    text_ += '}';
  }

  void put(const Json& value, const SchemaType* type, int depth, bool isRoot) {
    if (value.isObject()) return putObject(value, type, depth, isRoot);
    if (!value.isArray()) {
      text_ += toJson(value);
      return;
    }
    text_ += '[';
    bool isFirst = true;
    for (const Json& item : value.items()) {
      if (!std::exchange(isFirst, false)) text_ += ',';
      newLine(depth + 1);
      put(item, type, depth + 1, false);
    }
    if (!value.empty()) newLine(depth);
    text_ += ']';
  }

  bool isIndented_;
  std::string text_;
};

Json savedTyped(const Invocation& call, Json object) {
  if (!call.flags.is("save-config")) return object;
  std::string text = typedJson(object, false) + "\n";
  object["metadata"]["annotations"].set(lastAppliedAnnotation, std::move(text));
  return object;
}

}  // namespace

std::string typedJson(const Json& object, bool isIndented) {
  return TypedWriter(isIndented).write(object, schemaType(object["apiVersion"].str(), object["kind"].str()));
}

Json objectOf(const char* apiVersion, const char* kind, const std::string& name) {
  return Json::object({{"apiVersion", apiVersion}, {"kind", kind}, {"metadata", Json::object({{"name", name}})}});
}

std::vector<std::string> commaList(const Invocation& call, const char* flag) {
  std::vector<std::string> parts;
  for (const std::string& entry : call.flags.list(flag)) {
    std::size_t from = 0;
    while (from <= entry.size()) {
      const std::size_t comma = std::min(entry.find(',', from), entry.size());
      if (comma > from) parts.push_back(entry.substr(from, comma - from));
      from = comma + 1;
    }
  }
  return parts;
}

Result<std::string> nameOf(Invocation& call) {
  if (call.arguments.size() == 1) return call.arguments.front();
  return plainError("exactly one NAME is required, got " + std::to_string(call.arguments.size()));
}

std::string missingFlags(const Invocation& call, const std::vector<const char*>& required) {
  std::string names;
  for (const char* flag : required) {
    if (!call.flags.has(flag)) names += (names.empty() ? "" : ", ") + goQuote(flag);
  }
  return names.empty() ? "" : "required flag(s) " + names + " not set";
}

Result<Json> pairsOf(const std::vector<std::string>& words, const char* failure) {
  Json pairs = Json::object();
  for (const std::string& pair : words) {
    const std::size_t sign = pair.find('=');
    if (sign == std::string::npos) return plainError(failure + pair);
    pairs.set(pair.substr(0, sign), pair.substr(sign + 1));
  }
  return pairs;
}

Result<Json> overridden(Invocation& call, Json object, const char* defaultType) {
  if (!call.flags.has("overrides")) return object;
  Result<JsonParse> patch = parseJson(call.flags.text("overrides"));
  if (!patch.ok()) return plainError("Invalid JSON Patch");
  const std::string type = call.flags.text("override-type", defaultType);
  if (type == "json") return applyJsonPatch(object, patch->value);
  if (type == "strategic") {
    const SchemaType* schema = schemaType(object["apiVersion"].str(), object["kind"].str());
    if (schema != nullptr) {
      TRY(StrategicPatched patched, applyStrategicPatch(object, patch->value, *schema));
      return std::move(patched.object);
    }
  }
  return applyJsonMergePatch(object, patch->value);
}

Reply createMade(Invocation& call, Json object, const Finish& finish) {
  if (const Result<Done> checked = checkWriteFlags(call); !checked.ok()) return call.fail(checked.error());
  if (const Result<Done> checked = checkObjectForm(call); !checked.ok()) return call.fail(checked.error());
  const ResourceInfo& resource = *scheme::findKind(object["apiVersion"].str(), object["kind"].str());
  if (resource.namespaced && call.flags.has("namespace") && !finish.hasNamespace)
    object["metadata"].set("namespace", call.namespace_());
  object = savedTyped(call, std::move(object));
  if (dryRunOf(call) != "client") {
    Result<Json> created = createObject(call, resource, call.namespace_(), object, finish.manager);
    if (!created.ok()) {
      if (finish.failure == nullptr) return call.fail(created.error());
      return call.fail(std::string("failed to create ") + finish.failure + created.error().message);
    }
    object = std::move(*created);
  }
  if (call.flags.text("output") == "json" && dryRunOf(call) == "client") {
    call.out += typedJson(object, true) + "\n";
  } else {
    printObject(call, object, finish.operation);
  }
  return Reply::done();
}

}  // namespace sts::kubectl::generators
