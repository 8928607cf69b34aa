// Names and amounts of resources, for requests and limits, quotas, limit ranges, nodes and volumes.
#pragma once

#include "api/quantity.hpp"
#include "api/validation/causes.hpp"

namespace sts::validation {

bool isHugePages(std::string_view resource);
bool isNativeResource(std::string_view resource);    ///< of kubernetes.io
bool isExtendedResource(std::string_view resource);  ///< vendor.com/device
bool isOvercommitAllowed(std::string_view resource);
bool isStandardQuotaResource(std::string_view resource);

void resourceName(Causes& out, const std::string& resource, const Path& path);
void containerResourceName(Causes& out, const std::string& resource, const Path& path);
void quotaResourceName(Causes& out, const std::string& resource, const Path& path);
/// Not negative, and whole where only whole amounts make sense.
void resourceAmount(Causes& out, const std::string& resource, const Json& amount, const Path& path);
void positiveAmount(Causes& out, const Json& amount, const Path& path);

}  // namespace sts::validation
