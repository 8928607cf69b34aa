// The descriptions of Jobs and CronJobs.
#include "kubectl/describe/containers.hpp"
#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"
#include "tables/human_duration.hpp"

namespace sts::describe {
namespace {

using tables::countText;
using tables::textOr;

// The list of completed indexes, cut at the comma after fifty characters.
std::string indexesText(const std::string& indexes) {
  constexpr std::size_t kSoftLimit = 50;
  if (indexes.empty()) return "<none>";
  const std::size_t comma =
      indexes.size() > kSoftLimit ? indexes.find(',', kSoftLimit) : std::string::npos;
  return comma == std::string::npos ? indexes : indexes.substr(0, comma + 1) + "...";
}

void writeTimes(Writer& w, const Json& status) {
  const bool started = status.has("startTime");
  const bool completed = status.has("completionTime");
  if (started) w.field(0, "Start Time", rfc1123(status["startTime"]));
  if (completed) w.field(0, "Completed At", rfc1123(status["completionTime"]));
  if (started && completed) {
    w.field(0, "Duration",
            tables::humanDuration(parseRfc3339(status["completionTime"].str()) -
                                  parseRfc3339(status["startTime"].str())));
  }
}

void writePodsStatuses(Writer& w, const Json& status) {
  const std::string ready =
      status.has("ready") ? " (" + countText(status["ready"]) + " Ready)" : "";
  w.field(0, "Pods Statuses",
          countText(status["active"]) + " Active" + ready + " / " + countText(status["succeeded"]) +
              " Succeeded / " + countText(status["failed"]) + " Failed");
}

// k8s 1.36: kubectl pkg/describe/describe.go describeJob
void describeJob(Writer& w, const Json& job, const Context&) {
  const Json& metadata = job["metadata"];
  const Json& spec = job["spec"];
  w.field(0, "Name", metadata["name"].str());
  w.field(0, "Namespace", metadata["namespace"].str());
  w.field(0, "Selector", tables::labelSelectorText(spec["selector"]));
  writeLabels(w, "Labels", metadata["labels"]);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
  w.fieldIfAny(0, "Controlled By", controllerText(job));
  w.fieldIfAny(0, "Parallelism", textOr(spec["parallelism"], ""));
  w.field(0, "Completions", textOr(spec["completions"], "<unset>"));
  w.fieldIfAny(0, "Completion Mode", spec["completionMode"].str());
  w.fieldIfAny(0, "Suspend", textOr(spec["suspend"], ""));
  w.fieldIfAny(0, "Backoff Limit", textOr(spec["backoffLimit"], ""));
  w.fieldIfAny(0, "TTL Seconds After Finished", textOr(spec["ttlSecondsAfterFinished"], ""));
  writeTimes(w, job["status"]);
  if (spec.has("activeDeadlineSeconds")) {
    w.field(0, "Active Deadline Seconds", countText(spec["activeDeadlineSeconds"]) + "s");
  }
  writePodsStatuses(w, job["status"]);
  if (spec["completionMode"].str() == "Indexed") {
    w.field(0, "Completed Indexes", indexesText(job["status"]["completedIndexes"].str()));
  }
  writePodTemplate(w, spec["template"]);
}

std::string suspendText(const Json& suspend) {
  return suspend.isBool() ? boolText(suspend.boolean()) : "<unset>";
}

std::string secondsText(const Json& seconds) {
  return seconds.isNull() ? "<unset>" : countText(seconds) + "s";
}

void writeJobTemplate(Writer& w, const Json& spec) {
  w.field(0, "Selector",
          spec.has("selector") ? tables::labelSelectorText(spec["selector"]) : "<unset>");
  w.field(0, "Parallelism", textOr(spec["parallelism"], "<unset>"));
  w.field(0, "Completions", textOr(spec["completions"], "<unset>"));
  if (spec.has("activeDeadlineSeconds")) {
    w.field(0, "Active Deadline Seconds", secondsText(spec["activeDeadlineSeconds"]));
  }
  writePodTemplate(w, spec["template"]);
}

// k8s 1.36: kubectl pkg/describe/describe.go describeCronJob
void describeCronJob(Writer& w, const Json& object, const Context&) {
  const Json& metadata = object["metadata"];
  const Json& spec = object["spec"];
  const Json& status = object["status"];
  w.field(0, "Name", metadata["name"].str());
  w.field(0, "Namespace", metadata["namespace"].str());
  writeLabels(w, "Labels", metadata["labels"]);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
  w.field(0, "Schedule", spec["schedule"].str());
  w.field(0, "Concurrency Policy", spec["concurrencyPolicy"].str());
  w.field(0, "Suspend", suspendText(spec["suspend"]));
  w.field(0, "Time Zone", textOr(spec["timeZone"], "<unset>"));
  w.field(0, "Successful Job History Limit", textOr(spec["successfulJobsHistoryLimit"], "<unset>"));
  w.field(0, "Failed Job History Limit", textOr(spec["failedJobsHistoryLimit"], "<unset>"));
  w.field(0, "Starting Deadline Seconds", secondsText(spec["startingDeadlineSeconds"]));
  writeJobTemplate(w, spec["jobTemplate"]["spec"]);
  w.field(0, "Last Schedule Time",
          status.has("lastScheduleTime") ? rfc1123(status["lastScheduleTime"]) : "<unset>");
  std::vector<std::string> active;
  for (const Json& job : status["active"].items()) active.push_back(job["name"].str());
  w.field(0, "Active Jobs", active.empty() ? "<none>" : tables::join(active, ", "));
}

}  // namespace

std::vector<Describer> batchDescribers() {
  return {{"batch", "Job", describeJob}, {"batch", "CronJob", describeCronJob}};
}

}  // namespace sts::describe
