// What a Job makes of failed pods and of finished indexes, and the selector that it generates.
// k8s 1.36: pkg/apis/batch/validation/validation.go
#include <set>

#include "api/validation/internal_json.hpp"
#include "api/validation/job_policies.hpp"
#include "api/validation/meta.hpp"

namespace sts::validation {
namespace {

// A word of a fixed set, given as Go prints the set in a sentence.
void word(Causes& out, const Json& value, const std::vector<std::string_view>& words,
          const Path& path) {
  if (!value.str().empty()) {
    if (!oneOf(value.str(), words)) out.notSupported(path, value, words);
    return;
  }
  std::string list;
  for (std::string_view each : words) list += (list.empty() ? "" : " ") + goQuote(each);
  out.required(path, "valid values: [" + list + "]");
}

void exitCodes(Causes& out, const Json& rule, const std::set<std::string>& names,
               const Path& path) {
  word(out, rule["operator"], {"In", "NotIn"}, path / "operator");
  const Json& name = rule["containerName"];
  if (!name.isNull() && names.count(name.str()) == 0) {
    out.invalid(path / "containerName", name,
                "must be one of the container or initContainer names in the pod template");
  }
  const Json& values = rule["values"];
  const Path at = path / "values";
  if (values.empty())
    out.invalidText(at, values.isNull() ? "null" : "[]", "at least one value is required");
  else if (values.size() > 255)
    out.tooMany(at, values.size(), 255);
  std::set<std::int64_t> seen;
  bool ordered = true;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::int64_t value = values[i].integer();
    if (rule["operator"].str() == "In" && value == 0)
      out.invalid(at[i], values[i], "must not be 0 for the In operator");
    if (!seen.insert(value).second) out.duplicate(at[i], values[i]);
    ordered = ordered && (i == 0 || values[i - 1].integer() <= value);
  }
  if (!ordered) out.invalid(at, values, "must be ordered");
}

void podConditions(Causes& out, const Json& patterns, const Path& path) {
  if (patterns.size() > 20) out.tooMany(path, patterns.size(), 20);
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    qualifiedName(out, path[i] / "type", Json(patterns[i]["type"].str()));
    word(out, patterns[i]["status"], {"False", "True", "Unknown"}, path[i] / "status");
  }
}

void failureRule(Causes& out, const Json& spec, const Json& rule,
                 const std::set<std::string>& names, const Path& path) {
  const Json& action = rule["action"];
  if (action.str() == "FailIndex") {
    if (!spec.has("backoffLimitPerIndex"))
      out.invalid(path / "action", action, "requires the backoffLimitPerIndex to be set");
  } else {
    word(out, action, {"Count", "FailIndex", "FailJob", "Ignore"}, path / "action");
  }
  const bool byCode = rule["onExitCodes"].isObject();
  const bool byCondition = !rule["onPodConditions"].empty();
  if (byCode) exitCodes(out, rule["onExitCodes"], names, path / "onExitCodes");
  if (byCondition) podConditions(out, rule["onPodConditions"], path / "onPodConditions");
  if (byCode && byCondition)
    out.invalidText(path, "", "specifying both OnExitCodes and OnPodConditions is not supported");
  if (!byCode && !byCondition)
    out.invalidText(path, "", "specifying one of OnExitCodes and OnPodConditions is required");
}

/// How many indexes a text such as `0-2,5` names, or what is wrong with it.
struct Indexes {
  std::int64_t count = 0;
  std::string wrong;
};

// k8s 1.36: pkg/apis/batch/validation/validation.go validateIndexesFormat
Indexes indexesOf(std::string_view text, std::int64_t completions) {
  Indexes out;
  std::int64_t last = -1;
  while (!text.empty()) {
    const std::string_view interval = text.substr(0, text.find(','));
    text.remove_prefix(interval.size() < text.size() ? interval.size() + 1 : text.size());
    std::int64_t first = -1;
    std::size_t at = 0;
    for (int part = 0; at <= interval.size(); ++part) {
      const std::string limit(interval.substr(at, interval.find('-', at) - at));
      at += limit.size() + 1;
      if (part == 2)
        return {0, "the fragment " + goQuote(interval) +
                       " violates the requirement that an index interval can have at most two parts "
                       "separated by '-'"};
      const bool isNumber =
          !limit.empty() && limit.size() < 10 && limit.find_first_not_of("0123456789") == std::string::npos;
      if (!isNumber) return {0, "cannot convert string to integer for index: " + goQuote(limit)};
      const std::int64_t value = std::stoll(limit);
      if (value >= completions) return {0, "too large index: " + goQuote(limit)};
      if (value <= last) {
        return {0, "non-increasing order, previous: " + std::to_string(last) +
                       ", current: " + std::to_string(value)};
      }
      out.count += part == 0 ? 1 : value - first;
      first = last = value;
    }
  }
  return out;
}

