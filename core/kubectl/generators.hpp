// Generators: what the verbs that make an object of flags share (create KIND, run, expose).
#pragma once

#include "kubectl/rest.hpp"

namespace sts::kubectl::generators {

Json objectOf(const char* apiVersion, const char* kind, const std::string& name);
/// All values of a flag, split at commas.
std::vector<std::string> commaList(const Invocation& call, const char* flag);
/// The one name; the error is a wrong use.
Result<std::string> nameOf(Invocation& call);

struct Finish {
  const char* operation = "created";
  const char* failure = nullptr;  ///< "failed to create <this>…"; null: the server's words alone
  const char* manager = "kubectl-create";
  bool hasNamespace = false;  ///< the object says where it belongs
};
/// Creates the object and prints it, or only prints it in a client's dry run.
Reply createMade(Invocation& call, Json object, const Finish& finish = {});

/// An object of flags is what a Go struct would be: in -o json and in the annotation of
/// --save-config its fields stand in the struct's order.
std::string typedJson(const Json& object, bool isIndented);
/// A verb's missing flags: `required flag(s) "image" not set`; "" if all are there.
std::string missingFlags(const Invocation& call, const std::vector<const char*>& required);
/// "a=b" pairs as an object; the error is the given beginning and the pair.
Result<Json> pairsOf(const std::vector<std::string>& words, const char* failure);
/// The patch of --overrides on an object of flags (strategic, merge or json by --override-type).
Result<Json> overridden(Invocation& call, Json object, const char* defaultType);

/// --user, --group, --serviceaccount: the subjects of a binding.
Result<Json> subjectsOf(const Invocation& call);

/// create deployment, create service …, run.
std::vector<CommandInfo> workloadGenerators(const std::vector<FlagInfo>& making);
/// create role, clusterrole, rolebinding, clusterrolebinding, token.
std::vector<CommandInfo> accessGenerators(const std::vector<FlagInfo>& making);
/// create job, cronjob, priorityclass, ingress.
std::vector<CommandInfo> batchGenerators(const std::vector<FlagInfo>& making);
/// create configmap, secret ….
std::vector<CommandInfo> dataGenerators(const std::vector<FlagInfo>& making);

}  // namespace sts::kubectl::generators
