// Objects of the recordings, and what the real server said of them or made of them.
#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "api/defaults/canonical.hpp"
#include "api/decode.hpp"
#include "api/defaults/defaults.hpp"
#include "api/validation/service_prepare.hpp"
#include "api/validation/validation.hpp"

using sts::Json;

namespace {

std::vector<Json> vectors(const std::string& file) {
  std::ifstream in(std::string(STS_SOURCE_DIR) + "/tests/vectors/" + file);
  std::vector<Json> out;
  for (std::string line; std::getline(in, line);) {
    auto parsed = sts::parseJson(line);
    REQUIRE(parsed.ok());
    out.push_back(parsed->value);
  }
  REQUIRE(!out.empty());
  return out;
}

struct Created {
  Json object;
  std::vector<std::string> causes;
  std::vector<std::string> warnings;
};

Created create(const Json& sent) {
  const sts::Features features;
  const std::string version = sent["apiVersion"].str();
  const std::string kind = sent["kind"].str();
  Created out{sent, {}, {}};
  sts::applyDefaults(version, kind, out.object, features);
  sts::prepareForCreate(version, kind, out.object, features, "2026-01-01T00:00:00Z");
  std::vector<sts::StatusCause> causes;
  if (kind == "Service") causes = sts::prepareService(out.object, Json());
  if (causes.empty()) causes = sts::validateCreate(version, kind, out.object, features);
  for (const sts::StatusCause& cause : causes) {
    std::string text = cause.field + ": " + cause.message;
    if (std::find(out.causes.begin(), out.causes.end(), text) == out.causes.end())
      out.causes.push_back(text);
  }
  sts::canonicalize(version, kind, out.object);
  out.warnings = sts::warnings(version, kind, out.object, Json());
  return out;
}

/// As the front door hands it on.
Json decoded(const Json& sent) {
  const sts::SchemaType* type = sts::schemaType(sent["apiVersion"].str(), sent["kind"].str());
  return type == nullptr ? sent : sts::decodeKeepingEmpty(*type, sent).object;
}

std::vector<std::string> strings(const Json& list) {
  std::vector<std::string> out;
  for (const Json& item : list.items()) out.push_back(item.str());
  return out;
}

}  // namespace

TEST_CASE("wrong objects are refused in the words and the order of the server") {
  for (const Json& vector : vectors("validation.jsonl")) {
    INFO(vector["from"].str());
    CHECK(create(vector["object"]).causes == strings(vector["causes"]));
  }
}

// Objects of our own, of every kind, of which a real server was asked.
TEST_CASE("what a server was asked about is refused in its words") {
  for (const Json& vector : vectors("validation_asked.jsonl")) {
    INFO(vector["from"].str());
    CHECK(create(decoded(vector["object"])).causes == strings(vector["causes"]));
  }
}

TEST_CASE("right objects are stored with the defaults of the server") {
  for (const Json& vector : vectors("defaults.jsonl")) {
    INFO(vector["from"].str());
    Created created = create(vector["object"]);
    CHECK(created.causes.empty());
    CHECK(sts::toJson(created.object) == sts::toJson(vector["stored"]));
    CHECK(created.warnings == strings(vector["warnings"]));
  }
}

TEST_CASE("the form of a stored object is stable") {
  for (const Json& vector : vectors("defaults.jsonl")) {
    INFO(vector["from"].str());
    Json again = vector["stored"];
    const std::string kind = again["kind"].str();
    sts::applyDefaults(again["apiVersion"].str(), kind, again, sts::Features{});
    sts::canonicalize(again["apiVersion"].str(), kind, again);
    CHECK(sts::toJson(again) == sts::toJson(vector["stored"]));
  }
}
