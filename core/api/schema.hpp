// Schema: the facts of every published type and field, as data.
//
// Read once from schema.txt (embedded by the build). Strict decoding, defaults, merging, server-side apply, diff and
// `kubectl explain` walk these tables. Everything here lives as long as the program; types are compared by address.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sts {

struct SchemaType;

/// What a value is once lists and maps are taken off.
enum class ValueKind : std::uint8_t {
  String, Int32, Int64, Bool, Bytes, Quantity, IntOrString, Time, MicroTime, RawJson, FieldsV1, Struct,
};
enum class Shape : std::uint8_t { None, List, Map };
/// x-kubernetes-list-type; of a list only.
enum class ListType : std::uint8_t { Unset, Atomic, Set, Map };

struct SchemaField {
  std::string_view name;
  std::string_view type;      ///< as published: "[]core.v1.Container"
  std::string_view goType;    ///< as Go prints it: "[]v1.Container"
  std::string_view embedded;  ///< embedded structs on the way, "" or "VolumeSource"
  std::string_view defaultJson;  ///< "" if there is none
  std::string_view enumText;     ///< "Always|IfNotPresent|Never", sorted; "" if any value may stand
  std::string_view mergeKey;     ///< of strategic merge patches
  std::vector<std::string_view> listKeys;  ///< x-kubernetes-list-map-keys
  const SchemaType* structure = nullptr;   ///< of a Struct (the element's, for a list)
  Shape shape = Shape::None;
  ValueKind value = ValueKind::String;
  ListType listType = ListType::Unset;
  bool atomicMap = false;  ///< x-kubernetes-map-type: atomic, here or on the type
  bool granularMap = false;  ///< granular here, whatever its type says
  bool mergeStrategy = false, replaceStrategy = false, retainKeys = false;  ///< x-kubernetes-patch-strategy
  bool pointer = false;   ///< absent and zero differ
  bool always = false;    ///< written even when empty
  bool omitZero = false;  ///< a struct or time that is not written when zero
  bool required = false;

  /// Written even when nothing was given: `always`, or a struct or custom value that is no pointer.
  bool writtenWhenZero() const;
  bool isScalarList() const { return shape == Shape::List && value != ValueKind::Struct; }
};

struct SchemaType {
  std::string_view name;    ///< "apps.v1.StatefulSet"
  std::string_view kindId;  ///< "apps/v1/StatefulSet" of a kind, else ""
  std::vector<SchemaField> fields;           ///< in the order of the Go struct
  std::vector<const SchemaField*> byName;    ///< sorted
  std::vector<const SchemaField*> written;   ///< those that are written even when zero, sorted
  bool atomic = false;                       ///< x-kubernetes-map-type: atomic

  const SchemaField* find(std::string_view field) const;
  std::string_view goName() const { return name.substr(name.rfind('.') + 1); }  ///< "StatefulSet"
};

/// nullptr if there is no such type.
const SchemaType* schemaType(std::string_view name);
/// Of a kind: ("apps/v1", "StatefulSet"), ("v1", "Pod"). nullptr if its fields are not known.
const SchemaType* schemaType(std::string_view apiVersion, std::string_view kind);
/// Every type, sorted by name.
std::span<const SchemaType> schemaTypes();

}  // namespace sts
