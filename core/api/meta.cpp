#include "api/meta.hpp"

#include <algorithm>

namespace sts {

std::span<const Member> OwnerReference::members() {
  using T = OwnerReference;
  static constexpr Member rows[] = {
      member<&T::apiVersion>("apiVersion", WhenZero::Keep),
      member<&T::kind>("kind", WhenZero::Keep),
      member<&T::name>("name", WhenZero::Keep),
      member<&T::uid>("uid", WhenZero::Keep),
      member<&T::controller>("controller"),
      member<&T::blockOwnerDeletion>("blockOwnerDeletion"),
  };
  return rows;
}

std::span<const Member> ObjectMeta::members() {
  using T = ObjectMeta;
  static constexpr Member rows[] = {
      member<&T::name>("name"),
      member<&T::generateName>("generateName"),
      member<&T::namespace_>("namespace"),
      member<&T::uid>("uid"),
      member<&T::generation>("generation"),
      member<&T::creationTimestamp>("creationTimestamp"),
      member<&T::deletionTimestamp>("deletionTimestamp"),
      member<&T::deletionGracePeriodSeconds>("deletionGracePeriodSeconds"),
      member<&T::labels>("labels"),
      member<&T::annotations>("annotations"),
      member<&T::ownerReferences>("ownerReferences"),
      member<&T::finalizers>("finalizers"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> ObjectReference::members() {
  using T = ObjectReference;
  static constexpr Member rows[] = {
      member<&T::kind>("kind"),           member<&T::namespace_>("namespace"),
      member<&T::name>("name"),           member<&T::uid>("uid"),
      member<&T::apiVersion>("apiVersion"), member<&T::resourceVersion>("resourceVersion"),
      member<&T::fieldPath>("fieldPath"),
  };
  return rows;
}

std::span<const Member> Condition::members() {
  using T = Condition;
  static constexpr Member rows[] = {
      member<&T::type>("type", WhenZero::Keep),
      member<&T::status>("status", WhenZero::Keep),
      member<&T::reason>("reason"),
      member<&T::message>("message"),
      member<&T::lastTransitionTime>("lastTransitionTime", WhenZero::Null),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> LabelSelectorRequirement::members() {
  using T = LabelSelectorRequirement;
  static constexpr Member rows[] = {
      member<&T::key>("key", WhenZero::Keep),
      member<&T::operator_>("operator", WhenZero::Keep),
      member<&T::values>("values"),
  };
  return rows;
}

std::span<const Member> LabelSelector::members() {
  using T = LabelSelector;
  static constexpr Member rows[] = {
      member<&T::matchLabels>("matchLabels"),
      member<&T::matchExpressions>("matchExpressions"),
  };
  return rows;
}

bool matches(const StringMap& selector, const StringMap& labels) {
  return std::all_of(selector.begin(), selector.end(), [&labels](const auto& pair) {
    const auto found = labels.find(pair.first);
    return found != labels.end() && found->second == pair.second;
  });
}

bool matches(const LabelSelector& selector, const StringMap& labels) {
  if (!matches(selector.matchLabels, labels)) return false;
  return std::all_of(selector.matchExpressions.begin(), selector.matchExpressions.end(), [&labels](const auto& rule) {
    const auto found = labels.find(rule.key);
    const bool present = found != labels.end();
    if (rule.operator_ == "Exists") return present;
    if (rule.operator_ == "DoesNotExist") return !present;
    const bool listed = present && std::find(rule.values.begin(), rule.values.end(),
                                             found->second) != rule.values.end();
    return rule.operator_ == "In" ? listed : !listed;
  });
}

const OwnerReference* controllerOf(const ObjectMeta& metadata) {
  for (const OwnerReference& reference : metadata.ownerReferences) {
    if (reference.controller.value_or(false)) return &reference;
  }
  return nullptr;
}

}  // namespace sts
