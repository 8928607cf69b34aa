// kubectl create role, clusterrole, rolebinding, clusterrolebinding and token: who may do what.
// k8s 1.36: kubectl pkg/cmd/create/create_{role,clusterrole,rolebinding,clusterrolebinding,token}.go
#include <algorithm>
#include <map>

#include "base/base64.hpp"
#include "kubectl/command_flags.hpp"
#include "kubectl/generators.hpp"

namespace sts::kubectl::generators {
namespace {

constexpr const char* rbacVersion = "rbac.authorization.k8s.io/v1";

Json words(const std::vector<std::string>& list) {
  Json array = Json::array();
  for (const std::string& word : list) array.push(word);
  return array;
}

void addOnce(std::vector<std::string>& list, const std::string& word) {
  if (std::find(list.begin(), list.end(), word) == list.end()) list.push_back(word);
}

// "*" alone stands for every verb.
std::vector<std::string> verbsOf(const Invocation& call) {
  std::vector<std::string> verbs;
  for (const std::string& verb : commaList(call, "verb")) {
    if (verb == "*") return {"*"};
    addOnce(verbs, verb);
  }
  return verbs;
}

bool isResourceVerb(const std::string& verb) {
  static const char* const known[] = {"get",   "delete", "list", "create",   "update", "patch",
                                      "watch", "proxy",  "redirect", "deletecollection", "use", "bind",
                                      "escalate", "impersonate", "*", "approve", "sign", "attest"};
  return std::find(std::begin(known), std::end(known), verb) != std::end(known);
}

// Resources by group: one rule for each. "pods/log" is a subresource of pods.
Result<std::map<std::string, std::vector<std::string>>> groupsOf(const Invocation& call) {
  std::map<std::string, std::vector<std::string>> groups;
  for (const std::string& text : commaList(call, "resource")) {
    const std::size_t slash = text.find('/');
    const std::string name = text.substr(0, slash);
    const std::string below = slash == std::string::npos ? "" : text.substr(slash);
    if (name == "*") {
      addOnce(groups[""], "*" + below);
      continue;
    }
    TRY(const ResourceInfo* resource, scheme::findResource(name));
    addOnce(groups[std::string(resource->group)], std::string(resource->plural) + below);
  }
  return groups;
}

Result<Json> rulesOf(Invocation& call) {
  const std::vector<std::string> verbs = verbsOf(call);
  TRY(const auto groups, groupsOf(call));
  for (const std::string& verb : verbs) {
    if (!isResourceVerb(verb)) call.warn("'" + verb + "' is not a standard resource verb");
  }
  Json rules = Json::array();
  for (const auto& [group, resources] : groups) {
    Json rule = Json::object({{"apiGroups", Json::array({group})},
                              {"resources", words(resources)},
                              {"verbs", words(verbs)}});
    if (const auto names = commaList(call, "resource-name"); !names.empty()) rule.set("resourceNames", words(names));
    rules.push(std::move(rule));
  }
  return rules;
}

// A resource type that the server does not have is told without "error:".
Reply failRules(Invocation& call, const Status& status) {
  call.err += status.message + "\n";
  return Reply::done(1);
}

Reply createRole(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  if (!call.flags.has("verb")) return call.fail("at least one verb must be specified");
  if (!call.flags.has("resource")) return call.fail("at least one resource must be specified");
  if (commaList(call, "resource").size() > 1 && call.flags.has("resource-name"))
    return call.fail("resource name(s) can not be applied to multiple resources");
  Result<Json> rules = rulesOf(call);
  if (!rules.ok()) return failRules(call, rules.error());
  Json object = objectOf(rbacVersion, "Role", *name);
  object.set("rules", std::move(*rules));
  return createMade(call, std::move(object), {"created", "role: "});
}

Reply createClusterRole(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  Json object = objectOf(rbacVersion, "ClusterRole", *name);
  if (call.flags.has("aggregation-rule")) {
    if (call.flags.has("verb") || call.flags.has("resource") || call.flags.has("non-resource-url"))
      return call.fail("aggregation rule must be specified without resource, verb and non-resource-url");
    const Result<Json> labels = pairsOf(commaList(call, "aggregation-rule"), "unexpected aggregation rule: ");
    if (!labels.ok()) return call.fail(labels.error());
    const Json selector = Json::object({{"matchLabels", *labels}});
    object.set("aggregationRule", Json::object({{"clusterRoleSelectors", Json::array({selector})}}));
    object.set("rules", Json());
    return createMade(call, std::move(object), {"created", "clusterrole: "});
  }
  if (!call.flags.has("verb")) return call.fail("at least one verb must be specified");
  const std::vector<std::string> addresses = commaList(call, "non-resource-url");
  if (!call.flags.has("resource") && addresses.empty())
    return call.fail("one of resource or nonResourceURL must be specified");
  Result<Json> rules = rulesOf(call);
  if (!rules.ok()) return failRules(call, rules.error());
  if (!addresses.empty())
    rules->push(Json::object({{"nonResourceURLs", words(addresses)}, {"verbs", words(verbsOf(call))}}));
  object.set("rules", std::move(*rules));
  return createMade(call, std::move(object), {"created", "clusterrole: "});
}

}  // namespace

Result<Json> subjectsOf(const Invocation& call) {
  Json subjects = Json::array();
  for (const auto& [flag, kind] : {std::pair{"user", "User"}, std::pair{"group", "Group"}}) {
    for (const std::string& name : commaList(call, flag))
      subjects.push(Json::object({{"apiGroup", "rbac.authorization.k8s.io"}, {"kind", kind}, {"name", name}}));
  }
  for (const std::string& text : commaList(call, "serviceaccount")) {
    const std::size_t colon = text.find(':');
    const bool isPair = colon != std::string::npos && colon != 0 && colon + 1 < text.size() &&
                        text.find(':', colon + 1) == std::string::npos;
    if (!isPair) return plainError("serviceaccount must be <namespace>:<name>");
    subjects.push(Json::object(
        {{"kind", "ServiceAccount"}, {"name", text.substr(colon + 1)}, {"namespace", text.substr(0, colon)}}));
  }
  return subjects;
}

namespace {

Reply createBinding(Invocation& call, const char* kind, const char* roleKind,
                    const std::string& role, const char* failure) {
  const Result<Json> subjects = subjectsOf(call);
  if (!subjects.ok()) return call.fail(subjects.error());
  Json object = objectOf(rbacVersion, kind, call.arguments.front());
  object.set("roleRef",
             Json::object({{"apiGroup", "rbac.authorization.k8s.io"}, {"kind", roleKind}, {"name", role}}));
  if (!subjects->empty()) object.set("subjects", *subjects);
  return createMade(call, std::move(object), {"created", failure});
}

Reply createRoleBinding(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  const std::string role = call.flags.text("role"), clusterRole = call.flags.text("clusterrole");
  if (role.empty() == clusterRole.empty()) return call.fail("exactly one of clusterrole or role must be specified");
  return role.empty() ? createBinding(call, "RoleBinding", "ClusterRole", clusterRole, "rolebinding: ")
                      : createBinding(call, "RoleBinding", "Role", role, "rolebinding: ");
}

Reply createClusterRoleBinding(Invocation& call) {
  if (const std::string missing = missingFlags(call, {"clusterrole"}); !missing.empty()) return call.fail(missing);
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  return createBinding(call, "ClusterRoleBinding", "ClusterRole", call.flags.text("clusterrole"),
                       "clusterrolebinding: ");
}

// SIM: nothing checks tokens here; this one says whom it is for and is signed by nobody.
Reply createToken(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  const Duration lasts = call.flags.duration("duration", {});
  if (lasts.ns < 0) return call.fail("--duration must be greater than or equal to 0");
  if (call.flags.has("bound-object-kind") && !call.flags.has("bound-object-name"))
    return call.fail("--bound-object-name is required if --bound-object-kind is provided");
  if (!call.flags.has("bound-object-kind") && call.flags.has("bound-object-name"))
    return call.fail("--bound-object-name can only be set if --bound-object-kind is provided");
  if (lasts.ns % 1'000'000'000 != 0) return call.fail("--duration cannot be expressed in units less than seconds");
  const std::int64_t wanted = lasts.ns / 1'000'000'000;
  if (wanted > 0 && wanted < 600) {
    return call.fail(
        "failed to create token: TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid "
        "value: " +
        std::to_string(wanted) + ": may not specify a duration less than 10 minutes");
  }
  const Result<Json> account =
      getObject(call, *scheme::findKind("v1", "ServiceAccount"), call.namespace_(), *name);
  if (!account.ok()) return call.fail("failed to create token: " + account.error().message);
  const Json header = Json::object({{"alg", "none"}});
  const Json claims = Json::object({{"aud", words(commaList(call, "audience"))},
                                    {"exp", call.world.now().ns / 1'000'000'000 + (wanted > 0 ? wanted : 3600)},
                                    {"sub", "system:serviceaccount:" + call.namespace_() + ":" + *name}});
  std::string token = encodeBase64(toJson(header)) + "." + encodeBase64(toJson(claims)) + ".";
  token.erase(std::remove(token.begin(), token.end(), '='), token.end());
  call.out += token;
  return Reply::done();
}

}  // namespace

std::vector<CommandInfo> accessGenerators(const std::vector<FlagInfo>& making) {
  using namespace command_flags;
  const Flagged rule = making + Flagged{{"verb", 0, FlagType::List},
                                        {"resource", 0, FlagType::List},
                                        {"resource-name", 0, FlagType::List}};
  const Flagged binding = making + Flagged{{"clusterrole"},
                                           {"user", 0, FlagType::List},
                                           {"group", 0, FlagType::List},
                                           {"serviceaccount", 0, FlagType::List}};
  return {
      {"create role", createRole, rule},
      {"create clusterrole", createClusterRole,
       rule + Flagged{{"non-resource-url", 0, FlagType::List}, {"aggregation-rule", 0, FlagType::List}}},
      {"create rolebinding", createRoleBinding, binding + Flagged{{"role"}}},
      {"create clusterrolebinding", createClusterRoleBinding, binding},
      {"create token", createToken,
       output + Flagged{{"duration", 0, FlagType::Duration},
                        {"audience", 0, FlagType::List},
                        {"bound-object-kind"},
                        {"bound-object-name"},
                        {"bound-object-uid"}}},
  };
}

}  // namespace sts::kubectl::generators
