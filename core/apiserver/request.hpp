// Request and Response: what goes over the wire between a client and the API server.
//
// kubectl and raw requests speak this; controllers call the typed verbs of ApiServer instead. Both meet in the same
// registry, so nobody has a private way in.
#pragma once

#include <map>
#include <optional>

#include "api/object.hpp"

namespace sts {

/// metav1.DeleteOptions.
struct DeleteOptions {
  std::optional<std::int64_t> gracePeriodSeconds;
  std::string propagationPolicy;  ///< "", "Background", "Foreground", "Orphan"
  std::string uid;                ///< precondition; "" for none
  std::string resourceVersion;    ///< precondition; "" for none
  bool dryRun = false;
};

struct Request {
  std::string method;  ///< GET POST PUT PATCH DELETE
  std::string path;    ///< "/apis/apps/v1/namespaces/default/statefulsets/web"
  std::map<std::string, std::string> query;  ///< fieldManager, fieldValidation, dryRun, force, labelSelector, …
  std::string contentType = "application/json";
  Json body;
  std::vector<std::string> duplicates;  ///< keys that stood twice in the body's text
  std::string userAgent = "kubectl";    ///< the field manager, where the query names none
};

struct Response {
  int code = 200;
  Json body;                          ///< the object, a list, or a Status
  std::optional<Status> failure;      ///< set if code >= 400
  std::vector<std::string> warnings;  ///< the texts of Warning headers
  bool ok() const { return !failure.has_value(); }
};

/// What a path asks for.
/// k8s 1.36: apiserver pkg/endpoints/request/requestinfo.go
struct RequestInfo {
  std::string group, version, namespace_, plural, name, subresource;
  const KindInfo* kind = nullptr;  ///< null if no such resource is served
  std::string apiVersion() const { return group.empty() ? version : group + "/" + version; }
  GroupResource resource() const { return {group, plural}; }
};
RequestInfo parsePath(std::string_view path);

/// metav1.Status as JSON.
Json toJson(const Status& status);

}  // namespace sts
