#include "client/quota_usage.hpp"

#include "apiserver/admission/admission.hpp"

namespace sts {

Json quotaUsage(const Json& quota, const std::string& namespace_, const Lister& lister) {
  admission::ClusterView view;
  view.list = [&lister](Kind kind, const std::string& space) {
    std::vector<Json> objects;
    for (const ObjectPtr& object : lister.list(kind, space)) objects.push_back(toJson(*object));
    return objects;
  };
  return admission::quotaUsed(quota, namespace_, view);
}

}  // namespace sts
