#include "kubectl/changes.hpp"

#include <algorithm>
#include <cctype>

namespace sts::kubectl {
namespace {

bool endsWith(const std::string& text, char end) { return !text.empty() && text.back() == end; }

bool isPair(const std::string& word) {
  const bool sets = word.find('=') != std::string::npos && word[0] != '=';
  return sets || (endsWith(word, '-') && word != "-");
}

}  // namespace

// k8s 1.36: kubectl pkg/cmd/util/helpers.go GetResourcesAndPairs
Result<WordsAndPairs> splitPairs(const std::vector<std::string>& words, const std::string& type) {
  WordsAndPairs split;
  for (const std::string& word : words) {
    if (isPair(word)) {
      split.pairs.push_back(word);
    } else if (split.pairs.empty()) {
      split.resources.push_back(word);
    } else {
      return plainError("all resources must be specified before " + type + " changes: " + word);
    }
  }
  return split;
}

// k8s 1.36: kubectl pkg/cmd/util/helpers.go ParsePairs
Result<Pairs> parsePairs(const std::vector<std::string>& words, const std::string& type,
                         bool mayRemove) {
  Pairs pairs;
  std::string invalid;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (equals != std::string::npos && equals != 0) {
      pairs.values[word.substr(0, equals)] = word.substr(equals + 1);
    } else if (mayRemove && endsWith(word, '-') && word != "-") {
      pairs.removed.push_back(word.substr(0, word.size() - 1));
    } else {
      invalid += (invalid.empty() ? "" : ", ") + word;
    }
  }
  if (!invalid.empty()) return plainError("invalid " + type + " format: " + invalid);
  return pairs;
}

Status nothingNamed() {
  return plainError(
      "You must provide one or more resources by argument or filename.\n"
      "Example resource specifications include:\n"
      "   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'");
}

Found findChanged(Invocation& call, const std::vector<std::string>& words) {
  Found found;
  const bool files = call.flags.has("filename");
  if (call.flags.is("local")) return readFiles(call, call.flags.list("filename"));
  if (!files && words.empty()) {
    found.errors.push_back(nothingNamed());
    return found;
  }
  const bool chosen =
      call.flags.is("all") || call.flags.has("selector") || call.flags.has("field-selector");
  if (words.size() == 1 && words[0].find('/') == std::string::npos && !files && !chosen) {
    found.errors.push_back(plainError("resource(s) were provided, but no name was specified"));
    return found;
  }
  return findTargets(call, words);
}

// k8s 1.36: apimachinery pkg/util/validation/validation.go IsEnvVarName
std::string wrongEnvName(const std::string& name) {
  const bool isLetters = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
  });
  if (isLetters && std::isdigit(static_cast<unsigned char>(name[0])) == 0) {
    if (name == ".") return "must not be '.'";
    if (name == "..") return "must not be '..'";
    return name.rfind("..", 0) == 0 ? "must not start with '..'" : "";
  }
  return "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must "
         "not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation "
         "is '[-._a-zA-Z][-._a-zA-Z0-9]*')";
}

// k8s 1.36: kubectl pkg/cmd/set/helper.go selectString
bool matchesWildcard(const std::string& name, const std::string& pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string::npos) return name == pattern;
  if (name.compare(0, star, pattern, 0, star) != 0) return false;
  const std::string rest = pattern.substr(star + 1);
  for (std::size_t at = star; at <= name.size(); ++at) {
    if (matchesWildcard(name.substr(at), rest)) return true;
  }
  return false;
}

bool staysHere(const Invocation& call) {
  return call.flags.is("local") || dryRunOf(call) == "client";
}

}  // namespace sts::kubectl
