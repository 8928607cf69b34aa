// The schema knows how Go holds each field: as a value or a pointer, and whether it is written when
// it is empty. From that follows what decoding and encoding make of it. k8s 1.36: apimachinery
// pkg/runtime/serializer/json/json.go
#include "api/defaults/canonical.hpp"

#include "api/quantity.hpp"
#include "api/schema.hpp"

namespace sts {
namespace {

bool isZero(const SchemaField& field, const Json& value, Empties empties) {
  if (value.isNull()) return true;
  if (field.shape != Shape::None) return empties == Empties::Drop && value.empty();
  switch (field.value) {
    case ValueKind::String:
    case ValueKind::Bytes:
      return value.isString() && value.str().empty();
    case ValueKind::Int32:
    case ValueKind::Int64:
      return value.isInt() && value.integer() == 0;
    case ValueKind::Bool:
      return value.isBool() && !value.boolean();
    case ValueKind::Quantity:
    case ValueKind::IntOrString:
    case ValueKind::Time:
    case ValueKind::MicroTime:
    case ValueKind::RawJson:
    case ValueKind::FieldsV1:
    case ValueKind::Struct:
      return false;
  }
  return false;
}

// Structs have no emptiness that Go's omitempty would see, so they are always written.
bool writtenWhenAbsent(const SchemaField& field) {
  if (field.pointer && field.always) return true;
  if (field.pointer || field.value == ValueKind::RawJson || field.value == ValueKind::FieldsV1)
    return false;
  if (field.always) return true;
  if (field.shape != Shape::None || field.omitZero) return false;
  return field.value == ValueKind::Struct || field.value == ValueKind::Quantity ||
         field.value == ValueKind::IntOrString || field.value == ValueKind::Time ||
         field.value == ValueKind::MicroTime;
}

Json zeroOf(const SchemaField& field) {
  if (field.pointer || field.shape != Shape::None) return Json();
  switch (field.value) {
    case ValueKind::String:
    case ValueKind::Bytes:
      return Json("");
    case ValueKind::Int32:
    case ValueKind::Int64:
    case ValueKind::IntOrString:
      return Json(0);
    case ValueKind::Bool:
      return Json(false);
    case ValueKind::Quantity:
      return Json("0");
    case ValueKind::Struct:
      return Json::object();
    case ValueKind::Time:
    case ValueKind::MicroTime:
    case ValueKind::RawJson:
    case ValueKind::FieldsV1:
      return Json();
  }
  return Json();
}

void shapeStruct(const SchemaType& type, Json& value, Empties empties);

void shapeOne(const SchemaField& field, Json& value, Empties empties) {
  if (field.value == ValueKind::Struct && field.structure != nullptr) {
    if (value.isObject()) shapeStruct(*field.structure, value, empties);
  } else if (field.value == ValueKind::Quantity && !value.isNull()) {
    Result<Quantity> amount = Quantity::parse(value.isString() ? value.str() : toJson(value));
    if (amount) value = Json(amount->text());
  }
}

void shape(const SchemaField& field, Json& value, Empties empties) {
  const bool deep = field.value == ValueKind::Struct || field.value == ValueKind::Quantity;
  if (!deep) return;
  if (field.shape == Shape::List && value.isArray()) {
    for (Json& item : value.mutableItems()) shapeOne(field, item, empties);
  } else if (field.shape == Shape::Map && value.isObject()) {
    for (Json::Member& member : value.mutableMembers()) shapeOne(field, member.second, empties);
  } else if (field.shape == Shape::None) {
    shapeOne(field, value, empties);
  }
}

void shapeStruct(const SchemaType& type, Json& value, Empties empties) {
  for (const SchemaField& field : type.fields) {
    const Json* present = value.find(field.name);
    if (present != nullptr && !present->isNull()) {
      Json& member = value[field.name];
      shape(field, member, empties);
      if (!field.pointer && isZero(field, member, empties)) {
        if (!field.always)
          value.erase(field.name);
        else if (field.shape != Shape::None)
          member = Json();
      }
    } else if (writtenWhenAbsent(field)) {
      Json& member = value.set(field.name, zeroOf(field));
      if (field.shape == Shape::None) shape(field, member, empties);
    } else if (present != nullptr) {
      value.erase(field.name);
    }
  }
}

// Two kinds of which the schema does not know: old forms, never printed but as they were stored.
bool shapeUnlisted(std::string_view apiVersion, std::string_view kind, Json& object,
                   Empties empties) {
  const bool scaler = kind == "HorizontalPodAutoscaler" && apiVersion == "autoscaling/v1";
  if (!scaler && kind != "ReplicationController") return false;
  if (object.has("metadata")) canonicalizeType("meta.v1.ObjectMeta", object["metadata"], empties);
  const Json& spec = std::as_const(object)["spec"];
  if (!scaler && spec["template"].isObject()) {
    canonicalizeType("core.v1.PodTemplateSpec", object["spec"]["template"], empties);
  }
  if (std::as_const(object)["status"].isNull()) object.set("status", Json::object());
  for (const char* field : {"replicas", "currentReplicas", "desiredReplicas"}) {
    if (scaler == (std::string_view(field) == "replicas")) continue;
    if (std::as_const(object)["status"][field].isNull()) object["status"].set(field, 0);
  }
  return true;
}

// What reading a stored object makes of it.
void readBack(std::string_view kind, Json& object) {
  if (kind == "Service" && std::as_const(object)["spec"]["type"].str() == "ExternalName")
    object["spec"].erase("internalTrafficPolicy");
  if (kind != "Job" || !std::as_const(object)["metadata"]["labels"].empty()) return;
  const Json labels = std::as_const(object)["spec"]["template"]["metadata"]["labels"];
  if (!labels.empty()) object["metadata"].set("labels", labels);
}

}  // namespace

void canonicalizeType(std::string_view type, Json& value, Empties empties) {
  const SchemaType* found = schemaType(type);
  if (found != nullptr && value.isObject()) shapeStruct(*found, value, empties);
}

bool sameStructs(std::string_view type, Json a, Json b) {
  canonicalizeType(type, a);
  canonicalizeType(type, b);
  return a == b;
}

void canonicalize(std::string_view apiVersion, std::string_view kind, Json& object,
                  Empties empties) {
  if (object.isObject() && shapeUnlisted(apiVersion, kind, object, empties)) return;
  const SchemaType* type = schemaType(apiVersion, kind);
  if (type == nullptr && apiVersion.substr(0, 5) == "apps/") type = schemaType("apps/v1", kind);
  if (type != nullptr && object.isObject()) shapeStruct(*type, object, empties);
  if (empties == Empties::Drop && object.isObject()) readBack(kind, object);
}

}  // namespace sts
