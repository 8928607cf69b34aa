#include "kubectl/builder.hpp"

#include <algorithm>


namespace sts::kubectl {
namespace {

// The resource under a version of apps that was served before 1.16: requests for it go to that version's path.
const ResourceInfo* legacyResource(const std::string& version, const std::string& kind) {
  static const std::vector<ResourceInfo> all = [] {
    std::vector<ResourceInfo> resources;
    for (const char* each : {"apps/v1beta1", "apps/v1beta2"}) {
      for (const char* name : {"StatefulSet", "Deployment", "ControllerRevision", "ReplicaSet", "DaemonSet"}) {
        const ResourceInfo* current = scheme::findKind(each, name, scheme::Legacy::Yes);
        if (current == nullptr) continue;
        resources.push_back(*current);
        resources.back().apiVersion = each;
        resources.back().version = std::string_view(each).substr(5);
      }
    }
    return resources;
  }();
  const auto found = std::find_if(all.begin(), all.end(), [&](const ResourceInfo& r) {
    return r.apiVersion == version && r.kind == kind;
  });
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> splitCommas(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    parts.push_back(text.substr(from, comma - from));
    from = comma + 1;
  }
  return parts;
}

// "/v1, Resource=pods", "apps/v1, Resource=statefulsets".
std::string resourceText(const ResourceInfo& resource) {
  return std::string(resource.group) + "/" + std::string(resource.version) +
         ", Resource=" + std::string(resource.plural);
}

// What somebody typed. A short name that two groups have is told of.
Result<const ResourceInfo*> typedResource(Invocation& call, const std::string& word) {
  const std::string warning = "short name \"ev\" could also match lower priority resource events.events.k8s.io";
  if (word == "ev" && call.err.find(warning) == std::string::npos) call.warn(warning);
  return scheme::findResource(word);
}

// The objects of a kind that selectors choose.
void listKind(Invocation& call, const ResourceInfo& resource, Found& found) {
  const std::string space = call.allNamespaces() ? "" : call.namespace_();
  const std::string labels = call.flags.text("selector"), fields = call.flags.text("field-selector");
  Result<Json> list = listObjects(call, resource, space, labels, fields);
  if (!list.ok()) {
    Status why = list.error();
    if (why.reason == "BadRequest" && (!labels.empty() || !fields.empty())) {
      why.message = "Unable to find " + goQuote(resourceText(resource)) + " that match label selector " +
                    goQuote(labels) + ", field selector " + goQuote(fields) + ": " + why.message;
    }
    found.errors.push_back(std::move(why));
    return;
  }
  found.answered.push_back(&resource);
  for (const Json& item : (*list)["items"].items()) {
    Target target;
    target.resource = &resource;
    target.namespace_ = item["metadata"]["namespace"].str();
    target.name = item["metadata"]["name"].str();
    target.object = item;
    found.targets.push_back(std::move(target));
  }
}

void addNamed(Invocation& call, const ResourceInfo& resource, const std::string& name, bool fetch, Found& found) {
  Target target;
  target.resource = &resource;
  target.namespace_ = resource.namespaced ? call.namespace_() : "";
  target.name = name;
  if (fetch) {
    Result<Json> object = getObject(call, resource, target.namespace_, name);
    if (!object.ok()) {
      found.errors.push_back(object.error());
      return;
    }
    target.object = std::move(*object);
  }
  found.answered.push_back(&resource);
  found.targets.push_back(std::move(target));
}

// `sts/web svc/nginx`: every word names its kind.
void resolvePairs(Invocation& call, const std::vector<std::string>& words, bool fetch, Found& found) {
  std::vector<std::pair<const ResourceInfo*, std::string>> pairs;
  for (const std::string& word : words) {
    if (word.find('/') == std::string::npos) {
      found.errors = {
          plainError("there is no need to specify a resource type as a separate argument when "
                     "passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of "
                     "'kubectl get resource resource/<resource_name>'")};
      return;
    }
  }
  for (const std::string& word : words) {
    const std::size_t slash = word.find('/');
    if (word.find('/', slash + 1) != std::string::npos) {
      found.errors = {plainError("arguments in resource/name form may not have more than one slash")};
      return;
    }
    if (slash == 0 || slash + 1 == word.size()) {
      found.errors = {plainError("arguments in resource/name form must have a single resource and name")};
      return;
    }
    const std::string kinds = word.substr(0, slash);
    if (kinds.find(',') != std::string::npos) {
      found.errors = {plainError("arguments in resource/name form must have a single resource and name")};
      return;
    }
    const Result<const ResourceInfo*> resource = typedResource(call, kinds);
    if (!resource.ok()) {
      found.errors = {resource.error()};
      return;
    }
    pairs.emplace_back(*resource, word.substr(slash + 1));
  }
  for (const auto& [resource, name] : pairs) {
    addNamed(call, *resource, name, fetch, found);
    found.resources.push_back(resource);
  }
  found.isSingle = words.size() == 1;
  found.isByName = true;
}

// "all" and other categories stand for several kinds.
Result<std::vector<const ResourceInfo*>> kindsOf(Invocation& call, const std::string& word) {
  std::vector<const ResourceInfo*> kinds;
  for (const std::string& part : splitCommas(word)) {
    if (part.empty()) return scheme::noResourceType("");
    const std::vector<const ResourceInfo*> category = scheme::inCategory(part);
    if (!category.empty()) {
      kinds.insert(kinds.end(), category.begin(), category.end());
      continue;
    }
    TRY(const ResourceInfo* resource, typedResource(call, part));
    if (std::find(kinds.begin(), kinds.end(), resource) == kinds.end()) kinds.push_back(resource);
  }
  return kinds;
}

}  // namespace

bool Found::isOfManyKinds() const {
  return std::any_of(answered.begin(), answered.end(),
                     [this](const ResourceInfo* each) { return each != answered.front(); });
}

Result<const ResourceInfo*> resourceOf(Invocation& call, const Json& document, const std::string& source) {
  const std::string version = document["apiVersion"].str(), kind = document["kind"].str();
  if (const ResourceInfo* resource = scheme::findKind(version, kind)) return resource;
  if (call.world.legacyApps()) {
    if (const ResourceInfo* resource = legacyResource(version, kind)) return resource;
  }
  const Status why = scheme::noKindMatch(version, kind);
  return plainError("resource mapping not found for name: \"" + document["metadata"]["name"].str() +
                    "\" namespace: \"" + document["metadata"]["namespace"].str() + "\" from \"" +
                    source + "\": " + why.message + "\nensure CRDs are installed first");
}

Found resolveWords(Invocation& call, const std::vector<std::string>& words, bool fetch) {
  Found found;
  if (words.empty()) return found;
  if (std::any_of(words.begin(), words.end(),
                  [](const std::string& word) { return word.find('/') != std::string::npos; })) {
    resolvePairs(call, words, fetch, found);
    return found;
  }
  if (words.size() > 1 && words[0].back() == ',') {
    found.errors.push_back(plainError("arguments in resource/name form must have a single resource and name"));
    return found;
  }
  Result<std::vector<const ResourceInfo*>> kinds = kindsOf(call, words[0]);
  if (!kinds.ok()) {
    found.errors.push_back(kinds.error());
    return found;
  }
  found.resources = *kinds;
  const bool hasSelector = call.flags.has("selector") || call.flags.has("field-selector");
  if (words.size() > 1 && hasSelector) {
    found.errors.push_back(plainError(
        call.flags.has("selector") ? "name cannot be provided when a selector is specified"
                                   : "name cannot be provided when a field selector is specified"));
    return found;
  }
  if (words.size() > 1 && call.allNamespaces()) {
    found.errors.push_back(plainError("a resource cannot be retrieved by name across all namespaces"));
    return found;
  }
  for (const ResourceInfo* resource : *kinds) {
    if (words.size() == 1) listKind(call, *resource, found);
    for (std::size_t index = 1; index < words.size(); ++index) addNamed(call, *resource, words[index], fetch, found);
  }
  found.isByName = words.size() > 1;
  found.isSingle = words.size() == 2 && kinds->size() == 1;
  return found;
}

Found findTargets(Invocation& call, const std::vector<std::string>& words) {
  if (!call.flags.has("filename") && !call.flags.has("kustomize")) return resolveWords(call, words, true);
  if (!words.empty()) {
    Found refused;
    refused.errors.push_back(plainError(
        "when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well"));
    return refused;
  }
  Found found = readFiles(call, call.flags.list("filename"));
  std::vector<Target> fetched;
  for (Target& target : found.targets) {
    Result<Json> object = getObject(call, *target.resource, target.namespace_, target.name);
    if (!object.ok()) {
      found.errors.push_back(object.error());
      continue;
    }
    target.object = std::move(*object);
    found.answered.push_back(target.resource);
    fetched.push_back(std::move(target));
  }
  found.targets = std::move(fetched);
  for (const Target& target : found.targets) found.resources.push_back(target.resource);
  return found;
}

}  // namespace sts::kubectl
