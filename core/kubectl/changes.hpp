// What the verbs that change objects in place share: label, annotate, patch, set.
//
// Their words are resources followed by changes (`pod web-0 app=x`); their objects come from the
// server, or with
// --local from files alone.
#pragma once

#include <map>

#include "kubectl/builder.hpp"

namespace sts::kubectl {

struct WordsAndPairs {
  std::vector<std::string> resources, pairs;
};
/// `type` is the noun in the error: "label", "image".
Result<WordsAndPairs> splitPairs(const std::vector<std::string>& words, const std::string& type);

struct Pairs {
  std::map<std::string, std::string> values;
  std::vector<std::string> removed;  ///< `key-`
};
Result<Pairs> parsePairs(const std::vector<std::string>& words, const std::string& type,
                         bool mayRemove);

/// The objects that words, -f, -l and --all choose; --local takes files as they are.
Found findChanged(Invocation& call, const std::vector<std::string>& words);
/// Neither words nor files: kubectl's advice.
Status nothingNamed();

/// What is wrong with the name of an environment variable, as kubectl says it; "" if nothing.
std::string wrongEnvName(const std::string& name);

/// Does a name match `*`, `web-*`, `web`?
bool matchesWildcard(const std::string& name, const std::string& pattern);

/// Sends nothing: --local or a dry run on the client.
bool staysHere(const Invocation& call);

}  // namespace sts::kubectl
