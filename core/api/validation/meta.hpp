// Rules of metadata, labels and selectors, which all kinds share.
#pragma once

#include "api/validation/causes.hpp"
#include "api/validation/names.hpp"

namespace sts::validation {

/// metadata of an object that is created, or of any whole object.
void objectMeta(Causes& out, const Json& meta, bool namespaced, NameRule nameRule,
                const Path& path);
/// metadata of an object that replaces another one.
void objectMetaUpdate(Causes& out, const Json& fresh, const Json& old, const Path& path);

// What the server asks of every object, whatever its kind.
void genericMeta(Causes& out, const Json& meta, bool namespaced, NameRule nameRule,
                 const Path& path);
void genericMetaUpdate(Causes& out, const Json& fresh, const Json& old, const Path& path);

void labels(Causes& out, const Json& labels, const Path& path);
void labelKey(Causes& out, const std::string& key, const Path& path);
void annotations(Causes& out, const Json& annotations, const Path& path);
void labelSelector(Causes& out, const Json& selector, const Path& path);
/// A finalizer of a namespace: qualified, or one that Kubernetes itself knows.
void finalizerName(Causes& out, const std::string& name, const Path& path);

/// Does a LabelSelector have a meaning at all (known operators with fitting values)?
bool isSelector(const Json& selector);
/// REQUIRES: isSelector(selector). An empty one matches everything, an absent one nothing.
bool selectorMatches(const Json& selector, const Json& labels);
bool selectorEmpty(const Json& selector);

}  // namespace sts::validation
