// Label and field selectors in the form in which they stand in a query: `app=nginx,tier in (a,b),!old`.
//
// Used by the API server's lists and by kubectl. k8s 1.36: apimachinery pkg/labels/selector.go, pkg/fields/selector.go
#pragma once

#include "api/json.hpp"

namespace sts {

/// Checks a label selector's text. The error is the sentence that kubectl prints.
Result<Done> checkLabelSelector(const std::string& selector);
/// Does the selector accept these labels? An empty one accepts all. REQUIRES: it was checked
bool selectsLabels(const std::string& selector, const Json& labels);
/// Equality of fields: `metadata.name=web-0,status.phase!=Running`.
bool selectsFields(const std::string& selector, const Json& object);

}  // namespace sts
