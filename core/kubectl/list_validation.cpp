// k8s 1.36: kubectl pkg/validation/schema.go ValidateBytes, validateList; kube-openapi
// pkg/util/proto/validation/types.go
#include "kubectl/list_validation.hpp"

#include <algorithm>

#include "api/go_value.hpp"
#include "api/schema.hpp"
#include "api/scheme.hpp"

namespace sts::kubectl {
namespace {

/// The name under which the published schema knows a type: `io.k8s.api.apps.v1.StatefulSetSpec`.
std::string modelName(std::string_view type) {
  const std::string text(type);
  if (text.compare(0, 5, "meta.") == 0) return "io.k8s.apimachinery.pkg.apis." + text;
  for (const char* prefix : {"api.resource.", "runtime.", "util.intstr.", "version."}) {
    if (text.compare(0, std::string_view(prefix).size(), prefix) == 0) return "io.k8s.apimachinery.pkg." + text;
  }
  return "io.k8s.api." + text;
}

const char* wordFor(const Json& value) {
  if (value.isObject()) return "map";
  if (value.isArray()) return "array";
  if (value.isBool()) return "boolean";
  if (value.isString()) return "string";
  return value.isInt() ? "integer" : "number";
}

/// What the schema calls a value of this kind; nullptr if anything may stand there.
const char* expectedWord(ValueKind kind) {
  switch (kind) {
    case ValueKind::Int32:
    case ValueKind::Int64:
      return "integer";
    case ValueKind::Bool:
      return "boolean";
    case ValueKind::String:
    case ValueKind::Bytes:
    case ValueKind::Quantity:
    case ValueKind::IntOrString:
    case ValueKind::Time:
    case ValueKind::MicroTime:
      return "string";
    case ValueKind::RawJson:
    case ValueKind::FieldsV1:
    case ValueKind::Struct:
      return nullptr;
  }
  return nullptr;
}

class Walk {
 public:
  std::vector<std::string> faults;

  void visitStruct(const SchemaType& type, const Json& value, const std::string& path) {
    const std::string model = modelName(type.name);
    if (!value.isObject()) return wrongType(path, model, value, "map");
    for (const auto& [key, item] : value.members()) {
      if (item.isNull()) continue;
      const SchemaField* field = type.find(key);
      if (field == nullptr) {
        add(path, "unknown field " + goQuote(key) + " in " + model);
      } else {
        visitField(*field, item, path + "." + key, model + "." + key);
      }
    }
    for (const SchemaField& field : type.fields) {
      if (field.required && value[field.name].isNull())
        add(path, "missing required field " + goQuote(field.name) + " in " + model);
    }
  }

 private:
  void visitField(const SchemaField& field, const Json& value, const std::string& path, const std::string& model) {
    if (field.shape == Shape::None) return visitOne(field, value, path, model);
    const bool isList = field.shape == Shape::List;
    if (isList ? !value.isArray() : !value.isObject()) return wrongType(path, model, value, isList ? "array" : "map");
    for (std::size_t i = 0; i < value.items().size() && isList; ++i)
      visitItem(field, value[i], path, "[" + std::to_string(i) + "]", model);
    for (const auto& [key, item] : value.members()) visitItem(field, item, path, "." + key, model);
  }

  void visitItem(const SchemaField& field, const Json& value, const std::string& holder,
                 const std::string& place, const std::string& model) {
    if (value.isNull()) {
      add(holder, "unknown object type \"nil\" in " + holder + place);
    } else {
      visitOne(field, value, holder + place, model);
    }
  }

  void visitOne(const SchemaField& field, const Json& value, const std::string& path, const std::string& model) {
    if (field.structure != nullptr) return visitStruct(*field.structure, value, path);
    const char* expected = expectedWord(field.value);
    if (expected == nullptr) return;
    const bool isOwn = field.value != ValueKind::String && std::string_view(expected) == "string";
    const bool isPlain = !value.isObject() && !value.isArray();
    const bool fits = std::string_view(expected) == "string"    ? isPlain
                      : std::string_view(expected) == "integer" ? isPlain && !value.isString() && !value.isBool()
                                                                : value.isBool();
    if (!fits)
      wrongType(path,
                isOwn && field.value != ValueKind::Bytes ? modelName(elementType(field)) : model,
                value, expected);
  }

  static std::string_view elementType(const SchemaField& field) {
    return field.type.substr(field.type.rfind(']') == std::string_view::npos ? 0 : field.type.rfind(']') + 1);
  }

  void wrongType(const std::string& path, const std::string& model, const Json& value, const char* expected) {
    add(path, "invalid type for " + model + ": got " + goQuote(wordFor(value)) + ", expected " + goQuote(expected));
  }

  void add(const std::string& path, const std::string& why) {
    faults.push_back("ValidationError(" + path + "): " + why);
  }
};

std::vector<std::string> headFaults(const Json& item) {
  if (!item.isObject()) return {"invalid object to validate"};
  std::vector<std::string> faults;
  for (const char* key : {"apiVersion", "kind"}) {
    if (item[key].isNull())
      faults.push_back(std::string(key) + " not set");
    else if (!item[key].isString())
      faults.push_back(std::string(key) + " isn't string type");
  }
  return faults;
}

}  // namespace

bool isList(const Json& document) {
  const std::string& kind = document["kind"].str();
  return kind.size() >= 4 && kind.compare(kind.size() - 4, 4, "List") == 0 && document["apiVersion"].isString();
}

std::vector<std::string> faultsOfList(const Json& list) {
  Walk walk;
  const std::string& kind = list["kind"].str();
  const Json& items = list["items"];
  if (kind == "List" && !items.isArray()) return {"invalid object to validate"};
  const std::string each = kind.substr(0, kind.size() - 4);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Json& item = items[i];
    if (kind == "List") {
      const std::vector<std::string> head = headFaults(item);
      walk.faults.insert(walk.faults.end(), head.begin(), head.end());
      if (!head.empty()) continue;
    }
    const std::string version = kind == "List" ? item["apiVersion"].str() : list["apiVersion"].str();
    const std::string itemKind = kind == "List" ? item["kind"].str() : each;
    const SchemaType* type = schemaType(version, itemKind);
    // SIM: an item of a kind that is not published here is left to the server.
    if (type == nullptr) continue;
    walk.visitStruct(*type, item, kind == "List" ? itemKind : kind + ".items[" + std::to_string(i) + "]");
  }
  std::vector<std::string> once;  // what is wrong twice is said once
  for (std::string& fault : walk.faults) {
    if (std::find(once.begin(), once.end(), fault) == once.end()) once.push_back(std::move(fault));
  }
  return once;
}

}  // namespace sts::kubectl
