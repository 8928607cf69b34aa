// kubectl create job, cronjob, priorityclass and ingress.
// k8s 1.36: kubectl pkg/cmd/create/create_{job,cronjob,priorityclass,ingress}.go
#include <algorithm>

#include "kubectl/command_flags.hpp"
#include "kubectl/generators.hpp"

namespace sts::kubectl::generators {
namespace {

Json podSpec(const Invocation& call, const std::string& name, const char* restart) {
  Json container =
      Json::object({{"image", call.flags.text("image")}, {"name", name}, {"resources", Json::object()}});
  // Words before and behind `--` alike are the command.
  for (const auto* list : {&call.arguments, &call.afterDashes}) {
    for (std::size_t at = list == &call.arguments ? 1 : 0; at < list->size(); ++at)
      container["command"].push((*list)[at]);
  }
  return Json::object({{"containers", Json::array({container})}, {"restartPolicy", restart}});
}

Json templateOf(Json spec) { return Json::object({{"metadata", Json::object()}, {"spec", std::move(spec)}}); }

// The job that a cron job would start now.
Result<Json> jobOf(Invocation& call, const std::string& name, const std::string& from) {
  const std::size_t slash = from.find('/');
  const std::string kind = from.substr(0, slash);
  TRY(const ResourceInfo* resource, scheme::findResource(kind));
  if (resource->kind != "CronJob" || slash == std::string::npos)
    return plainError("from must be an existing cronjob");
  TRY(const Json cron, getObject(call, *resource, call.namespace_(), from.substr(slash + 1)));
  Json job = objectOf("batch/v1", "Job", name);
  const Json& made = cron["spec"]["jobTemplate"];
  Json annotations = made["metadata"]["annotations"].isObject() ? made["metadata"]["annotations"] : Json::object();
  annotations.set("cronjob.kubernetes.io/instantiate", "manual");
  job["metadata"].set("annotations", std::move(annotations));
  if (made["metadata"].has("labels")) job["metadata"].set("labels", made["metadata"]["labels"]);
  job["metadata"].set("ownerReferences", Json::array({Json::object({{"apiVersion", "batch/v1"},
                                                                    {"controller", true},
                                                                    {"kind", "CronJob"},
                                                                    {"name", cron["metadata"]["name"]},
                                                                    {"uid", cron["metadata"]["uid"]}})}));
  Json spec = made["spec"];
  if (!spec["template"].has("metadata")) spec["template"].set("metadata", Json::object());
  job.set("spec", std::move(spec));
  return job;
}

Reply createJob(Invocation& call) {
  if (call.arguments.empty()) return call.usage("exactly one NAME is required, got 0");
  const std::string image = call.flags.text("image"), from = call.flags.text("from");
  if (image.empty() == from.empty()) return call.fail("either --image or --from must be specified");
  const bool hasCommand = call.arguments.size() > 1 || !call.afterDashes.empty();
  if (!from.empty() && hasCommand) return call.fail("cannot specify --from and command");
  const std::string& name = call.arguments.front();
  Json object = objectOf("batch/v1", "Job", name);
  if (from.empty()) {
    object.set("spec", Json::object({{"template", templateOf(podSpec(call, name, "Never"))}}));
  } else {
    Result<Json> made = jobOf(call, name, from);
    if (!made.ok()) return call.fail(made.error());
    object = std::move(*made);
  }
  object.set("status", Json::object());
  return createMade(call, std::move(object), {"created", "job: "});
}

Reply createCronJob(Invocation& call) {
  if (const std::string missing = missingFlags(call, {"image", "schedule"}); !missing.empty())
    return call.fail(missing);
  if (call.arguments.empty()) return call.usage("exactly one NAME is required, got 0");
  const std::string& name = call.arguments.front();
  const std::string restart = call.flags.text("restart", "OnFailure");
  Json job = Json::object({{"template", templateOf(podSpec(call, name, restart.c_str()))}});
  Json object = objectOf("batch/v1", "CronJob", name);
  object.set("spec", Json::object({{"jobTemplate", Json::object({{"metadata", Json::object({{"name", name}})},
                                                                 {"spec", std::move(job)}})},
                                   {"schedule", call.flags.text("schedule")}}));
  object.set("status", Json::object());
  return createMade(call, std::move(object), {"created", "cronjob: "});
}

Reply createPriorityClass(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  Json object = objectOf("scheduling.k8s.io/v1", "PriorityClass", *name);
  object.set("value", call.flags.number("value"));
  object.set("preemptionPolicy", call.flags.text("preemption-policy", "PreemptLowerPriority"));
  if (call.flags.is("global-default")) object.set("globalDefault", true);
  if (const std::string text = call.flags.text("description"); !text.empty()) object.set("description", text);
  return createMade(call, std::move(object), {"created", "priorityclass: "});
}

/// `host/path=service:port,tls=secret`
struct Rule {
  std::string host, path, service, port;
  bool isTls = false;
  std::string secret;
};

bool isWord(const std::string& text, const char* more) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [more](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view(more).find(c) != std::string_view::npos;
  });
}

