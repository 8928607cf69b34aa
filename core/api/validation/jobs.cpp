// Jobs and CronJobs.
// SIM: no controller runs them; failure and success policies and schedules are looked at only in
// outline. k8s 1.36: pkg/apis/batch/validation/validation.go
#include "api/validation/cron_schedule.hpp"
#include "api/validation/internal_json.hpp"
#include "api/validation/job_policies.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/pod.hpp"
#include "api/validation/workloads.hpp"

namespace sts::validation {
namespace {

void manyIndexes(Causes& out, const Json& spec, const Path& path) {
  if (spec["completions"].integer() <= 100000 || !spec.has("backoffLimitPerIndex")) return;
  if (!spec.has("maxFailedIndexes")) {
    out.required(path / "maxFailedIndexes", "must be specified when completions is above 100000");
  }
  for (const char* field : {"parallelism", "maxFailedIndexes"}) {
    if (spec[field].integer() <= 10000) continue;
    out.invalid(path / field, spec[field],
                "must be less than or equal to 10000 when completions are above 100000 and used "
                "with backoff limit per index");
  }
}

void managedBy(Causes& out, const Json& value, const Path& path) {
  if (value.isNull()) return;
  domainPrefixedPath(out, value.str(), path);
  if (value.str().size() > 63) out.tooLong(path, 63);
}

void indexed(Causes& out, const Json& spec, const Path& path) {
  if (spec["completionMode"].str() == "Indexed") {
    if (!spec.has("completions"))
      out.required(path / "completions", "when completion mode is Indexed");
    if (spec["parallelism"].integer() > 100000) {
      out.invalid(path / "parallelism", spec["parallelism"],
                  "must be less than or equal to 100000 when completion mode is Indexed");
    }
    const Json& failed = spec["maxFailedIndexes"];
    if (spec.has("completions") && failed.integer() > spec["completions"].integer())
      out.invalid(path / "maxFailedIndexes", failed, "must be less than or equal to completions");
    if (failed.integer() > 100000)
      out.invalid(path / "maxFailedIndexes", failed, "must be less than or equal to 100000");
    manyIndexes(out, spec, path);
    return;
  }
  const Json& mode = spec["completionMode"];
  if (!mode.isNull() && mode.str() != "NonIndexed") return;
  for (const char* field : {"backoffLimitPerIndex", "maxFailedIndexes"}) {
    if (spec.has(field)) out.invalid(path / field, spec[field], "requires indexed completion mode");
  }
}

void jobSpec(Causes& out, const Json& spec, const Path& path) {
  for (const char* field :
       {"parallelism", "completions", "activeDeadlineSeconds", "backoffLimit",
        "ttlSecondsAfterFinished", "backoffLimitPerIndex", "maxFailedIndexes"}) {
    nonNegative(out, path / field, spec[field]);
  }
  if (spec.has("maxFailedIndexes") && !spec.has("backoffLimitPerIndex")) {
    out.required(path / "backoffLimitPerIndex", "when maxFailedIndexes is specified");
  }
  managedBy(out, spec["managedBy"], path / "managedBy");
  const Json& mode = spec["completionMode"];
  if (!mode.isNull() && !oneOf(mode.str(), {"NonIndexed", "Indexed"})) {
    out.notSupported(path / "completionMode", mode, {"NonIndexed", "Indexed"});
  }
  indexed(out, spec, path);
  if (spec.has("podFailurePolicy")) podFailurePolicy(out, spec, path / "podFailurePolicy");
  if (spec.has("successPolicy")) successPolicy(out, spec, path / "successPolicy");
  podReplacementPolicy(out, spec, path / "podReplacementPolicy");
  podTemplate(out, spec["template"], path / "template");
  const std::string& policy = spec["template"]["spec"]["restartPolicy"].str();
  Path at = path / "template" / "spec" / "restartPolicy";
  if (policy.empty() || policy == "Always") {
    out.required(at, "valid values: \"OnFailure\", \"Never\"");
  } else if (!oneOf(policy, {"OnFailure", "Never"})) {
    out.notSupported(at, policy, {"OnFailure", "Never"});
  } else if (spec.has("podFailurePolicy") && policy != "Never") {
    out.invalid(at, policy, "only \"Never\" is supported when podFailurePolicy is specified");
  }
}

void wholeJobSpec(Causes& out, const Json& spec, const Path& path) {
  jobSpec(out, spec, path);
  const Json& selector = spec["selector"];
  if (selector.isNull()) out.required(path / "selector");
  labelSelector(out, selector, path / "selector");
  const Json& labelSet = spec["template"]["metadata"]["labels"];
  if (isSelector(selector) && !selectorEmpty(selector) && !selectorMatches(selector, labelSet)) {
    out.invalid(path / "template" / "metadata" / "labels", labelSet,
                "`selector` does not match template `labels`");
  }
}

void completionsUpdate(Causes& out, const Json& spec, const Json& before, const Path& path) {
  const Json& now = spec["completions"];
  if (spec["completionMode"].str() != "Indexed") {
    immutable(out, path, now, before["completions"]);
  } else if (!now.isNull() && !(now == before["completions"]) && !(now == spec["parallelism"])) {
    out.invalid(path, now, "can only be modified in tandem with spec.parallelism");
  }
}

void immutablePolicy(Causes& out, std::string_view type, const Json& spec, const Json& before,
                     const Path& path, const char* field) {
  if (semanticallyEqual(spec[field], before[field])) return;
  const bool gone = spec[field].isNull();
  out.invalidText(path / field, gone ? "null" : internalJson(type, spec[field]),
                  "field is immutable");
}

void schedule(Causes& out, const std::string& text, const Path& path) {
  if (text.empty()) return out.required(path);
  if (text.find("TZ") != std::string::npos) {
    return out.invalid(path, text,
                       "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
  }
  if (const std::string why = whatIsWrongWithSchedule(text); !why.empty())
    out.invalid(path, text, why);
}

// SIM: names without a slash are known one by one, those with one by their first part.
void timeZone(Causes& out, const Json& zone, const Path& path) {
  if (zone.isNull()) return;
  const std::string& name = zone.str();
  if (name.empty()) return out.invalid(path, zone, "timeZone must be nil or non-empty string");
  const std::string area = name.substr(0, name.find('/'));
  const bool known = area.size() == name.size()
                         ? oneOf(name, {"UTC", "GMT", "UCT", "Zulu", "EST", "MST", "HST", "CET",
                                        "EET", "MET", "WET", "Japan", "Cuba", "Egypt", "Turkey"})
                         : oneOf(area, {"Africa", "America", "Antarctica", "Arctic", "Asia",
                                        "Atlantic", "Australia", "Europe", "Indian", "Pacific",
                                        "Etc", "US", "Canada", "Brazil", "Chile", "Mexico"});
  if (name == "Local") {
    out.invalid(path, zone,
                "timeZone must be an explicit time zone as defined in "
                "https://www.iana.org/time-zones");
  } else if (!known) {
    out.invalid(path, zone, "unknown time zone " + name);
  }
}

void cronJobSpec(Causes& out, const Json& spec, const Path& path) {
  schedule(out, spec["schedule"].str(), path / "schedule");
  timeZone(out, spec["timeZone"], path / "timeZone");
  nonNegative(out, path / "startingDeadlineSeconds", spec["startingDeadlineSeconds"]);
  const std::string& policy = spec["concurrencyPolicy"].str();
  if (policy.empty())
    out.required(path / "concurrencyPolicy");
  else if (!oneOf(policy, {"Allow", "Forbid", "Replace"})) {
    out.notSupported(path / "concurrencyPolicy", policy, {"Allow", "Forbid", "Replace"});
  }
  const Json& job = spec["jobTemplate"]["spec"];
  Path at = path / "jobTemplate" / "spec";
  jobSpec(out, job, at);
  if (job.has("selector")) {
    out.invalidText(at / "selector", internalJson("LabelSelector", job["selector"]),
                    "`selector` will be auto-generated");
  }
  if (job["manualSelector"].boolean())
    out.notSupported(at / "manualSelector", true, {"nil", "false"});
  nonNegative(out, path / "successfulJobsHistoryLimit", spec["successfulJobsHistoryLimit"]);
  nonNegative(out, path / "failedJobsHistoryLimit", spec["failedJobsHistoryLimit"]);
}

}  // namespace

void jobCreate(Causes& out, const Json& job) {
  objectMeta(out, job["metadata"], true, isDns1123Subdomain, Path("metadata"));
  generatedSelector(out, job);
  const Json& spec = job["spec"];
  wholeJobSpec(out, spec, Path("spec"));
  if (spec["completionMode"].str() != "Indexed" || spec["completions"].integer() <= 0) return;
  const Json& name = job["metadata"]["name"];
  const std::string host = name.str() + "-" + std::to_string(spec["completions"].integer() - 1);
  if (isDns1123Label(host).empty()) return;
  out.invalid(Path("metadata.name"), name,
              "will not able to create pod with invalid DNS label: " + host);
}

void jobUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMeta(out, fresh["metadata"], true, isDns1123Subdomain, Path("metadata"));
  generatedSelector(out, fresh);
  wholeJobSpec(out, fresh["spec"], Path("spec"));
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  const Json& spec = fresh["spec"];
  const Json& before = old["spec"];
  Path path("spec");
  wholeJobSpec(out, spec, path);
  completionsUpdate(out, spec, before, path / "completions");
  immutable(out, path / "selector", spec["selector"], before["selector"]);
  // SIM: of a suspended Job's template anything may change.
  const Json& podTemplate = spec["template"];
  if (!before["suspend"].boolean() && !semanticallyEqual(podTemplate, before["template"])) {
    Json flat = podTemplate["metadata"];  // Go's struct holds the metadata inline
    flat.set("spec", podTemplate["spec"]);
    out.invalidText(path / "template", internalJson("PodTemplateSpec", flat), "field is immutable");
  }
  immutable(out, path / "completionMode", spec["completionMode"], before["completionMode"]);
  immutablePolicy(out, "PodFailurePolicy", spec, before, path, "podFailurePolicy");
  for (const char* field : {"backoffLimitPerIndex", "managedBy"})
    immutable(out, path / field, spec[field], before[field]);
  immutablePolicy(out, "SuccessPolicy", spec, before, path, "successPolicy");
}

void cronJobCreate(Causes& out, const Json& job) {
  objectMeta(out, job["metadata"], true, isDns1123Subdomain, Path("metadata"));
  cronJobSpec(out, job["spec"], Path("spec"));
  const std::string& name = job["metadata"]["name"].str();
  if (name.size() > 52)
    out.invalid(Path("metadata.name"), name, "must be no more than 52 characters");
}

void cronJobUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  cronJobSpec(out, fresh["spec"], Path("spec"));
}

}  // namespace sts::validation
