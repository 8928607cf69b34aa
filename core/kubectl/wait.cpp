// kubectl wait: until every object has a condition, a value, exists or is gone.
// k8s 1.36: kubectl pkg/cmd/wait/{wait,condition,json,delete,create}.go
#include "kubectl/wait.hpp"

#include "kubectl/print.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

struct Waiting {
  std::vector<WaitCondition> conditions;
  Found found;
  std::vector<std::string> uids;  ///< of the targets at the beginning, for --for=delete
  std::vector<Status> errors;
  std::size_t index = 0;
  Time deadline;
  bool isOnce = false;   ///< --timeout=0: look, do not wait
  bool isFinding = false;  ///< --for=create: the objects are still to come
};

std::string shownTarget(const Target& target) { return std::string(target.resource->plural) + "/" + target.name; }

Found findWaited(Invocation& call, bool mayBeMissing) {
  Found found = call.flags.is("all") && call.arguments.size() == 1
                    ? resolveWords(call, call.arguments, true)
                    : findTargets(call, call.arguments);
  if (!mayBeMissing) return found;
  std::erase_if(found.errors, [](const Status& error) { return error.reason == "NotFound"; });
  return found;
}

/// Is all that was asked for true of the target? The object is what is printed.
Result<bool> isMet(Invocation& call, const Waiting& waiting, Target& target) {
  const Result<Json> live = getObject(call, *target.resource, target.namespace_, target.name);
  if (!live.ok() && live.error().reason != "NotFound") return live.error();
  for (const WaitCondition& condition : waiting.conditions) {
    if (condition.kind == WaitCondition::Kind::Deleted) {
      const bool isGone = !live.ok() || (*live)["metadata"]["uid"].str() != waiting.uids[waiting.index];
      if (!isGone) return false;
      continue;
    }
    if (!live.ok()) return false;
    TRY(const bool holds, condition.holds(*live));
    if (!holds) return false;
  }
  if (live.ok()) target.object = *live;
  return true;
}

Reply goOn(Invocation& call, Waiting& waiting) {
  while (waiting.index < waiting.found.targets.size()) {
    Target& target = waiting.found.targets[waiting.index];
    const Result<bool> met = isMet(call, waiting, target);
    if (met.ok() && *met) {
      printObject(call, target.object, "condition met");
    } else if (!met.ok()) {
      waiting.errors.push_back(met.error());
    } else if (waiting.isOnce) {
      waiting.errors.push_back(plainError("condition not met for " + shownTarget(target)));
    } else if (call.world.now() < waiting.deadline) {
      return Reply::wait(waiting.deadline);
    } else {
      waiting.errors.push_back(plainError("timed out waiting for the condition on " + shownTarget(target)));
    }
    ++waiting.index;
  }
  return call.failAll(waiting.errors);
}

Reply begin(Invocation& call, Waiting& waiting) {
  const auto is = [&waiting](WaitCondition::Kind kind) {
    return !waiting.conditions.empty() && waiting.conditions.front().kind == kind;
  };
  const bool isDelete = is(WaitCondition::Kind::Deleted), isCreate = is(WaitCondition::Kind::Created);
  waiting.found = findWaited(call, isDelete || isCreate);
  waiting.errors = waiting.found.errors;
  if (isCreate && waiting.found.targets.empty() && waiting.errors.empty()) {
    waiting.isFinding = true;
    if (call.world.now() < waiting.deadline) return Reply::wait(waiting.deadline);
    return call.fail("timed out waiting for the condition");
  }
  waiting.isFinding = false;
  if (waiting.found.targets.empty() && waiting.errors.empty() && !isDelete)
    return call.fail("no matching resources found");
  for (const Target& target : waiting.found.targets) waiting.uids.push_back(target.object["metadata"]["uid"].str());
  return goOn(call, waiting);
}

}  // namespace

Reply wait(Invocation& call) {
  if (call.isResumed) {
    Waiting& waiting = *std::static_pointer_cast<Waiting>(call.state);
    return waiting.isFinding ? begin(call, waiting) : goOn(call, waiting);
  }
  const auto waiting = std::make_shared<Waiting>();
  const std::vector<std::string> wanted = call.flags.list("for");
  if (wanted.empty()) return call.fail("unrecognized condition: []");
  for (const std::string& text : wanted) {
    Result<WaitCondition> condition = WaitCondition::parse(text);
    if (!condition.ok()) return call.fail(condition.error());
    waiting->conditions.push_back(std::move(*condition));
  }
  if (call.arguments.empty() && !call.flags.has("filename")) {
    return call.fail(
        "You must provide one or more resources by argument or filename.\nExample resource "
        "specifications include:\n   '-f rsrc.yaml'\n"
        "   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'");
  }
  const bool isKindOnly = call.arguments.size() == 1 && call.arguments[0].find('/') == std::string::npos;
  const bool hasChoice = call.flags.has("selector") || call.flags.has("field-selector") || call.flags.is("all");
  if (isKindOnly && !hasChoice) return call.fail("resource(s) were provided, but no name was specified");
  const Duration timeout = call.flags.duration("timeout", seconds(30));
  waiting->isOnce = timeout.ns == 0;
  waiting->deadline = call.world.now() + (timeout.ns < 0 ? seconds(7 * 24 * 3600) : timeout);
  call.state = waiting;
  return begin(call, *waiting);
}

}  // namespace sts::kubectl
