#include "timeline/manifest_errors.hpp"

#include <catch2/catch.hpp>

using namespace sts;
using namespace sts::timeline;

TEST_CASE("the field that a refusal names is found in each of kubectl's forms") {
  CHECK(fieldIn(R"(strict decoding error: unknown field "spec.replicsa")") == "spec.replicsa");
  CHECK(
      fieldIn(
          R"(The StatefulSet "web" is invalid: spec.replicas: Invalid value: -1: must be greater)") ==
      "spec.replicas");
  CHECK(fieldIn("* spec.template.spec.containers[0].image: Required value") ==
        "spec.template.spec.containers[0].image");
  CHECK(fieldIn("json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas "
                "of type int32") == "spec.replicas");
  CHECK(fieldIn("Error from server: nothing: to be seen here").empty());
  CHECK(fieldIn("").empty());
  CHECK(fieldIn(": ").empty());
}

TEST_CASE("a manifest is taken apart at its separators, each part with its first line") {
  const ManifestParts parts = partsOf("kind: A\na: 1\n---\n# only a comment\n---\nkind: B\n");
  REQUIRE(parts.documents.size() == 2);
  CHECK(parts.documents[0].text == "kind: A\na: 1\n");
  CHECK(parts.documents[1].text.find("kind: B") != std::string::npos);
  CHECK_FALSE(parts.error);
}

TEST_CASE("what YAML says against a manifest has a line in the whole text") {
  const ManifestParts parts = partsOf("kind: A\n---\nkind: B\nx: [1\n");
  REQUIRE(parts.error);
  CHECK((*parts.error)["line"].integer() >= 3);
  CHECK_FALSE((*parts.error)["message"].str().empty());
}

TEST_CASE("a sentence of kubectl's stands at the field it names, a warning nowhere") {
  const std::string text = "kind: A\n---\nkind: B\nspec:\n  replicas: -1\n";
  const ManifestParts parts = partsOf(text);
  const std::string said =
      "Warning: old\nThe B \"b\" is invalid: spec.replicas: Invalid value: -1\n";
  const std::vector<Json> errors = placed(said, text, 1, parts);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0]["line"].integer() == 5);
  CHECK(errors[0]["column"].integer() >= 1);
}

TEST_CASE("a namespace that the manifest itself makes is not missed") {
  const std::string text = "kind: Namespace\nmetadata: {name: shop}\n---\nkind: B\n";
  const ManifestParts parts = partsOf(text);
  CHECK(placed("Error from server (NotFound): namespaces \"shop\" not found\n", text, 1, parts)
            .empty());
}
