#include "api/decode.hpp"

#include <catch2/catch.hpp>

using namespace sts;

namespace {

Json read(std::string_view text) { return parseJson(text)->value; }

DecodeResult decodeText(const char* type, std::string_view text) {
  const JsonParse parsed = *parseJson(text);
  return decode(*schemaType(type), parsed.value, parsed.duplicates);
}

std::string fatalOf(const char* type, std::string_view text) { return decodeText(type, text).fatal.value_or(""); }
std::string patchedFatal(const char* type, std::string_view text) {
  return convertPatched(*schemaType(type), read(text)).fatal.value_or("");
}

/// A value of the field's type that is not zero.
Json sampleElement(const SchemaField& field) {
  switch (field.value) {
    case ValueKind::String: return "x";
    case ValueKind::Int32: return 7;
    case ValueKind::Int64: return std::int64_t{7'000'000'000};
    case ValueKind::Bool: return true;
    case ValueKind::Bytes: return "aGk=";
    case ValueKind::Quantity: return "1500m";
    case ValueKind::IntOrString: return "50%";
    case ValueKind::Time: return "2026-01-02T03:04:05Z";
    case ValueKind::MicroTime: return "2026-01-02T03:04:05.000006Z";
    case ValueKind::RawJson:
    case ValueKind::FieldsV1: return read(R"({"a":{"b":[null,1]}})");
    case ValueKind::Struct: return Json::object();
  }
  return {};
}

Json contain(const SchemaField& field, Json element) {
  if (field.shape == Shape::None) return element;
  if (field.shape == Shape::List) return Json::array({std::move(element)});
  return Json::object({{"key", std::move(element)}});
}

/// A value that no field of this kind takes.
Json wrongElement(const SchemaField& field) {
  const bool takesText = field.value == ValueKind::String || field.value == ValueKind::Bytes ||
                         field.value == ValueKind::IntOrString;
  return takesText ? Json(true) : Json("wrong");
}

bool takesAnything(const SchemaField& field) {
  return field.value == ValueKind::RawJson || field.value == ValueKind::FieldsV1;
}

std::string pathOf(const SchemaType& type, const SchemaField& field) {
  const std::string embedded(field.embedded);
  return std::string(type.goName()) + "." + embedded + (embedded.empty() ? "" : ".") + std::string(field.name);
}

}  // namespace

TEST_CASE("every field of every type takes a value and gives it back") {
  for (const SchemaType& type : schemaTypes()) {
    for (const SchemaField& field : type.fields) {
      INFO(type.name << "." << field.name);
      Json body = Json::object();
      body.set(field.name, contain(field, sampleElement(field)));
      const DecodeResult result = decode(type, body);
      CHECK_FALSE(result.fatal.has_value());
      CHECK(result.strictErrors.empty());
      REQUIRE(result.object.has(field.name));
      if (field.value != ValueKind::Struct) CHECK(result.object[field.name] == body[field.name]);
      CHECK(decode(type, result.object).object == result.object);
      CHECK(convertPatched(type, body).object == result.object);
    }
  }
}

TEST_CASE("every field of every type refuses a wrong type by its path") {
  for (const SchemaType& type : schemaTypes()) {
    for (const SchemaField& field : type.fields) {
      if (takesAnything(field)) continue;
      INFO(type.name << "." << field.name);
      Json body = Json::object();
      body.set(field.name, contain(field, wrongElement(field)));
      const DecodeResult result = decode(type, body);
      REQUIRE(result.fatal.has_value());
      CHECK(convertPatched(type, body).fatal.has_value());
      const bool ownWords = field.value == ValueKind::Quantity || field.value == ValueKind::Time ||
                            field.value == ValueKind::MicroTime;
      if (ownWords) continue;
      CHECK(result.fatal->find(" into Go struct field " + pathOf(type, field) + " of type ") != std::string::npos);
    }
  }
}

TEST_CASE("every type reports an unknown field") {
  for (const SchemaType& type : schemaTypes()) {
    if (type.fields.empty()) continue;
    const DecodeResult result = decode(type, Json::object({{"noSuchField", 1}}));
    CHECK(result.strictErrors == std::vector<std::string>{"unknown field \"noSuchField\""});
    CHECK_FALSE(result.object.has("noSuchField"));
  }
}

TEST_CASE("unknown and duplicate fields are told with their paths, in the order of the keys") {
  const DecodeResult result = decodeText(
      "apps.v1.StatefulSet",
      R"({"metadata":{"Name":"t","name":"t"},"replicas":1,"spec":{"replicas":1,"replicas":2,"template":{"spec":)"
      R"({"containers":[{"name":"a","env":[{"name":"X","val":"1"}],"resources":{"request":{}}},{"port":1}]}}}})");
  CHECK_FALSE(result.fatal.has_value());
  CHECK(strictDecodingError(result.strictErrors) ==
        "strict decoding error: unknown field \"metadata.Name\", unknown field \"replicas\", "
        "duplicate field \"spec.replicas\", unknown field \"spec.template.spec.containers[0].env[0].val\", "
        "unknown field \"spec.template.spec.containers[0].resources.request\", "
        "unknown field \"spec.template.spec.containers[1].port\"");
  CHECK(result.object["spec"]["replicas"].integer() == 2);
}

TEST_CASE("wrong types are refused in Go's words") {
  const std::string head = "json: cannot unmarshal ";
  const auto set = [](std::string_view spec) {
    return fatalOf("apps.v1.StatefulSet", std::string("{\"spec\":") + std::string(spec) + "}");
  };
  CHECK(set(R"({"replicas":"2"})") == head + "string into Go struct field StatefulSetSpec.spec.replicas of type int32");
  CHECK(set(R"({"replicas":2.5})") ==
        head + "number 2.5 into Go struct field StatefulSetSpec.spec.replicas of type int32");
  CHECK(set(R"({"replicas":99999999999})") ==
        head + "number 99999999999 into Go struct field StatefulSetSpec.spec.replicas of type int32");
  CHECK(set("[]") == head + "array into Go struct field StatefulSet.spec of type v1.StatefulSetSpec");
  CHECK(set(R"({"selector":{"matchLabels":["a"]}})") ==
        head + "array into Go struct field LabelSelector.spec.selector.matchLabels of type map[string]string");
  CHECK(set(R"({"template":{"metadata":{"labels":{"v":1}}}})") ==
        head + "number into Go struct field ObjectMeta.spec.template.metadata.labels of type string");
  CHECK(set(R"({"template":{"spec":{"containers":[{"ports":[80]}]}}})") ==
        head + "number into Go struct field Container.spec.template.spec.containers.ports of type v1.ContainerPort");
  CHECK(set(R"({"volumeClaimTemplates":[{"spec":{"accessModes":"ReadWriteOnce"}}]})") ==
        head + "string into Go struct field PersistentVolumeClaimSpec.spec.volumeClaimTemplates.spec.accessModes of "
               "type []v1.PersistentVolumeAccessMode");
  CHECK(set(R"({"volumeClaimTemplates":[{"spec":{"resources":{"requests":"1Gi"}}}]})") ==
        head +
            "string into Go struct field "
            "VolumeResourceRequirements.spec.volumeClaimTemplates.spec.resources.requests "
            "of type v1.ResourceList");
  CHECK(set(R"({"updateStrategy":{"rollingUpdate":{"maxUnavailable":1.5}}})") ==
        head + "number 1.5 into Go struct field RollingUpdateStatefulSetStrategy.spec.updateStrategy.rollingUpdate."
               "maxUnavailable of type int32");
  CHECK(set(R"({"template":{"spec":{"volumes":[{"emptyDir":"x"}]}}})") ==
        head + "string into Go struct field Volume.spec.template.spec.volumes.VolumeSource.emptyDir of type "
               "v1.EmptyDirVolumeSource");
}

TEST_CASE("the first wrong type is told, but a value that cannot be read at all comes before it") {
  const std::string quantity =
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  CHECK(fatalOf("core.v1.ResourceRequirements", R"({"limits":{"cpu":"half","memory":"1GB"}})") == quantity);
  CHECK(fatalOf("core.v1.Container", R"({"image":1,"name":2})") ==
        "json: cannot unmarshal number into Go struct field Container.image of type string");
  CHECK(fatalOf("core.v1.Container", R"({"image":1,"resources":{"limits":{"cpu":"half"}}})") == quantity);
  CHECK(fatalOf("core.v1.Secret", R"({"data":{"a":"abc"}})") == "illegal base64 data at input byte 0");
  CHECK(fatalOf("core.v1.Secret", R"({"data":{"a":"YWJjZ"}})") == "illegal base64 data at input byte 4");
  CHECK(fatalOf("core.v1.Secret", R"({"data":{"a":"not base64"}})") == "illegal base64 data at input byte 3");
  CHECK(fatalOf("meta.v1.ObjectMeta", R"({"creationTimestamp":"now"})") ==
        "parsing time \"now\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"now\" as \"2006\"");
  CHECK(fatalOf("meta.v1.ObjectMeta", R"({"creationTimestamp":"2026-13-01T00:00:00Z"})") ==
        "parsing time \"2026-13-01T00:00:00Z\": month out of range");
  CHECK(fatalOf("meta.v1.ObjectMeta", R"({"creationTimestamp":5})") ==
        "json: cannot unmarshal number into Go struct field ObjectMeta.creationTimestamp of type string");
}

TEST_CASE("a patched object is refused in the converter's words") {
  CHECK(patchedFatal("apps.v1.StatefulSet", R"({"spec":{"replicas":"two"}})") == "unrecognized type: int32");
  CHECK(patchedFatal("core.v1.Container", R"({"ports":{"containerPort":80}})") == "cannot restore slice from map");
  CHECK(patchedFatal("core.v1.Container", R"({"image":5})") == "cannot convert int64 to string");
  CHECK(patchedFatal("core.v1.Container", R"({"imagePullPolicy":5})") == "cannot convert int64 to v1.PullPolicy");
  CHECK(patchedFatal("core.v1.Container", R"({"image":true})") == "unrecognized type: string");
  CHECK(patchedFatal("core.v1.Pod", R"({"spec":"x"})") == "cannot restore struct from: string");
  CHECK(patchedFatal("meta.v1.ObjectMeta", R"({"labels":"x"})") == "cannot restore map from string");
  // Fields are looked at in the order of the struct: replicas stands before template.
  CHECK(patchedFatal("apps.v1.StatefulSet", R"({"spec":{"minReadySeconds":2.5,"template":[]}})") ==
        "cannot restore struct from: slice");
  const DecodeResult unknown =
      convertPatched(*schemaType("apps.v1.StatefulSet"), read(R"({"x":1,"spec":{"replica":3}})"));
  CHECK(unknown.strictErrors == std::vector<std::string>{"unknown field \"spec.replica\"", "unknown field \"x\""});
}

TEST_CASE("zero values are dropped or written as Go does") {
  const auto normal = [](const char* type, std::string_view text) { return toJson(decodeText(type, text).object); };
  CHECK(normal("core.v1.Container", R"({"name":"a","image":"","tty":false,"env":[],"command":null,"ports":[]})") ==
        R"({"name":"a","resources":{}})");
  CHECK(normal("apps.v1.StatefulSetSpec", R"({"replicas":0,"minReadySeconds":0})") ==
        R"({"replicas":0,"selector":null,"serviceName":"","template":{"metadata":{},"spec":{"containers":null}},)"
        R"("updateStrategy":{}})");
  CHECK(normal("core.v1.Volume", R"({"name":"v","emptyDir":{}})") == R"({"emptyDir":{},"name":"v"})");
  CHECK(normal("core.v1.Volume", R"({"name":"v","emptyDir":null})") == R"({"name":"v"})");
  CHECK(normal("core.v1.ResourceRequirements", R"({"limits":{"cpu":0.5,"memory":1024},"requests":{}})") ==
        R"({"limits":{"cpu":"500m","memory":"1024"}})");
  CHECK(normal("discovery.v1.EndpointSlice", R"({"addressType":"IPv4","endpoints":[]})") ==
        R"({"addressType":"IPv4","endpoints":null,"metadata":{},"ports":null})");
  CHECK(normal("apps.v1.StatefulSetSpec", R"({"replicas":2.0})").find("\"replicas\":2,") != std::string::npos);
  CHECK(normal("meta.v1.ObjectMeta", R"({"creationTimestamp":"2026-01-02T05:04:05.9+02:00"})") ==
        R"({"creationTimestamp":"2026-01-02T03:04:05Z"})");
}
