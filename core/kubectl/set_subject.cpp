// kubectl set subject: more users, groups and accounts for a binding.
// k8s 1.36: kubectl pkg/cmd/set/set_subject.go
#include <algorithm>

#include "kubectl/generators.hpp"
#include "kubectl/set.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {

Reply setSubject(Invocation& call) {
  const Found found = findChanged(call, call.arguments);
  if (!found.errors.empty()) return call.failAll(found.errors);
  const bool isGiven = call.flags.has("user") || call.flags.has("group") || call.flags.has("serviceaccount");
  if (!isGiven) return call.fail("you must specify at least one value of user, group or serviceaccount");
  const Result<Json> subjects = generators::subjectsOf(call);
  if (!subjects.ok()) return call.fail(subjects.error());
  const auto change = [&](Json& object) -> std::vector<Status> {
    const std::string& kind = object["kind"].str();
    if (kind != "RoleBinding" && kind != "ClusterRoleBinding")
      return {plainError("setting subjects is only supported for RoleBinding/ClusterRoleBinding")};
    Json& list = object["subjects"];
    if (list.isNull()) list = Json::array();
    for (const Json& subject : subjects->items()) {
      const auto& have = list.items();
      if (std::find(have.begin(), have.end(), subject) == have.end()) list.push(subject);
    }
    return {};
  };
  return setEach(call, found, {"subjects updated", "failed to patch subjects to rolebinding: ", false, change});
}

}  // namespace sts::kubectl
