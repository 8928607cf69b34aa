// kubectl create KIND NAME, for the kinds whose objects a few flags can say: namespaces, configmaps, secrets, service
// accounts, quotas, budgets, deployments, services.
// k8s 1.36: kubectl pkg/cmd/create/create_{namespace,configmap,secret,serviceaccount,quota,pdb,deployment,service}.go
#include <algorithm>

#include "base/base64.hpp"
#include "kubectl/command_flags.hpp"
#include "kubectl/generators.hpp"
#include "kubectl/print.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace generators {

Json objectOf(const char* apiVersion, const char* kind, const std::string& name) {
  return Json::object({{"apiVersion", apiVersion}, {"kind", kind}, {"metadata", Json::object({{"name", name}})}});
}

std::vector<std::string> commaList(const Invocation& call, const char* flag) {
  std::vector<std::string> parts;
  for (const std::string& entry : call.flags.list(flag)) {
    std::size_t from = 0;
    while (from <= entry.size()) {
      const std::size_t comma = std::min(entry.find(',', from), entry.size());
      if (comma > from) parts.push_back(entry.substr(from, comma - from));
      from = comma + 1;
    }
  }
  return parts;
}

Result<std::string> nameOf(Invocation& call) {
  if (call.arguments.size() == 1) return call.arguments.front();
  return plainError("exactly one NAME is required, got " + std::to_string(call.arguments.size()));
}

Reply createMade(Invocation& call, Json object, const Finish& finish) {
  const ResourceInfo& resource = *scheme::findKind(object["apiVersion"].str(), object["kind"].str());
  if (resource.namespaced && call.flags.has("namespace")) object["metadata"].set("namespace", call.namespace_());
  if (dryRunOf(call) != "client") {
    Result<Json> created = createObject(call, resource, call.namespace_(), object, "kubectl-create");
    if (!created.ok()) {
      if (finish.failure == nullptr) return call.fail(created.error());
      Status status = created.error();
      if (status.reason == "Invalid" && !status.kind.empty())
        return call.fail(std::string("failed to create ") + finish.failure + ": " + status.message);
      return call.fail(std::string("failed to create ") + finish.failure + ": " + status.message);
    }
    object = std::move(*created);
  }
  printObject(call, object, finish.operation);
  return Reply::done();
}

namespace {

Result<Json> readLiterals(Invocation& call, Json data, bool isSecret) {
  const auto put = [&data, isSecret](const std::string& key, const std::string& value) -> Result<Done> {
    if (data.has(key)) return plainError("cannot add key " + key + ", another key by that name already exists in Data");
    data.set(key, isSecret ? encodeBase64(value) : value);
    return Done{};
  };
  if (call.flags.has("from-env-file") && (call.flags.has("from-file") || call.flags.has("from-literal"))) {
    return plainError("from-env-file cannot be combined with from-file or from-literal");
  }
  for (const std::string& entry : call.flags.list("from-file")) {
    const std::size_t sign = entry.find('=');
    const std::string path = sign == std::string::npos ? entry : entry.substr(sign + 1);
    const std::string base = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
    if (const auto text = call.world.readFile(path)) {
      CHECK_OK(put(sign == std::string::npos ? base : entry.substr(0, sign), *text));
      continue;
    }
    const auto names = call.world.listDirectory(path);
    if (!names) return plainError("error reading " + path + ": no such file or directory");
    for (const std::string& name : *names) {
      if (const auto text = call.world.readFile(path + "/" + name)) CHECK_OK(put(name, *text));
    }
  }
  for (const std::string& entry : call.flags.list("from-literal")) {
    const std::size_t sign = entry.find('=');
    if (sign == std::string::npos || sign == 0)
      return plainError("invalid literal source " + entry + ", expected key=value");
    std::string value = entry.substr(sign + 1);
    const bool isQuoted = value.size() > 1 && (value.front() == '"' || value.front() == '\'') &&
                          value.front() == value.back();
    if (isQuoted) value = value.substr(1, value.size() - 2);
    CHECK_OK(put(entry.substr(0, sign), value));
  }
  for (const std::string& path : call.flags.list("from-env-file")) {
    const auto text = call.world.readFile(path);
    if (!text) return plainError("error reading " + path + ": no such file or directory");
    std::size_t from = 0;
    while (from < text->size()) {
      const std::size_t end = std::min(text->find('\n', from), text->size());
      const std::string line = text->substr(from, end - from);
      from = end + 1;
      const std::size_t sign = line.find('=');
      if (line.empty() || line[0] == '#' || sign == std::string::npos) continue;
      CHECK_OK(put(line.substr(0, sign), line.substr(sign + 1)));
    }
  }
  return data;
}

Reply createData(Invocation& call, const char* kind, const char* word) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  const Result<Json> data = readLiterals(call, Json::object(), std::string(kind) == "Secret");
  if (!data.ok()) return call.fail(data.error());
  Json object = objectOf("v1", kind, *name);
  if (!data->empty()) object.set("data", *data);
  if (call.flags.has("type")) object.set("type", call.flags.text("type"));
  return createMade(call, std::move(object), {"created", word});
}

