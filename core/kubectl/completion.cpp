#include "kubectl/completion.hpp"

#include <algorithm>
#include <string_view>

#include "kubectl/help.hpp"
#include "kubectl/rest.hpp"

namespace sts::kubectl {
namespace {

using Words = std::vector<std::string>;

bool startsWith(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

bool isOneOf(const std::string& word, std::initializer_list<std::string_view> known) {
  return std::find(known.begin(), known.end(), word) != known.end();
}

/// The words of the command that is being typed: what stands behind the last `|`, `;`, `&` or `(`.
Words wordsOf(const std::string& line) {
  Words words{""};
  char quote = 0;
  for (const char c : line) {
    if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        words.back() += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == ' ' || c == '\t') {
      if (!words.back().empty()) words.emplace_back();
    } else if (std::string_view("|;&(").find(c) != std::string_view::npos) {
      words = {""};
    } else {
      words.back() += c;
    }
  }
  return words;
}

/// A command line on its way: what has been typed of it, and what fits into the place of the last word.
class Completer {
 public:
  Completer(World& world, Words words)
      : call_{world, {}, {}, {}, false, "kubectl", {}, {}, {}, {}, false}, words_(std::move(words)) {
    last_ = words_.back();
    words_.pop_back();
  }

  Words take() {
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    if (found_.size() > 200) found_.resize(200);
    return std::move(found_);
  }

  void completeFirst(const Words& commands) {
    for (const std::string& name : commands) offer(name);
  }

  /// Files and directories; a directory ends with a slash.
  void completeFile(const std::string& before, const std::string& typed) {
    const std::size_t slash = typed.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : typed.substr(0, slash + 1);
    const auto names = call_.world.listDirectory(folder.empty() ? "." : folder);
    for (const std::string& name : names.value_or(Words())) {
      const bool isDirectory = call_.world.listDirectory(folder + name).has_value();
      offer(before + folder + name + (isDirectory ? "/" : ""));
    }
  }

  void completeKubectl() {
    readWords();
    if (!pending_.empty()) return completeValue("", pending_, last_);
    if (last_.size() > 1 && last_[0] == '-') return completeFlag();
    const Words below = help::below(path_);
    if (arguments_.empty() && !below.empty()) {
      for (const std::string& name : below) offer(name);
      if (path_.empty()) offer("help");
      if (!path_.empty() && isKindVerb()) completeArgument();
      return;
    }
    completeArgument();
  }

 private:
  void offer(const std::string& word) {
    if (startsWith(word, last_)) found_.push_back(word);
  }

  std::vector<FlagInfo> flags() const {
    std::vector<FlagInfo> known = globalFlags();
    if (const CommandInfo* command = findCommand(path_).first)
      known.insert(known.begin(), command->flags.begin(), command->flags.end());
    return known;
  }

  /// The flag a word sets whose value is the next word; "" if there is none.
  std::string flagAwaiting(const std::string& word) const {
    if (word.find('=') != std::string::npos) return "";
    for (const FlagInfo& flag : flags()) {
      const bool isIt = word == std::string("--") + flag.name ||
                        (flag.shorthand != 0 && word == std::string("-") + flag.shorthand);
      if (isIt) return flag.type == FlagType::Bool || flag.type == FlagType::OptionalString ? "" : flag.name;
    }
    return "";
  }

  void readWords() {
    for (std::size_t at = 1; at < words_.size(); ++at) {
      const std::string& word = words_[at];
      if (word == "--") {
        isBehindDashes_ = true;
        return;
      }
      if (word.size() > 1 && word[0] == '-') {
        pending_ = flagAwaiting(word);
        if (const std::size_t sign = word.find('='); sign != std::string::npos && startsWith(word, "--namespace"))
          call_.flags.set("namespace", word.substr(sign + 1));
        if (pending_.empty() || at + 1 == words_.size()) continue;
        if (pending_ == "namespace") call_.flags.set("namespace", words_[at + 1]);
        pending_.clear();
        ++at;
        continue;
      }
      addWord(word);
    }
  }

  void addWord(const std::string& word) {
    Words deeper = path_;
    deeper.push_back(word);
    if (arguments_.empty() && !help::of(deeper).empty()) {
      path_ = std::move(deeper);
    } else {
      arguments_.push_back(word);
    }
  }

  void completeFlag() {
    if (const std::size_t sign = last_.find('='); sign != std::string::npos && last_[1] == '-')
      return completeValue(last_.substr(0, sign + 1), last_.substr(2, sign - 2), last_.substr(sign + 1));
    for (const FlagInfo& flag : flags())
      offer(std::string("--") + flag.name + (flag.type == FlagType::Bool ? "" : "="));
  }

  void completeValue(const std::string& before, const std::string& flag, const std::string& typed) {
    const auto choices = [&](std::initializer_list<const char*> values) {
      for (const char* value : values) offer(before + value);
    };
    if (flag == "namespace") return offerNames(before, "namespaces");
    if (isOneOf(flag, {"filename", "patch-file", "from-file", "from-env-file", "cert", "key"}))
      return completeFile(before, typed);
    if (flag == "container" || flag == "containers") return offerContainers(before);
    if (flag == "dry-run") return choices({"client", "none", "server"});
    if (flag == "cascade") return choices({"background", "foreground", "orphan"});
    if (flag == "validate") return choices({"ignore", "strict", "warn"});
    if (flag == "context" || flag == "cluster") return choices({"c"});
    if (flag == "restart") return choices({"Always", "Never", "OnFailure"});
    if (flag == "for" && !path_.empty() && path_.front() == "wait")
      return choices({"condition=", "create", "delete", "jsonpath="});
    if (flag == "type" && path_ == Words{"patch"}) return choices({"json", "merge", "strategic"});
    if (flag != "output") return;
    choices({"json", "jsonpath=", "name", "yaml", "go-template="});
    if (path_ == Words{"get"}) choices({"custom-columns=", "wide", "kyaml"});
  }

