// Admission: the plugins that change or refuse a write before it is stored.
//
// Pure functions over Json. The API server calls admitMutating after the defaults and before
// validation, admitValidating after validation, and checkQuota last; what the plugins look up they
// ask of a ClusterView. The order of the plugins is that of the real server, because the first one
// that refuses is the one that is heard.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/json.hpp"
#include "api/object.hpp"
#include "sts/status.hpp"

namespace sts::admission {

/// What the plugins may look up, as stored. `get` gives null if there is no such object.
struct ClusterView {
  std::function<Json(Kind kind, const std::string& namespace_, const std::string& name)> get;
  std::function<std::vector<Json>(Kind kind, const std::string& namespace_)> list;
};

struct Request {
  std::string group;     ///< "apps"
  std::string resource;  ///< "statefulsets"
  std::string kind;      ///< "StatefulSet"
  std::string namespace_;
  std::string subresource;
  Json old;                ///< null on create
  std::string nameSuffix;  ///< five random characters, for the name of a new pod's token volume
  bool isCreate() const { return old.isNull(); }
};

/// Why a write is refused: one reason (`pods "x" is forbidden: <forbidden>`) or, for a namespace's
/// labels, the causes of an invalid object. Allowed if both are empty.
struct Verdict {
  std::string forbidden;
  std::vector<StatusCause> causes;
  bool allowed() const { return forbidden.empty() && causes.empty(); }
};

Verdict admitMutating(const Request& request, Json& object, const ClusterView& cluster);
/// `warnings` gets the texts of Warning headers.
Verdict admitValidating(const Request& request, const Json& object, const ClusterView& cluster,
                        std::vector<std::string>& warnings);

struct QuotaVerdict {
  std::string forbidden;
  std::vector<Json>
      charged;  ///< the quotas whose status.used grew: to be stored unless this is a dry run
};
QuotaVerdict checkQuota(const Request& request, const Json& object, const ClusterView& cluster);

/// What the objects of a namespace use of the amounts that `quota` limits: the status.used that the
/// quota controller writes.
Json quotaUsed(const Json& quota, const std::string& namespace_, const ClusterView& cluster);

}  // namespace sts::admission
