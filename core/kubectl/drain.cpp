// kubectl drain: cordon nodes, then evict their pods and wait until they are gone.
//
// The real one runs a thread a pod. Here every pod has a state of its own, and the verb is called again whenever
// something may have come: a retry after five seconds, a look once a second, the deadline.
// k8s 1.36: kubectl pkg/cmd/drain/drain.go, pkg/drain/{drain,filters,cordon}.go
#include <algorithm>
#include <map>

#include "api/field_selector.hpp"
#include "base/go_duration.hpp"
#include "kubectl/builder.hpp"
#include "kubectl/cordon.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

/// What the filters think of a pod.
struct Judged {
  Json pod;
  bool isDeleted = true;
  std::string warning, error;
};

enum class Stage : unsigned char { Evict, Retry, Gone, Done };

struct Leaving {
  Json pod;
  Stage stage = Stage::Evict;
  Time next;
  std::string error;
};

struct NodeDrain {
  Target node;
  bool isStarted = false, isOver = false;
  std::vector<Leaving> pods;
};

struct Draining {
  std::vector<NodeDrain> nodes;
  std::size_t at = 0;
  std::optional<Time> deadline;
  std::vector<std::vector<std::string>> fatal;  ///< a node's errors; a single bare one is printed with "error: "
  std::vector<bool> isAggregate;
  std::vector<std::string> remaining;
};

std::string textOf(const Json& pod, const char* field) { return pod["metadata"][field].str(); }
std::string fullName(const Json& pod) { return textOf(pod, "namespace") + "/" + textOf(pod, "name"); }

const Json* controllerOf(const Json& pod) {
  for (const Json& owner : pod["metadata"]["ownerReferences"].items()) {
    if (owner["controller"].boolean()) return &owner;
  }
  return nullptr;
}

bool isFinished(const Json& pod) {
  const std::string& phase = pod["status"]["phase"].str();
  return phase == "Succeeded" || phase == "Failed";
}

bool hasLocalStorage(const Json& pod) {
  const auto& volumes = pod["spec"]["volumes"].items();
  return std::any_of(volumes.begin(), volumes.end(), [](const Json& volume) { return volume.has("emptyDir"); });
}

// Each filter overrules what the one before said; the first that keeps the pod ends it.
// k8s 1.36: kubectl pkg/drain/filters.go
Judged judge(const Invocation& call, const Json& pod) {
  Judged judged{pod, true, "", ""};
  const Json* controller = controllerOf(pod);
  if (controller != nullptr && (*controller)["kind"].str() == "DaemonSet" && !isFinished(pod)) {
    judged.isDeleted = false;
    if (call.flags.is("ignore-daemonsets")) {
      judged.warning = "ignoring DaemonSet-managed Pods";
    } else {
      judged.error = "DaemonSet-managed Pods (use --ignore-daemonsets to ignore)";
    }
    return judged;
  }
  if (pod["metadata"]["annotations"].has("kubernetes.io/config.mirror")) {
    judged.isDeleted = false;
    return judged;
  }
  if (hasLocalStorage(pod) && !isFinished(pod)) {
    if (!call.flags.is("delete-emptydir-data") && !call.flags.is("delete-local-data")) {
      judged.isDeleted = false;
      judged.error = "Pods with local storage (use --delete-emptydir-data to override)";
      return judged;
    }
    judged.warning = "deleting Pods with local storage";
  }
  if (isFinished(pod) || controller != nullptr) {
    judged.warning.clear();
    return judged;
  }
  if (call.flags.is("force")) {
    judged.warning = "deleting Pods that declare no controller";
    return judged;
  }
  judged.isDeleted = false;
  judged.error = "Pods that declare no controller (use --force to override)";
  return judged;
}

Result<std::vector<Judged>> podsOn(Invocation& call, const std::string& node) {
  TRY(const Json list, listObjects(call, *scheme::findKind("v1", "Pod"), "", call.flags.text("pod-selector"),
                                   "spec.nodeName=" + node));
  std::vector<Judged> pods;
  for (const Json& pod : list["items"].items()) pods.push_back(judge(call, pod));
  return pods;
}

