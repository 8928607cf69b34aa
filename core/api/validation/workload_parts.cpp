// Rules that the kinds which make pods share.
// k8s 1.36: pkg/apis/apps/validation/validation.go
#include "api/validation/internal_json.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/workloads.hpp"

namespace sts::validation {

bool workloadSelector(Causes& out, const Json& spec, std::string_view emptySentence,
                      std::string_view badSentence, const Path& path) {
  const Json& selector = spec["selector"];
  Path at = path / "selector";
  if (selector.isNull()) {
    out.required(at);
    return true;
  }
  const std::string printed = internalJson("LabelSelector", selector);
  labelSelector(out, selector, at);
  if (selectorEmpty(selector)) out.invalidText(at, printed, emptySentence);
  if (isSelector(selector)) return true;
  out.invalidText(at, printed, badSentence);
  return false;
}

void templateLabels(Causes& out, const Json& spec, const Path& path) {
  const Json& labelSet = spec["template"]["metadata"]["labels"];
  if (selectorEmpty(spec["selector"]) || selectorMatches(spec["selector"], labelSet)) return;
  out.invalid(path / "template" / "metadata" / "labels", labelSet,
              "`selector` does not match template `labels`");
}

void alwaysRestarts(Causes& out, const Json& podTemplate, std::string_view kind, const Path& path) {
  const Json& spec = podTemplate["spec"];
  if (spec["restartPolicy"].str() != "Always") {
    out.notSupported(path / "spec" / "restartPolicy", Json(spec["restartPolicy"].str()),
                     {"Always"});
  }
  if (spec.has("activeDeadlineSeconds")) {
    out.forbidden(path / "spec" / "activeDeadlineSeconds",
                  "activeDeadlineSeconds in " + std::string(kind) + " is not Supported");
  }
}

void positiveIntOrPercent(Causes& out, const Json& value, const Path& path) {
  if (value.isString())
    out.each(path, value, isPercent(value.str()));
  else
    nonNegative(out, path, value);
}

std::int64_t intOrPercent(const Json& value) {
  if (!value.isString()) return value.integer();
  std::int64_t number = 0;
  for (char c : value.str()) {
    if (c == '%') break;
    if (c < '0' || c > '9' || number > 1'000'000) return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

void notMoreThan100Percent(Causes& out, const Json& value, const Path& path) {
  if (!value.isString() || !isPercent(value.str()).empty() || intOrPercent(value) <= 100) return;
  out.invalid(path, value, "must not be greater than 100%");
}

void statusCounts(Causes& out, const Json& status, std::initializer_list<const char*> fields,
                  const Path& path) {
  for (const char* field : fields) nonNegative(out, path / field, status[field]);
}

void collisionCountUpdate(Causes& out, const Json& fresh, const Json& old) {
  const Json& before = old["status"]["collisionCount"];
  const Json& now = fresh["status"]["collisionCount"];
  if (before.isNull() || (!now.isNull() && now.integer() >= before.integer())) return;
  out.invalid(Path("status.collisionCount"), now.integer(), "cannot be decremented");
}

}  // namespace sts::validation
