// kubectl set image, resources, serviceaccount, selector. `set env` is in set_env.cpp.
// k8s 1.36: kubectl pkg/cmd/set
#include "kubectl/set.hpp"

#include "api/field_selector.hpp"
#include "api/merge/strategic.hpp"
#include "api/quantity.hpp"
#include "api/scheme.hpp"
#include "kubectl/print.hpp"
#include "kubectl/printers/objects.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

std::string objectName(const Invocation& call, const Target& target) {
  if (call.flags.is("local")) return printers::kindPrefix("", target.resource->kind) + "/" + target.name;
  return std::string(target.resource->plural) + "/" + target.name;
}

bool setImage(Json& podSpec, const char* list, const std::string& name, const std::string& image) {
  if (!podSpec.has(list)) return false;
  bool found = false;
  for (Json& container : podSpec[list].mutableItems()) {
    if (name != "*" && container["name"].str() != name) continue;
    container.set("image", image);
    found = true;
  }
  return found;
}

std::vector<Status> changeImages(Json& object, const std::map<std::string, std::string>& images) {
  Json* spec = podSpecOf(object);
  if (spec == nullptr) return {noPodSpec(object)};
  std::vector<Status> errors;
  for (const auto& [name, image] : images) {
    const bool init = setImage(*spec, "initContainers", name, image);
    if (!setImage(*spec, "containers", name, image) && !init) {
      errors.push_back(plainError("error: unable to find container named " + goQuote(name)));
    }
  }
  return errors;
}

// k8s 1.36: kubectl pkg/generate/versioned/run.go populateResourceListV1
Result<std::map<std::string, std::string>> parseAmounts(const std::string& text) {
  std::map<std::string, std::string> amounts;
  std::size_t from = 0;
  while (!text.empty() && from <= text.size()) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const std::string part = text.substr(from, comma - from);
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos || part.find('=', equals + 1) != std::string::npos) {
      return plainError("Invalid argument syntax " + part + ", expected <resource>=<value>");
    }
    const Result<Quantity> amount = Quantity::parse(part.substr(equals + 1));
    if (!amount.ok()) return plainError(amount.error().message);
    amounts[part.substr(0, equals)] = amount->text();
    from = comma + 1;
  }
  return amounts;
}

void setAmounts(Json& container, const char* list,
                const std::map<std::string, std::string>& amounts) {
  for (const auto& [name, amount] : amounts) container["resources"][list].set(name, amount);
}

std::string localWithServer(const Invocation& call) {
  if (!call.flags.is("local") || dryRunOf(call) != "server") return "";
  return "cannot specify --local and --dry-run=server - did you mean --dry-run=client?";
}

std::string allWithSelector(const Invocation& call) {
  const bool both = call.flags.is("all") && call.flags.has("selector");
  return both ? "cannot set --all and --selector at the same time" : "";
}

}  // namespace

Json* podSpecOf(Json& object) {
  const std::string& kind = object["kind"].str();
  if (kind == "Pod") return &object["spec"];
  if (kind == "CronJob") return &object["spec"]["jobTemplate"]["spec"]["template"]["spec"];
  for (const char* each :
       {"Deployment", "DaemonSet", "ReplicaSet", "ReplicationController", "StatefulSet", "Job"}) {
    if (kind == each) return &object["spec"]["template"]["spec"];
  }
  return nullptr;
}

Status noPodSpec(const Json& object) {
  const std::string version = object["apiVersion"].str();
  const std::string package = version.substr(version.rfind('/') + 1);
  return plainError("the object is not a pod or does not have a pod template: *" + package + "." +
                    object["kind"].str());
}

std::vector<Json*> containersOf(Json& podSpec, const std::string& pattern) {
  std::vector<Json*> found;
  for (const char* list : {"containers", "initContainers"}) {
    if (!podSpec.has(list)) continue;
    for (Json& container : podSpec[list].mutableItems()) {
      if (matchesWildcard(container["name"].str(), pattern)) found.push_back(&container);
    }
  }
  return found;
}

Reply setEach(Invocation& call, const Found& found, const Setting& setting) {
  std::vector<Status> errors = found.errors;
  if (!errors.empty()) return call.failAll(errors);
  for (const Target& target : found.targets) {
    Json object = target.object;
    const SchemaType* type = schemaType(target.resource->apiVersion, target.resource->kind);
    bool mayGoOn = true;
    for (Status& error : setting.change(object)) {
      const bool isWhole = error.message.rfind("the object is not a pod", 0) == 0;
      const bool isOther = error.message.rfind("setting ", 0) == 0;
      if (isWhole || error.message.rfind("setting subjects", 0) == 0)
        error.message = "error: " + objectName(call, target) + " " + error.message;
      if (isWhole || isOther) mayGoOn = false;
      errors.push_back(std::move(error));
    }
    if (!mayGoOn || type == nullptr) continue;
    const Result<Json> patch = createTwoWayStrategicPatch(target.object, object, *type);
    if (!patch.ok()) {
      errors.push_back(plainError("error: " + objectName(call, target) + " " + patch.error().message));
      continue;
    }
    if (patch->empty() && !setting.sendsEmpty) continue;
    if (!staysHere(call)) {
      Result<Json> sent = patchObject(call, *target.resource, target.namespace_, target.name,
                                      *patch, strategicPatchType, "kubectl-set");
      if (!sent.ok()) {
        errors.push_back(setting.failure.empty()
                             ? sent.error()
                             : plainError(setting.failure + sent.error().message));
        continue;
      }
      object = std::move(*sent);
    }
    printObject(call, object, setting.operation);
  }
  return call.failAll(errors);
}

