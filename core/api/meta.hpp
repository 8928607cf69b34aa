// The metadata every object has, and the small types that many kinds share.
//
// Members are spelled as the JSON field (`namespace` gets an underscore); an optional is Go's pointer; empty is absent.
#pragma once

#include "api/members.hpp"

namespace sts {

struct OwnerReference {
  std::string apiVersion, kind, name, uid;
  std::optional<bool> controller, blockOwnerDeletion;
  bool operator==(const OwnerReference&) const = default;
  static std::span<const Member> members();
};

struct ObjectMeta {
  std::string name, generateName, namespace_, uid;
  std::int64_t generation = 0;
  Time creationTimestamp;
  std::optional<Time> deletionTimestamp;
  std::optional<std::int64_t> deletionGracePeriodSeconds;
  StringMap labels, annotations;
  std::vector<OwnerReference> ownerReferences;
  std::vector<std::string> finalizers;
  Carried rest;  ///< selfLink, and whatever else is published one day
  bool operator==(const ObjectMeta&) const = default;
  static std::span<const Member> members();
};

struct ObjectReference {
  std::string kind, namespace_, name, uid, apiVersion, resourceVersion, fieldPath;
  bool operator==(const ObjectReference&) const = default;
  static std::span<const Member> members();
};

/// metav1.Condition and its older cousins (those of Deployments, claims, nodes): the fields they share.
struct Condition {
  std::string type, status, reason, message;
  Time lastTransitionTime;
  Carried rest;
  bool operator==(const Condition&) const = default;
  static std::span<const Member> members();
};

struct LabelSelectorRequirement {
  std::string key, operator_;
  std::vector<std::string> values;
  bool operator==(const LabelSelectorRequirement&) const = default;
  static std::span<const Member> members();
};

struct LabelSelector {
  StringMap matchLabels;
  std::vector<LabelSelectorRequirement> matchExpressions;
  bool operator==(const LabelSelector&) const = default;
  static std::span<const Member> members();
};

/// Does the selector accept these labels? An empty selector accepts everything.
/// k8s 1.36: apimachinery pkg/apis/meta/v1/helpers.go LabelSelectorAsSelector
bool matches(const LabelSelector& selector, const StringMap& labels);
/// A plain map as selector (Services): every pair must be there. An empty one accepts everything.
bool matches(const StringMap& selector, const StringMap& labels);

/// The one reference with controller: true; nullptr if there is none.
/// k8s 1.36: apimachinery pkg/apis/meta/v1/controller_ref.go GetControllerOfNoCopy
const OwnerReference* controllerOf(const ObjectMeta& metadata);

}  // namespace sts
