// A HorizontalPodAutoscaler's description.
#include "kubectl/describe/describer.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

using tables::countText;
using tables::textOr;

constexpr const char* kUnknown = "<unknown>";

// Use and target of a resource metric, behind its name.
void writeResource(Writer& w, const std::string& name, const Json& source, const Json& current) {
  const Json& target = source["target"];
  if (!target["averageValue"].isNull()) {
    w.line(0, name + ":\t" + textOr(current["averageValue"], kUnknown) + " / " +
                  textOr(target["averageValue"], ""));
    return;
  }
  const Json& used = current["averageUtilization"];
  const Json& wanted = target["averageUtilization"];
  w.line(0, name + "  (as a percentage of request):\t" +
                (used.isNull()
                     ? kUnknown
                     : countText(used) + "% (" + textOr(current["averageValue"], "0") + ")") +
                " / " + (wanted.isNull() ? "<auto>" : countText(wanted) + "%"));
}

void writeValue(Writer& w, const std::string& name, const Json& target, const Json& current) {
  const bool average = !target["averageValue"].isNull();
  const char* field = average ? "averageValue" : "value";
  w.line(1, name + (average ? " (target average value):\t" : " (target value):\t") +
                textOr(current[field], kUnknown) + " / " + textOr(target[field], "0"));
}

void writeMetric(Writer& w, const Json& metric, const Json& status) {
  const std::string& type = metric["type"].str();
  if (type == "Resource") {
    const Json& source = metric["resource"];
    writeResource(w, "  resource " + source["name"].str() + " on pods", source,
                  status["resource"]["current"]);
  } else if (type == "ContainerResource") {
    const Json& source = metric["containerResource"];
    writeResource(w,
                  "  resource " + source["name"].str() + " of container \"" +
                      source["container"].str() + "\" on pods",
                  source, status["containerResource"]["current"]);
  } else if (type == "Pods") {
    const Json& source = metric["pods"];
    w.line(1, goQuote(source["metric"]["name"].str()) + " on pods:\t" +
                  textOr(status["pods"]["current"]["averageValue"], kUnknown) + " / " +
                  textOr(source["target"]["averageValue"], "0"));
  } else if (type == "Object") {
    const Json& source = metric["object"];
    const Json& target = source["describedObject"];
    writeValue(w,
               "\"" + source["metric"]["name"].str() + "\" on " + target["kind"].str() + "/" +
                   target["name"].str(),
               source["target"], status["object"]["current"]);
  } else if (type == "External") {
    const Json& source = metric["external"];
    writeValue(w, goQuote(source["metric"]["name"].str()), source["target"],
               status["external"]["current"]);
  } else {
    w.line(1, "<unknown metric type " + goQuote(type) + ">");
  }
}

void writeBehavior(Writer& w, const char* title, const Json& rules) {
  if (rules.isNull()) return;
  w.line(1, std::string(title) + ":");
  if (rules.has("stabilizationWindowSeconds")) {
    w.line(2,
           "Stabilization Window: " + countText(rules["stabilizationWindowSeconds"]) + " seconds");
  }
  if (rules["policies"].empty()) return;
  w.line(2, "Select Policy: " + textOr(rules["selectPolicy"], "Max"));
  w.line(2, "Policies:");
  for (const Json& policy : rules["policies"].items()) {
    w.line(3, "- Type: " + policy["type"].str() + "\tValue: " + countText(policy["value"]) +
                  "\tPeriod: " + countText(policy["periodSeconds"]) + " seconds");
  }
}

void writeTargets(Writer& w, const Json& object) {
  const Json& spec = object["spec"];
  if (object["apiVersion"].str() != "autoscaling/v1") {
    w.field(0, "Metrics", "( current / target )");
    for (std::size_t i = 0; i < spec["metrics"].size(); ++i) {
      writeMetric(w, spec["metrics"][i], object["status"]["currentMetrics"][i]);
    }
  } else if (spec.has("targetCPUUtilizationPercentage")) {
    const Json& current = object["status"]["currentCPUUtilizationPercentage"];
    w.field(0, "Target CPU utilization", countText(spec["targetCPUUtilizationPercentage"]) + "%");
    w.field(0, "Current CPU utilization", textOr(current, kUnknown) + "%");
  }
}

// k8s 1.36: kubectl pkg/describe/describe.go describeHorizontalPodAutoscalerV2
void describeAutoscaler(Writer& w, const Json& object, const Context&) {
  const Json& spec = object["spec"];
  const Json& status = object["status"];
  const Json& target = spec["scaleTargetRef"];
  writeHead(w, object);
  w.field(0, "CreationTimestamp", rfc1123(object["metadata"]["creationTimestamp"]));
  w.field(0, "Reference", target["kind"].str() + "/" + target["name"].str());
  writeTargets(w, object);
  w.field(0, "Min replicas", textOr(spec["minReplicas"], "<unset>"));
  w.field(0, "Max replicas", countText(spec["maxReplicas"]));
  if (spec.has("behavior")) {
    w.line(0, "Behavior:");
    writeBehavior(w, "Scale Up", spec["behavior"]["scaleUp"]);
    writeBehavior(w, "Scale Down", spec["behavior"]["scaleDown"]);
  }
  w.field(0, target["kind"].str() + " pods",
          countText(status["currentReplicas"]) + " current / " +
              countText(status["desiredReplicas"]) + " desired");
  if (status["conditions"].empty()) return;
  w.line(0, "Conditions:");
  w.line(1, "Type\tStatus\tReason\tMessage");
  w.line(1, "----\t------\t------\t-------");
  for (const Json& c : status["conditions"].items()) {
    w.line(1, c["type"].str() + "\t" + c["status"].str() + "\t" + c["reason"].str() + "\t" +
                  c["message"].str());
  }
}

}  // namespace

std::vector<Describer> autoscalingDescribers() {
  return {{"autoscaling", "HorizontalPodAutoscaler", describeAutoscaler}};
}

}  // namespace sts::describe