  bool isKindVerb() const {
    return !path_.empty() && isOneOf(path_[0], {"get", "describe", "delete", "edit", "label", "annotate", "patch",
                                                "scale", "autoscale", "expose", "wait", "explain", "set"});
  }

  void completeArgument() {
    if (path_.empty() || isBehindDashes_) return;
    const std::string& verb = path_[0];
    if (last_.find('/') != std::string::npos && verb != "cp") return offerBehindSlash();
    if (verb == "rollout") return completeTyped({"daemonsets", "deployments", "statefulsets"});
    if (verb == "scale" || verb == "autoscale")
      return completeTyped({"deployments", "replicasets", "replicationcontrollers", "statefulsets"});
    if (isOneOf(verb, {"cordon", "uncordon", "drain"})) return offerNames("", "nodes");
    if (isOneOf(verb, {"logs", "exec", "attach", "debug", "port-forward", "cp"})) {
      if (arguments_.empty()) offerNames("", "pods");
      if (verb == "cp") completeFile("", last_);
      return;
    }
    if (verb == "taint") return completeTyped({"nodes"});
    if (verb == "top" && path_.size() == 2) return offerNames("", path_[1]);
    if (verb == "config" && path_.size() == 2 && path_[1] == "use-context") return offer("c");
    if (verb == "explain" && arguments_.empty()) return offerKinds(nullptr);
    if (isKindVerb()) completeTyped({});
  }

  /// A kind, then names of it; with `only`, of these kinds.
  void completeTyped(const Words& only) {
    if (arguments_.empty()) return offerKinds(only.empty() ? nullptr : &only);
    if (arguments_.front().find('/') != std::string::npos) return;
    const bool isSetImage = path_ == Words{"set", "image"} && arguments_.size() > 1;
    if (isSetImage) return offerImages();
    offerNames("", arguments_.front());
  }

  void offerKinds(const Words* only) {
    const std::size_t comma = last_.rfind(',');
    const std::string before = comma == std::string::npos ? "" : last_.substr(0, comma + 1);
    for (const ResourceInfo* resource : scheme::preferredResources()) {
      const std::string plural(resource->plural);
      const bool isChosen = only == nullptr || std::find(only->begin(), only->end(), plural) != only->end();
      if (isChosen && resource->hasVerb("list")) offer(before + plural);
    }
    if (only == nullptr && !path_.empty() && path_[0] == "get") offer(before + "all");
  }

  Result<Json> objectsOf(const std::string& kind) {
    TRY(const ResourceInfo* resource, scheme::findResource(kind));
    return listObjects(call_, *resource, resource->namespaced ? call_.namespace_() : "");
  }

  void offerNames(const std::string& before, const std::string& kind) {
    const Result<Json> list = objectsOf(kind);
    if (!list.ok()) return;
    for (const Json& item : (*list)["items"].items()) {
      const std::string& name = item["metadata"]["name"].str();
      const bool isThere = std::find(arguments_.begin(), arguments_.end(), name) != arguments_.end();
      if (!isThere) offer(before + name);
    }
  }

  void offerBehindSlash() {
    const std::size_t slash = last_.find('/');
    offerNames(last_.substr(0, slash + 1), last_.substr(0, slash));
  }

  /// The pod (or what has a pod template) that the words name.
  Json subject() {
    if (arguments_.empty()) return {};
    std::string kind = "pods", name = arguments_.front();
    if (const std::size_t slash = name.find('/'); slash != std::string::npos) {
      kind = name.substr(0, slash);
      name = name.substr(slash + 1);
    } else if (path_ == Words{"set", "image"} && arguments_.size() > 1) {
      kind = arguments_[0];
      name = arguments_[1];
    }
    const Result<const ResourceInfo*> resource = scheme::findResource(kind);
    if (!resource.ok()) return {};
    const Result<Json> object = getObject(call_, **resource, call_.namespace_(), name);
    return object.ok() ? *object : Json();
  }

  void offerContainers(const std::string& before) {
    const Json object = subject();
    const Json& spec = object["spec"].has("template") ? object["spec"]["template"]["spec"] : object["spec"];
    for (const char* list : {"containers", "initContainers"}) {
      for (const Json& container : spec[list].items()) offer(before + container["name"].str());
    }
  }

  void offerImages() {
    const Json object = subject();
    const Json& spec = object["spec"].has("template") ? object["spec"]["template"]["spec"] : object["spec"];
    for (const Json& container : spec["containers"].items()) offer(container["name"].str() + "=");
  }

  Invocation call_;
  Words words_, path_, arguments_, found_;
  std::string last_, pending_;
  bool isBehindDashes_ = false;
};

}  // namespace

std::vector<std::string> complete(World& world, const std::string& line,
                                  const std::vector<std::string>& shellCommands) {
  const Words words = wordsOf(line);
  Completer completer(world, words);
  if (words.size() == 1) {
    completer.completeFirst(shellCommands);
  } else if (words.front() == "kubectl" || words.front() == "k") {
    completer.completeKubectl();
  } else {
    completer.completeFile("", words.back());
  }
  return completer.take();
}

}  // namespace sts::kubectl
