// Describer: what one kind's file contributes to the registry in describe.cpp. Internal to
// core/kubectl/describe.
#pragma once

#include <vector>

#include "kubectl/describe/describe.hpp"
#include "kubectl/describe/writer.hpp"

namespace sts::describe {

/// What a describer may use beside its object.
struct Context {
  const Lookup& lookup;
  Time now;

  std::vector<Json> list(std::string_view group, std::string_view kind,
                         const std::string& space) const {
    return lookup.list ? lookup.list(group, kind, space) : std::vector<Json>();
  }
};

struct Describer {
  const char* group;
  const char* kind;
  void (*describe)(Writer& w, const Json& object, const Context& context);
  bool events = true;  ///< does the description end with the object's events?
};

std::vector<Describer> podDescribers();
std::vector<Describer> workloadDescribers();
std::vector<Describer> batchDescribers();
std::vector<Describer> serviceDescribers();
std::vector<Describer> networkDescribers();
std::vector<Describer> storageDescribers();
std::vector<Describer> configDescribers();
std::vector<Describer> quotaDescribers();
std::vector<Describer> nodeDescribers();
std::vector<Describer> policyDescribers();
std::vector<Describer> autoscalingDescribers();
std::vector<Describer> rbacDescribers();

/// Every field of a kind that has no describer, names made readable.
void describeGeneric(Writer& w, const Json& object, const Context& context);

}  // namespace sts::describe
