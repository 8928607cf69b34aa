#include "kubectl/explain/explain.hpp"

#include <catch2/catch.hpp>

namespace {

std::string explain(std::string_view typed, bool recursive = false) {
  const auto request = sts::explain::parseRequest(typed);
  if (!request.ok()) return request.error().message;
  const auto explanation = sts::explain::explain(*request, recursive);
  return explanation.error ? explanation.out + "|" + explanation.error->message : explanation.out;
}

}  // namespace

TEST_CASE("a kind is explained with its fields") {
  const std::string text = explain("sts");
  CHECK(text.rfind(
            "GROUP:      apps\nKIND:       StatefulSet\nVERSION:    v1\n\nDESCRIPTION:\n    A set",
            0) == 0);
  CHECK(text.find("\n    \nFIELDS:\n  apiVersion\t<string>\n    The group") != std::string::npos);
  CHECK(text.find("\n\n  spec\t<StatefulSetSpec>\n") != std::string::npos);
  CHECK(text.substr(text.size() - 3) == "\n\n\n");
}

TEST_CASE("a field is explained with its values and the fields of its type") {
  CHECK(explain("pod.spec.restartPolicy")
            .rfind("KIND:       Pod\nVERSION:    v1\n\nFIELD: restartPolicy <string>\nENUM:\n    "
                   "Always\n"
                   "    Never\n    OnFailure\n\nDESCRIPTION:\n",
                   0) == 0);
  CHECK(explain("sts.spec.replicas").find("FIELD: replicas <integer>\n\n\nDESCRIPTION:\n") !=
        std::string::npos);
  const std::string ports = explain("pods.spec.containers.ports");
  CHECK(ports.find("FIELD: ports <[]ContainerPort>\n") != std::string::npos);
  CHECK(ports.find("  containerPort\t<integer> -required-\n") != std::string::npos);
  CHECK(ports.find("  protocol\t<string>\n  enum: SCTP, TCP, UDP\n") != std::string::npos);
}

TEST_CASE("recursive explains names and types only") {
  const std::string text = explain("sts.spec.updateStrategy", true);
  CHECK(text.substr(text.find("FIELDS:")) ==
        "FIELDS:\n  rollingUpdate\t<RollingUpdateStatefulSetStrategy>\n"
        "    maxUnavailable\t<IntOrString>\n    partition\t<integer>\n  type\t<string>\n"
        "  enum: OnDelete, RollingUpdate\n\n");
}

TEST_CASE("what does not exist is not explained") {
  const std::string head = "GROUP:      apps\nKIND:       StatefulSet\nVERSION:    v1\n\n";
  CHECK(explain("sts.spec.nope") == head + "|field \"nope\" does not exist");
  CHECK(explain("sts.nope.x") == head + "|field \"x\" does not exist");
  CHECK(explain("nope") == "the server doesn't have a resource type \"nope\"");
  CHECK(explain("sts.spec[0]") == "invalid jsonpath syntax, first node must be field node");
  CHECK(explain("statefulsets.apps.spec.replicas") == explain("sts.spec.replicas"));
}

TEST_CASE("words are wrapped where they would pass the limit") {
  CHECK(sts::explain::wrapped("aaa bbb ccc", 7) == "aaa bbb\nccc");
  CHECK(sts::explain::wrapped("aaa\nbbb", 20) == "aaa\nbbb");
  CHECK(sts::explain::wrapped("aaaaaaaaaa b", 4) == "aaaaaaaaaa\nb");
}
