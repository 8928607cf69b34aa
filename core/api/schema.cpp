#include "api/schema.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <string>

#include "api/texts.hpp"

namespace sts {
namespace {

/// The text up to `separator`; `text` becomes what follows.
std::string_view cut(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view head = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return head;
}

struct Table {
  std::vector<SchemaType> types;
  std::deque<std::string> goTypes;  ///< those that had to be composed
};

ValueKind valueKindOf(std::string_view type) {
  static constexpr std::pair<std::string_view, ValueKind> kinds[] = {
      {"string", ValueKind::String}, {"int32", ValueKind::Int32}, {"int64", ValueKind::Int64},
      {"bool", ValueKind::Bool}, {"bytes", ValueKind::Bytes},
      {"api.resource.Quantity", ValueKind::Quantity}, {"util.intstr.IntOrString", ValueKind::IntOrString},
      {"meta.v1.Time", ValueKind::Time}, {"meta.v1.MicroTime", ValueKind::MicroTime},
      {"runtime.RawExtension", ValueKind::RawJson}, {"meta.v1.FieldsV1", ValueKind::FieldsV1}};
  for (const auto& [name, kind] : kinds) {
    if (name == type) return kind;
  }
  return ValueKind::Struct;
}

/// "v1.Container" of "core.v1.Container"; scalars keep their names.
std::string plainGoType(std::string_view type) {
  if (type == "bytes") return "[]uint8";
  const std::size_t last = type.rfind('.');
  if (last == std::string_view::npos) return std::string(type);
  const std::size_t before = type.rfind('.', last - 1);
  return std::string(type.substr(before == std::string_view::npos ? 0 : before + 1));
}

constexpr std::string_view listPrefix = "[]", mapPrefix = "map[string]";

std::string_view elementOf(std::string_view type) {
  if (type.substr(0, listPrefix.size()) == listPrefix) return type.substr(listPrefix.size());
  if (type.substr(0, mapPrefix.size()) == mapPrefix) return type.substr(mapPrefix.size());
  return type;
}

ListType listTypeOf(std::string_view text) {
  if (text == "map") return ListType::Map;
  return text == "set" ? ListType::Set : ListType::Atomic;
}

void readAttribute(SchemaField& field, std::string_view name, std::string_view value) {
  if (name == "ptr") field.pointer = true;
  if (name == "always") field.always = true;
  if (name == "omitzero") field.omitZero = true;
  if (name == "required") field.required = true;
  if (name == "in") field.embedded = value;
  if (name == "go") field.goType = value;
  if (name == "default") field.defaultJson = value;
  if (name == "enum") field.enumText = value;
  if (name == "key") field.mergeKey = value;
  if (name == "list") field.listType = listTypeOf(value);
  if (name == "map") field.atomicMap = value == "atomic", field.granularMap = value == "granular";
  while (name == "keys" && !value.empty()) field.listKeys.push_back(cut(value, ','));
  while (name == "patch" && !value.empty()) {
    const std::string_view strategy = cut(value, ',');
    (strategy == "merge"     ? field.mergeStrategy
     : strategy == "replace" ? field.replaceStrategy
                             : field.retainKeys) = true;
  }
}

SchemaField readField(std::string_view line, Table& table) {
  SchemaField field;
  field.name = cut(line, ' ');
  field.type = cut(line, ' ');
  const std::string_view element = elementOf(field.type);
  const std::string_view prefix = field.type.substr(0, field.type.size() - element.size());
  field.shape = prefix.empty() ? Shape::None : prefix == listPrefix ? Shape::List : Shape::Map;
  field.value = valueKindOf(element);
  while (!line.empty()) {
    std::string_view attribute = cut(line, ' ');
    const std::string_view name = cut(attribute, '=');
    readAttribute(field, name, attribute);
  }
  if (field.goType.empty()) {
    field.goType = table.goTypes.emplace_back(std::string(prefix) + plainGoType(element));
  }
  return field;
}

SchemaType readType(std::string_view line) {
  SchemaType type;
  type.name = cut(line, ' ');
  while (!line.empty()) {
    std::string_view attribute = cut(line, ' ');
    const std::string_view name = cut(attribute, '=');
    if (name == "kind") type.kindId = attribute;
    if (name == "map") type.atomic = attribute == "atomic";
  }
  return type;
}

const SchemaType* findIn(const std::vector<SchemaType>& types, std::string_view name) {
  const auto at = std::lower_bound(types.begin(), types.end(), name,
                                   [](const SchemaType& type, std::string_view wanted) { return type.name < wanted; });
  return at != types.end() && at->name == name ? &*at : nullptr;
}

void link(Table& table) {
  for (SchemaType& type : table.types) {
    for (SchemaField& field : type.fields) {
      if (field.value == ValueKind::Struct) field.structure = findIn(table.types, elementOf(field.type));
      const bool atomic = field.structure != nullptr && field.structure->atomic && field.shape == Shape::None;
      if (atomic && !field.granularMap) field.atomicMap = true;
      type.byName.push_back(&field);
    }
    std::sort(type.byName.begin(), type.byName.end(),
              [](const SchemaField* a, const SchemaField* b) { return a->name < b->name; });
    std::copy_if(type.byName.begin(), type.byName.end(), std::back_inserter(type.written),
                 [](const SchemaField* field) { return field->writtenWhenZero(); });
  }
}

const Table& table() {
  static const Table parsed = [] {
    Table result;
    std::string_view text = schemaText;
    while (!text.empty()) {
      std::string_view line = cut(text, '\n');
      if (line.front() == ' ') {
        result.types.back().fields.push_back(readField(line.substr(1), result));
      } else {
        result.types.push_back(readType(line));
      }
    }
    link(result);
    return result;
  }();
  return parsed;
}

}  // namespace

bool SchemaField::writtenWhenZero() const {
  if (always) return true;
  if (pointer || omitZero || shape != Shape::None) return false;
  switch (value) {
    case ValueKind::String:
    case ValueKind::Int32:
    case ValueKind::Int64:
    case ValueKind::Bool:
    case ValueKind::Bytes:
      return false;
    case ValueKind::Quantity:
    case ValueKind::IntOrString:
    case ValueKind::Time:
    case ValueKind::MicroTime:
    case ValueKind::RawJson:
    case ValueKind::FieldsV1:
    case ValueKind::Struct:
      return true;
  }
  return false;
}

const SchemaField* SchemaType::find(std::string_view field) const {
  const auto at = std::lower_bound(byName.begin(), byName.end(), field,
                                   [](const SchemaField* one, std::string_view wanted) { return one->name < wanted; });
  return at != byName.end() && (*at)->name == field ? *at : nullptr;
}

const SchemaType* schemaType(std::string_view name) { return findIn(table().types, name); }

const SchemaType* schemaType(std::string_view apiVersion, std::string_view kind) {
  const std::string id = std::string(apiVersion) + "/" + std::string(kind);
  for (const SchemaType& type : table().types) {
    if (type.kindId == id) return &type;
  }
  return nullptr;
}

std::span<const SchemaType> schemaTypes() { return table().types; }

}  // namespace sts
