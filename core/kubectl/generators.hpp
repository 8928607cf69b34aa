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
  const char* failure = nullptr;  ///< "failed to create <this>: …"; null: the server's words alone
};
/// Creates the object and prints it, or only prints it in a client's dry run.
Reply createMade(Invocation& call, Json object, const Finish& finish = {});

/// create deployment, create service …, run.
std::vector<CommandInfo> workloadGenerators(const std::vector<FlagInfo>& making);

}  // namespace sts::kubectl::generators
