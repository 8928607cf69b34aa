// kubectl describe: each object in its own words. The words are in describe/.
// k8s 1.36: kubectl pkg/cmd/describe/describe.go
#include "kubectl/describe/describe.hpp"

#include "kubectl/builder.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

std::vector<Json> listOfKind(Invocation& call, std::string_view group, std::string_view kind,
                             const std::string& space) {
  for (const ResourceInfo* resource : scheme::preferredResources()) {
    if (resource->group != group || resource->kind != kind) continue;
    const Result<Json> list = listObjects(call, *resource, space);
    return list.ok() ? (*list)["items"].items() : std::vector<Json>();
  }
  return {};
}

std::string descriptionOf(Invocation& call, const Json& object, bool showEvents) {
  sts::describe::Lookup lookup;
  lookup.list = [&call](std::string_view group, std::string_view kind, const std::string& space) {
    return listOfKind(call, group, kind, space);
  };
  return sts::describe::describe(object, lookup, {call.world.now(), showEvents});
}

// `describe pod,svc web`: one type at a time.
Status severalTypes(const Invocation& call) {
  if (call.arguments.size() < 2 || call.flags.has("filename")) return {};
  const std::string& first = call.arguments.front();
  const bool isList = first.find(',') != std::string::npos && first.find('/') == std::string::npos;
  return isList ? plainError("you may only specify a single resource type") : Status{};
}

/// No object has that name: those whose names begin with it are meant.
bool describeByPrefix(Invocation& call) {
  const std::string prefix = call.arguments[1];
  const Found all = resolveWords(call, {call.arguments[0]}, true);
  bool isFound = false;
  for (const Target& target : all.targets) {
    if (target.name.rfind(prefix, 0) != 0) continue;
    isFound = true;
    call.out += descriptionOf(call, target.object, call.flags.is("show-events", false)) + "\n";
  }
  return isFound;
}

}  // namespace

Reply describe(Invocation& call) {
  if (call.arguments.empty() && !call.flags.has("filename") && !call.flags.has("kustomize")) {
    return call.fail(
        "You must specify the type of resource to describe. Use \"kubectl api-resources\" for a "
        "complete list of supported resources.");
  }
  if (const Status wrong = severalTypes(call); !wrong.message.empty()) return call.fail(wrong);
  const Found found = findTargets(call, call.arguments);
  // With two words and something missing, the second may be the beginning of names; else nothing is described.
  const bool isOneName = call.arguments.size() == 2 && found.errors.size() == 1;
  if (isOneName && found.errors.front().reason == "NotFound")
    return describeByPrefix(call) ? Reply::done() : call.failAll(found.errors);
  const bool isAlone = found.targets.size() == 1 && found.errors.empty();
  bool isFirst = true;
  for (const Target& target : found.targets) {
    if (!isFirst) call.out += "\n\n";
    isFirst = false;
    call.out += descriptionOf(call, target.object, call.flags.is("show-events", isAlone));
  }
  if (found.targets.empty() && found.errors.empty()) {
    call.err += call.allNamespaces()
                    ? "No resources found\n"
                    : "No resources found in " + call.namespace_() + " namespace.\n";
  }
  return call.failAll(found.errors);
}

}  // namespace sts::kubectl
