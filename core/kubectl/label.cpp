// kubectl label and kubectl annotate: key=value sets, key- removes.
// k8s 1.36: kubectl pkg/cmd/label/label.go, pkg/cmd/annotate/annotate.go
#include <algorithm>

#include "api/validation/names.hpp"
#include "kubectl/changes.hpp"
#include "kubectl/print.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

/// Which of the two verbs, and its words.
struct Meta {
  const char* noun;     ///< "label"
  const char* field;    ///< "labels"
  const char* manager;  ///< "kubectl-label"
  bool isLabel;
};
constexpr Meta labels{"label", "labels", "kubectl-label", true};
constexpr Meta annotations{"annotation", "annotations", "kubectl-annotate", false};

std::string joined(const std::vector<std::string>& parts, const char* separator) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : separator) + part;
  return all;
}

Result<Pairs> parseLabels(const std::vector<std::string>& words) {
  Pairs pairs;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) {
      pairs.removed.push_back(word.substr(0, word.size() - 1));
      continue;
    }
    if (word.find('=', equals + 1) != std::string::npos)
      return plainError("invalid label spec: " + word);
    const std::string value = word.substr(equals + 1);
    const auto faults = validation::isLabelValue(value);
    if (!faults.empty()) {
      const std::vector<std::string> texts(faults.begin(), faults.end());
      return plainError("invalid label value: " + goQuote(word) + ": " + joined(texts, ";"));
    }
    pairs.values[word.substr(0, equals)] = value;
  }
  for (const std::string& key : pairs.removed) {
    if (pairs.values.count(key) != 0) {
      return plainError("can not both modify and remove a label in the same command");
    }
  }
  return pairs;
}

Result<Pairs> parseAnnotations(const std::vector<std::string>& words) {
  TRY(Pairs pairs, parsePairs(words, "annotation", true));
  std::vector<std::string> both;
  for (const std::string& key : pairs.removed) {
    if (pairs.values.count(key) != 0) both.push_back(key);
  }
  if (both.empty()) return pairs;
  return plainError(
      "can not both modify and remove the following annotation(s) in the same command: " +
      joined(both, ", "));
}

std::string wrongUse(const Invocation& call, const Meta& meta,
                     const std::vector<std::string>& words, const Pairs& pairs) {
  const Flags& flags = call.flags;
  const bool files = flags.has("filename");
  const std::string file = meta.isLabel ? "pod" : "rsrc";
  if (flags.is("list") && flags.has("output"))
    return "--list and --output may not be specified together";
  if (flags.is("all") && flags.has("selector"))
    return "cannot set --all and --selector at the same time";
  if (flags.is("all") && flags.has("field-selector")) {
    return "cannot set --all and --field-selector at the same time";
  }
  if (flags.is("local")) {
    if (dryRunOf(call) == "server") {
      return "cannot specify --local and --dry-run=server - did you mean --dry-run=client?";
    }
    if (!words.empty()) {
      return "can only use local files by -f " + file + ".yaml or --filename=" + file +
             ".json when --local=true is set";
    }
    if (!files)
      return "one or more files must be specified as -f " + file + ".yaml or --filename=" + file +
             ".json";
  } else if (words.empty() && !files) {
    return "one or more resources must be specified as <resource> <name> or <resource>/<name>";
  }
  if (pairs.values.empty() && pairs.removed.empty() && !flags.is("list")) {
    return "at least one " + std::string(meta.noun) + " update is required";
  }
  return "";
}

/// What stands in the way of setting values without --overwrite.
std::vector<Status> overwrites(const Meta& meta, const Json& present, const Pairs& pairs) {
  std::vector<std::string> texts;
  for (const auto& [key, value] : pairs.values) {
    if (!meta.isLabel && key == "kubernetes.io/change-cause") continue;
    const Json* now = present.find(key);
    if (now == nullptr || now->str() == value) continue;
    texts.push_back("'" + key + "' already has a value (" + now->str() + ")");
  }
  std::vector<Status> errors;
  if (meta.isLabel) {
    for (const std::string& text : texts)
      errors.push_back(plainError(text + ", and --overwrite is false"));
  } else if (!texts.empty()) {
    errors.push_back(
        plainError("--overwrite is false but found the following declared annotation(s): " +
                   joined(texts, "; ")));
  }
  return errors;
}

