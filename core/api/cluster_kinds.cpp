#include "api/cluster_kinds.hpp"

namespace sts {

std::span<const Member> Taint::members() {
  using T = Taint;
  static constexpr Member rows[] = {
      member<&T::key>("key", WhenZero::Keep),
      member<&T::value>("value"),
      member<&T::effect>("effect", WhenZero::Keep),
      member<&T::timeAdded>("timeAdded"),
  };
  return rows;
}

std::span<const Member> NodeSpec::members() {
  using T = NodeSpec;
  static constexpr Member rows[] = {
      member<&T::taints>("taints"),
      member<&T::unschedulable>("unschedulable"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> NodeStatus::members() {
  using T = NodeStatus;
  static constexpr Member rows[] = {
      member<&T::capacity>("capacity"),
      member<&T::allocatable>("allocatable"),
      member<&T::conditions>("conditions"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> Node::members() {
  using T = Node;
  static constexpr Member rows[] = {
      member<&T::spec>("spec", WhenZero::Keep),
      member<&T::status>("status", WhenZero::Keep),
  };
  return rows;
}

std::span<const Member> NamespaceSpec::members() {
  using T = NamespaceSpec;
  static constexpr Member rows[] = {member<&T::finalizers>("finalizers")};
  return rows;
}

std::span<const Member> NamespaceStatus::members() {
  using T = NamespaceStatus;
  static constexpr Member rows[] = {
      member<&T::phase>("phase"),
      member<&T::conditions>("conditions"),
  };
  return rows;
}

std::span<const Member> Namespace::members() {
  using T = Namespace;
  static constexpr Member rows[] = {
      member<&T::spec>("spec", WhenZero::Keep),
      member<&T::status>("status", WhenZero::Keep),
  };
  return rows;
}

std::span<const Member> EventSource::members() {
  using T = EventSource;
  static constexpr Member rows[] = {
      member<&T::component>("component"),
      member<&T::host>("host"),
  };
  return rows;
}

std::span<const Member> Event::members() {
  using T = Event;
  static constexpr Member rows[] = {
      member<&T::involvedObject>("involvedObject", WhenZero::Keep),
      member<&T::reason>("reason"),
      member<&T::message>("message"),
      member<&T::source>("source", WhenZero::Keep),
      member<&T::firstTimestamp>("firstTimestamp", WhenZero::Null),
      member<&T::lastTimestamp>("lastTimestamp", WhenZero::Null),
      member<&T::count>("count"),
      member<&T::type>("type"),
      member<&T::eventTime>("eventTime", WhenZero::Null),
      member<&T::action>("action"),
      member<&T::reportingComponent>("reportingComponent", WhenZero::Keep),
      member<&T::reportingInstance>("reportingInstance", WhenZero::Keep),
      carried<&T::rest>(),
  };
  return rows;
}

}  // namespace sts