void successRule(Causes& out, const Json& spec, const Json& rule, const Path& path) {
  const Json& count = rule["succeededCount"];
  if (count.isNull() && !rule.has("succeededIndexes")) {
    out.required(path, "at least one of succeededCount or succeededIndexes must be specified");
  }
  const std::int64_t completions = spec["completions"].integer();
  Indexes named;
  if (rule.has("succeededIndexes")) {
    named = indexesOf(rule["succeededIndexes"].str(), completions);
    if (!named.wrong.empty()) {
      out.invalid(path / "succeededIndexes", rule["succeededIndexes"],
                  "error parsing succeededIndexes: " + named.wrong);
    }
  }
  if (count.isNull()) return;
  nonNegative(out, path / "succeededCount", count);
  if (count.integer() > completions) {
    out.invalid(path / "succeededCount", count,
                "must be less than or equal to " + std::to_string(completions) +
                    " (the number of specified completions)");
  }
  if (rule.has("succeededIndexes") && count.integer() > named.count) {
    out.invalid(path / "succeededCount", count,
                "must be less than or equal to " + std::to_string(named.count) +
                    " (the number of indexes in the specified succeededIndexes field)");
  }
}

void label(Causes& out, const Json& labels, const Path& path, std::string_view key,
           const std::string& expected) {
  const Json* value = labels.find(key);
  const std::string sentence = "must be '" + expected + "'";
  if (value == nullptr)
    out.required(path.key(key), sentence);
  else if (value->str() != expected)
    out.invalid(path.key(key), labels, sentence);
}

}  // namespace

void podFailurePolicy(Causes& out, const Json& spec, const Path& path) {
  const Json& rules = spec["podFailurePolicy"]["rules"];
  if (rules.size() > 20) out.tooMany(path / "rules", rules.size(), 20);
  std::set<std::string> names;
  for (const char* kind : {"containers", "initContainers"}) {
    for (const Json& container : spec["template"]["spec"][kind].items())
      names.insert(container["name"].str());
  }
  for (std::size_t i = 0; i < rules.size(); ++i)
    failureRule(out, spec, rules[i], names, (path / "rules")[i]);
}

void successPolicy(Causes& out, const Json& spec, const Path& path) {
  const Json& policy = spec["successPolicy"];
  if (spec["completionMode"].str() != "Indexed") {
    return out.invalidText(path, internalJson("SuccessPolicy", policy),
                           "requires indexed completion mode");
  }
  const Json& rules = policy["rules"];
  if (rules.empty()) {
    out.required(path / "rules",
                 "at least one rules must be specified when the successPolicy is specified");
  }
  if (rules.size() > 20) out.tooMany(path / "rules", rules.size(), 20);
  for (std::size_t i = 0; i < rules.size(); ++i)
    successRule(out, spec, rules[i], (path / "rules")[i]);
}

void podReplacementPolicy(Causes& out, const Json& spec, const Path& path) {
  const Json& policy = spec["podReplacementPolicy"];
  if (policy.isNull()) return;
  const bool onlyFailed = spec.has("podFailurePolicy");
  std::vector<std::string_view> words{"Failed", "TerminatingOrFailed"};
  if (onlyFailed) words.pop_back();
  if (!oneOf(policy.str(), words)) out.notSupported(path, policy, words);
}

// The labels and the selector that the server made must not be in each other's way.
void generatedSelector(Causes& out, const Json& job) {
  const Json& spec = job["spec"];
  if (spec["manualSelector"].boolean() || spec["selector"].isNull()) return;
  const std::string& uid = job["metadata"]["uid"].str();
  const std::string& name = job["metadata"]["name"].str();
  if (uid.empty()) out.required(Path("metadata.uid"));
  const Json& labels = spec["template"]["metadata"]["labels"];
  const Path path("spec.template.metadata.labels");
  Json expected = Json::object();
  for (const char* prefix : {"", "batch.kubernetes.io/"}) {
    const std::string uidKey = std::string(prefix) + "controller-uid";
    const std::string nameKey = std::string(prefix) + "job-name";
    label(out, labels, path, uidKey, uid);
    label(out, labels, path, nameKey, name);
    expected.set(uidKey, uid);
    expected.set(nameKey, name);
  }
  const Json& selector = spec["selector"];
  if (isSelector(selector) && !selectorMatches(selector, expected))
    out.invalid(Path("spec.selector"), selector, "`selector` not auto-generated");
}

}  // namespace sts::validation
