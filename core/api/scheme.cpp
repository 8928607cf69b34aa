#include "api/scheme.hpp"

#include <algorithm>

#include "api/json.hpp"
#include "api/texts.hpp"

namespace sts::scheme {
namespace {

std::string_view cut(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view head = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return head;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) parts.push_back(cut(text, ','));
  return parts;
}

bool contains(const std::vector<std::string_view>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

struct Tables {
  std::vector<Group> groups;
  std::vector<ResourceInfo> resources;
};

ResourceInfo readResource(std::string_view line) {
  ResourceInfo info;
  info.apiVersion = cut(line, ' ');
  info.version = info.apiVersion;
  if (const std::size_t slash = info.apiVersion.find('/'); slash != std::string_view::npos) {
    info.group = info.apiVersion.substr(0, slash);
    info.version = info.apiVersion.substr(slash + 1);
  }
  info.plural = cut(line, ' ');
  info.singular = cut(line, ' ');
  info.kind = cut(line, ' ');
  info.namespaced = cut(line, ' ') == "n";
  info.verbs = split(cut(line, ' '));
  while (!line.empty()) {
    std::string_view attribute = cut(line, ' ');
    const std::string_view name = cut(attribute, '=');
    if (name == "short") info.shortNames = split(attribute);
    if (name == "in") info.categories = split(attribute);
    if (name == "as") info.apiVersion = attribute;
  }
  return info;
}

void addResource(Tables& tables, ResourceInfo info) {
  const std::size_t slash = info.plural.find('/');
  if (slash == std::string_view::npos) {
    tables.resources.push_back(std::move(info));
    return;
  }
  for (ResourceInfo& owner : tables.resources) {
    if (owner.group == info.group && owner.version == info.version && owner.plural == info.plural.substr(0, slash)) {
      owner.subresources.push_back({info.plural.substr(slash + 1), info.kind, info.apiVersion, info.verbs});
    }
  }
}

const Tables& tables() {
  static const Tables parsed = [] {
    Tables result;
    result.groups.push_back({"", {"v1"}});
    std::string_view text = schemeText;
    while (!text.empty()) {
      std::string_view line = cut(text, '\n');
      if (line.substr(0, 6) != "group ") {
        addResource(result, readResource(line));
        continue;
      }
      cut(line, ' ');
      Group group{cut(line, ' '), split(line)};
      for (std::string_view& version : group.versions) version = version.substr(version.find('/') + 1);
      result.groups.push_back(std::move(group));
    }
    return result;
  }();
  return parsed;
}

/// Smaller is preferred: the group's place in discovery, then the version's place in the group.
std::size_t rankOf(const ResourceInfo& info) {
  std::size_t rank = 0;
  for (const Group& group : tables().groups) {
    for (const std::string_view version : group.versions) {
      if (group.name == info.group && version == info.version) return rank;
      ++rank;
    }
  }
  return rank;
}

struct Query {
  std::string resource;  ///< lower case
  std::string group, version;
};

template <typename Matches>
const ResourceInfo* best(Matches matches) {
  const ResourceInfo* found = nullptr;
  for (const ResourceInfo& info : tables().resources) {
    if (matches(info) && (found == nullptr || rankOf(info) < rankOf(*found))) found = &info;
  }
  return found;
}

bool startsWith(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

// k8s 1.36: client-go restmapper/shortcut.go expandResourceShortcut
void expandShortName(Query& query) {
  const bool isPlural = std::any_of(tables().resources.begin(), tables().resources.end(),
                                    [&query](const ResourceInfo& info) { return info.plural == query.resource; });
  if (isPlural) return;
  const auto shortNamed = [&query](const ResourceInfo& info) { return contains(info.shortNames, query.resource); };
  const ResourceInfo* found = best([&](const ResourceInfo& info) {
    return shortNamed(info) && (query.group.empty() || query.group == info.group);
  });
  if (found == nullptr && !query.group.empty()) {
    found = best([&](const ResourceInfo& info) { return shortNamed(info) && startsWith(info.group, query.group); });
  }
  if (found == nullptr) return;
  query.resource = found->plural;
  query.group = found->group;
}

// k8s 1.36: apimachinery pkg/api/meta/restmapper.go ResourcesFor
const ResourceInfo* matchResource(Query query) {
  expandShortName(query);
  std::transform(query.resource.begin(), query.resource.end(), query.resource.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const auto named = [&query](const ResourceInfo& info) {
    return (info.plural == query.resource || info.singular == query.resource) &&
           (query.version.empty() || info.version == query.version);
  };
  if (query.group.empty()) return best(named);
  const ResourceInfo* found = best([&](const ResourceInfo& info) { return named(info) && info.group == query.group; });
  if (found != nullptr || !query.version.empty()) return found;
  return best([&](const ResourceInfo& info) { return named(info) && startsWith(info.group, query.group); });
}

const ResourceInfo* matchKind(std::string_view kind, std::string_view group, std::string_view version) {
  // Discovery tells a mapper the name in small letters, too.
  const auto isNamed = [kind](std::string_view known) {
    return known.size() == kind.size() && std::equal(known.begin(), known.end(), kind.begin(), [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
  };
  return best([&](const ResourceInfo& info) {
    return (info.kind == kind || isNamed(info.kind)) && info.group == group &&
           (version.empty() || info.version == version);
  });
}

bool isLegacy(std::string_view group, std::string_view version) {
  return group == "apps" && (version == "v1beta1" || version == "v1beta2");
}

}  // namespace

bool ResourceInfo::hasVerb(std::string_view verb) const { return contains(verbs, verb); }

const Subresource* ResourceInfo::subresource(std::string_view name) const {
  const auto at = std::find_if(subresources.begin(), subresources.end(),
                               [name](const Subresource& one) { return one.name == name; });
  return at == subresources.end() ? nullptr : &*at;
}

std::span<const Group> groups() { return tables().groups; }
std::span<const ResourceInfo> resources() { return tables().resources; }

std::vector<const ResourceInfo*> preferredResources() {
  std::vector<const ResourceInfo*> list;
  for (const ResourceInfo& info : tables().resources) {
    const ResourceInfo* preferred = best([&info](const ResourceInfo& other) {
      return other.group == info.group && other.plural == info.plural;
    });
    if (preferred == &info) list.push_back(&info);
  }
  return list;
}

std::vector<const ResourceInfo*> inCategory(std::string_view category) {
  std::vector<const ResourceInfo*> list = preferredResources();
  const auto outside = [category](const ResourceInfo* info) { return !contains(info->categories, category); };
  list.erase(std::remove_if(list.begin(), list.end(), outside), list.end());
  return list;
}

const ResourceInfo* findKind(std::string_view apiVersion, std::string_view kind, Legacy legacy) {
  std::string_view version = apiVersion, group;
  if (apiVersion.find('/') != std::string_view::npos) group = cut(version, '/');
  if (version.empty()) return nullptr;
  if (legacy == Legacy::Yes && isLegacy(group, version)) version = "v1";
  return matchKind(kind, group, version);
}

const ResourceInfo* findPath(std::string_view group, std::string_view version, std::string_view plural, Legacy legacy) {
  if (legacy == Legacy::Yes && isLegacy(group, version)) version = "v1";
  return best([&](const ResourceInfo& info) {
    return info.plural == plural && info.group == group && info.version == version;
  });
}

// k8s 1.36: cli-runtime pkg/resource/builder.go mappingFor
Result<const ResourceInfo*> findResource(std::string_view typed) {
  std::string_view rest = typed;
  const std::string_view name = cut(rest, '.');
  std::string_view fullGroup = rest;
  const bool full = rest.find('.') != std::string_view::npos;
  const std::string_view version = full ? cut(fullGroup, '.') : std::string_view();
  const ResourceInfo* found = nullptr;
  if (full) found = matchResource({std::string(name), std::string(fullGroup), std::string(version)});
  if (found == nullptr) found = matchResource({std::string(name), std::string(rest), ""});
  if (found == nullptr && full) found = matchKind(name, fullGroup, version);
  if (found == nullptr) found = matchKind(name, rest, "");
  if (found == nullptr) return noResourceType(name);
  return found;
}

Status noKindMatch(std::string_view apiVersion, std::string_view kind) {
  return plainError("no matches for kind " + goQuote(kind) + " in version " + goQuote(apiVersion));
}

Status noResourceType(std::string_view typed) {
  return plainError("the server doesn't have a resource type " + goQuote(typed));
}

}  // namespace sts::scheme
