// How a verb prints the object it has written: `statefulset.apps/web scaled`, or as -o asks.
#pragma once

#include "kubectl/kubectl.hpp"

namespace sts::kubectl {

/// Prints `<resource> <operation>`, with the dry run's suffix, or the object in the form of -o.
void printObject(Invocation& call, const Json& object, const std::string& operation);
/// Prints objects in the form of -o name|json|yaml|jsonpath=…|go-template=…; an error if the form is none.
Result<Done> printAs(Invocation& call, const std::string& form, const Json& object);
/// Is -o, if given, a form that printObject knows?
Result<Done> checkObjectForm(const Invocation& call);
/// json, yaml, name, jsonpath…: is it a form that prints whole objects (not a table)?
bool isObjectForm(const std::string& form);

}  // namespace sts::kubectl
