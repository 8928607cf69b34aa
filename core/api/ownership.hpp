// Who owns an object, and what holds its deletion back: the edits of metadata that several controllers make.
#pragma once

#include "api/object.hpp"

namespace sts {

/// The reference by which `owner` controls its dependents; they hold back its foreground deletion.
/// k8s 1.36: apimachinery pkg/apis/meta/v1/controller_ref.go NewControllerRef
OwnerReference controllerRefOf(const Object& owner);
/// Takes away every reference to that owner.
void dropOwner(ObjectMeta& metadata, const std::string& uid);

bool hasFinalizer(const ObjectMeta& metadata, std::string_view name);
void removeFinalizer(ObjectMeta& metadata, std::string_view name);

/// keyOf(object), taken apart: "default/web-0" is web-0 in default, "node-1" is in no namespace.
struct NamespacedName {
  std::string namespace_, name;
};
/// k8s 1.36: client-go tools/cache/store.go SplitMetaNamespaceKey
NamespacedName splitKey(const std::string& key);

}  // namespace sts
