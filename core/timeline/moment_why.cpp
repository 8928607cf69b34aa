// Why things are as they are at one instant, as rows for the page: what explain() answers about each set, its pods and
// claims, what waits first. Texts are codes: `outcome` (why.outcome.notCreated), `text` (why.WaitsForReady), `next`.

#include "timeline/explain.hpp"
#include "base/sort.hpp"
#include "timeline/moment.hpp"

namespace sts::timeline {
namespace {

using why::Reason;

// So many objects are explained at most, and so many missing pods of one set: the others wait for the same.
constexpr std::size_t mostSubjects = 80, mostMissing = 12;

bool isRevision(std::string_view name) { return name == "revision" || name == "update"; }

// What comes next, where a sentence has something to say about it.
Json nextOf(const Answer& answer, const why::Ref& subject, const Moment& moment) {
  const std::string& other = answer.decision.other.name;
  switch (answer.decision.reason) {
    case Reason::WaitsForReady:
    case Reason::WaitsForAvailable:
    case Reason::WaitsForGone:
      if (answer.outcome != "notCreated") return {};
      return text("why.next.ready", {{"pod", other}, {"other", subject.name}});
    case Reason::OnDeleteKeeps: {
      const auto set = as<StatefulSet>(moment.store.get(Kind::StatefulSet, answer.decision.object.namespace_,
                                                        answer.decision.object.name, moment.revision));
      if (!set || answer.outcome != "notUpdated") return {};
      return text("why.next.delete", {{"update", moment.letterOf(*set->metadata, set->status.updateRevision)}});
    }
    case Reason::ClaimKeptScaled:
    case Reason::SetIsGone:
      return answer.outcome == "kept" ? text("why.next.claim") : Json();
    default:
      return {};
  }
}

Json rowOf(const Answer& answer, const why::Ref& subject, const Moment& moment) {
  const why::Decision& decision = answer.decision;
  Json row = Json::object({{"subject", answer.subject},
                           {"namespace", subject.namespace_},
                           {"open", answer.isOpen},
                           {"text", reasonText(decision, moment)},
                           {"since", moment.ms(decision.at)},
                           {"actor", decision.info().actor},
                           {"upstream", decision.info().upstream}});
  if (!answer.outcome.empty())
    row.set("outcome", text(("why.outcome." + answer.outcome).c_str(), {{"object", subject.name}}));
  Json facts = Json::array();
  for (const why::Fact& fact : answer.facts)
    facts.push(Json::object({{"object", why::textOf(fact.object)}, {"field", fact.field}, {"value", fact.value}}));
  row.set("evidence", std::move(facts));
  Json blockers = Json::array();
  if (answer.isOpen && decision.other && !(decision.other == subject)) blockers.push(why::textOf(decision.other));
  row.set("blockedBy", std::move(blockers));
  if (Json next = nextOf(answer, subject, moment); !next.isNull()) row.set("next", std::move(next));
  return row;
}

class Rows {
 public:
  explicit Rows(const Moment& moment)
      : moment_(moment), scene_{moment.store, moment.journal, moment.at, moment.revision} {}

  /// `lane`: the pod beside whose lane the row belongs.
  void add(Kind kind, const std::string& namespace_, const std::string& name, const std::string& lane = {}) {
    if (subjects_++ >= mostSubjects) return;
    const why::Ref subject{kind, namespace_, name};
    for (const Answer& answer : explain(scene_, subject)) {
      Json row = rowOf(answer, subject, moment_);
      if (!lane.empty()) row.set("lane", "pod/" + lane);
      rows_.push(std::move(row));
    }
  }

  // What waits comes first; else the order in which things were looked at.
  Json taken() {
    auto& items = rows_.mutableItems();
    stableSort(items, [](const Json& a, const Json& b) { return a["open"].boolean() > b["open"].boolean(); });
    return std::move(rows_);
  }

 private:
  const Moment& moment_;
  Scene scene_;
  Json rows_ = Json::array();
  std::size_t subjects_ = 0;
};

void addClaims(Rows& rows, const SetAt& one, const Moment& moment) {
  const StatefulSet& set = *one.set;
  for (const ClaimTemplate& claim : set.spec->volumeClaimTemplates) {
    const std::string prefix = claim.metadata.name + "-" + set.metadata->name + "-";
    for (const auto& each : moment.list<PersistentVolumeClaim>()) {
      const std::string& name = each->metadata->name;
      const bool isOfSet = each->metadata->namespace_ == set.metadata->namespace_ && name.starts_with(prefix);
      if (isOfSet) rows.add(Kind::PersistentVolumeClaim, set.metadata->namespace_, name,
                            name.substr(claim.metadata.name.size() + 1));
    }
  }
}

}  // namespace

Json reasonText(const why::Decision& decision, const Moment& moment) {
  Json one = text((std::string("why.") + decision.info().code).c_str(), {{"object", decision.object.name}});
  Json& parameters = one["params"];
  if (decision.owner) parameters.set("owner", decision.owner.name);
  if (decision.other) parameters.set("other", decision.other.name);
  for (const auto& [name, value] : decision.parameters) {
    if (*name == '\0') continue;
    const bool isLetter = isRevision(name);
    parameters.set(name, isLetter ? moment.lanes.letterOf(decision.object.namespace_, value) : value);
  }
  return one;
}

Json whyRows(const Moment& moment) {
  Rows rows(moment);
  for (const SetAt& one : moment.sets) {
    const std::string& space = one.set->metadata->namespace_;
    std::size_t missing = 0;
    for (const auto& [ordinal, pod] : one.pods) {
      if (!pod && ++missing > mostMissing) continue;
      rows.add(Kind::Pod, space, one.podName(ordinal));
    }
    rows.add(Kind::StatefulSet, space, one.set->metadata->name);
    addClaims(rows, one, moment);
  }
  for (const PodPtr& pod : moment.others) rows.add(Kind::Pod, pod->metadata->namespace_, pod->metadata->name);
  return rows.taken();
}

}  // namespace sts::timeline
