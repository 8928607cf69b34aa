#include "api/ownership.hpp"

#include <algorithm>

namespace sts {

OwnerReference controllerRefOf(const Object& owner) {
  const KindInfo& info = infoOf(owner.kind);
  return {info.apiVersion(), info.name, owner.metadata->name, owner.metadata->uid, true, true};
}

void dropOwner(ObjectMeta& metadata, const std::string& uid) {
  auto& owners = metadata.ownerReferences;
  owners.erase(std::remove_if(owners.begin(), owners.end(), [&uid](const OwnerReference& r) { return r.uid == uid; }),
               owners.end());
}

bool hasFinalizer(const ObjectMeta& metadata, std::string_view name) {
  return std::find(metadata.finalizers.begin(), metadata.finalizers.end(), name) != metadata.finalizers.end();
}

void removeFinalizer(ObjectMeta& metadata, std::string_view name) {
  auto& finalizers = metadata.finalizers;
  finalizers.erase(std::remove(finalizers.begin(), finalizers.end(), name), finalizers.end());
}

NamespacedName splitKey(const std::string& key) {
  const std::size_t slash = key.find('/');
  if (slash == std::string::npos) return {"", key};
  return {key.substr(0, slash), key.substr(slash + 1)};
}

}  // namespace sts
