#include "api/schema.hpp"

#include <catch2/catch.hpp>

#include "api/json.hpp"

using namespace sts;

TEST_CASE("every published type and field is there") {
  std::size_t fields = 0;
  for (const SchemaType& type : schemaTypes()) {
    fields += type.fields.size();
    for (const SchemaField& field : type.fields) {
      INFO(type.name << "." << field.name);
      CHECK((field.structure != nullptr) == (field.value == ValueKind::Struct));
      CHECK(type.find(field.name) == &field);
      if (!field.defaultJson.empty()) CHECK(parseJson(field.defaultJson).ok());
    }
  }
  CHECK(schemaTypes().size() == 335);
  CHECK(fields == 1454);
}

TEST_CASE("a field knows its type, its Go type and how lists of it merge") {
  const SchemaType& pod = *schemaType("v1", "Pod");
  CHECK(&pod == schemaType("core.v1.Pod"));
  CHECK(schemaType("v1", "StatefulSet") == nullptr);
  const SchemaField& containers = *pod.find("spec")->structure->find("containers");
  CHECK(containers.goType == "[]v1.Container");
  CHECK(containers.shape == Shape::List);
  CHECK(containers.mergeStrategy);
  CHECK(containers.mergeKey == "name");
  CHECK(containers.listType == ListType::Map);
  const SchemaType& container = *containers.structure;
  CHECK(container.find("ports")->listKeys == std::vector<std::string_view>{"containerPort", "protocol"});
  CHECK(container.find("imagePullPolicy")->goType == "v1.PullPolicy");
  CHECK(container.find("nothing") == nullptr);
  CHECK(schemaType("core.v1.Volume")->find("emptyDir")->embedded == "VolumeSource");
  CHECK(schemaType("apps.v1.StatefulSetSpec")->find("replicas")->pointer);
  CHECK(schemaType("apps.v1.DeploymentSpec")->find("strategy")->retainKeys);
  CHECK(schemaType("core.v1.PodSpec")->find("nodeSelector")->atomicMap);
}
