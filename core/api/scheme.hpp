// Scheme: which groups, versions, kinds and resources the API server has, and what people may call them.
//
// Read once from scheme.txt (embedded by the build). kubectl resolves what was typed (`po`, `sts`, `statefulsets.apps`,
// `pods.v1.`) here, the API server its paths, `api-resources` its list. Pointers live as long as the program.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sts/status.hpp"

namespace sts::scheme {

struct Subresource {
  std::string_view name;  ///< "status"
  std::string_view kind;  ///< "StatefulSet", "Scale"
  std::string_view apiVersion;  ///< of that kind: "apps/v1", "autoscaling/v1"
  std::vector<std::string_view> verbs;
};

struct ResourceInfo {
  std::string_view apiVersion;  ///< "apps/v1", "v1"
  std::string_view group;       ///< "apps", ""
  std::string_view version;     ///< "v1"
  std::string_view plural, singular, kind;
  bool namespaced = false;
  std::vector<std::string_view> verbs, shortNames, categories;
  std::vector<Subresource> subresources;

  bool hasVerb(std::string_view verb) const;
  const Subresource* subresource(std::string_view name) const;
  GroupResource groupResource() const { return {std::string(group), std::string(plural)}; }
  GroupResource groupKind() const { return {std::string(group), std::string(kind)}; }
};

struct Group {
  std::string_view name;                       ///< "autoscaling"
  std::vector<std::string_view> versions;      ///< "v2", "v1": the preferred one first
};

/// The groups in discovery's order, the core group (name "", versions {"v1"}) first.
std::span<const Group> groups();
/// Every resource of every version, sorted as discovery and `kubectl api-resources` list them.
std::span<const ResourceInfo> resources();
/// Those of the preferred version of each group, in the same order.
std::vector<const ResourceInfo*> preferredResources();
/// Those of a category ("all"), in the order in which kubectl lists them; empty if there is no such category.
std::vector<const ResourceInfo*> inCategory(std::string_view category);

/// Versions of apps that were served before Kubernetes 1.16.
enum class Legacy : bool { No, Yes };
/// ("apps/v1", "StatefulSet"). With Legacy::Yes also apps/v1beta1 and v1beta2, answered with the resource of apps/v1.
const ResourceInfo* findKind(std::string_view apiVersion, std::string_view kind, Legacy legacy = Legacy::No);
/// As in a path: ("apps", "v1", "statefulsets").
const ResourceInfo* findPath(std::string_view group, std::string_view version, std::string_view plural,
                             Legacy legacy = Legacy::No);
/// What somebody typed: plural, singular, short name or kind, with `.group` or `.version.group` behind it.
Result<const ResourceInfo*> findResource(std::string_view typed);

/// no matches for kind "X" in version "Y"
Status noKindMatch(std::string_view apiVersion, std::string_view kind);
/// the server doesn't have a resource type "foo"
Status noResourceType(std::string_view typed);

}  // namespace sts::scheme
