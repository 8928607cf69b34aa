#include "timeline/explain.hpp"

#include <algorithm>
#include <set>

#include "api/scheme.hpp"
#include "timeline/explain_parts.hpp"

namespace sts::timeline {

Scene sceneAt(const Store& store, const why::Journal& journal, Time at) {
  return {store, journal, at, store.revisionAt(at)};
}

Answer answerOf(const Scene& scene, const why::Ref& subject, const why::Decision& decision, std::string outcome) {
  const why::Action action = decision.info().action;
  const bool isPast = action == why::Action::Create || action == why::Action::Delete || action == why::Action::Update;
  Answer answer{why::textOf(subject), decision, std::move(outcome), action == why::Action::Wait,
                why::factsOf(scene.store, decision, isPast ? decision.revision : scene.revision)};
  return answer;
}

Answer answerOf(const Scene& scene, const why::Ref& subject, const why::Decision& decision) {
  return answerOf(scene, subject, decision, decision.info().outcome);
}

why::Decision found(const Scene& scene, const why::Note& note) {
  const auto copied = [](why::RefView view) {
    return why::Ref{view.kind, std::string(view.namespace_), std::string(view.name)};
  };
  why::Decision decision{note.reason, scene.at, scene.at, scene.revision, copied(note.object),
                         copied(note.with.owner), copied(note.with.other), {}, 0};
  for (const why::Parameter& each : note.with.parameters)
    decision.parameters.emplace_back(each.name, std::string(each.value));
  return decision;
}

void addOthers(Answers& answers, const Scene& scene, const why::Ref& subject) {
  std::set<std::string_view> heard;
  for (const Answer& each : answers) heard.insert(each.decision.info().actor);
  for (const why::Decision* each : scene.journal.about(why::about(subject), scene.at)) {
    if (heard.insert(each->info().actor).second) answers.push_back(answerOf(scene, subject, *each));
  }
}

std::vector<Answer> explain(const Scene& scene, const why::Ref& subject) {
  Answers answers;
  if (subject.kind == Kind::Pod) {
    explainPod(answers, scene, subject);
  } else if (subject.kind == Kind::StatefulSet) {
    explainSet(answers, scene, subject);
  } else if (subject.kind == Kind::PersistentVolumeClaim) {
    explainClaim(answers, scene, subject);
  } else {
    addOthers(answers, scene, subject);
  }
  return answers;
}

Result<why::Ref> parseSubject(const std::string& text, const std::string& namespace_) {
  const std::size_t slash = text.find('/');
  const bool isWhole = slash != std::string::npos && slash + 1 < text.size();
  if (!isWhole)
    return plainError(
        "what? name a resource and an object, as in pod/web-2, or a name, as in dns/web-0.nginx");
  const Result<const scheme::ResourceInfo*> resource = scheme::findResource(text.substr(0, slash));
  if (!resource.ok()) return resource.error();
  const KindInfo* info = findKind((*resource)->group, (*resource)->kind);
  if (info == nullptr) return plainError("nothing is decided about " + std::string((*resource)->plural));
  return why::Ref{info->kind, info->namespaced ? namespace_ : "", text.substr(slash + 1)};
}

}  // namespace sts::timeline
