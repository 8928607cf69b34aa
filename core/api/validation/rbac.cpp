// Roles and their bindings.
// k8s 1.36: pkg/apis/rbac/validation/validation.go
#include "api/validation/kinds.hpp"
#include "api/validation/meta.hpp"

namespace sts::validation {
namespace {

constexpr std::string_view kGroup = "rbac.authorization.k8s.io";

void rule(Causes& out, const Json& item, bool namespaced, const Path& path) {
  if (item["verbs"].empty()) out.required(path / "verbs", "verbs must contain at least one value");
  const Json& urls = item["nonResourceURLs"];
  if (!urls.empty()) {
    if (namespaced) {
      out.invalid(path / "nonResourceURLs", urls,
                  "namespaced rules cannot apply to non-resource URLs");
    }
    if (!item["apiGroups"].empty() || !item["resources"].empty() ||
        !item["resourceNames"].empty()) {
      out.invalid(path / "nonResourceURLs", urls,
                  "rules cannot apply to both regular resources and non-resource URLs");
    }
    return;
  }
  if (item["apiGroups"].empty())
    out.required(path / "apiGroups", "resource rules must supply at least one api group");
  if (item["resources"].empty())
    out.required(path / "resources", "resource rules must supply at least one resource");
}

void role(Causes& out, const Json& object, bool namespaced) {
  objectMeta(out, object["metadata"], namespaced, isPathSegment, Path("metadata"));
  const Json& rules = object["rules"];
  for (std::size_t i = 0; i < rules.size(); ++i) rule(out, rules[i], namespaced, Path("rules")[i]);
  if (!object.has("aggregationRule")) return;
  const Json& selectors = object["aggregationRule"]["clusterRoleSelectors"];
  Path path("aggregationRule.clusterRoleSelectors");
  if (selectors.empty()) {
    out.required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil");
  }
  for (std::size_t i = 0; i < selectors.size(); ++i) {
    labelSelector(out, selectors[i], path[i]);
    if (!isSelector(selectors[i])) out.invalidText(path[i], "null", "invalid label selector.");
  }
}

void subject(Causes& out, const Json& item, bool namespaced, const Path& path) {
  const std::string& kind = item["kind"].str();
  const std::string& group = item["apiGroup"].str();
  const std::string& name = item["name"].str();
  if (name.empty()) out.required(path / "name");
  if (kind == "ServiceAccount") {
    if (!name.empty()) dns1123Subdomain(out, path / "name", name);
    if (!group.empty()) out.notSupported(path / "apiGroup", group, {""});
    if (!namespaced && item["namespace"].str().empty()) out.required(path / "namespace");
  } else if (kind == "User" || kind == "Group") {
    if (group != kGroup) out.notSupported(path / "apiGroup", group, {kGroup});
  } else {
    out.notSupported(path / "kind", kind, {"ServiceAccount", "User", "Group"});
  }
}

void binding(Causes& out, const Json& object, bool namespaced) {
  objectMeta(out, object["metadata"], namespaced, isPathSegment, Path("metadata"));
  const Json& ref = object["roleRef"];
  Path path("roleRef");
  if (ref["apiGroup"].str() != kGroup)
    out.notSupported(path / "apiGroup", Json(ref["apiGroup"].str()), {kGroup});
  std::vector<std::string_view> kinds{"Role", "ClusterRole"};
  if (!namespaced) kinds.erase(kinds.begin());
  if (!oneOf(ref["kind"].str(), kinds))
    out.notSupported(path / "kind", Json(ref["kind"].str()), kinds);
  if (ref["name"].str().empty())
    out.required(path / "name");
  else
    out.each(path / "name", ref["name"], isPathSegment(ref["name"].str()));
  const Json& subjects = object["subjects"];
  for (std::size_t i = 0; i < subjects.size(); ++i)
    subject(out, subjects[i], namespaced, Path("subjects")[i]);
}

void bindingUpdate(Causes& out, const Json& fresh, const Json& old, bool namespaced) {
  binding(out, fresh, namespaced);
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  const Json& ref = fresh["roleRef"];
  if (semanticallyEqual(ref, old["roleRef"])) return;
  out.invalidText(Path("roleRef"),
                  "{\"APIGroup\":" + toJson(Json(ref["apiGroup"].str())) +
                      ",\"Kind\":" + toJson(Json(ref["kind"].str())) +
                      ",\"Name\":" + toJson(Json(ref["name"].str())) + "}",
                  "cannot change roleRef");
}

}  // namespace

void roleCreate(Causes& out, const Json& object) { role(out, object, true); }

void roleUpdate(Causes& out, const Json& fresh, const Json& old) {
  role(out, fresh, true);
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
}

void clusterRoleCreate(Causes& out, const Json& object) { role(out, object, false); }

void clusterRoleUpdate(Causes& out, const Json& fresh, const Json& old) {
  role(out, fresh, false);
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
}

void roleBindingCreate(Causes& out, const Json& object) { binding(out, object, true); }
void roleBindingUpdate(Causes& out, const Json& fresh, const Json& old) {
  bindingUpdate(out, fresh, old, true);
}
void clusterRoleBindingCreate(Causes& out, const Json& object) { binding(out, object, false); }
void clusterRoleBindingUpdate(Causes& out, const Json& fresh, const Json& old) {
  bindingUpdate(out, fresh, old, false);
}

}  // namespace sts::validation