std::string namesOf(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// "cannot delete Pods that … : default/a, default/b", a line for each reason.
std::vector<std::string> refusals(const std::vector<Judged>& pods) {
  std::map<std::string, std::vector<std::string>> byReason;
  for (const Judged& each : pods) {
    if (!each.error.empty()) byReason[each.error].push_back(fullName(each.pod));
  }
  std::vector<std::string> lines;
  for (const auto& [reason, names] : byReason) lines.push_back("cannot delete " + reason + ": " + namesOf(names));
  return lines;
}

std::string warnings(const std::vector<Judged>& pods) {
  std::map<std::string, std::vector<std::string>> byReason;
  for (const Judged& each : pods) {
    if (!each.warning.empty()) byReason[each.warning].push_back(fullName(each.pod));
  }
  std::string text;
  for (const auto& [reason, names] : byReason) text += (text.empty() ? "" : "; ") + reason + ": " + namesOf(names);
  return text;
}

std::string aggregate(const std::vector<std::string>& errors) {
  if (errors.size() == 1) return errors.front();
  return "[" + namesOf(errors) + "]";
}

void giveUp(Invocation& call, Draining& draining, std::vector<std::string> errors, bool isAggregate) {
  NodeDrain& node = draining.nodes[draining.at];
  call.err += "error: unable to drain node " + goQuote(node.node.name) + " due to error: " + aggregate(errors) +
              ", continuing command...\n";
  draining.remaining.push_back(node.node.name);
  draining.fatal.push_back(std::move(errors));
  draining.isAggregate.push_back(isAggregate);
  node.isOver = true;
}

std::string timeoutText(const Invocation& call) { return goDuration(call.flags.duration("timeout", {})); }

Json graceOptions(const Invocation& call) {
  Json options = Json::object();
  if (const std::int64_t grace = call.flags.number("grace-period", -1); grace >= 0)
    options.set("gracePeriodSeconds", grace);
  return options;
}

Result<Json> evict(Invocation& call, const Json& pod) {
  const ResourceInfo& pods = *scheme::findKind("v1", "Pod");
  Request request;
  request.method = "POST";
  request.path = pathOf(pods, textOf(pod, "namespace"), textOf(pod, "name"), "eviction");
  request.body = Json::object({{"apiVersion", "policy/v1"},
                               {"kind", "Eviction"},
                               {"metadata", Json::object({{"name", textOf(pod, "name")},
                                                          {"namespace", textOf(pod, "namespace")}})}});
  Json options = graceOptions(call);
  if (dryRunOf(call) == "server") options.set("dryRun", Json::array({"All"}));
  if (!options.empty()) request.body.set("deleteOptions", std::move(options));
  if (dryRunOf(call) == "server") request.query["dryRun"] = "All";
  return send(call, std::move(request));
}

std::string evicting(const Json& pod) {
  return "error when evicting pods/" + goQuote(textOf(pod, "name")) + " -n " + goQuote(textOf(pod, "namespace"));
}

void tryEviction(Invocation& call, const Draining& draining, Leaving& leaving) {
  const Json& pod = leaving.pod;
  call.out += "evicting pod " + fullName(pod) + dryRunSuffix(call) + "\n";
  if (draining.deadline && *draining.deadline <= call.world.now()) {
    leaving.error = evicting(pod) + ": global timeout reached: " + timeoutText(call);
    leaving.stage = Stage::Done;
    return;
  }
  const Result<Json> evicted = evict(call, pod);
  leaving.stage = Stage::Done;
  if (evicted.ok()) {
    if (dryRunOf(call).empty()) leaving.stage = Stage::Gone;
    leaving.next = call.world.now();
    return;
  }
  if (evicted.error().reason == "NotFound") return;
  if (evicted.error().reason == "TooManyRequests") {
    call.err += evicting(pod) + " (will retry after 5s): " + evicted.error().message + "\n";
    leaving.stage = Stage::Retry;
    leaving.next = call.world.now() + seconds(5);
    return;
  }
  leaving.error = evicting(pod) + ": " + evicted.error().message;
}

// One look whether the pod is gone, at whole seconds.
void lookWhetherGone(Invocation& call, const Draining& draining, Leaving& leaving) {
  const Json& pod = leaving.pod;
  const bool evicts = !call.flags.is("disable-eviction");
  const Result<Json> live =
      getObject(call, *scheme::findKind("v1", "Pod"), textOf(pod, "namespace"), textOf(pod, "name"));
  if (!live.ok() || textOf(*live, "uid") != textOf(pod, "uid")) {
    call.out += "pod/" + textOf(pod, "name") + (evicts ? " evicted" : " deleted") + dryRunSuffix(call) + "\n";
    leaving.stage = Stage::Done;
    return;
  }
  if (draining.deadline && *draining.deadline <= call.world.now()) {
    leaving.error = evicts ? "error when waiting for pod " + goQuote(textOf(pod, "name")) + " in namespace " +
                                 goQuote(textOf(pod, "namespace")) +
                                 " to terminate: context deadline exceeded"
                           : "context deadline exceeded";
    leaving.stage = Stage::Done;
    return;
  }
  leaving.next = call.world.now() + seconds(1);
}

void startDeleting(Invocation& call, NodeDrain& node) {
  Json options = graceOptions(call);
  for (Leaving& leaving : node.pods) {
    const Result<Json> removed = deleteObject(call, *scheme::findKind("v1", "Pod"), textOf(leaving.pod, "namespace"),
                                              textOf(leaving.pod, "name"), options);
    leaving.stage = Stage::Gone;
    leaving.next = call.world.now();
    if (removed.ok() || removed.error().reason == "NotFound") continue;
    leaving.error = removed.error().message;
    leaving.stage = Stage::Done;
  }
}

void start(Invocation& call, Draining& draining) {
  NodeDrain& node = draining.nodes[draining.at];
  node.isStarted = true;
  const Result<std::vector<Judged>> pods = podsOn(call, node.node.name);
  if (!pods.ok()) return giveUp(call, draining, {pods.error().message}, true);
  if (std::vector<std::string> errors = refusals(*pods); !errors.empty())
    return giveUp(call, draining, std::move(errors), true);
  if (const std::string text = warnings(*pods); !text.empty()) call.warn(text);
  for (const Judged& each : *pods) {
    if (each.isDeleted) node.pods.push_back({each.pod, Stage::Evict, call.world.now(), ""});
  }
  if (dryRunOf(call) == "client") {
    for (Leaving& leaving : node.pods) {
      call.out += "evicting pod " + fullName(leaving.pod) + " (dry run)\n";
      leaving.stage = Stage::Done;
    }
    return;
  }
  if (call.flags.is("disable-eviction")) return startDeleting(call, node);
  // The thread that was made last runs first.
  if (node.pods.size() > 1) std::rotate(node.pods.begin(), node.pods.end() - 1, node.pods.end());
}

// Everything of this node that is due now. When it is to be looked at again; nothing if it is over.
std::optional<Time> goOn(Invocation& call, Draining& draining) {
  NodeDrain& node = draining.nodes[draining.at];
  std::optional<Time> next;
  for (Leaving& leaving : node.pods) {
    const bool isDue = leaving.next <= call.world.now();
    if (isDue && (leaving.stage == Stage::Evict || leaving.stage == Stage::Retry))
      tryEviction(call, draining, leaving);
    if (leaving.next <= call.world.now() && leaving.stage == Stage::Gone) lookWhetherGone(call, draining, leaving);
    if (leaving.stage == Stage::Done) continue;
    Time when = leaving.next;
    if (leaving.stage == Stage::Gone && draining.deadline) when = std::min(when, *draining.deadline);
    if (!next || when < *next) next = when;
  }
  return next;
}

void finish(Invocation& call, Draining& draining) {
  NodeDrain& node = draining.nodes[draining.at];
  std::vector<std::string> errors;
  for (const Leaving& leaving : node.pods) {
    if (!leaving.error.empty()) errors.push_back(leaving.error);
  }
  if (errors.empty()) {
    call.out += "node/" + node.node.name + " drained" + dryRunSuffix(call) + "\n";
    node.isOver = true;
    return;
  }
  const bool evicts = !call.flags.is("disable-eviction");
  if (!evicts) errors.resize(1);
  std::string pending;
  if (const Result<std::vector<Judged>> pods = podsOn(call, node.node.name); pods.ok()) {
    for (const Judged& each : *pods) {
      if (each.isDeleted) pending += "pod/" + textOf(each.pod, "name") + "\n";
    }
  }
  if (!pending.empty()) {
    call.err += "There are pending pods in node " + goQuote(node.node.name) + " when an error occurred: " +
                aggregate(errors) + "\n" + pending;
  }
  giveUp(call, draining, std::move(errors), evicts);
}

Reply conclude(Invocation& call, const Draining& draining) {
  if (draining.remaining.empty()) return Reply::done();
  call.err += "There are pending nodes to be drained:\n";
  for (const std::string& name : draining.remaining) call.err += " " + name + "\n";
  const bool isSingle = draining.fatal.size() == 1;
  if (isSingle && !draining.isAggregate.front()) return call.fail(draining.fatal.front().front());
  for (const auto& errors : draining.fatal) {
    if (!isSingle) {
      call.err += aggregate(errors) + "\n";
      continue;
    }
    for (const std::string& error : errors) call.err += error + "\n";
  }
  return Reply::done(1);
}

Reply drainOn(Invocation& call) {
  Draining& draining = *std::static_pointer_cast<Draining>(call.state);
  while (draining.at < draining.nodes.size()) {
    NodeDrain& node = draining.nodes[draining.at];
    if (!node.isStarted) start(call, draining);
    if (!node.isOver) {
      if (const std::optional<Time> next = goOn(call, draining)) return Reply::wait(*next);
      finish(call, draining);
    }
    ++draining.at;
  }
  return conclude(call, draining);
}

}  // namespace

Reply drain(Invocation& call) {
  if (call.isResumed) return drainOn(call);
  const bool hasSelector = !call.flags.text("selector").empty();
  if (call.arguments.empty() && !hasSelector) return call.usage("USAGE: drain NODE [flags]");
  if (!call.arguments.empty() && hasSelector)
    return call.usage("cannot specify both a node name and a --selector option");
  if (const Result<Done> checked = checkWriteFlags(call); !checked.ok()) return call.fail(checked.error());
  if (!checkLabelSelector(call.flags.text("pod-selector")).ok())
    return call.fail("--pod-selector=<pod_selector> must be a valid label selector");
  const Found found = findNodes(call, call.arguments);
  if (!found.errors.empty()) return call.failAll(found.errors);
  if (const Reply cordoned = cordonEach(call, found, true); cordoned.exit != 0) return cordoned;
  auto draining = std::make_shared<Draining>();
  const Duration timeout = call.flags.duration("timeout", {});
  if (timeout.ns > 0) draining->deadline = call.world.now() + timeout;
  for (const Target& target : found.targets) {
    draining->nodes.emplace_back();
    draining->nodes.back().node = target;
  }
  call.state = draining;
  return drainOn(call);
}

}  // namespace sts::kubectl
