// Node, Namespace and Event.
#pragma once

#include "api/object.hpp"

namespace sts {

struct Taint {
  std::string key, value, effect;
  std::optional<Time> timeAdded;
  bool operator==(const Taint&) const = default;
  static std::span<const Member> members();
};

struct NodeSpec {
  std::vector<Taint> taints;
  bool unschedulable = false;
  Carried rest;
  bool operator==(const NodeSpec&) const = default;
  static std::span<const Member> members();
};

struct NodeStatus {
  StringMap capacity, allocatable;
  std::vector<Condition> conditions;
  Carried rest;  ///< addresses, nodeInfo, …
  bool operator==(const NodeStatus&) const = default;
  static std::span<const Member> members();
};

struct Node : Object {
  NodeSpec spec;
  NodeStatus status;
  bool operator==(const Node&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<Node> {
  static constexpr Kind value = Kind::Node;
};

struct NamespaceSpec {
  std::vector<std::string> finalizers;
  bool operator==(const NamespaceSpec&) const = default;
  static std::span<const Member> members();
};

struct NamespaceStatus {
  std::string phase;
  std::vector<Condition> conditions;
  bool operator==(const NamespaceStatus&) const = default;
  static std::span<const Member> members();
};

struct Namespace : Object {
  NamespaceSpec spec;
  NamespaceStatus status;
  bool operator==(const Namespace&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<Namespace> {
  static constexpr Kind value = Kind::Namespace;
};

struct EventSource {
  std::string component, host;
  bool operator==(const EventSource&) const = default;
  static std::span<const Member> members();
};

struct Event : Object {
  Shared<ObjectReference> involvedObject;
  std::string reason, message, type, action, reportingComponent, reportingInstance;
  Shared<EventSource> source;
  Time firstTimestamp, lastTimestamp, eventTime;
  std::int32_t count = 0;
  Carried rest;  ///< series, related
  bool operator==(const Event&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<Event> {
  static constexpr Kind value = Kind::Event;
};

}  // namespace sts
