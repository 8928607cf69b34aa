// Files: what -f names, and the documents in it. Directories (with -R all below them), patterns,
// standard input, lists that stand for their items. k8s 1.36: cli-runtime pkg/resource/builder.go
// FilenameParam, Path; visitor.go
#include <algorithm>

#include "api/field_selector.hpp"
#include "api/yaml/manifest.hpp"
#include "kubectl/builder.hpp"
#include "kubectl/documents.hpp"

namespace sts::kubectl {
namespace {

bool isUrl(const std::string& path) {
  return path.rfind("http://", 0) == 0 || path.rfind("https://", 0) == 0;
}

bool isManifestName(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  const std::string ending = dot == std::string::npos ? "" : name.substr(dot);
  return ending == ".yaml" || ending == ".yml" || ending == ".json";
}

std::vector<std::string> splitCommas(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    parts.push_back(text.substr(from, comma - from));
    from = comma + 1;
  }
  return parts;
}

/// Does a file's name match a pattern of `*` and `?`?
bool matchesPattern(std::string_view name, std::string_view pattern) {
  if (pattern.empty()) return name.empty();
  if (pattern[0] == '*') {
    for (std::size_t taken = 0; taken <= name.size(); ++taken) {
      if (matchesPattern(name.substr(taken), pattern.substr(1))) return true;
    }
    return false;
  }
  if (name.empty() || (pattern[0] != '?' && pattern[0] != name[0])) return false;
  return matchesPattern(name.substr(1), pattern.substr(1));
}

/// One object of a document: where it goes, in which namespace.
Result<Target> targetOf(Invocation& call, const Json& object, const std::string& source) {
  Target target;
  TRY(target.resource, resourceOf(call, object, source));
  target.source = source;
  target.object = object;
  const Json& metadata = object["metadata"];
  target.name = metadata["name"].str();
  if (!target.resource->namespaced) return target;
  const std::string inFile = metadata["namespace"].str();
  const std::string asked = call.flags.text("namespace");
  // Only commands that write insist on the namespace they were given.
  const bool onlyReads = call.path == "kubectl get" || call.path == "kubectl describe";
  if (!asked.empty() && !inFile.empty() && inFile != asked && !onlyReads) {
    return plainError("the namespace from the provided object \"" + inFile +
                      "\" does not match the namespace \"" + asked +
                      "\". You must pass '--namespace=" + inFile + "' to perform this operation.");
  }
  target.namespace_ = inFile.empty() ? call.namespace_() : inFile;
  if (!call.flags.is("local")) target.object["metadata"].set("namespace", target.namespace_);
  return target;
}

void addObject(Invocation& call, const Json& object, const std::string& source, Found& found) {
  Result<Target> target = targetOf(call, object, source);
  if (target.ok()) {
    found.targets.push_back(std::move(*target));
  } else {
    found.errors.push_back(target.error());
  }
}

/// The items of a list; of a PodList they need not say that they are pods.
void addList(Invocation& call, const Json& list, const std::string& source, Found& found) {
  const std::string kind = list["kind"].str();
  const bool typed = kind.size() > 4 && kind.compare(kind.size() - 4, 4, "List") == 0;
  for (Json item : list["items"].items()) {
    if (typed && item.isObject() && item.at({"kind"}).str().empty()) {
      item.set("kind", kind.substr(0, kind.size() - 4));
      item.set("apiVersion", list["apiVersion"]);
    }
    if (std::optional<DocumentFault> fault = faultOf(item, source, false)) {
      found.errors.push_back(std::move(fault->error));
    } else {
      addObject(call, item, source, found);
    }
  }
}

void readText(Invocation& call, const std::string& text, const std::string& source, Found& found) {
  const yaml::YamlStream stream = yaml::readManifest(text);
  const std::string validation = fieldValidationOf(call);
  const bool validates = !validation.empty() && validation != "Ignore";
  for (const yaml::YamlDocument& document : stream.documents) {
    if (std::optional<DocumentFault> fault = faultOf(document.value, source, validates, validation == "Strict")) {
      found.errors.push_back(std::move(fault->error));
      if (fault->endsFile) return;
    } else if (document.value["items"].isArray()) {
      addList(call, document.value, source, found);
    } else {
      addObject(call, document.value, source, found);
    }
  }
  if (stream.error)
    found.errors.push_back(plainError("error parsing " + source + ": " + stream.error->message));
}

/// The manifests of a directory, in the order of their names.
void listManifests(Invocation& call, const std::string& directory, bool recursive,
                   std::vector<std::string>& paths) {
  const auto names = call.world.listDirectory(directory);
  if (!names) return;
  for (const std::string& name : *names) {
    const std::string path = directory.back() == '/' ? directory + name : directory + "/" + name;
    const bool isDirectory = call.world.listDirectory(path).has_value();
    if (isDirectory && recursive) listManifests(call, path, recursive, paths);
    if (!isDirectory && isManifestName(name)) paths.push_back(path);
  }
}

bool exists(Invocation& call, const std::string& path) {
  return call.world.readFile(path).has_value() || call.world.listDirectory(path).has_value();
}

/// The path itself, or what a pattern stands for.
std::vector<std::string> expand(Invocation& call, const std::string& path) {
  if (exists(call, path) || path.find_first_of("*?") == std::string::npos) return {path};
  const std::size_t slash = path.rfind('/');
  const std::string directory = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  const std::string pattern = slash == std::string::npos ? path : path.substr(slash + 1);
  std::vector<std::string> matches;
  for (const std::string& name : call.world.listDirectory(directory.empty() ? "." : directory)
                                     .value_or(std::vector<std::string>())) {
    if (matchesPattern(name, pattern)) matches.push_back(directory + name);
  }
  return matches.empty() ? std::vector<std::string>{path} : matches;
}

/// The files to read, "-" among them; an error ends the command before anything is read.
void findFiles(Invocation& call, const std::string& given, std::vector<std::string>& files,
               Found& found) {
  if (given == "-") {
    files.push_back(given);
    return;
  }
  if (isUrl(given)) {
    // SIM: a page has no network of its own, so a manifest cannot be fetched from a URL.
    found.errors.push_back(plainError("unable to read URL \"" + given +
                                      "\": this simulator does not fetch from the network"));
    return;
  }
  const std::vector<std::string> paths = expand(call, given);
  for (const std::string& path : paths) {
    if (call.world.listDirectory(path)) {
      listManifests(call, path, call.flags.is("recursive"), files);
    } else if (call.world.readFile(path)) {
      files.push_back(path);
    } else {
      found.errors.push_back(plainError("the path \"" + path + "\" does not exist"));
    }
  }
  if (!files.empty() || !found.errors.empty()) return;
  std::string all;
  for (const std::string& path : paths) all += (all.empty() ? "" : " ") + path;
  found.errors.push_back(
      plainError("error reading [" + all + "]: recognized file extensions are [.json .yaml .yml]"));
}

}  // namespace

