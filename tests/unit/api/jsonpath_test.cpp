// kubectl's JSONPath: every form of path that the recordings of a real kubectl show, and its errors
// word for word.
#include "api/jsonpath.hpp"

#include <catch2/catch.hpp>

#include "api/go_value.hpp"

namespace {

const sts::Json& data() {
  static const sts::Json value = sts::parseJson(R"({"kind":"List","apiVersion":"v1","items":[
      {"kind":"Pod","metadata":{"name":"mq-0","namespace":"default","labels":{"app":"mq",
        "apps.kubernetes.io/pod-index":"0"}},"spec":{"replicas":3,"containers":[
        {"name":"mq","image":"mq:3"},{"name":"agent","image":"agent:1"}],"nothing":null},
       "status":{"phase":"Running"}},
      {"kind":"Pod","metadata":{"name":"mq-1","namespace":"default","labels":{"app":"mq"}},
       "spec":{"replicas":1,"containers":[{"name":"mq","image":"mq:4"}]},
       "status":{"phase":"Pending"}}]})")
                                     ->value;
  return value;
}

std::string run(std::string_view text) {
  const auto parsed = sts::jsonpath::Template::parse(text);
  if (!parsed.ok()) return "parse: " + parsed.error().message;
  const auto result = parsed->execute(data());
  return result.ok() ? *result : "execute: " + result.error().message;
}

}  // namespace

TEST_CASE("jsonpath finds fields, elements, slices and unions") {
  CHECK(run("{.kind}") == "List");
  CHECK(run(".kind") == ".kind");
  CHECK(run("{ .items[0].metadata.name }") == "mq-0");
  CHECK(run("{.items[*].metadata.name}") == "mq-0 mq-1");
  CHECK(run("{.items[-1].metadata.name}") == "mq-1");
  CHECK(run("{.items[-1:].metadata.name}") == "mq-1");
  CHECK(run("{.items[0].spec.containers[0:1].name}") == "mq");
  CHECK(run("{.items[0].metadata['name','namespace']}") == "mq-0 default");
  CHECK(run("{.items[0].metadata['name']}") == "mq-0");
  CHECK(run(R"({.items[0].metadata.labels.apps\.kubernetes\.io/pod-index})") == "0");
  CHECK(run("{.items[0,1].spec.replicas}") == "3 1");
  CHECK(run("{$.kind} {@.apiVersion}") == "List v1");
}

TEST_CASE("jsonpath prints lists and maps as JSON, null as null and missing fields as nothing") {
  CHECK(run("{.items[0].metadata.labels}") == R"({"app":"mq","apps.kubernetes.io/pod-index":"0"})");
  CHECK(run("{.items[1].spec.containers}") == R"([{"image":"mq:4","name":"mq"}])");
  CHECK(run("{.items[0].spec.nothing}") == "null");
  CHECK(run("{.items[0].spec.nope.deeper}") == "");
  CHECK(run("{.items[0].spec.replicas.x}") == "");
}

TEST_CASE("jsonpath filters compare, or ask whether a field exists") {
  CHECK(run(R"({.items[?(@.status.phase=="Running")].metadata.name})") == "mq-0");
  CHECK(run(R"({.items[?(@.status.phase!='Running')].metadata.name})") == "mq-1");
  CHECK(run("{.items[?(@.spec.replicas>1)].metadata.name}") == "mq-0");
  CHECK(run("{.items[?(@.spec.replicas>=1)].metadata.name}") == "mq-0 mq-1");
  CHECK(run("{.items[?(@.spec.replicas<3)].metadata.name}") == "mq-1");
  CHECK(run("{.items[?(@.spec.nothing)].metadata.name}") == "mq-0");
  CHECK(run(R"({.items[?(@.spec.replicas=="3")].metadata.name})") ==
        "execute: incompatible types for comparison");
  CHECK(run("{.items[?(@.metadata.labels.app==\")\")].kind}") == "");
  CHECK(run("{.kind[?(@.x==1)]}") == "execute: List is not array or slice and cannot be filtered");
}

TEST_CASE("jsonpath ranges over values, descends and takes wildcards") {
  CHECK(run(R"({range .items[*]}{.metadata.name}{"\t"}{.status.phase}{"\n"}{end})") ==
        "mq-0\tRunning\nmq-1\tPending\n");
  CHECK(run("{range .items[*]}[{range .spec.containers[*]}{.name},{end}]{end}.") ==
        "[mq,agent,][mq,].");
  CHECK(run("{range .none[*]}x{end}y") == "y");
  CHECK(run("{range .items[*]}x") == "xxx");
  CHECK(run("{..metadata.name}") == "mq-0 mq-1");
  CHECK(run("{..image}") == "mq:3 agent:1 mq:4");
  CHECK(run("{.items[0].status.*}") == "Running");
}

TEST_CASE("jsonpath says what is wrong in client-go's words") {
  CHECK(run("{.metadata.name") == "parse: unclosed action");
  CHECK(run("{.metadata.labels[}") == "parse: unterminated array");
  CHECK(run(R"({.items[0]["metadata"]})") == R"(parse: invalid array index "metadata")");
  CHECK(run("{foo}") == "execute: unrecognized identifier foo");
  CHECK(run("{end}") == "execute: not in range, nothing to end");
  CHECK(run("{.items[7].kind}") == "execute: array index out of bounds: index 7, length 2");
  CHECK(run("{.kind[0]}") == "execute: string is not array or slice");
  CHECK(run("{.items[0:2:0]}") == "execute: step must be > 0");
  CHECK(run("{!}") == "parse: unrecognized character in action: U+0021 '!'");
  CHECK(run("{\"a}") == "parse: unterminated quoted string");
  CHECK(run("{....a}") == "parse: invalid multiple recursive descent");
  CHECK(run("{.items[?(@.a==1]}") == "parse: unterminated filter");
}

TEST_CASE("missing keys can be an error, and results can be JSON") {
  const auto parsed = sts::jsonpath::Template::parse("{.nope}");
  CHECK(parsed->execute(data(), false).error().message == "nope is not found");
  const auto kind = sts::jsonpath::Template::parse("{.items[*].kind}");
  CHECK(*kind->executeAsJson(data()) == "[\n    \"Pod\",\n    \"Pod\"\n]\n");
}

TEST_CASE("a careless path is completed") {
  CHECK(*sts::jsonpath::relaxed("metadata.name") == "{.metadata.name}");
  CHECK(*sts::jsonpath::relaxed(".metadata.name") == "{.metadata.name}");
  CHECK(*sts::jsonpath::relaxed("{metadata.name}") == "{.metadata.name}");
  CHECK(*sts::jsonpath::relaxed("{.metadata.name}") == "{.metadata.name}");
  CHECK_FALSE(sts::jsonpath::relaxed("{.a}{.b}").ok());
}

TEST_CASE("Go prints numbers with as few digits as read back") {
  CHECK(sts::goFloat(3) == "3");
  CHECK(sts::goFloat(999999) == "999999");
  CHECK(sts::goFloat(1e6) == "1e+06");
  CHECK(sts::goFloat(1234567) == "1.234567e+06");
  CHECK(sts::goFloat(0.0001) == "0.0001");
  CHECK(sts::goFloat(0.00001) == "1e-05");
  CHECK(sts::goValue(sts::parseJson(R"({"b":[1,"x",null],"a":{"c":true}})")->value) ==
        "map[a:map[c:true] b:[1 x <nil>]]");
}
