// Allocators: what the API server hands out: cluster addresses of Services and node ports.
//
// k8s 1.36: pkg/registry/core/service/ipallocator, portallocator. Addresses come from 10.96.0.0/16, ports from
// 30000-32767. SIM: the real allocators draw at random; here they count upward, so that a session repeats itself.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "api/json.hpp"

namespace sts {

class Allocators {
 public:
  /// Fills clusterIP, clusterIPs and nodePorts that a Service asks for and lacks; takes those it names.
  /// `resource` errors are those of the real server, e.g. `provided IP is already allocated`.
  /// A dry run does not ask whether what a Service names is free.
  Result<Done> allocate(Json& service, const Json& old, bool dryRun);
  /// Gives back what a removed Service held.
  void release(const Json& service);

 private:
  std::string nextAddress();
  std::int64_t nextPort();
  Result<Done> takeAddress(Json& spec, const std::string& name, bool dryRun);
  Result<Done> takePorts(Json& spec, const Json& oldSpec, const std::string& name, bool dryRun);
  Result<Done> takePort(std::int64_t asked, const std::string& field, const std::string& name, bool dryRun);
  Result<Done> takeHealthPort(Json& spec, const Json& oldSpec);

  std::set<std::string> addresses_;
  std::set<std::int64_t> ports_;
  std::uint32_t addressCursor_ = 10;
  std::int64_t portCursor_ = 30000;
};

}  // namespace sts
