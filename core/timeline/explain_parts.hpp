// The parts of explain(): one file for pods and sets, one for claims and volumes, one for names.
#pragma once

#include "api/statefulset.hpp"
#include "timeline/explain.hpp"

namespace sts::timeline {

using Answers = std::vector<Answer>;

/// An answer from a decision. A Wait is open; of another object it may mean another outcome for this one.
Answer answerOf(const Scene& scene, const why::Ref& subject, const why::Decision& decision, std::string outcome);
Answer answerOf(const Scene& scene, const why::Ref& subject, const why::Decision& decision);
/// A reason that nobody decided, but that can be seen.
why::Decision found(const Scene& scene, const why::Note& note);
/// What each actor said last about the object, if no answer says it yet.
void addOthers(Answers& answers, const Scene& scene, const why::Ref& subject);

void explainPod(Answers& answers, const Scene& scene, const why::Ref& subject);
void explainSet(Answers& answers, const Scene& scene, const why::Ref& subject);
void explainClaim(Answers& answers, const Scene& scene, const why::Ref& subject);

}  // namespace sts::timeline
