// kubectl diff: the live objects against what a dry run of apply makes of them, each as YAML,
// through `diff -u -N`. k8s 1.36: kubectl pkg/cmd/diff/diff.go
#include <map>

#include "api/yaml/print.hpp"
#include "kubectl/patcher.hpp"
#include "kubectl/printers/objects.hpp"
#include "kubectl/text_diff.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

constexpr const char* liveDirectory = "/tmp/LIVE-1000000000/";
constexpr const char* mergedDirectory = "/tmp/MERGED-1000000000/";

/// "apps.v1.StatefulSet.default.web"
std::string fileNameOf(const Target& target) {
  std::string version(target.resource->apiVersion);
  for (char& c : version) c = c == '/' ? '.' : c;
  return version + "." + std::string(target.resource->kind) + "." + target.namespace_ + "." +
         target.name;
}

/// What applying would make of the object; nothing is written.
Result<Json> merged(Invocation& call, const Target& target, const Json& live) {
  if (call.flags.is("server-side")) {
    const std::string manager = call.flags.text("field-manager", "kubectl");
    return applyObject(call, *target.resource, target.namespace_, target.object, manager,
                       call.flags.is("force-conflicts"));
  }
  if (live.isNull())
    return createObject(call, *target.resource, target.namespace_, target.object,
                        "kubectl-client-side-apply");
  Result<JsonParse> modified = parseJson(lastAppliedText(target.object));
  if (!modified.ok()) return modified.error();
  PatchOutcome outcome = patchTo(call, target, live, modified->value, PatchMode::Send);
  if (outcome.error) return *outcome.error;
  return std::move(outcome.object);
}

/// Values of a Secret are masked: a changed one says which side it is on.
void mask(Json& live, Json& after, const char* field) {
  const Json from = live.at({field}), to = after.at({field});
  for (const auto& [key, value] : from.members()) {
    const Json* other = to.find(key);
    const bool differs = other != nullptr && *other != value;
    live[field].set(key, differs ? "*** (before)" : "***");
  }
  for (const auto& [key, value] : to.members()) {
    const Json* other = from.find(key);
    const bool differs = other != nullptr && *other != value;
    after[field].set(key, differs ? "*** (after)" : "***");
  }
}

std::string shown(const Invocation& call, const Json& object) {
  if (object.isNull()) return "";
  return toYaml(call.flags.is("show-managed-fields") ? object
                                                     : printers::withoutManagedFields(object));
}

std::string timeText(Time now) {
  const std::string text = rfc3339(now);  // 2026-01-02T03:04:05Z
  return text.substr(0, 10) + " " + text.substr(11, 8) + ".000000000 +0000";
}

Result<std::string> differenceOf(Invocation& call, const Target& target) {
  Json live;
  if (Result<Json> found = getObject(call, *target.resource, target.namespace_, target.name);
      found.ok()) {
    live = std::move(*found);
  } else if (found.error().reason != "NotFound") {
    return found.error();
  }
  TRY(Json after, merged(call, target, live));
  if (target.resource->kind == "Secret" && !call.flags.is("show-secrets"))
    mask(live, after, "data");
  const std::string hunks = unifiedHunks(shown(call, live), shown(call, after));
  if (hunks.empty()) return std::string();
  const std::string name = fileNameOf(target), time = "\t" + timeText(call.world.now()) + "\n";
  return "diff -u -N " + (liveDirectory + name) + " " + mergedDirectory + name + "\n--- " +
         liveDirectory + name + time + "+++ " + mergedDirectory + name + time + hunks;
}

/// 1 means differences, so every failure is 2.
Reply failed(Invocation& call, const std::vector<Status>& errors) {
  call.failAll(errors);
  return Reply::done(2);
}

}  // namespace

Reply diff(Invocation& call) {
  if (!call.arguments.empty()) {
    std::string words;
    for (const std::string& word : call.arguments) words += (words.empty() ? "" : " ") + word;
    return call.usage("Unexpected args: [" + words + "]");
  }
  if (!call.arguments.empty())
    return failed(call, {plainError("Unexpected args: [" + call.arguments[0] + "]")});
  if (!call.flags.has("filename"))
    return failed(call, {plainError("must specify one of -f and -k")});
  call.flags.set("dry-run", "server");
  const Found found = readFiles(call, call.flags.list("filename"));
  if (!found.errors.empty()) return failed(call, found.errors);
  std::map<std::string, std::string> differences;
  for (const Target& target : found.targets) {
    const Result<std::string> text = differenceOf(call, target);
    if (!text.ok()) return failed(call, {text.error()});
    if (!text->empty()) differences[fileNameOf(target)] = *text;
  }
  for (const auto& [name, text] : differences) call.out += text;
  return Reply::done(differences.empty() ? 0 : 1);
}

}  // namespace sts::kubectl
