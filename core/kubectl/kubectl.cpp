#include "kubectl/kubectl.hpp"

#include <algorithm>
#include <utility>

#include "kubectl/client_flags.hpp"
#include "kubectl/help.hpp"
#include "kubectl/rest.hpp"

namespace sts::kubectl {
namespace {

std::vector<std::string> splitAt(const std::string& text, char sign) {
  std::vector<std::string> words;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = std::min(text.find(sign, from), text.size());
    words.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return words;
}

// Do the words begin with this path? How many of them; 0 if they do not.
std::size_t matched(const std::string& path, const std::vector<std::string>& words) {
  const std::vector<std::string> names = splitAt(path, ' ');
  if (names.size() > words.size()) return 0;
  for (std::size_t at = 0; at < names.size(); ++at) {
    const std::vector<std::string> spellings = splitAt(names[at], '|');
    if (std::find(spellings.begin(), spellings.end(), words[at]) == spellings.end()) return 0;
  }
  return names.size();
}

// Global flags may stand before the command's name; they are put behind it.
std::vector<std::string> commandFirst(const std::vector<std::string>& words) {
  std::vector<std::string> leading;
  std::size_t at = 0;
  while (at < words.size() && words[at].size() > 1 && words[at][0] == '-') {
    const std::string& word = words[at];
    leading.push_back(word);
    ++at;
    const auto& known = globalFlags();
    const bool takesValue =
        word.find('=') == std::string::npos &&
        std::any_of(known.begin(), known.end(), [&word](const FlagInfo& flag) {
          return flag.type != FlagType::Bool &&
                 (word == std::string("--") + flag.name ||
                  (flag.shorthand != 0 && word == std::string("-") + flag.shorthand));
        });
    if (takesValue && at < words.size()) leading.push_back(words[at++]);
  }
  std::vector<std::string> result(words.begin() + static_cast<std::ptrdiff_t>(at), words.end());
  result.insert(result.end(), leading.begin(), leading.end());
  return result;
}

// How many letters must change to make one word of the other.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t swapped = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({swapped, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

// Commands that look or begin like a mistyped one.
std::string suggestions(const std::string& typed) {
  std::vector<std::string> alike;
  for (const std::string& name : help::below({})) {
    const bool isAlike = distance(typed, name) <= 2 || name.rfind(typed, 0) == 0;
    if (isAlike && !typed.empty() && std::find(alike.begin(), alike.end(), name) == alike.end()) alike.push_back(name);
  }
  std::string text = alike.empty() ? "" : "\nDid you mean this?\n";
  for (const std::string& name : alike) text += "\t" + name + "\n";
  return text;
}

std::string invalidText(const Status& status) {
  const bool named = !status.kind.empty() || !status.name.empty();
  const std::string head = named ? "The " + status.kind + " \"" + status.name + "\" is invalid"
                                 : "The request is invalid";
  std::vector<std::string> causes;
  for (const StatusCause& cause : status.causes) {
    std::string text = cause.field.empty() ? cause.message : cause.field + ": " + cause.message;
    if (std::find(causes.begin(), causes.end(), text) == causes.end()) causes.push_back(std::move(text));
  }
  if (causes.empty()) return named ? head : head + ": " + status.message;
  if (causes.size() == 1) return head + ": " + causes.front();
  std::string text = head + ": ";
  for (const std::string& cause : causes) text += "\n* " + cause;
  return text;
}

}  // namespace

std::string errorText(const Status& status) {
  if (status.reason.empty())
    return status.message.rfind("error: ", 0) == 0 ? status.message : "error: " + status.message;
  if (status.reason == unknownReason) return "Error from server: " + status.message;
  return "Error from server (" + status.reason + "): " + status.message;
}

Status addSource(const char* verb, const std::string& source, Status status) {
  status.message = std::string("error when ") + verb + " \"" + source + "\": " + status.message;
  return status;
}

std::string Invocation::namespace_() const { return flags.text("namespace", "default"); }
bool Invocation::allNamespaces() const { return flags.is("all-namespaces"); }

Reply Invocation::fail(const Status& status) {
  const bool isInvalid = status.reason == "Invalid";
  err += isInvalid ? invalidText(status) : errorText(status);
  if (isInvalid || err.back() != '\n') err += '\n';
  return Reply::done(1);
}

Reply Invocation::failAll(const std::vector<Status>& failures) {
  if (failures.size() == 1) return fail(failures.front());
  for (const Status& failure : failures) err += (failure.reason.empty() ? failure.message : errorText(failure)) + "\n";
  return Reply::done(failures.empty() ? 0 : 1);
}

Reply Invocation::usage(const std::string& message) {
  err += "error: " + message + "\nSee '" + path + " -h' for help and examples\n";
  return Reply::done(1);
}

std::string canonicalPath(const std::string& path) {
  std::string text;
  for (const std::string& word : splitAt(path, ' ')) text += (text.empty() ? "" : " ") + word.substr(0, word.find('|'));
  return text;
}

std::pair<const CommandInfo*, std::size_t> findCommand(const std::vector<std::string>& words) {
  std::pair<const CommandInfo*, std::size_t> best{nullptr, 0};
  for (const CommandInfo& command : commands()) {
    if (const std::size_t length = matched(command.path, words); length > best.second) best = {&command, length};
  }
  return best;
}

Process::Process(World& world, std::vector<std::string> words, std::string input)
    : words_(commandFirst(words)), call_{world, {}, {}, {}, false, "kubectl", std::move(input), {}, {}, {}, false} {}

// What is no command of the table: kubectl alone, its help, its options, a wrong word.
Reply Process::startWithout() {
  const auto isHelp = [](const std::string& word) { return word == "-h" || word == "--help"; };
  std::vector<std::string> names = words_;
  names.erase(std::remove_if(names.begin(), names.end(), isHelp), names.end());
  const std::string word = names.empty() || names.front()[0] == '-' ? "" : names.front();
  if (const auto flags = parseWords(names, globalFlags()); word.empty() && !flags.ok()) {
    call_.err += "error: " + flags.error().message + "\nSee 'kubectl --help' for usage.\n";
    return Reply::done(1);
  }
  if (word.empty()) {
    call_.out += help::of({});
    return Reply::done();
  }
  if (word == "help") {
    names.erase(names.begin());
    const std::string text = help::of(names);
    call_.out += text.empty() ? help::ofUnknownTopic(names.front()) : text;
    return Reply::done();
  }
  if (word == "options") {
    call_.out += help::options();
    return Reply::done();
  }
  if (const std::string text = help::of({word}); !text.empty()) {
    if (names.size() != words_.size()) {
      call_.out += text;
      return Reply::done();
    }
    return call_.fail("kubectl " + word + " is not supported by this simulator");
  }
  call_.err += "error: unknown command \"" + word + "\" for \"kubectl\"\n" + suggestions(word);
  return Reply::done(1);
}

Reply Process::start() {
  const auto [chosen, length] = findCommand(words_);
  if (chosen == nullptr) return startWithout();
  call_.path = "kubectl " + canonicalPath(chosen->path);
  std::vector<FlagInfo> known = chosen->flags;
  known.insert(known.end(), globalFlags().begin(), globalFlags().end());
  Result<ParsedWords> parsed = parseWords({words_.begin() + static_cast<std::ptrdiff_t>(length), words_.end()}, known);
  if (!parsed.ok()) {
    call_.err += "error: " + parsed.error().message + "\nSee '" + call_.path + " --help' for usage.\n";
    return Reply::done(1);
  }
  call_.flags = std::move(parsed->flags);
  call_.arguments = std::move(parsed->arguments);
  call_.afterDashes = std::move(parsed->afterDashes);
  call_.hasDashes = parsed->hasDashes;
  if (call_.flags.is("help")) {
    std::vector<std::string> path = splitAt(canonicalPath(chosen->path), ' ');
    // Words that name a command of which this simulator knows no more than its help.
    std::vector<std::string> deeper = path;
    deeper.insert(deeper.end(), call_.arguments.begin(), call_.arguments.end());
    const std::string text = help::of(deeper);
    call_.out += text.empty() ? help::of(path) : text;
    return Reply::done();
  }
  if (std::optional<Reply> refused = refuseClient(call_)) return *refused;
  verb_ = chosen->run;
  return verb_(call_);
}

Reply Process::run() {
  if (verb_ == nullptr) return start();
  call_.isResumed = true;
  return verb_(call_);
}

}  // namespace sts::kubectl