struct Change {
  Json patch = Json::object();  ///< of the field: values and nulls
  bool adds = false, removes = false;
};

Change changeOf(const Json& present, const Pairs& pairs) {
  Change change;
  for (const auto& [key, value] : pairs.values) {
    if (present.has(key) && present[key].str() == value) continue;
    change.patch.set(key, value);
    change.adds = true;
  }
  for (const std::string& key : pairs.removed) {
    const Json* added = change.patch.find(key);
    if (!present.has(key) && added == nullptr) continue;
    change.patch.set(key, nullptr);
    change.removes = true;
  }
  return change;
}

Json changed(Json object, const Meta& meta, const Change& change) {
  for (const auto& [key, value] : change.patch.members()) {
    Json& field = object["metadata"][meta.field];
    if (value.isNull()) {
      field.erase(key);
    } else {
      field.set(key, value);
    }
  }
  return object;
}

void printList(Invocation& call, const Meta& meta, const Target& target, const Json& object,
               bool isSingle) {
  if (!isSingle) {
    call.out += "Listing " + std::string(meta.field) + " for " +
                std::string(target.resource->kind) + "." + std::string(target.resource->group) +
                "/" + target.name + ":\n";
  }
  for (const auto& [key, value] : object.at({"metadata", meta.field}).members()) {
    call.out += (isSingle ? "" : " ") + key + "=" + value.str() + "\n";
  }
}

std::string operationOf(const Meta& meta, const Change& change) {
  if (!meta.isLabel) return "annotated";
  if (change.adds && change.removes) return "modified";
  if (change.adds) return "labeled";
  return change.removes ? "unlabeled" : "not labeled";
}

std::vector<Status> changeOne(Invocation& call, const Meta& meta, const Target& target,
                              const Pairs& pairs, bool isSingle) {
  const bool here = staysHere(call) || call.flags.is("list");
  const Json& present = target.object.at({"metadata", meta.field});
  if (meta.isLabel && !here) {
    for (const std::string& key : pairs.removed) {
      if (!present.has(key)) call.out += "label " + goQuote(key) + " not found.\n";
    }
  }
  if (!call.flags.is("overwrite")) {
    if (std::vector<Status> errors = overwrites(meta, present, pairs); !errors.empty())
      return errors;
  }
  const Change change = changeOf(present, pairs);
  Json object = changed(target.object, meta, change);
  if (!here && !change.patch.empty()) {
    Json patch = Json::object();
    patch["metadata"].set(meta.field, change.patch);
    if (call.flags.has("resource-version")) {
      patch["metadata"].set("resourceVersion", call.flags.text("resource-version"));
    }
    Result<Json> sent = patchObject(call, *target.resource, target.namespace_, target.name, patch,
                                    mergePatchType, meta.manager);
    if (!sent.ok()) return {sent.error()};
    object = std::move(*sent);
  }
  if (call.flags.is("list")) {
    printList(call, meta, target, object, isSingle);
  } else {
    printObject(call, object, operationOf(meta, change));
  }
  return {};
}

Reply change(Invocation& call, const Meta& meta) {
  if (const Result<Done> checked = checkWriteFlags(call); !checked.ok())
    return call.fail(checked.error());
  const Result<WordsAndPairs> words = splitPairs(call.arguments, meta.noun);
  if (!words.ok()) return call.fail(words.error());
  const Result<Pairs> pairs =
      meta.isLabel ? parseLabels(words->pairs) : parseAnnotations(words->pairs);
  if (!pairs.ok()) return call.fail(pairs.error());
  const std::string wrong = wrongUse(call, meta, words->resources, *pairs);
  if (!wrong.empty()) return call.fail(wrong);
  const Found found = findChanged(call, words->resources);
  if (!found.isSingle && call.flags.has("resource-version")) {
    return call.fail("--resource-version may only be used with a single resource");
  }
  std::vector<Status> errors = found.errors;
  for (const Target& target : found.targets) {
    for (Status& error : changeOne(call, meta, target, *pairs, found.isSingle))
      errors.push_back(std::move(error));
  }
  return call.failAll(errors);
}

}  // namespace

Reply label(Invocation& call) { return change(call, labels); }

Reply annotate(Invocation& call) { return change(call, annotations); }

}  // namespace sts::kubectl
