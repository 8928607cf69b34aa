// REST: kubectl's requests, by resource and name.
#pragma once

#include "kubectl/kubectl.hpp"

namespace sts::kubectl {

using scheme::ResourceInfo;

/// "/apis/apps/v1/namespaces/default/statefulsets/web"; without a name, the collection.
std::string pathOf(const ResourceInfo& resource, const std::string& namespace_,
                   const std::string& name = {}, const std::string& subresource = {});

/// Can the name stand in a path? `resource name may not be empty`, `invalid resource name "a/b":
/// [may not contain '/']`.
Result<Done> checkPathName(const std::string& name);

/// Sends; the server's warnings go to standard error, each once a command.
Result<Json> send(Invocation& call, Request request);
Result<Json> getObject(Invocation& call, const ResourceInfo& resource,
                       const std::string& namespace_, const std::string& name);
/// Query parameters labelSelector and fieldSelector as given. The list, with items of full objects.
Result<Json> listObjects(Invocation& call, const ResourceInfo& resource,
                         const std::string& namespace_, const std::string& labels = {},
                         const std::string& fields = {});
Result<Json> createObject(Invocation& call, const ResourceInfo& resource,
                          const std::string& namespace_, const Json& body,
                          const std::string& manager);
Result<Json> replaceObject(Invocation& call, const ResourceInfo& resource,
                           const std::string& namespace_, const Json& body,
                           const std::string& manager);
Result<Json> patchObject(Invocation& call, const ResourceInfo& resource,
                         const std::string& namespace_, const std::string& name, const Json& patch,
                         const std::string& type, const std::string& manager,
                         const std::string& subresource = {});
Result<Json> deleteObject(Invocation& call, const ResourceInfo& resource,
                          const std::string& namespace_, const std::string& name,
                          const Json& options);

/// Server-side apply, as this manager whatever --field-manager says.
Result<Json> applyObject(Invocation& call, const ResourceInfo& resource,
                         const std::string& namespace_, const Json& object,
                         const std::string& manager, bool force);

inline constexpr const char* applyPatchType = "application/apply-patch+yaml";
inline constexpr const char* strategicPatchType = "application/strategic-merge-patch+json";
inline constexpr const char* mergePatchType = "application/merge-patch+json";
inline constexpr const char* jsonPatchType = "application/json-patch+json";

/// The reason of a server's failure that gives none: printed "Error from server: …", where kubectl's own is "error: …".
inline constexpr const char* unknownReason = "Unknown";

/// Are --dry-run and --validate words that kubectl knows?
Result<Done> checkWriteFlags(const Invocation& call);
/// What --validate asks of the server: "Strict", "Warn", "Ignore"; "" for verbs without the flag.
std::string fieldValidationOf(const Invocation& call);
/// "" , "client" or "server": what --dry-run says.
std::string dryRunOf(const Invocation& call);
/// "" , " (dry run)" or " (server dry run)".
std::string dryRunSuffix(const Invocation& call);

}  // namespace sts::kubectl
