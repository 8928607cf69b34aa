// Bodies: from what a client sent to an object of the kind the path names.
#include "apiserver/endpoints.hpp"

namespace sts {

// k8s 1.36: apiserver pkg/endpoints/handlers/create.go (decoding), rest.go checkName, EnsureObjectNamespaceMatchesRequestNamespace
Result<Json> Endpoints::decodeBody(const Json& body, std::vector<std::string>& warnings) const {
  (void)warnings;
  Json object = body;
  const std::string kind = body["kind"].str(), version = body["apiVersion"].str();
  if (!kind.empty() && (kind != info_.kind->name || (!version.empty() && version != info_.apiVersion()))) {
    const std::string last = version.substr(version.rfind('/') + 1);
    return badRequest(kind + " in version \"" + last + "\" cannot be handled as a " + info_.kind->name + ": converting (" + last + "." + kind + ") to (" +
                      (info_.group.empty() ? "core" : info_.group.substr(0, info_.group.find('.'))) + "." + info_.kind->name + "): unknown conversion");
  }
  if (info_.kind->namespaced) {
    const std::string space = object["metadata"]["namespace"].str();
    if (!space.empty() && space != info_.namespace_) return badRequest("the namespace of the provided object does not match the namespace sent on the request");
    object["metadata"].set("namespace", info_.namespace_);
  }
  return object;
}

}  // namespace sts
