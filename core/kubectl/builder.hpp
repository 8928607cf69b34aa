// Builder: from a command's words and files to the objects it is about, in kubectl's order and with its errors.
// k8s 1.36: cli-runtime pkg/resource/{builder,visitor}.go
#pragma once

#include "kubectl/rest.hpp"

namespace sts::kubectl {

/// One object that a command is about.
struct Target {
  const ResourceInfo* resource = nullptr;
  std::string namespace_, name;
  std::string source;  ///< the file it stood in, else ""
  Json object;         ///< from a file, or fetched; null if not fetched yet
};

struct Found {
  std::vector<Target> targets;
  std::vector<Status> errors;    ///< of documents and names that could not be resolved, in order
  bool isSingle = false;         ///< one object asked for by its name: printed bare, not in a List
  bool isByName = false;         ///< names were given
  std::vector<const ResourceInfo*> resources;  ///< the kinds asked for, in order
  std::vector<const ResourceInfo*> answered;   ///< the kinds of which a list or an object came

  bool isOfManyKinds() const;
};

/// What `-f` names: files, "-" for standard input, directories (`-R`), in order.
/// Every document becomes a target; what cannot be mapped becomes an error.
Found readFiles(Invocation& call, const std::vector<std::string>& paths);
/// SIM: nothing is built from kustomizations here: the answer to -k where there is none.
Status noKustomization(const Invocation& call);
/// Words such as `pods`, `pod web-0`, `sts/web svc/nginx`, `pod,svc -l app=x`: resolved and fetched. `fetch` false
/// leaves named objects unfetched.
Found resolveWords(Invocation& call, const std::vector<std::string>& words, bool fetch);
/// Files if -f is given, words otherwise; objects fetched from the server.
Found findTargets(Invocation& call, const std::vector<std::string>& words);
/// The resource of a document; the error is kubectl's ("resource mapping not found …").
Result<const ResourceInfo*> resourceOf(Invocation& call, const Json& document, const std::string& source);

}  // namespace sts::kubectl
