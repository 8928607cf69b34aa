// Patches: any JSON is a patch that applies or an error, in all four kinds, and the outcome is an
// object again.
#include "api/decode.hpp"
#include "api/merge/json_merge.hpp"
#include "api/merge/json_patch.hpp"
#include "api/merge/strategic.hpp"
#include "api/merge/structured/structured.hpp"
#include "fuzz.hpp"

namespace {

const sts::Json& liveObject() {
  static const sts::Json object = sts::parseJson(R"({"apiVersion":"apps/v1","kind":"StatefulSet",
    "metadata":{"name":"w","namespace":"default","labels":{"a":"b"},"finalizers":["x/y","x/z"]},
    "spec":{"replicas":2,"template":{"spec":{"containers":[{"name":"main","image":"a","ports":[{"containerPort":80}]},
    {"name":"side","env":[{"name":"A","value":"1"}]}],"volumes":[{"name":"v","emptyDir":{}}]}}}})")
                                      ->value;
  return object;
}

void applyAll(const sts::Json& patch, const sts::SchemaType& type) {
  const sts::Json& live = liveObject();
  if (const auto merged = sts::applyJsonMergePatch(live, patch); merged.ok()) {
    REQUIRE_FUZZ(sts::applyJsonMergePatch(*merged, patch).value() == *merged);
    if (sts::createTwoWayStrategicPatch(live, *merged, type).ok()) sts::decode(type, *merged);
    const auto three = sts::createThreeWayStrategicPatch(live, *merged, live, type);
    if (three.ok() && merged->isObject()) (void)sts::applyStrategicPatch(live, *three, type).ok();
  }
  if (const auto operations = sts::decodeJsonPatch(patch); operations.ok()) {
    (void)sts::applyJsonPatch(live, operations->list).ok();
  }
  if (!patch.isObject()) return;
  if (const auto merged = sts::applyStrategicPatch(live, patch, type); merged.ok()) {
    sts::convertPatched(type, merged->object);
  }
}

void applyOnServer(sts::Json configuration, const sts::SchemaType& type) {
  if (!configuration.isObject()) return;
  configuration.set("apiVersion", "apps/v1");
  configuration.set("kind", "StatefulSet");
  const sts::FieldWrite write{&type, "apps/v1", "fuzz", "", "2026-01-01T00:00:00Z"};
  const sts::Json tracked = sts::trackFields({}, liveObject(), write);
  const auto applied = sts::applyConfiguration(tracked, configuration, write, true);
  if (applied.ok()) sts::decode(type, *applied);
}

}  // namespace

FUZZ(
    patch,
    R"({"spec":{"template":{"spec":{"containers":[{"name":"main","$patch":"delete"}],"volumes":null}}}})",
    R"({"metadata":{"$deleteFromPrimitiveList/finalizers":["x/y"],"labels":{"a":null}},"spec":{"$patch":"replace"}})",
    R"({"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"side"},{"name":"main"}],)"
    R"("containers":[{"$retainKeys":["name"],"name":"side","env":[{"name":"A","value":"2"}]}]}}}})",
    R"([{"op":"move","from":"/spec/template/spec/containers/0","path":"/spec/x"},{"op":"test","path":"","value":{}}])",
    R"({"spec":{"replicas":"x","selector":{"matchLabels":{"a":1}},"template":[]}})") {
  const auto parsed = sts::parseJson(input);
  if (!parsed.ok()) return;
  const sts::SchemaType& type = *sts::schemaType("apps.v1.StatefulSet");
  applyAll(parsed->value, type);
  applyOnServer(parsed->value, type);
}