Reply createConfigMap(Invocation& call) { return createData(call, "ConfigMap", "configmap"); }
Reply createSecret(Invocation& call) { return createData(call, "Secret", "secret"); }

Reply createNamespace(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  Json object = objectOf("v1", "Namespace", *name);
  object.set("spec", Json::object());
  object.set("status", Json::object());
  return createMade(call, std::move(object));
}

Reply createServiceAccount(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  return createMade(call, objectOf("v1", "ServiceAccount", *name), {"created", "serviceaccount"});
}

Reply createQuota(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  Json object = objectOf("v1", "ResourceQuota", *name);
  Json hard = Json::object();
  for (const std::string& pair : commaList(call, "hard")) {
    const std::size_t sign = pair.find('=');
    if (sign == std::string::npos)
      return call.fail("invalid argument syntax " + pair + ", expected <resource>=<value>");
    hard.set(pair.substr(0, sign), pair.substr(sign + 1));
  }
  object.set("spec", hard.empty() ? Json::object() : Json::object({{"hard", hard}}));
  object.set("status", Json::object());
  return createMade(call, std::move(object), {"created", "quota"});
}

Reply createBudget(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  const std::string least = call.flags.text("min-available"), most = call.flags.text("max-unavailable");
  if (call.flags.text("selector").empty()) return call.fail("a selector must be specified");
  if (least.empty() && most.empty()) return call.fail("one of min-available or max-unavailable must be specified");
  if (!least.empty() && !most.empty()) return call.fail("min-available and max-unavailable cannot be both specified");
  Json labels = Json::object();
  for (const std::string& pair : commaList(call, "selector")) {
    const std::size_t sign = pair.find('=');
    if (sign != std::string::npos)
      labels.set(pair.substr(0, sign),
                 pair.substr(pair.find_first_not_of('=', sign) == std::string::npos
                                 ? pair.size()
                                 : pair.find_first_not_of('=', sign)));
  }
  const std::string& value = least.empty() ? most : least;
  const bool isNumber = value.find_first_not_of("0123456789") == std::string::npos;
  Json spec = Json::object({{"selector", Json::object({{"matchLabels", labels}})}});
  spec.set(least.empty() ? "maxUnavailable" : "minAvailable",
           isNumber ? Json(std::int64_t{std::strtoll(value.c_str(), nullptr, 10)}) : Json(value));
  Json object = objectOf("policy/v1", "PodDisruptionBudget", *name);
  object.set("spec", std::move(spec));
  object.set("status", Json::object({{"currentHealthy", 0},
                                     {"desiredHealthy", 0},
                                     {"disruptionsAllowed", 0},
                                     {"expectedPods", 0}}));
  return createMade(call, std::move(object), {"created", "poddisruptionbudgets"});
}

}  // namespace
}  // namespace generators

std::vector<CommandInfo> generatorCommands() {
  using namespace command_flags;
  using namespace generators;
  const Flagged making = output + dryRun + validate + manager + Flagged{{"save-config", 0, FlagType::Bool}};
  const Flagged data = making + Flagged{{"from-literal", 0, FlagType::List},
                                        {"from-file", 0, FlagType::List},
                                        {"from-env-file", 0, FlagType::List},
                                        {"append-hash", 0, FlagType::Bool}};
  const Flagged budget = making + Flagged{{"selector"}, {"min-available"}, {"max-unavailable"}};
  const Flagged quota = making + Flagged{{"hard", 0, FlagType::List}, {"scopes", 0, FlagType::List}};
  std::vector<CommandInfo> all = {
      {"create configmap", createConfigMap, data},
      {"create cm", createConfigMap, data},
      {"create secret generic", createSecret, data + Flagged{{"type"}}},
      {"create namespace", createNamespace, making},
      {"create ns", createNamespace, making},
      {"create serviceaccount", createServiceAccount, making},
      {"create sa", createServiceAccount, making},
      {"create quota", createQuota, quota},
      {"create resourcequota", createQuota, quota},
      {"create pdb", createBudget, budget},
      {"create poddisruptionbudget", createBudget, budget},
  };
  for (const CommandInfo& command : workloadGenerators(making)) all.push_back(command);
  return all;
}

}  // namespace sts::kubectl
