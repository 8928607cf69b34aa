// The descriptions of roles and their bindings. A role's rules are broken into single permissions
// and put together again by resource, so that each resource stands on one line.

#include "kubectl/describe/describer.hpp"
#include "base/sort.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

struct Permission {
  std::vector<std::string> verbs;
  std::string group;
  std::string resource;
  std::string resourceName;  // "" for all
  std::string url;           // a permission on a URL instead of a resource

  bool sameTarget(const Permission& other) const {
    return url.empty() && other.url.empty() && group == other.group && resource == other.resource &&
           resourceName == other.resourceName;
  }
};

std::string listText(const std::vector<std::string>& list) {
  return "[" + tables::join(list, " ") + "]";
}

std::string single(const std::string& text) { return text.empty() ? "[]" : "[" + text + "]"; }

// Upstream sorts by the rule's print, verbs first.
std::string sortKey(const Permission& p) {
  const std::string groups = p.url.empty() ? "[" + p.group + "]" : "[]";
  return listText(p.verbs) + "," + groups + "," + single(p.resource) + "," +
         single(p.resourceName) + "," + single(p.url);
}

void addTo(std::vector<Permission>* all, Permission permission) {
  for (Permission& known : *all) {
    if (!known.sameTarget(permission)) continue;
    known.verbs.push_back(permission.verbs.front());
    return;
  }
  all->push_back(std::move(permission));
}

void addRule(std::vector<Permission>* all, const Json& rule) {
  std::vector<std::string> names = tables::strings(rule["resourceNames"]);
  if (names.empty()) names.emplace_back();
  const auto verbs = tables::strings(rule["verbs"]);
  for (const std::string& group : tables::strings(rule["apiGroups"])) {
    for (const std::string& resource : tables::strings(rule["resources"])) {
      for (const std::string& verb : verbs) {
        for (const std::string& name : names) addTo(all, {{verb}, group, resource, name, ""});
      }
    }
  }
  for (const std::string& url : tables::strings(rule["nonResourceURLs"])) {
    for (const std::string& verb : verbs) all->push_back({{verb}, "", "", "", url});
  }
}

// "pods/log" of the group apps is "pods.apps/log".
std::string resourceText(const Permission& p) {
  const std::size_t slash = p.resource.find('/');
  std::string text = p.resource.substr(0, slash);
  if (!p.group.empty()) text += "." + p.group;
  return slash == std::string::npos ? text : text + p.resource.substr(slash);
}

// k8s 1.36: kubectl pkg/describe/describe.go RoleDescriber.Describe
void describeRole(Writer& w, const Json& role, const Context&) {
  std::vector<Permission> permissions;
  for (const Json& rule : role["rules"].items()) addRule(&permissions, rule);
  stableSort(permissions, [](const Permission& a, const Permission& b) { return sortKey(a) < sortKey(b); });
  w.field(0, "Name", role["metadata"]["name"].str());
  writeLabels(w, "Labels", role["metadata"]["labels"]);
  writeAnnotations(w, "Annotations", role["metadata"]["annotations"]);
  w.line(0, "PolicyRule:");
  w.line(1, "Resources\tNon-Resource URLs\tResource Names\tVerbs");
  w.line(1, "---------\t-----------------\t--------------\t-----");
  for (const Permission& p : permissions) {
    w.line(1, resourceText(p) + "\t" + single(p.url) + "\t" + single(p.resourceName) + "\t" +
                  listText(p.verbs));
  }
}

void describeBinding(Writer& w, const Json& binding, const Context&) {
  w.field(0, "Name", binding["metadata"]["name"].str());
  writeLabels(w, "Labels", binding["metadata"]["labels"]);
  writeAnnotations(w, "Annotations", binding["metadata"]["annotations"]);
  w.line(0, "Role:");
  w.field(1, "Kind", binding["roleRef"]["kind"].str());
  w.field(1, "Name", binding["roleRef"]["name"].str());
  w.line(0, "Subjects:");
  w.line(1, "Kind\tName\tNamespace");
  w.line(1, "----\t----\t---------");
  for (const Json& subject : binding["subjects"].items()) {
    w.line(1, subject["kind"].str() + "\t" + subject["name"].str() + "\t" +
                  subject["namespace"].str());
  }
}

}  // namespace

std::vector<Describer> rbacDescribers() {
  constexpr const char* kGroup = "rbac.authorization.k8s.io";
  return {{kGroup, "Role", describeRole, false},
          {kGroup, "ClusterRole", describeRole, false},
          {kGroup, "RoleBinding", describeBinding, false},
          {kGroup, "ClusterRoleBinding", describeBinding, false}};
}

}  // namespace sts::describe
