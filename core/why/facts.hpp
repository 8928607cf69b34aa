// Facts: the fields a decision rests on, read from the store as they were when it was made, and the decision's words.
//
// A decision keeps only names and a revision; the store keeps every version, so nothing has to be copied beforehand.
#pragma once

#include "why/decision.hpp"

namespace sts::why {

/// A field as it was.
struct Fact {
  Ref object;
  std::string field;  ///< "status.conditions[Ready]"; "" for an object that did not exist
  std::string value;  ///< "False"; "absent"; "NotFound"
  bool operator==(const Fact&) const = default;
};

/// "status.phase", "status.conditions[Ready]" (its status), "metadata.labels[app]",
/// "status.containerStatuses[nginx].state.waiting.reason"; nothing if it is absent.
std::optional<std::string> readField(const Json& object, std::string_view path);
/// The fields that the decision rests on, at this revision: its own, or a later one if it holds on.
std::vector<Fact> factsOf(const Store& store, const Decision& decision, std::int64_t revision);

/// A template with its {names} filled in: {object}, {other}, {owner}, and the parameters.
std::string filled(std::string_view text, const Decision& decision);
/// "not created: OrderedReady waits for web-1 to be Running and Ready". Another outcome than the reason's own may be
/// given: what a set waits for explains its pods, too.
std::string sentenceOf(const Decision& decision, std::string_view outcome);

}  // namespace sts::why
