#include "api/service.hpp"

namespace sts {

std::span<const Member> ServicePort::members() {
  using T = ServicePort;
  static constexpr Member rows[] = {
      member<&T::name>("name"),
      member<&T::protocol>("protocol"),
      member<&T::appProtocol>("appProtocol"),
      member<&T::port>("port", WhenZero::Keep),
      member<&T::nodePort>("nodePort"),
      member<&T::targetPort>("targetPort"),
  };
  return rows;
}

std::span<const Member> ServiceSpec::members() {
  using T = ServiceSpec;
  static constexpr Member rows[] = {
      member<&T::ports>("ports"),
      member<&T::selector>("selector"),
      member<&T::clusterIP>("clusterIP"),
      member<&T::clusterIPs>("clusterIPs"),
      member<&T::type>("type"),
      member<&T::externalName>("externalName"),
      member<&T::ipFamilies>("ipFamilies"),
      member<&T::publishNotReadyAddresses>("publishNotReadyAddresses"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> Service::members() {
  using T = Service;
  static constexpr Member rows[] = {
      member<&T::spec>("spec", WhenZero::Keep),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> EndpointConditions::members() {
  using T = EndpointConditions;
  static constexpr Member rows[] = {
      member<&T::ready>("ready"),
      member<&T::serving>("serving"),
      member<&T::terminating>("terminating"),
  };
  return rows;
}

std::span<const Member> Endpoint::members() {
  using T = Endpoint;
  static constexpr Member rows[] = {
      member<&T::addresses>("addresses", WhenZero::Null),
      member<&T::conditions>("conditions", WhenZero::Keep),
      member<&T::hostname>("hostname"),
      member<&T::targetRef>("targetRef"),
      member<&T::nodeName>("nodeName"),
      member<&T::zone>("zone"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> EndpointPort::members() {
  using T = EndpointPort;
  static constexpr Member rows[] = {
      member<&T::name>("name"),
      member<&T::protocol>("protocol"),
      member<&T::port>("port"),
      member<&T::appProtocol>("appProtocol"),
  };
  return rows;
}

std::span<const Member> EndpointSlice::members() {
  using T = EndpointSlice;
  static constexpr Member rows[] = {
      member<&T::addressType>("addressType", WhenZero::Keep),
      member<&T::endpoints>("endpoints", WhenZero::Null),
      member<&T::ports>("ports", WhenZero::Null),
  };
  return rows;
}

}  // namespace sts