Result<Rule> parseRule(const std::string& text) {
  const Status wrong = plainError("rule " + text +
                                  " is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]");
  Rule rule;
  const std::size_t slash = text.find('/'), comma = text.find(',');
  const std::string target = text.substr(0, comma);
  const std::size_t sign = target.rfind('=');
  if (slash == std::string::npos || sign == std::string::npos || sign < slash) return wrong;
  rule.host = target.substr(0, slash);
  rule.path = target.substr(slash, sign - slash);
  const std::string backend = target.substr(sign + 1);
  const std::size_t colon = backend.find(':');
  if (colon == std::string::npos) return wrong;
  rule.service = backend.substr(0, colon);
  rule.port = backend.substr(colon + 1);
  if (!isWord(rule.service, "-") || !isWord(rule.port, "-")) return wrong;
  if (!rule.host.empty() && !isWord(rule.host, "*-.")) return wrong;
  if (comma == std::string::npos) return rule;
  const std::string tls = text.substr(comma + 1);
  if (tls.rfind("tls", 0) != 0) return wrong;
  rule.isTls = true;
  if (tls.size() > 4 && tls[3] == '=') rule.secret = tls.substr(4);
  return rule;
}

Json backendOf(const std::string& service, const std::string& port) {
  const bool isNumber = port.find_first_not_of("0123456789") == std::string::npos;
  Json number = Json::object();
  if (isNumber) {
    number.set("number", std::int64_t{std::strtoll(port.c_str(), nullptr, 10)});
  } else {
    number.set("name", port);
  }
  return Json::object({{"service", Json::object({{"name", service}, {"port", std::move(number)}})}});
}

// Rules of one host share an entry, hosts of one secret too.
void addRule(Json& spec, const Rule& rule) {
  Json path = Json::object({{"backend", backendOf(rule.service, rule.port)}});
  const bool isPrefix = rule.path.back() == '*';
  path.set("path", isPrefix ? rule.path.substr(0, rule.path.size() - 1) : rule.path);
  path.set("pathType", isPrefix ? "Prefix" : "Exact");
  Json& rules = spec["rules"];
  if (rules.isNull()) rules = Json::array();
  auto& list = rules.mutableItems();
  auto found = std::find_if(list.begin(), list.end(), [&](const Json& each) {
    return std::as_const(each)["host"].str() == rule.host;
  });
  if (found == list.end()) {
    Json made = Json::object({{"http", Json::object({{"paths", Json::array()}})}});
    if (!rule.host.empty()) made.set("host", rule.host);
    list.push_back(std::move(made));
    found = list.end() - 1;
  }
  (*found)["http"]["paths"].push(std::move(path));
  if (!rule.isTls) return;
  Json& tls = spec["tls"];
  if (tls.isNull()) tls = Json::array();
  auto& entries = tls.mutableItems();
  auto entry = std::find_if(entries.begin(), entries.end(), [&](const Json& each) {
    return std::as_const(each)["secretName"].str() == rule.secret;
  });
  if (entry == entries.end()) {
    entries.push_back(Json::object());
    entry = entries.end() - 1;
    if (!rule.secret.empty()) entry->set("secretName", rule.secret);
  }
  if (!rule.host.empty()) (*entry)["hosts"].push(rule.host);
}

Reply createIngress(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  const std::string fallback = call.flags.text("default-backend");
  if (!call.flags.has("rule") && fallback.empty()) {
    return call.fail(
        "not enough information provided: every ingress has to either specify a default-backend (which catches all "
        "traffic) or a list of rules (which catch specific paths)");
  }
  Json spec = Json::object();
  for (const std::string& text : call.flags.list("rule")) {
    const Result<Rule> rule = parseRule(text);
    if (!rule.ok()) return call.fail(rule.error());
    addRule(spec, *rule);
  }
  const Result<Json> annotations = pairsOf(call.flags.list("annotation"), "unexpected annotation: ");
  if (!annotations.ok())
    return call.fail("annotation " + call.flags.text("annotation") + " is invalid and should be in format key=[value]");
  if (!fallback.empty()) {
    const std::size_t colon = fallback.find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == fallback.size())
      return call.fail("default-backend should be in format servicename:serviceport");
    spec.set("defaultBackend", backendOf(fallback.substr(0, colon), fallback.substr(colon + 1)));
  }
  if (const std::string byClass = call.flags.text("class"); !byClass.empty()) spec.set("ingressClassName", byClass);
  Json object = objectOf("networking.k8s.io/v1", "Ingress", *name);
  if (!annotations->empty()) object["metadata"].set("annotations", *annotations);
  object.set("spec", std::move(spec));
  object.set("status", Json::object({{"loadBalancer", Json::object()}}));
  return createMade(call, std::move(object), {"created", "ingress: "});
}

}  // namespace

std::vector<CommandInfo> batchGenerators(const std::vector<FlagInfo>& making) {
  using namespace command_flags;
  return {
      {"create job", createJob, making + Flagged{{"image"}, {"from"}}},
      {"create cronjob|cj", createCronJob, making + Flagged{{"image"}, {"schedule"}, {"restart"}}},
      {"create priorityclass|pc", createPriorityClass,
       making + Flagged{{"value", 0, FlagType::Int},
                        {"global-default", 0, FlagType::Bool},
                        {"description"},
                        {"preemption-policy"}}},
      {"create ingress|ing", createIngress,
       making + Flagged{{"rule", 0, FlagType::List},
                        {"class"},
                        {"default-backend"},
                        {"annotation", 0, FlagType::List}}},
  };
}

}  // namespace sts::kubectl::generators
