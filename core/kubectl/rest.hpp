// REST: kubectl's requests, by resource and name.
#pragma once

#include "kubectl/kubectl.hpp"

namespace sts::kubectl {

using scheme::ResourceInfo;

/// "/apis/apps/v1/namespaces/default/statefulsets/web"; without a name, the collection.
std::string pathOf(const ResourceInfo& resource, const std::string& namespace_, const std::string& name = {}, const std::string& subresource = {});

/// Sends; the server's warnings go to standard error, each once a command.
Result<Json> send(Invocation& call, Request request);
Result<Json> getObject(Invocation& call, const ResourceInfo& resource, const std::string& namespace_, const std::string& name);
/// Query parameters labelSelector and fieldSelector as given. The list, with items of full objects.
Result<Json> listObjects(Invocation& call, const ResourceInfo& resource, const std::string& namespace_, const std::string& labels = {},
                         const std::string& fields = {});
Result<Json> createObject(Invocation& call, const ResourceInfo& resource, const std::string& namespace_, const Json& body, const std::string& manager);
Result<Json> replaceObject(Invocation& call, const ResourceInfo& resource, const std::string& namespace_, const Json& body, const std::string& manager);
Result<Json> patchObject(Invocation& call, const ResourceInfo& resource, const std::string& namespace_, const std::string& name, const Json& patch,
                         const std::string& type, const std::string& manager, const std::string& subresource = {});
Result<Json> deleteObject(Invocation& call, const ResourceInfo& resource, const std::string& namespace_, const std::string& name, const Json& options);

inline constexpr const char* strategicPatchType = "application/strategic-merge-patch+json";
inline constexpr const char* mergePatchType = "application/merge-patch+json";
inline constexpr const char* jsonPatchType = "application/json-patch+json";

/// "" , "client" or "server": what --dry-run says.
std::string dryRunOf(const Invocation& call);
/// "" , " (dry run)" or " (server dry run)".
std::string dryRunSuffix(const Invocation& call);

}  // namespace sts::kubectl
