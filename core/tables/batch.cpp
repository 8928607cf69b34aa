// The rows of Jobs and CronJobs.
#include "tables/cells.hpp"
#include "tables/human_duration.hpp"
#include "tables/printer.hpp"

namespace sts::tables {
namespace {

bool hasCondition(const Json& job, std::string_view type) {
  for (const Json& condition : job["status"]["conditions"].items()) {
    if (condition["type"].str() == type) return condition["status"].str() == "True";
  }
  return false;
}

std::string completions(const Json& job) {
  const Json& spec = job["spec"];
  const std::string done = countText(job["status"]["succeeded"]);
  if (!spec["completions"].isNull()) return done + "/" + countText(spec["completions"]);
  if (spec["parallelism"].integer() > 1) return done + "/1 of " + countText(spec["parallelism"]);
  return done + "/1";
}

std::string durationText(const Json& job, Time now) {
  const std::string& start = job["status"]["startTime"].str();
  const std::string& end = job["status"]["completionTime"].str();
  if (start.empty()) return "";
  return humanDuration((end.empty() ? now : parseRfc3339(end)) - parseRfc3339(start));
}

std::string statusText(const Json& job) {
  if (hasCondition(job, "Complete")) return "Complete";
  if (hasCondition(job, "Failed")) return "Failed";
  if (isTerminating(job)) return "Terminating";
  for (const char* type : {"Suspended", "FailureTarget", "SuccessCriteriaMet"}) {
    if (hasCondition(job, type)) return type;
  }
  return "Running";
}

// k8s 1.36: pkg/printers/internalversion/printers.go printJob
std::vector<std::string> jobCells(const Json& job, Time now) {
  const Json& podSpec = job["spec"]["template"]["spec"];
  return {nameOf(job),
          statusText(job),
          completions(job),
          durationText(job, now),
          ageOf(job, now),
          containerNames(podSpec),
          containerImages(podSpec),
          formatLabelSelector(job["spec"]["selector"])};
}

std::string suspendText(const Json& suspend) {
  if (!suspend.isBool()) return "<unset>";
  return suspend.boolean() ? "True" : "False";
}

std::vector<std::string> cronJobCells(const Json& object, Time now) {
  const Json& spec = object["spec"];
  const Json& podSpec = spec["jobTemplate"]["spec"]["template"]["spec"];
  const Json& last = object["status"]["lastScheduleTime"];
  return {nameOf(object),
          spec["schedule"].str(),
          textOr(spec["timeZone"], "<none>"),
          suspendText(spec["suspend"]),
          std::to_string(object["status"]["active"].size()),
          last.isNull() ? "<none>" : ageOfField(last, now),
          ageOf(object, now),
          containerNames(podSpec),
          containerImages(podSpec),
          formatLabelSelector(spec["jobTemplate"]["spec"]["selector"])};
}

}  // namespace

std::vector<Printer> batchPrinters() {
  return {
      {"batch",
       "Job",
       {nameColumn(), column("Status"), column("Completions"), column("Duration"), column("Age"),
        wideColumn("Containers"), wideColumn("Images"), wideColumn("Selector")},
       jobCells},
      {"batch",
       "CronJob",
       {nameColumn(), column("Schedule"), column("Timezone"), column("Suspend"), column("Active"),
        column("Last Schedule"), column("Age"), wideColumn("Containers"), wideColumn("Images"),
        wideColumn("Selector")},
       cronJobCells},
  };
}

}  // namespace sts::tables
