// Explain: the text of `kubectl explain` for a kind or one of its fields.
//
// Structure, types, enumerations and what is required come from the schema; the descriptions are
// our own words (descriptions.txt), so they differ from a real cluster's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/scheme.hpp"
#include "sts/status.hpp"

namespace sts::explain {

struct Request {
  const scheme::ResourceInfo* resource = nullptr;
  std::vector<std::string> path;
};

/// Reads `sts.spec.replicas`. The failure is a plain sentence; one about an unknown resource is
/// printed without "error: " before it.
Result<Request> parseRequest(std::string_view typed);
/// With --api-version: the resource of that group and version, or why there is none.
Result<const scheme::ResourceInfo*> inVersion(const scheme::ResourceInfo& resource,
                                              std::string_view apiVersion);

struct Explanation {
  std::string out;
  std::optional<Status> error;  ///< the head is printed even when the field does not exist
};
Explanation explain(const Request& request, bool recursive);

/// Breaks lines between words so that none is longer than `limit`, if its words are not.
std::string wrapped(std::string_view text, std::size_t limit);

}  // namespace sts::explain
