// kubectl set env: NAME=value sets, NAME- removes, --from takes the keys of a ConfigMap or Secret,
// --list shows. k8s 1.36: kubectl pkg/cmd/set/set_env.go, env/env_parse.go
#include <algorithm>
#include <cctype>

#include "kubectl/set.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

struct Environment {
  Json::Array set;  ///< env entries
  std::vector<std::string> removed;
};

bool isEnvWord(const std::string& word) {
  const std::size_t equals = word.find('=');
  return (equals != std::string::npos && equals > 0) || (!word.empty() && word.back() == '-');
}

void readLines(const std::string& text, Environment& environment) {
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    std::string line = text.substr(from, end - from);
    line = line.substr(0, line.find('#'));
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) {
      environment.set.push_back(
          Json::object({{"name", line.substr(0, equals)}, {"value", line.substr(equals + 1)}}));
    }
    from = end + 1;
  }
}

Result<Environment> parse(const Invocation& call, const std::vector<std::string>& words) {
  Environment environment;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (word == "-") {
      readLines(call.input, environment);
    } else if (equals != std::string::npos) {
      const std::string name = word.substr(0, equals);
      if (const std::string wrong = wrongEnvName(name); !wrong.empty())
        return plainError(goQuote(name) + " is not a valid key name: " + wrong);
      environment.set.push_back(Json::object({{"name", name}, {"value", word.substr(equals + 1)}}));
    } else if (!word.empty() && word.back() == '-') {
      environment.removed.push_back(word.substr(0, word.size() - 1));
    } else {
      return plainError("unknown environment variable: " + word);
    }
  }
  for (const std::string& name : environment.removed) {
    const bool both = std::any_of(environment.set.begin(), environment.set.end(),
                                  [&](const Json& entry) { return entry["name"].str() == name; });
    if (both)
      return plainError(
          "can not both modify and remove the same environment variable in the same command");
  }
  return environment;
}

std::string envName(Invocation& call, const std::string& key) {
  std::string name = key;
  for (char& c : name) {
    c = std::isalnum(static_cast<unsigned char>(c)) != 0
            ? static_cast<char>(std::toupper(static_cast<unsigned char>(c)))
            : '_';
  }
  if (name != key) call.warn("key " + key + " transferred to " + name);
  return name;
}

Result<Done> addFrom(Invocation& call, Environment& environment) {
  const std::string from = call.flags.text("from");
  if (from.empty()) return Done{};
  const std::vector<std::string> keys = call.flags.list("keys");
  const Found found = resolveWords(call, {from}, true);
  if (!found.errors.empty()) return found.errors.front();
  for (const Target& target : found.targets) {
    const bool secret = target.resource->kind == "Secret";
    if (!secret && target.resource->kind != "ConfigMap")
      return plainError("unsupported resource specified in --from");
    for (const auto& [key, value] : target.object.at({"data"}).members()) {
      if (!keys.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) continue;
      Json entry = Json::object({{"name", envName(call, key)}});
      Json reference = Json::object({{"key", key}, {"name", target.name}});
      entry["valueFrom"].set(secret ? "secretKeyRef" : "configMapKeyRef", std::move(reference));
      environment.set.push_back(std::move(entry));
    }
  }
  return Done{};
}

const Json* findEnv(const Json::Array& list, const std::string& name) {
  const auto at = std::find_if(list.begin(), list.end(),
                               [&](const Json& entry) { return entry["name"].str() == name; });
  return at == list.end() ? nullptr : &*at;
}

// k8s 1.36: kubectl pkg/cmd/set/helper.go updateEnv
Json::Array updated(const Json::Array& present, const Environment& environment) {
  Json::Array all;
  std::vector<std::string> covered = environment.removed;
  const auto isCovered = [&](const std::string& name) {
    return std::find(covered.begin(), covered.end(), name) != covered.end();
  };
  for (const Json& entry : present) {
    const std::string& name = entry["name"].str();
    if (isCovered(name)) continue;
    const Json* newer = findEnv(environment.set, name);
    if (newer != nullptr) covered.push_back(name);
    all.push_back(newer != nullptr ? *newer : entry);
  }
  for (const Json& entry : environment.set) {
    const std::string& name = entry["name"].str();
    if (isCovered(name)) continue;
    covered.push_back(name);
    all.push_back(entry);
  }
  return all;
}

