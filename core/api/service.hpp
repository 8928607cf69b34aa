// Service and EndpointSlice.
#pragma once

#include "api/object.hpp"

namespace sts {

struct ServicePort {
  std::string name, protocol;
  std::optional<std::string> appProtocol;
  std::int32_t port = 0, nodePort = 0;
  Json targetPort;  ///< a number or a name
  bool operator==(const ServicePort&) const = default;
  static std::span<const Member> members();
};

struct ServiceSpec {
  std::vector<ServicePort> ports;
  StringMap selector;
  std::string clusterIP, type, externalName;
  std::vector<std::string> clusterIPs, ipFamilies;
  bool publishNotReadyAddresses = false;
  Carried rest;
  bool operator==(const ServiceSpec&) const = default;
  static std::span<const Member> members();
};

struct Service : Object {
  ServiceSpec spec;
  Carried rest;  ///< status
  bool operator==(const Service&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<Service> {
  static constexpr Kind value = Kind::Service;
};

struct EndpointConditions {
  std::optional<bool> ready, serving, terminating;
  bool operator==(const EndpointConditions&) const = default;
  static std::span<const Member> members();
};

struct Endpoint {
  std::vector<std::string> addresses;
  EndpointConditions conditions;
  std::optional<std::string> hostname, nodeName, zone;
  std::optional<ObjectReference> targetRef;
  Carried rest;  ///< hints, deprecatedTopology
  bool operator==(const Endpoint&) const = default;
  static std::span<const Member> members();
};

struct EndpointPort {
  std::optional<std::string> name, protocol, appProtocol;
  std::optional<std::int32_t> port;
  bool operator==(const EndpointPort&) const = default;
  static std::span<const Member> members();
};

struct EndpointSlice : Object {
  std::string addressType;
  std::vector<Shared<Endpoint>> endpoints;
  std::vector<EndpointPort> ports;
  bool operator==(const EndpointSlice&) const = default;
  static std::span<const Member> members();
};
template <>
struct KindOf<EndpointSlice> {
  static constexpr Kind value = Kind::EndpointSlice;
};

}  // namespace sts