Reply setImageVerb(Invocation& call) {
  const Result<WordsAndPairs> words = splitPairs(call.arguments, "image");
  if (!words.ok()) return call.fail(words.error());
  const Result<Pairs> images = parsePairs(words->pairs, "image", false);
  if (!images.ok()) return call.fail(images.error());
  const Found found = findChanged(call, words->resources);
  if (!found.errors.empty()) return call.failAll(found.errors);
  std::vector<Status> errors;
  if (const std::string wrong = allWithSelector(call); !wrong.empty())
    errors.push_back(plainError(wrong));
  if (images->values.empty()) errors.push_back(plainError("at least one image update is required"));
  if (images->values.size() > 1 && images->values.count("*") != 0) {
    errors.push_back(
        plainError("all containers are already specified by *, but saw more than one "
                   "container_name=container_image pairs"));
  }
  if (const std::string wrong = localWithServer(call); !wrong.empty())
    errors.push_back(plainError(wrong));
  if (!errors.empty()) return call.failAll(errors);
  return setEach(call, found,
                 {"image updated", "failed to patch image update to pod template: ", false,
                  [&](Json& object) { return changeImages(object, images->values); }});
}

Reply setResources(Invocation& call) {
  const Found found = findChanged(call, call.arguments);
  if (!found.errors.empty()) return call.failAll(found.errors);
  for (const std::string& wrong : {localWithServer(call), allWithSelector(call)}) {
    if (!wrong.empty()) return call.fail(wrong);
  }
  const std::string limits = call.flags.text("limits"), requests = call.flags.text("requests");
  if (limits.empty() && requests.empty()) {
    return call.fail(
        "you must specify an update to requests or limits (in the form of --requests/--limits)");
  }
  const auto limitList = parseAmounts(limits), requestList = parseAmounts(requests);
  for (const auto* list : {&limitList, &requestList}) {
    if (!list->ok()) return call.fail(list->error());
  }
  const std::string pattern = call.flags.text("containers", "*");
  const auto change = [&](Json& object) -> std::vector<Status> {
    Json* spec = podSpecOf(object);
    if (spec == nullptr) return {noPodSpec(object)};
    const std::vector<Json*> containers = containersOf(*spec, pattern);
    if (containers.empty()) return {plainError("error: unable to find container named " + pattern)};
    for (Json* container : containers) {
      setAmounts(*container, "limits", *limitList);
      setAmounts(*container, "requests", *requestList);
    }
    return {};
  };
  return setEach(call, found,
                 {"resource requirements updated",
                  "failed to patch resources update to pod template ", false, change});
}

Reply setServiceAccount(Invocation& call) {
  if (const std::string wrong = localWithServer(call); !wrong.empty()) return call.fail(wrong);
  if (call.arguments.empty()) return call.fail("serviceaccount is required");
  std::vector<std::string> words = call.arguments;
  const std::string account = words.back();
  words.pop_back();
  const auto change = [&](Json& object) -> std::vector<Status> {
    Json* spec = podSpecOf(object);
    if (spec == nullptr) return {noPodSpec(object)};
    spec->set("serviceAccountName", account);
    return {};
  };
  return setEach(call, findChanged(call, words),
                 {"serviceaccount updated", "failed to patch ServiceAccountName ", true, change});
}

// k8s 1.36: kubectl pkg/cmd/set/set_selector.go
Reply setSelector(Invocation& call) {
  if (call.arguments.empty()) return call.fail("one selector is required");
  std::vector<std::string> words = call.arguments;
  const std::string text = words.back();
  words.pop_back();
  const Found found = findChanged(call, words);
  if (!found.errors.empty()) return call.failAll(found.errors);
  const Result<Json> selector = labelSelectorOf(text);
  if (!selector.ok()) return call.fail(selector.error());
  if (const Json& rules = (*selector)["matchExpressions"]; !rules.empty()) {
    std::string shown;
    for (const Json& rule : rules.items()) {
      std::string values;
      for (const Json& value : rule["values"].items()) values += (values.empty() ? "" : " ") + value.str();
      shown += (shown.empty() ? "{" : " {") + rule["key"].str() + " " + rule["operator"].str() + " [" + values + "]}";
    }
    return call.fail("match expression [" + shown + "] not supported on this object");
  }
  const auto change = [&](Json& object) -> std::vector<Status> {
    if (object["kind"].str() != "Service") return {plainError("setting a selector is only supported for Services")};
    object["spec"].set("selector", (*selector)["matchLabels"]);
    return {};
  };
  return setEach(call, found, {"selector updated", "", true, change});
}

}  // namespace sts::kubectl
