#include <catch2/catch.hpp>

#include "api/yaml/manifest.hpp"

using sts::yaml::locate;
using sts::yaml::Location;

namespace {

const std::string manifest =
    "# two documents\n"
    "---\n"
    "apiVersion: v1\n"
    "kind: Service\n"
    "---\n"
    "apiVersion: apps/v1\n"
    "metadata:\n"
    "  labels: {app.kubernetes.io/name: é, tier: db}\n"
    "spec:\n"
    "  template:\n"
    "    spec:\n"
    "      containers:\n"
    "      - name: a\n"
    "        imag: b\n"
    "      - &c\n"
    "        name: c\n"
    "      - *c\n";

}  // namespace

TEST_CASE("a field's path leads to its key in the text") {
  CHECK(locate(manifest, 0, "kind") == Location{4, 1});
  CHECK(locate(manifest, 1, "spec.template.spec.containers[0].imag") == Location{14, 9});
  CHECK(locate(manifest, 1, "spec.template.spec.containers[1]") == Location{15, 9});
  CHECK(locate(manifest, 1, "spec.template.spec.containers[2].name") == Location{16, 9});
}

TEST_CASE("keys with dots are found with and without brackets") {
  CHECK(locate(manifest, 1, "metadata.labels[app.kubernetes.io/name]") == Location{8, 12});
  CHECK(locate(manifest, 1, "metadata.labels.app.kubernetes.io/name") == Location{8, 12});
  CHECK(locate(manifest, 1, "metadata.labels[tier]") == Location{8, 39});
}

TEST_CASE("what is absent is located at the nearest thing around it") {
  CHECK(locate(manifest, 1, "spec.template.spec.volumes[0].name") == Location{11, 5});
  CHECK(locate(manifest, 1, "spec.template.spec.containers[9]") == Location{12, 7});
  CHECK(locate(manifest, 1, "nothing") == Location{6, 1});
  CHECK(locate(manifest, 1, "spec..[") == Location{9, 1});
  CHECK(locate(manifest, 2, "kind") == Location{0, 0});
}

TEST_CASE("JSON is located as well") {
  CHECK(locate("{\"a\": 1}\n{\"b\":\n  {\"c\": 2}}\n", 1, "b.c") == Location{3, 4});
}
