#include "api/merge/patch_schema.hpp"

#include <algorithm>

namespace sts {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Go's reader falls back to a name that differs in case only.
const SchemaField* findField(const SchemaType& type, std::string_view key, PatchDialect dialect) {
  const SchemaField* exact = type.find(key);
  if (exact != nullptr || dialect == PatchDialect::OpenApi) return exact;
  const auto same = [&](const SchemaField& field) {
    return std::equal(field.name.begin(), field.name.end(), key.begin(), key.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
  };
  const auto found = std::find_if(type.fields.begin(), type.fields.end(), same);
  return found == type.fields.end() ? nullptr : &*found;
}

std::string_view scalarKind(ValueKind value) {
  switch (value) {
    case ValueKind::String:
      return "string";
    case ValueKind::Int32:
      return "int32";
    case ValueKind::Int64:
      return "int64";
    case ValueKind::Bool:
      return "bool";
    case ValueKind::Bytes:
      return "slice";
    case ValueKind::Quantity:
    case ValueKind::IntOrString:
    case ValueKind::Time:
    case ValueKind::MicroTime:
    case ValueKind::RawJson:
    case ValueKind::FieldsV1:
    case ValueKind::Struct:
      return "struct";
  }
  return "";
}

/// "ObjectMeta"; of a type without known fields, the last word of its published name.
std::string goNameOf(const PatchNode& node) {
  if (node.structure != nullptr) return std::string(node.structure->goName());
  if (node.field == nullptr) return "";
  const std::string_view type = node.field->type;
  return std::string(type.substr(type.rfind('.') + 1));
}

Status notFoundField(const PatchNode& parent, std::string_view key) {
  const std::string quoted = "\"" + std::string(key) + "\"";
  if (parent.dialect == PatchDialect::OpenApi)
    return plainError("unable to find api field " + quoted);
  if (parent.kind() != "struct") {
    return plainError("merging an object in json but data type is not struct, instead is: " +
                      parent.kind());
  }
  return plainError("unable to find api field in struct " + goNameOf(parent) +
                    " for the json field " + quoted);
}

}  // namespace

std::string PatchNode::kind() const {
  if (structure != nullptr) return "struct";
  if (field == nullptr) return "map";
  if (!element && field->shape == Shape::List) return "slice";
  if (!element && field->shape == Shape::Map) return "map";
  return std::string(scalarKind(field->value));
}

// k8s 1.36: apimachinery pkg/util/strategicpatch/meta.go LookupPatchMetadataForStruct
Result<PatchMeta> lookupStruct(const PatchNode& parent, std::string_view key) {
  const SchemaField* field =
      parent.structure != nullptr ? findField(*parent.structure, key, parent.dialect) : nullptr;
  if (field == nullptr) return notFoundField(parent, key);
  PatchMeta meta;
  meta.node = PatchNode{parent.dialect, nullptr, field, false};
  if (field->shape == Shape::None) meta.node.structure = field->structure;
  meta.merge = field->mergeStrategy;
  meta.replace = field->replaceStrategy;
  meta.retainKeys = field->retainKeys;
  meta.mergeKey = field->mergeKey;
  return meta;
}

Result<PatchMeta> lookupSlice(const PatchNode& parent, std::string_view key) {
  TRY(PatchMeta meta, lookupStruct(parent, key));
  const SchemaField& field = *meta.node.field;
  const bool pointer = field.shape == Shape::None && field.pointer;
  if (parent.dialect == PatchDialect::GoStruct && field.shape != Shape::List && !pointer) {
    return plainError("expected slice or array type, but got: " + parent.kind());
  }
  meta.node.element = true;
  meta.node.structure = field.structure;
  return meta;
}

}  // namespace sts
