// Label and field selectors in the form in which they stand in a query: `app=nginx,tier in (a,b),!old`.
//
// Used by the API server's lists and by kubectl. k8s 1.36: apimachinery pkg/labels/selector.go, pkg/fields/selector.go
#pragma once

#include "api/json.hpp"

namespace sts {

/// Checks a label selector's text. The error is the sentence that kubectl prints.
Result<Done> checkLabelSelector(const std::string& selector);
/// The same as an object's selector: matchLabels and matchExpressions.
Result<Json> labelSelectorOf(const std::string& selector);
/// Can a kind's objects be chosen by these fields?
Result<Done> checkFieldSelector(const std::string& selector, std::string_view kind, bool isNamespaced);
/// Does the selector accept these labels? An empty one accepts all. REQUIRES: it was checked
bool selectsLabels(const std::string& selector, const Json& labels);
/// Equality of fields: `metadata.name=web-0,status.phase!=Running`.
bool selectsFields(const std::string& selector, const Json& object);

}  // namespace sts
