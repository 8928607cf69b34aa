// What was typed behind `kubectl explain`: a resource and the way to one of its fields.
#include "api/jsonpath_node.hpp"
#include "kubectl/explain/explain.hpp"

namespace sts::explain {
namespace {

using jsonpath::detail::Node;

// The fields of a path; a dot at its end is forgiven.
Result<std::vector<std::string>> fieldsOf(std::string_view typed) {
  if (!typed.empty() && typed.back() == '.') typed.remove_suffix(1);
  TRY(const std::vector<Node> parts,
      jsonpath::detail::parseTemplate("{." + std::string(typed) + "}"));
  if (parts.size() != 1) return plainError("must pass in 1 jsonpath string");
  std::vector<std::string> names;
  for (const Node& node : parts.front().children) {
    if (node.kind != Node::Kind::Field) {
      return plainError("invalid jsonpath syntax, first node must be field node");
    }
    names.push_back(node.text);
  }
  return names;
}

}  // namespace

// k8s 1.36: kubectl pkg/explain/explain.go SplitAndParseResourceRequestWithMatchingPrefix
Result<Request> parseRequest(std::string_view typed) {
  TRY(const std::vector<std::string> names, fieldsOf(typed));
  if (names.empty() || names.front().empty()) {
    return plainError("invalid jsonpath syntax, first node must be field node");
  }
  TRY(const scheme::ResourceInfo* resource, scheme::findResource(names.front()));
  Request request;
  request.resource = resource;
  // "statefulsets.apps.spec": the group belongs to the resource if it is spelled out whole.
  const std::string whole = resource->groupResource().text();
  if (typed.substr(0, whole.size()) == whole && typed.size() > whole.size()) {
    TRY(const auto rest, fieldsOf(typed.substr(whole.size() + 1)));
    request.path = rest;
    return request;
  }
  if (typed != whole) request.path.assign(names.begin() + 1, names.end());
  return request;
}

Result<const scheme::ResourceInfo*> inVersion(const scheme::ResourceInfo& resource,
                                              std::string_view apiVersion) {
  const std::size_t slash = apiVersion.find('/');
  const bool core = slash == std::string_view::npos;
  const std::string_view group = core ? std::string_view() : apiVersion.substr(0, slash);
  const std::string_view version = core ? apiVersion : apiVersion.substr(slash + 1);
  const auto* found = scheme::findPath(group, version, resource.plural);
  if (found != nullptr) return found;
  return plainError("couldn't find resource for \"" + std::string(group) + "/" +
                    std::string(version) + ", Resource=" + std::string(resource.plural) + "\"");
}

}  // namespace sts::explain
