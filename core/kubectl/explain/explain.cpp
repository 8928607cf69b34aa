#include "kubectl/explain/explain.hpp"

#include <algorithm>

#include "api/schema.hpp"
#include "kubectl/explain/descriptions.hpp"

namespace sts::explain {
namespace {

constexpr std::size_t kWidth = 76;

std::string indented(std::string_view text, std::size_t blanks) {
  const std::string pad(blanks, ' ');
  std::string out = pad;
  for (const char c : text) {
    out += c;
    if (c == '\n') out += pad;
  }
  return out;
}

// The type that a value has once lists and maps are taken off, as explain names it.
std::string valueName(const SchemaField& field) {
  switch (field.value) {
    case ValueKind::Int32:
    case ValueKind::Int64:
      return "integer";
    case ValueKind::Bool:
      return "boolean";
    case ValueKind::String:
    case ValueKind::Bytes:
    case ValueKind::Time:
    case ValueKind::MicroTime:
      return "string";
    case ValueKind::Quantity:
      return "Quantity";
    case ValueKind::IntOrString:
      return "IntOrString";
    case ValueKind::RawJson:
      return "RawExtension";
    case ValueKind::FieldsV1:
      return "FieldsV1";
    case ValueKind::Struct:
      return field.structure == nullptr ? "Object" : std::string(field.structure->goName());
  }
  return "Object";
}

std::string typeName(const SchemaField& field) {
  const std::string prefix = field.shape == Shape::List  ? "[]"
                             : field.shape == Shape::Map ? "map[string]"
                                                                 : "";
  return prefix + valueName(field);
}

std::vector<std::string> enumOf(const SchemaField& field) {
  std::vector<std::string> values;
  if (field.enumText.empty() || field.shape != Shape::None) return values;
  std::string_view rest = field.enumText;
  for (;;) {
    const std::size_t bar = std::min(rest.find('|'), rest.size());
    values.push_back(bar == 0 ? "\"\"" : std::string(rest.substr(0, bar)));
    if (bar == rest.size()) break;
    rest.remove_prefix(bar + 1);
  }
  return values;
}

// What is said of a field's type after the field itself.
std::string_view typeTextOf(const SchemaField& field) {
  switch (field.value) {
    case ValueKind::Quantity:
      return typeDescription("api.resource.Quantity");
    case ValueKind::IntOrString:
      return typeDescription("util.intstr.IntOrString");
    case ValueKind::Time:
      return typeDescription("meta.v1.Time");
    case ValueKind::MicroTime:
      return typeDescription("meta.v1.MicroTime");
    case ValueKind::RawJson:
      return typeDescription("runtime.RawExtension");
    case ValueKind::FieldsV1:
      return typeDescription("meta.v1.FieldsV1");
    case ValueKind::Struct:
      return field.structure == nullptr ? "" : typeDescription(field.structure->name);
    case ValueKind::String:
    case ValueKind::Int32:
    case ValueKind::Int64:
    case ValueKind::Bool:
    case ValueKind::Bytes:
      break;
  }
  return "";
}

std::string paragraph(std::string_view text) {
  return text.empty() ? std::string() : std::string(text) + "\n";
}

std::string descriptionPart(const std::string& text) {
  return "DESCRIPTION:\n" + indented(wrapped(text.empty() ? "<empty>" : text, kWidth), 4) + "\n";
}

// The values of an enumeration in a list of fields: four at most.
std::string shortEnum(const SchemaField& field, std::size_t indent) {
  constexpr std::size_t kMost = 4;
  const auto values = enumOf(field);
  if (values.empty()) return "";
  std::string text = "\n" + std::string(indent, ' ') + "enum: ";
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i == kMost) return text + ", ....";
    text += (i == 0 ? "" : ", ") + values[i];
  }
  return text;
}

// k8s 1.36: kubectl pkg/explain/v2/templates/plaintext.tmpl fieldList
class FieldList {
 public:
  explicit FieldList(bool recursive) : recursive_(recursive) {}

  std::string text(const SchemaType& type) {
    write(type, 1);
    return std::move(out_);
  }

 private:
  void write(const SchemaType& type, std::size_t level) {
    // A type within itself is not written again.
    if (std::find(path_.begin(), path_.end(), &type) != path_.end()) return;
    path_.push_back(&type);
    for (const SchemaField* field : type.byName) writeField(type, *field, level);
    path_.pop_back();
  }

  void writeField(const SchemaType& type, const SchemaField& field, std::size_t level) {
    const std::size_t indent = 2 * level;
    out_ += indented(field.name, indent) + "\t<" + typeName(field) + ">";
    if (field.required) out_ += " -required-";
    out_ += shortEnum(field, indent) + "\n";
    if (recursive_) {
      if (field.structure != nullptr) write(*field.structure, level + 1);
      return;
    }
    const std::string_view own = fieldDescription(type.name, field.name);
    const std::string_view text = own.empty() ? std::string_view("<no description>") : own;
    out_ += indented(wrapped(text, kWidth + 2 - indent), indent + 2) + "\n\n";
  }

  bool recursive_;
  std::string out_;
  std::vector<const SchemaType*> path_;
};

std::string fieldsPart(const SchemaType* type, bool recursive) {
  if (type == nullptr || type->fields.empty()) return "";
  return "FIELDS:\n" + FieldList(recursive).text(*type);
}

std::string fieldHead(const SchemaField& field) {
  std::string text = "FIELD: " + std::string(field.name) + " <" + typeName(field) + ">\n";
  const auto values = enumOf(field);
  if (!values.empty()) text += "ENUM:";
  for (const std::string& value : values) text += "\n    " + value;
  return text + "\n\n";
}

}  // namespace

Explanation explain(const Request& request, bool recursive) {
  const scheme::ResourceInfo& resource = *request.resource;
  Explanation result;
  if (!resource.group.empty()) result.out = "GROUP:      " + std::string(resource.group) + "\n";
  result.out += "KIND:       " + std::string(resource.kind) + "\n";
  result.out += "VERSION:    " + std::string(resource.version) + "\n\n";
  const SchemaType* type = schemaType(resource.apiVersion, resource.kind);
  if (type == nullptr) {
    result.error = plainError(
        "GVK map[group:" + std::string(resource.group) + " kind:" + std::string(resource.kind) +
        " version:" + std::string(resource.version) + "] not found in OpenAPI schema");
    return result;
  }
  if (request.path.empty()) {
    result.out += descriptionPart(paragraph(typeDescription(type->name))) +
                  fieldsPart(type, recursive) + "\n";
    return result;
  }
  const SchemaType* holder = nullptr;
  const SchemaField* field = nullptr;
  for (const std::string& name : request.path) {
    holder = field == nullptr ? type : field->structure;
    field = holder == nullptr ? nullptr : holder->find(name);
    if (field != nullptr) continue;
    result.error =
        plainError("field " + std::string("\"") + request.path.back() + "\" does not exist");
    return result;
  }
  result.out += fieldHead(*field) +
                descriptionPart(paragraph(fieldDescription(holder->name, field->name)) +
                                paragraph(typeTextOf(*field))) +
                fieldsPart(field->structure, recursive) + "\n";
  return result;
}

}  // namespace sts::explain
