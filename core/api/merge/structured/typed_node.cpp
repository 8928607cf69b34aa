#include "api/merge/structured/typed_node.hpp"

#include "api/go_value.hpp"

namespace sts {
namespace {

enum class ScalarType : std::uint8_t { None, Numeric, String, Boolean, Untyped };

ScalarType scalarTypeOf(ValueKind value) {
  switch (value) {
    case ValueKind::String:
    case ValueKind::Bytes:
      return ScalarType::String;
    case ValueKind::Int32:
    case ValueKind::Int64:
      return ScalarType::Numeric;
    case ValueKind::Bool:
      return ScalarType::Boolean;
    case ValueKind::Quantity:
    case ValueKind::IntOrString:
    case ValueKind::Time:
    case ValueKind::MicroTime:
    case ValueKind::RawJson:
      return ScalarType::Untyped;
    case ValueKind::FieldsV1:
    case ValueKind::Struct:
      return ScalarType::None;
  }
  return ScalarType::None;
}

/// What stands at the node itself: the field's list or map, or one value.
Shape shapeOf(const TypedNode& node) {
  if (node.structure != nullptr || node.field == nullptr || node.element) return Shape::None;
  return node.field->shape;
}

ValueKind valueOf(const TypedNode& node) {
  return node.structure != nullptr || node.field == nullptr ? ValueKind::Struct : node.field->value;
}

ScalarType scalarOf(const TypedNode& node) {
  if (node.rest != TypedNode::Rest::Known) return ScalarType::Untyped;
  return shapeOf(node) == Shape::None ? scalarTypeOf(valueOf(node)) : ScalarType::None;
}

bool isFree(const TypedNode& node) {
  const ValueKind value = valueOf(node);
  return shapeOf(node) == Shape::None &&
         (value == ValueKind::RawJson || value == ValueKind::IntOrString);
}

bool mayBeMap(const TypedNode& node) {
  if (node.rest != TypedNode::Rest::Known || isFree(node)) return true;
  if (shapeOf(node) == Shape::Map) return true;
  const ValueKind value = valueOf(node);
  return shapeOf(node) == Shape::None &&
         (value == ValueKind::Struct || value == ValueKind::FieldsV1);
}

bool mayBeList(const TypedNode& node) {
  return node.rest != TypedNode::Rest::Known || isFree(node) || shapeOf(node) == Shape::List;
}

std::string typeWord(const Json& value) { return goType(value); }

}  // namespace

// k8s 1.36: structured-merge-diff typed/helpers.go deduceAtom, handleAtom
Form TypedNode::formOf(const Json* value) const {
  const bool scalar = scalarOf(*this) != ScalarType::None;
  const bool list = mayBeList(*this), map = mayBeMap(*this);
  if (value != nullptr) {
    if (value->isObject() && map) return Form::Map;
    if (value->isArray() && list) return Form::List;
    const bool isScalar = value->isNumber() || value->isString() || value->isBool();
    if (isScalar && scalar) return Form::Scalar;
  }
  return map ? Form::Map : scalar ? Form::Scalar : list ? Form::List : Form::None;
}

bool TypedNode::atomicMap() const {
  if (rest != Rest::Known) return rest == Rest::UntypedAtomic;
  if (shapeOf(*this) == Shape::Map) return field->atomicMap;
  if (structure == nullptr) return valueOf(*this) == ValueKind::RawJson;
  return field != nullptr && !element ? field->atomicMap : structure->atomic;
}

bool TypedNode::atomicList() const {
  if (rest != Rest::Known || shapeOf(*this) != Shape::List) return true;
  return field->listType != ListType::Map && field->listType != ListType::Set;
}

bool TypedNode::keyedList() const { return field != nullptr && field->listType == ListType::Map; }

TypedNode TypedNode::item() const {
  if (rest != Rest::Known || shapeOf(*this) != Shape::List)
    return {nullptr, nullptr, false, Rest::UntypedAtomic};
  return {field->structure, field, true, Rest::Known};
}

std::optional<TypedNode> TypedNode::member(std::string_view key) const {
  if (rest != Rest::Known) return *this;
  if (structure != nullptr) {
    const SchemaField* found = structure->find(key);
    if (found == nullptr) return std::nullopt;
    return TypedNode{found->shape == Shape::None ? found->structure : nullptr, found, false,
                     Rest::Known};
  }
  if (shapeOf(*this) == Shape::Map) return TypedNode{field->structure, field, true, Rest::Known};
  const bool atomic = valueOf(*this) == ValueKind::RawJson;
  return TypedNode{nullptr, nullptr, false, atomic ? Rest::UntypedAtomic : Rest::Deduced};
}

// k8s 1.36: structured-merge-diff typed/validate.go validateScalar
std::string TypedNode::scalarError(const Json& value) const {
  if (value.isNull()) return "";
  switch (scalarOf(*this)) {
    case ScalarType::Numeric:
      return value.isNumber() ? "" : "expected numeric (int or float), got " + typeWord(value);
    case ScalarType::String:
      return value.isString()
                 ? ""
                 : "expected string, got &value.valueUnstructured{Value:" + goSyntax(value) + "}";
    case ScalarType::Boolean:
      return value.isBool() ? "" : "expected boolean, got &{" + goValue(value) + "}";
    case ScalarType::Untyped:
      if (!value.isObject() && !value.isArray()) return "";
      return "expected any scalar, got &{" + goValue(value) + "}";
    case ScalarType::None:
      return "";
  }
  return "";
}

namespace {

/// The default of a key that an item leaves out (protocol: TCP); null if there is none.
Json keyDefault(const TypedNode& list, std::string_view key) {
  const SchemaType* type = list.field->structure;
  const SchemaField* field = type != nullptr ? type->find(key) : nullptr;
  if (field == nullptr || field->defaultJson.empty()) return {};
  auto parsed = parseJson(field->defaultJson);
  return parsed.ok() ? std::move(parsed.value().value) : Json();
}

std::string quotedKeys(const std::vector<std::string_view>& keys) {
  std::string all;
  for (const std::string_view key : keys) all += (all.empty() ? "" : " ") + goQuote(key);
  return "[" + all + "]";
}

}  // namespace

// k8s 1.36: structured-merge-diff typed/helpers.go listItemToPathElement
Result<PathElement> pathElementOf(const TypedNode& list, const Json& item) {
  if (!list.keyedList()) {
    if (item.isObject())
      return plainError("associative list without keys has an element that's a map type");
    if (item.isArray()) return plainError("not supported: associative list with lists as elements");
    if (item.isNull())
      return plainError("associative list without keys has an element that's an explicit null");
    return PathElement{PathElement::Kind::Value, "", item};
  }
  if (item.isNull()) return plainError("associative list with keys may not have a null element");
  if (!item.isObject())
    return plainError("associative list with keys may not have non-map elements");
  PathElement element{PathElement::Kind::Key, "", Json::object()};
  for (const std::string_view key : list.field->listKeys) {
    const Json* given = item.find(key);
    Json value = given != nullptr ? *given : keyDefault(list, key);
    if (given != nullptr || !value.isNull()) element.value.set(key, std::move(value));
  }
  if (element.value.empty()) {
    return plainError("associative list with keys has an element that omits all key fields " +
                      quotedKeys(list.field->listKeys) +
                      " (and doesn't have default values for any key fields)");
  }
  return element;
}

}  // namespace sts