Status noKustomization(const Invocation& call) {
  return plainError(
      "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in "
      "directory '" +
      call.flags.text("kustomize") + "'");
}

Found readFiles(Invocation& call, const std::vector<std::string>& paths) {
  Found found;
  if (call.flags.has("kustomize")) {
    found.errors.push_back(noKustomization(call));
    return found;
  }
  std::vector<std::string> files;
  for (const std::string& entry : paths) {
    for (const std::string& path : splitCommas(entry)) findFiles(call, path, files, found);
  }
  if (!found.errors.empty()) return found;
  for (const std::string& file : files) {
    if (file == "-") {
      readText(call, call.input, "STDIN", found);
    } else {
      readText(call, call.world.readFile(file).value_or(""), file, found);
    }
  }
  if (const std::string selector = call.flags.text("selector"); !selector.empty()) {
    if (const Result<Done> checked = checkLabelSelector(selector); !checked.ok()) {
      found.errors.push_back(checked.error());
      return found;
    }
    std::erase_if(found.targets, [&](const Target& target) {
      return !selectsLabels(selector, target.object.at({"metadata", "labels"}));
    });
  }
  found.isSingle = found.targets.size() == 1 && paths.size() == 1;
  found.isByName = true;
  return found;
}

}  // namespace sts::kubectl
