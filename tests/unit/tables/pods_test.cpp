// STATUS, READY and RESTARTS of pods in every state that a user meets.
#include <catch2/catch.hpp>

#include "tables/table.hpp"

namespace {

const sts::Time kNow = sts::parseRfc3339("2026-07-06T10:01:06Z");

// The first cells of a pod that has this status; `spec` and `metadata` are extended by the given
// members.
std::string row(const std::string& status, const std::string& spec = "",
                const std::string& metadata = "") {
  const std::string text =
      R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-0","creationTimestamp":"2026-07-06T10:00:00Z")" +
      metadata + R"(},"spec":{"containers":[{"name":"a"}])" + spec + R"(},"status":)" + status +
      "}";
  const auto parsed = sts::parseJson(text);
  REQUIRE(parsed.ok());
  const auto cells = sts::tables::cellsOf(parsed->value, kNow);
  return cells[1] + " " + cells[2] + " " + cells[3] + " " + cells[4];
}

const std::string kDeleted = R"(,"deletionTimestamp":"2026-07-06T10:01:30Z")";
const std::string kInit =
    R"(,"initContainers":[{"name":"i"},{"name":"s","restartPolicy":"Always"}])";

}  // namespace

TEST_CASE("a pod without container statuses shows its phase") {
  CHECK(row(R"({"phase":"Pending"})") == "0/1 Pending 0 66s");
  CHECK(row(R"({"phase":"Failed","reason":"Evicted"})") == "0/1 Evicted 0 66s");
  CHECK(row(R"({"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False",
      "reason":"SchedulingGated"}]})") == "0/1 SchedulingGated 0 66s");
}

TEST_CASE("a container's reason is the pod's status") {
  CHECK(row(R"({"phase":"Pending","containerStatuses":[{"name":"a","ready":false,"restartCount":0,
      "state":{"waiting":{"reason":"ContainerCreating"}}}]})") == "0/1 ContainerCreating 0 66s");
  CHECK(row(R"({"phase":"Running","containerStatuses":[{"name":"a","ready":true,"restartCount":1,
      "state":{"running":{}},"lastState":{"terminated":{"finishedAt":"2026-07-06T10:01:01Z"}}}]})") ==
        "1/1 Running 1 (5s ago) 66s");
  CHECK(row(R"({"phase":"Failed","containerStatuses":[{"name":"a","restartCount":0,
      "state":{"terminated":{"exitCode":3}}}]})") == "0/1 ExitCode:3 0 66s");
  CHECK(row(R"({"phase":"Failed","containerStatuses":[{"name":"a","restartCount":0,
      "state":{"terminated":{"exitCode":137,"signal":9}}}]})") == "0/1 Signal:9 0 66s");
}

TEST_CASE("of two containers the first one's reason is shown, a failure before a completion") {
  const std::string two = R"(,"x":0)";
  CHECK(row(R"({"phase":"Running","containerStatuses":[
      {"name":"a","state":{"terminated":{"exitCode":0,"reason":"Completed"}}},
      {"name":"b","ready":true,"state":{"running":{}}}]})",
            two) == "1/1 NotReady 0 66s");
  CHECK(row(R"({"phase":"Running","conditions":[{"type":"Ready","status":"True"}],
      "containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":0,"reason":"Completed"}}},
      {"name":"b","ready":true,"state":{"running":{}}}]})",
            two) == "1/1 Running 0 66s");
  CHECK(row(R"({"phase":"Running","containerStatuses":[
      {"name":"a","state":{"terminated":{"exitCode":0,"reason":"Completed"}}},
      {"name":"b","state":{"terminated":{"exitCode":1,"reason":"Error"}}}]})",
            two) == "0/1 Error 0 66s");
}

TEST_CASE("initialisation shows how far it is, or why it stands") {
  const auto init = [](const std::string& states) {
    return row(R"({"phase":"Pending","initContainerStatuses":[)" + states + "]}", kInit);
  };
  CHECK(init(R"({"name":"i","state":{"running":{}}})") == "0/2 Init:0/2 0 66s");
  CHECK(init(R"({"name":"i","state":{"terminated":{"exitCode":0}}},
      {"name":"s","state":{"waiting":{"reason":"PodInitializing"}}})") == "0/2 Init:1/2 0 66s");
  CHECK(
      init(R"({"name":"i","restartCount":2,"state":{"waiting":{"reason":"CrashLoopBackOff"}}})") ==
      "0/2 Init:CrashLoopBackOff 2 66s");
  CHECK(init(R"({"name":"i","state":{"terminated":{"exitCode":1,"reason":"Error"}}})") ==
        "0/2 Init:Error 0 66s");
  CHECK(init(R"({"name":"i","state":{"terminated":{"exitCode":0}}},
      {"name":"s","started":true,"ready":true,"state":{"running":{}}})") == "1/2 Pending 0 66s");
}

TEST_CASE("a deletion shows until the pod has ended") {
  CHECK(row(R"({"phase":"Running"})", "", kDeleted) == "0/1 Terminating 0 66s");
  CHECK(row(R"({"phase":"Succeeded","containerStatuses":[{"name":"a",
      "state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]})",
            "", kDeleted) == "0/1 Completed 0 66s");
  CHECK(row(R"({"phase":"Running","reason":"NodeLost"})", "", kDeleted) == "0/1 Unknown 0 66s");
}
