// The journal of decisions, its facts and its words.
#include "why/facts.hpp"

#include <catch2/catch.hpp>

#include "api/pod.hpp"

using namespace sts;
using why::Reason;

namespace {

constexpr why::RefView web{Kind::StatefulSet, "default", "web"};
constexpr why::RefView web1{Kind::Pod, "default", "web-1"};

Time at(std::int64_t second) { return Time{} + seconds(second); }

}  // namespace

TEST_CASE("the same wait again costs no entry, only its last time moves") {
  why::Journal journal;
  journal.record({Reason::WaitsForReady, web, {.owner = web, .other = web1}}, at(1), 10);
  journal.record({Reason::WaitsForReady, web, {.owner = web, .other = web1}}, at(4), 13);
  REQUIRE(journal.decisions().size() == 1);
  CHECK(journal.decisions().front().at == at(1));
  CHECK(journal.decisions().front().seen == at(4));
  journal.record({Reason::WaitsForGone, web, {.owner = web, .other = web1}}, at(5), 14);
  CHECK(journal.decisions().size() == 2);
}

TEST_CASE("a second creation is another decision") {
  why::Journal journal;
  for (int second : {1, 9}) journal.record({Reason::CreatedInOrder, web1, {.owner = web}}, at(second), second);
  CHECK(journal.about(web1, at(10)).size() == 2);
}

TEST_CASE("what one actor says does not make another's word new again") {
  why::Journal journal;
  journal.record({Reason::Unschedulable, web1, {.parameters = {{"message", "full"}}}}, at(1), 1);
  journal.record({Reason::CreateRefused, web1, {.parameters = {{"message", "quota"}}}}, at(2), 2);
  journal.record({Reason::Unschedulable, web1, {.parameters = {{"message", "full"}}}}, at(3), 3);
  CHECK(journal.decisions().size() == 2);
  CHECK(journal.newest(web1, at(3), "default-scheduler")->seen == at(3));
}

TEST_CASE("the past is asked for by time") {
  why::Journal journal;
  journal.record({Reason::WaitsForReady, web, {.owner = web, .other = web1}}, at(1), 1);
  journal.record({Reason::AllReady, web, {.owner = web}}, at(7), 2);
  CHECK(journal.newest(web, at(0)) == nullptr);
  CHECK(journal.newest(web, at(6))->reason == Reason::WaitsForReady);
  CHECK(journal.newest(web, at(7))->reason == Reason::AllReady);
}

TEST_CASE("the journal forgets its oldest decisions, not more") {
  why::Journal journal;
  const std::size_t many = why::Journal::limit + 100;
  for (std::size_t number = 0; number < many; ++number) {
    const std::string name = "web-" + std::to_string(number);
    journal.record({Reason::CreatedInParallel, {Kind::Pod, "default", name}, {.owner = web}}, at(1), 1);
  }
  CHECK(journal.decisions().size() == why::Journal::limit);
  CHECK(journal.newest({Kind::Pod, "default", "web-99"}, at(1)) == nullptr);
  CHECK(journal.newest({Kind::Pod, "default", "web-100"}, at(1)) != nullptr);
}

TEST_CASE("facts are read from the store as they were, and a missing object says so") {
  Store store;
  auto pod = std::make_shared<Pod>();
  pod->kind = Kind::Pod;
  pod->metadata.edit().namespace_ = "default";
  pod->metadata.edit().name = "web-1";
  pod->status.edit().phase = "Pending";
  store.put(std::make_shared<Pod>(*pod), at(1));
  pod->status.edit().phase = "Running";
  store.put(pod, at(2));
  why::Journal journal;
  journal.record({Reason::WaitsForReady, web, {.owner = web, .other = web1}}, at(1), 1);
  const auto facts = why::factsOf(store, journal.decisions().front(), 1);
  REQUIRE(facts.size() == 3);
  CHECK(facts[0].value == "NotFound");
  CHECK(facts[1].field == "status.phase");
  CHECK(facts[1].value == "Pending");
  CHECK(facts[2].value == "absent");
}

TEST_CASE("a path finds conditions by type, containers by name, labels by key") {
  const Json pod = parseJson(R"({"metadata": {"labels": {"a.b/c": "x"}},
    "status": {"conditions": [{"type": "Ready", "status": "False", "reason": "R"}],
               "containerStatuses": [{"name": "nginx", "state": {"waiting": {"reason": "CrashLoopBackOff"}}}]}})")
                       ->value;
  CHECK(why::readField(pod, "metadata.labels[a.b/c]") == "x");
  CHECK(why::readField(pod, "status.conditions[Ready]") == "False");
  CHECK(why::readField(pod, "status.conditions[Ready].reason") == "R");
  CHECK(why::readField(pod, "status.containerStatuses[nginx].state.waiting.reason") == "CrashLoopBackOff");
  CHECK_FALSE(why::readField(pod, "status.containerStatuses[other].state"));
}

TEST_CASE("a sentence has the outcome, then the reason with its names") {
  why::Journal journal;
  journal.record({Reason::WaitsForReady, web, {.owner = web, .other = web1}}, at(1), 1);
  CHECK(why::sentenceOf(journal.decisions().front(), "notCreated") ==
        "not created: OrderedReady waits for web-1 to be Running and Ready");
}

TEST_CASE("every reason has words, a place upstream and an outcome that has words") {
  for (std::size_t number = 0; number < why::reasonCount; ++number) {
    const why::ReasonInfo& info = why::infoOf(static_cast<Reason>(number));
    INFO(info.code);
    CHECK(std::string_view(info.clause).size() > 5);
    CHECK(std::string_view(info.upstream).find(".go ") != std::string_view::npos);
    if (*info.outcome != '\0') CHECK_FALSE(why::wordsOf(info.outcome).empty());
  }
}