std::string referenceText(const Json& source) {
  if (const Json* ref = source.find("configMapKeyRef")) {
    return "configmap " + (*ref)["name"].str() + ", key " + (*ref)["key"].str();
  }
  if (const Json* ref = source.find("secretKeyRef")) {
    return "secret " + (*ref)["name"].str() + ", key " + (*ref)["key"].str();
  }
  if (const Json* ref = source.find("fieldRef")) return "field path " + (*ref)["fieldPath"].str();
  if (const Json* ref = source.find("resourceFieldRef")) {
    const std::string& container = (*ref)["containerName"].str();
    return (container.empty() ? "resource " : container + ": resource ") + (*ref)["resource"].str();
  }
  return "invalid valueFrom";
}

void list(Invocation& call, const Json& object, const Json& container) {
  call.out += "# " + object["kind"].str() + " " + object.at({"metadata", "name"}).str() +
              ", container " + container["name"].str() + "\n";
  for (const Json& entry : container["env"].items()) {
    const Json* source = entry.find("valueFrom");
    call.out += source == nullptr
                    ? entry["name"].str() + "=" + entry["value"].str() + "\n"
                    : "# " + entry["name"].str() + " from " + referenceText(*source) + "\n";
  }
}

std::vector<Status> changeEnv(Invocation& call, Json& object, const Environment& environment) {
  const Json before = object;
  Json* spec = podSpecOf(object);
  if (spec == nullptr) return {noPodSpec(object)};
  const std::string pattern = call.flags.text("containers", "*");
  const std::vector<Json*> containers = containersOf(*spec, pattern);
  if (containers.empty()) {
    call.warn(before["kind"].str() + "/" + before.at({"metadata", "name"}).str() +
              " does not have any containers matching " + goQuote(pattern));
  }
  for (Json* container : containers) {
    const Json::Array present = container->has("env") ? (*container)["env"].items() : Json::Array();
    for (const Json& entry : environment.set) {
      const Json* now = findEnv(present, entry["name"].str());
      if (call.flags.is("overwrite", true) || now == nullptr ||
          (*now)["value"].str() == entry["value"].str())
        continue;
      return {plainError("'" + entry["name"].str() + "' already has a value (" +
                         (*now)["value"].str() + "), and --overwrite is false")};
    }
    Json::Array next = updated(present, environment);
    if (next.empty()) {
      container->erase("env");
    } else {
      container->set("env", Json(std::move(next)));
    }
    if (call.flags.is("list")) list(call, before, *container);
  }
  return {};
}

std::string wrongUse(const Invocation& call, const std::vector<std::string>& resources) {
  const Flags& flags = call.flags;
  if (flags.is("local") && dryRunOf(call) == "server") {
    return "cannot specify --local and --dry-run=server - did you mean --dry-run=client?";
  }
  if (!flags.has("filename") && resources.empty()) {
    return "one or more resources must be specified as <resource> <name> or <resource>/<name>";
  }
  if (flags.is("list") && flags.has("output"))
    return "--list and --output may not be specified together";
  if (flags.has("keys") && !flags.has("from")) {
    return "when specifying --keys, a configmap or secret must be provided with --from";
  }
  return "";
}

}  // namespace

Reply setEnv(Invocation& call) {
  if (call.flags.is("all") && call.flags.has("selector")) {
    return call.fail("cannot set --all and --selector at the same time");
  }
  std::vector<std::string> resources, words = call.flags.list("env");
  bool isBehind = false;
  for (const std::string& word : call.arguments) {
    if (!isEnvWord(word) && isBehind) {
      std::string all;
      for (const std::string& each : call.arguments) all += (all.empty() ? "" : " ") + each;
      return call.fail("all resources must be specified before environment changes: " + all);
    }
    isBehind = isBehind || isEnvWord(word);
    (isBehind ? words : resources).push_back(word);
  }
  if (const std::string wrong = wrongUse(call, resources); !wrong.empty()) return call.fail(wrong);
  Result<Environment> environment = parse(call, words);
  if (!environment.ok()) return call.fail(environment.error());
  if (const Result<Done> added = addFrom(call, *environment); !added.ok())
    return call.fail(added.error());
  for (Json& entry : environment->set)
    entry.set("name", call.flags.text("prefix") + entry["name"].str());
  const Found found = findChanged(call, resources);
  const auto change = [&](Json& object) { return changeEnv(call, object, *environment); };
  if (!call.flags.is("list")) {
    return setEach(call, found,
                   {"env updated", "failed to patch env update to pod template: ", false, change});
  }
  std::vector<Status> errors = found.errors;
  for (const Target& target : found.targets) {
    Json object = target.object;
    change(object);
  }
  return call.failAll(errors);
}

}  // namespace sts::kubectl
