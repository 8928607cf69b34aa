// Admission: what the server adds to an object, or refuses, for reasons outside the object itself.
// k8s 1.36: pkg/kubeapiserver/options/plugins.go (the plugins that are on by default)
#include "apiserver/apiserver.hpp"

namespace sts {

Result<Done> ApiServer::admitCreate(const KindInfo& info, const std::string& apiVersion, Json& body, const WriteOptions& options) {
  (void)info, (void)apiVersion, (void)body, (void)options;
  return Done{};
}

Result<Done> ApiServer::checkQuota(const KindInfo& info, const Json& object, bool dryRun) {
  (void)info, (void)object, (void)dryRun;
  return Done{};
}

}  // namespace sts
