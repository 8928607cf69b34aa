#include "api/merge/typed_parts.hpp"

namespace sts::typed {
namespace {

TypeRef deducedType() {
  TypeRef type;
  type.deduced = true;
  return type;
}

std::string quotedList(const std::vector<std::string_view>& names) {
  std::string text = "[";
  for (const std::string_view name : names) text += (text.size() == 1 ? "" : " ") + goQuote(name);
  return text + "]";
}

Item keyedItem(const TypeRef& list, const Json& child) {
  if (child.isNull()) return {"", "associative list with keys may not have a null element"};
  if (!child.isObject()) return {"", "associative list with keys may not have non-map elements"};
  Json keys = Json::object();
  for (const std::string_view key : list.field->listKeys) {
    const SchemaField* declared = list.structure == nullptr ? nullptr : list.structure->find(key);
    if (const Json* value = child.find(key)) {
      keys.set(key, *value);
    } else if (declared != nullptr && !declared->defaultJson.empty()) {
      keys.set(key, parseJson(declared->defaultJson)->value);
    }
  }
  if (keys.empty()) {
    return {"", "associative list with keys has an element that omits all key fields " + quotedList(list.field->listKeys) +
                    " (and doesn't have default values for any key fields)"};
  }
  return {"k:" + toJson(keys, false), ""};
}

}  // namespace

TypeRef TypeRef::object(const SchemaType* type) {
  if (type == nullptr) return deducedType();
  TypeRef ref;
  ref.structure = type;
  return ref;
}

TypeRef TypeRef::element() const {
  if (deduced || field == nullptr) return deducedType();
  TypeRef ref = *this;
  ref.shape = Shape::None;
  ref.isElement = true;
  return ref;
}

bool TypeRef::isDeclared(std::string_view name) const {
  return shape == Shape::None && structure != nullptr && structure->find(name) != nullptr;
}

std::optional<TypeRef> TypeRef::member(std::string_view name) const {
  if (deduced) return deducedType();
  if (shape == Shape::Map) return element();
  const SchemaField* found = structure == nullptr ? nullptr : structure->find(name);
  if (found == nullptr) return std::nullopt;
  TypeRef ref;
  ref.shape = found->shape;
  ref.value = found->value;
  ref.field = found;
  ref.structure = found->structure;
  return ref;
}

Node nodeOf(const TypeRef& type, const Json* value) {
  if (type.deduced) {
    if (value == nullptr || value->isObject()) return Node::Map;
    return value->isArray() ? Node::List : Node::Scalar;
  }
  if (type.shape == Shape::List) return Node::List;
  if (type.shape == Shape::Map || type.value == ValueKind::Struct) return Node::Map;
  return Node::Scalar;
}

bool isLeaf(const TypeRef& type, Node node) {
  if (node == Node::Scalar) return true;
  if (type.deduced) return node == Node::List;
  if (node == Node::List) return type.field->listType != ListType::Map && type.field->listType != ListType::Set;
  if (type.field != nullptr && !type.isElement) return type.field->atomicMap;
  return type.structure != nullptr && type.structure->atomic;
}

Item itemOf(const TypeRef& list, const Json& child) {
  if (list.field->listType == ListType::Map) return keyedItem(list, child);
  if (child.isObject()) return {"", "associative list without keys has an element that's a map type"};
  if (child.isArray()) return {"", "not supported: associative list with lists as elements"};
  if (child.isNull()) return {"", "associative list without keys has an element that's an explicit null"};
  return {"v:" + toJson(child, false), ""};
}

}  // namespace sts::typed
