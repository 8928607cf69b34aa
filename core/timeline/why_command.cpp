#include "timeline/why_command.hpp"

#include "base/go_duration.hpp"
#include "timeline/explain.hpp"

namespace sts::timeline {
namespace {

struct Asked {
  std::string subject, namespace_ = "default", type = "A";
  std::optional<Duration> at;
};

Result<Asked> parse(const std::vector<std::string>& words) {
  Asked asked;
  for (auto next = words.begin(); next != words.end(); ++next) {
    const bool hasValue = words.end() - next > 1;
    if ((*next == "-n" || *next == "--namespace") && hasValue) {
      asked.namespace_ = *++next;
    } else if (*next == "--type" && hasValue) {
      asked.type = *++next;
    } else if (*next == "--at" && hasValue) {
      TRY(asked.at, parseGoDuration(*++next));
    } else if (next->starts_with("-") || !asked.subject.empty()) {
      return plainError("unknown argument " + *next);
    } else {
      asked.subject = *next;
    }
  }
  if (asked.subject.empty()) return plainError("no subject");
  return asked;
}

// To a tenth of a second: "12.4s".
std::string clockText(Duration since) {
  const std::int64_t tenths = since.ns / 100'000'000;
  const std::string fraction = tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10);
  return std::to_string(tenths / 10) + fraction + "s";
}

std::string textOf(const Answer& answer, const Cluster& cluster) {
  const why::Decision& decision = answer.decision;
  std::string text = "  " + answer.sentence() + "\n";
  for (const why::Fact& fact : answer.facts) {
    text += "      " + why::textOf(fact.object) + " ";
    text += fact.field.empty() ? fact.value : fact.field + "=" + fact.value;
    text += "\n";
  }
  const std::string_view actor = decision.info().actor;
  text += "      ";
  if (!actor.empty())
    text += std::string(actor) + (answer.isOpen ? ", since " : ", at ") +
            clockText(decision.at - cluster.start()) + ": ";
  return text + decision.info().upstream + "\n";
}

}  // namespace

CommandResult why(const Cluster& cluster, const std::vector<std::string>& words) {
  const Result<Asked> asked = parse(words);
  if (!asked.ok()) return {2, "", "error: " + asked.error().message + "\n" + whyUsage, false};
  const Time at = asked->at ? cluster.start() + *asked->at : cluster.now();
  if (at > cluster.now()) return {1, "", "error: " + clockText(at - cluster.start()) + " is still to come\n", false};
  const Scene scene = sceneAt(cluster.store(), cluster.journal(), at);
  std::vector<Answer> answers;
  if (asked->subject.starts_with("dns/")) {
    answers = explainName(scene, asked->subject.substr(4), asked->type, asked->namespace_);
  } else {
    const Result<why::Ref> subject = parseSubject(asked->subject, asked->namespace_);
    if (!subject.ok()) return {1, "", "error: " + subject.error().message + "\n", false};
    answers = explain(scene, *subject);
  }
  const std::string when = " at " + clockText(at - cluster.start());
  if (answers.empty()) {
    return {1, "",
            "error: there is no " + asked->subject + when + " in namespace " + asked->namespace_ +
                ", nobody wants one, and nothing was ever decided about it\n",
            false};
  }
  std::string text = asked->subject + when + "\n";
  for (const Answer& answer : answers) text += textOf(answer, cluster);
  return {0, text, "", false};
}

shell::Function stsCommand(const Cluster& cluster) {
  return [&cluster](shell::Context& context) -> shell::Outcome {
    const std::vector<std::string> words(context.arguments.begin() + 1, context.arguments.end());
    if (words.empty() || words[0] != "why") {
      context.err(std::string("usage: sts why SUBJECT [--at 14s] [-n NAMESPACE]\n") + whyUsage);
      return 2;
    }
    const CommandResult result = why(cluster, {words.begin() + 1, words.end()});
    context.out(result.out);
    context.err(result.err);
    return result.exit;
  };
}

}  // namespace sts::timeline
