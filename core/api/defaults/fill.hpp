// Small words for filling in what is missing.
#pragma once

#include <string_view>
#include <utility>

#include "api/json.hpp"

namespace sts::defaulting {

/// Go's nil: absent or null.
inline void ifNil(Json& holder, std::string_view key, Json value) {
  if (holder.isObject() && std::as_const(holder)[key].isNull()) holder.set(key, std::move(value));
}
/// Go's zero: absent, null, "" or 0.
inline void ifZero(Json& holder, std::string_view key, Json value) {
  if (!holder.isObject()) return;
  const Json& present = std::as_const(holder)[key];
  const bool zero = present.isNull() || (present.isString() && present.str().empty()) ||
                    (present.isInt() && present.integer() == 0);
  if (zero) holder.set(key, std::move(value));
}
/// The member if it is an object or a list, else nullptr: a place to go on from.
inline Json* inside(Json& holder, std::string_view key) {
  const Json* found = holder.find(key);
  return found != nullptr && (found->isObject() || found->isArray()) ? &holder[key] : nullptr;
}
/// The member, made an object if it is missing.
inline Json& object(Json& holder, std::string_view key) {
  if (!std::as_const(holder)[key].isObject()) holder.set(key, Json::object());
  return holder[key];
}
template <typename Visit>
void eachItem(Json& holder, std::string_view key, Visit visit) {
  if (Json* list = inside(holder, key); list != nullptr && list->isArray()) {
    for (Json& item : list->mutableItems()) visit(item);
  }
}

/// Amounts are rounded up to thousandths.
void resourceList(Json& holder, std::string_view key);

/// Sources that volumes of pods and PersistentVolumes have in common.
void sharedSources(Json& volume);
void podSpec(Json& spec);
void podTemplate(Json& holder, std::string_view key);
void pod(Json& pod);
void claimSpec(Json& spec);
void claim(Json& claim);

void statefulSet(Json& set, std::string_view apiVersion, bool maxUnavailable);
void deployment(Json& deployment);
void replicaSet(Json& set);
void daemonSet(Json& set);
void job(Json& job);
void cronJob(Json& job);

/// Kinds whose defaults are a few lines; false if this kind has none.
bool smallKind(std::string_view apiVersion, std::string_view kind, Json& object);

}  // namespace sts::defaulting
