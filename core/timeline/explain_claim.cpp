// Why a claim is not there, not bound, lost, or kept although its pod is gone.
#include <algorithm>

#include "controllers/statefulset/stateful_set_utils.hpp"
#include "timeline/explain_parts.hpp"

namespace sts::timeline {
namespace {

using why::Reason;
using ClaimPtr = std::shared_ptr<const PersistentVolumeClaim>;

constexpr std::string_view binder = "persistentvolume-controller";

std::shared_ptr<const Pod> userOf(const Scene& scene, const why::Ref& claim) {
  for (const ObjectPtr& object : scene.store.list(Kind::Pod, claim.namespace_, scene.revision)) {
    const auto pod = as<Pod>(object);
    const auto& volumes = pod->spec->volumes;
    const bool uses = !isPodTerminal(*pod) && std::any_of(volumes.begin(), volumes.end(), [&](const Volume& volume) {
      return volume.persistentVolumeClaim && volume.persistentVolumeClaim->claimName == claim.name;
    });
    if (uses) return pod;
  }
  return nullptr;
}

// "www-web-1": the pod web-1 of a set web that has, or had, a template www.
why::Ref podOf(const Scene& scene, const why::Ref& claim, std::string& set) {
  for (std::size_t dash = claim.name.find('-'); dash != std::string::npos; dash = claim.name.find('-', dash + 1)) {
    const std::string pod = claim.name.substr(dash + 1);
    const auto name = statefulset::parentAndOrdinalOf(pod);
    if (name.ordinal < 0) continue;
    const bool isKnown = scene.journal.newest({Kind::StatefulSet, claim.namespace_, name.parent}, scene.at) != nullptr;
    if (!isKnown) continue;
    set = name.parent;
    return {Kind::Pod, claim.namespace_, pod};
  }
  return {};
}

void explainAbsentClaim(Answers& answers, const Scene& scene, const why::Ref& subject) {
  std::string set;
  const why::Ref pod = podOf(scene, subject, set);
  const auto owner = scene.get<StatefulSet>(subject.namespace_, set);
  const bool isWanted = pod && owner && !scene.get<Pod>(pod.namespace_, pod.name) &&
                        statefulset::isInRange(*owner, statefulset::parentAndOrdinalOf(pod.name).ordinal);
  if (isWanted) {
    answers.push_back(answerOf(scene, subject,
                               found(scene, {Reason::ClaimAwaitsPod, why::about(subject),
                                             {.owner = why::about(*owner), .other = why::about(pod)}})));
    explainPod(answers, scene, pod);
  }
  addOthers(answers, scene, subject);
}

void explainKept(Answers& answers, const Scene& scene, const why::Ref& subject) {
  const why::Decision* kept = scene.journal.newest(why::about(subject), scene.at, "statefulset-controller");
  std::string set;
  const why::Ref pod = podOf(scene, subject, set);
  const bool isSetGone = pod && !scene.get<StatefulSet>(subject.namespace_, set);
  if (isSetGone) kept = scene.journal.newest({Kind::StatefulSet, subject.namespace_, set}, scene.at);
  const bool says = kept != nullptr && (kept->reason == Reason::ClaimKeptScaled || kept->reason == Reason::SetIsGone);
  if (says) return answers.push_back(answerOf(scene, subject, *kept, "kept"));
  answers.push_back(answerOf(scene, subject, found(scene, {Reason::ClaimUnused, why::about(subject), {}})));
}

}  // namespace

void explainClaim(Answers& answers, const Scene& scene, const why::Ref& subject) {
  const auto claim = scene.get<PersistentVolumeClaim>(subject.namespace_, subject.name);
  if (!claim) return explainAbsentClaim(answers, scene, subject);
  const auto said = [&](std::string_view actor) { return scene.journal.newest(why::about(subject), scene.at, actor); };
  if (claim->metadata->deletionTimestamp) {
    if (const why::Decision* guard = said("pvc-protection-controller"))
      answers.push_back(answerOf(scene, subject, *guard));
  }
  if (claim->status.phase != "Bound") {
    if (const why::Decision* decision = said(binder)) answers.push_back(answerOf(scene, subject, *decision));
  }
  if (const auto pod = userOf(scene, subject)) {
    answers.push_back(answerOf(
        scene, subject, found(scene, {Reason::ClaimMounted, why::about(subject), {.other = why::about(*pod)}})));
  } else if (!claim->metadata->deletionTimestamp) {
    explainKept(answers, scene, subject);
  }
  addOthers(answers, scene, subject);
}

}  // namespace sts::timeline
