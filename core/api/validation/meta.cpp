// k8s 1.36: apimachinery pkg/api/validation/objectmeta.go,
// pkg/apis/meta/v1/validation/validation.go
#include "api/validation/meta.hpp"

#include "api/validation/internal_json.hpp"

namespace sts::validation {
namespace {

constexpr int kAnnotationBytes = 256 * 1024;

void ownerReferences(Causes& out, const Json& references, const Path& path) {
  std::string controller;
  for (const Json& ref : references.items()) {
    const std::string& version = ref["apiVersion"].str();
    std::size_t slash = version.find('/');
    const bool isGarbled = slash != std::string::npos && slash != version.rfind('/');
    if (version.empty() || isGarbled || (slash != std::string::npos && slash + 1 == version.size())) {
      out.invalid(path / "apiVersion", version, "version must not be empty");
    }
    for (const char* field : {"kind", "name", "uid"}) {
      if (ref[field].str().empty()) out.invalid(path / field, "", "must not be empty");
    }
    if (version == "v1" && ref["kind"].str() == "Event") {
      out.invalidText(path, internalJson("OwnerReference", ref),
                      "/v1, Kind=Event is disallowed from being an owner");
    }
    if (!ref["controller"].boolean()) continue;
    std::string name = ref["kind"].str() + "/" + ref["name"].str();
    if (controller.empty()) {
      controller = name;
      continue;
    }
    out.invalidText(
        path, internalJson("[OwnerReference", references),
        "Only one reference can have Controller set to true. Found \"true\" in references for " +
            controller + " and " + name);
  }
}

bool isStandardFinalizer(std::string_view name) {
  return oneOf(name, {"kubernetes", "orphan", "foregroundDeletion"});
}

void kubeFinalizer(Causes& out, const std::string& name, const Path& path) {
  if (name.find('/') != std::string::npos || isStandardFinalizer(name)) return;
  out.invalid(path, name, "name is neither a standard finalizer name nor is it fully qualified");
}

void kubeFinalizers(Causes& out, const Json& meta, const Path& path) {
  const Json& names = meta["finalizers"];
  for (std::size_t i = 0; i < names.size(); ++i) {
    kubeFinalizer(out, names[i].str(), (path / "finalizers")[i]);
  }
}

void finalizers(Causes& out, const Json& names, const Path& path) {
  bool orphan = false;
  bool foreground = false;
  for (const Json& name : names.items()) {
    qualifiedName(out, path, name);
    orphan = orphan || name.str() == "orphan";
    foreground = foreground || name.str() == "foregroundDeletion";
  }
  if (orphan && foreground) {
    out.invalid(path, names, "finalizer orphan and foregroundDeletion cannot be both set");
  }
}

void noNewFinalizers(Causes& out, const Json& fresh, const Json& old, const Path& path) {
  std::string added;
  for (const Json& name : fresh.items()) {
    bool known = false;
    for (const Json& before : old.items()) known = known || before.str() == name.str();
    if (!known) added += (added.empty() ? "" : ", ") + goQuote(name.str());
  }
  if (added.empty()) return;
  out.forbidden(path,
                "no new finalizers can be added if the object is being deleted, found new "
                "finalizers []string{" +
                    added + "}");
}

void selectorRequirement(Causes& out, const Json& requirement, const Path& path) {
  const std::string& op = requirement["operator"].str();
  const Json& values = requirement["values"];
  if (op == "In" || op == "NotIn") {
    if (values.empty())
      out.required(path / "values", "must be specified when `operator` is 'In' or 'NotIn'");
  } else if (op == "Exists" || op == "DoesNotExist") {
    if (!values.empty()) {
      out.forbidden(path / "values",
                    "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
    }
  } else {
    out.invalid(path / "operator", op, "not a valid selector operator");
  }
  labelKey(out, requirement["key"].str(), path / "key");
  for (std::size_t i = 0; i < values.size(); ++i) {
    out.each((path / "values")[i], values[i], isLabelValue(values[i].str()));
  }
}

}  // namespace

void labelKey(Causes& out, const std::string& key, const Path& path) {
  out.each(path, key, isQualifiedName(key));
}

void labels(Causes& out, const Json& values, const Path& path) {
  for (const auto& [key, value] : values.members()) {
    labelKey(out, key, path);
    out.each(path, value.str(), isLabelValue(value.str()));
  }
}

void annotations(Causes& out, const Json& values, const Path& path) {
  std::size_t size = 0;
  for (const auto& [key, value] : values.members()) {
    out.each(path, key, isQualifiedName(lowerCase(key)));
    size += key.size() + value.str().size();
  }
  if (size > static_cast<std::size_t>(kAnnotationBytes)) out.tooLong(path, kAnnotationBytes);
}

void genericMeta(Causes& out, const Json& meta, bool namespaced, NameRule nameRule,
                 const Path& path) {
  const std::string& generateName = meta["generateName"].str();
  const std::string& name = meta["name"].str();
  if (!generateName.empty()) {
    out.each(path / "generateName", generateName, nameRule(maskTrailingDash(generateName)));
  }
  if (name.empty()) {
    out.required(path / "name", "name or generateName is required");
  } else {
    out.each(path / "name", name, nameRule(name));
  }
  const std::string& space = meta["namespace"].str();
  if (!namespaced) {
    if (!space.empty()) out.forbidden(path / "namespace", "not allowed on this type");
  } else if (space.empty()) {
    out.required(path / "namespace");
  } else {
    out.each(path / "namespace", space, isDns1123Label(space));
  }
  nonNegative(out, path / "generation", meta["generation"]);
  labels(out, meta["labels"], path / "labels");
  annotations(out, meta["annotations"], path / "annotations");
  ownerReferences(out, meta["ownerReferences"], path / "ownerReferences");
  finalizers(out, meta["finalizers"], path / "finalizers");
}

void objectMeta(Causes& out, const Json& meta, bool namespaced, NameRule nameRule,
                const Path& path) {
  genericMeta(out, meta, namespaced, nameRule, path);
  kubeFinalizers(out, meta, path);
}

void genericMetaUpdate(Causes& out, const Json& fresh, const Json& old, const Path& path) {
  if (!old["deletionTimestamp"].isNull()) {
    noNewFinalizers(out, fresh["finalizers"], old["finalizers"], path / "finalizers");
  }
  if (fresh["resourceVersion"].str().empty()) {
    out.invalid(path / "resourceVersion", "", "must be specified for an update");
  }
  if (fresh["generation"].integer() < old["generation"].integer()) {
    out.invalid(path / "generation", fresh["generation"].integer(), "must not be decremented");
  }
  for (const char* field : {"name", "namespace", "uid"}) {
    if (fresh[field].str() != old[field].str()) {
      out.invalid(path / field, fresh[field].str(), "field is immutable");
    }
  }
  for (const char* field :
       {"creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"}) {
    immutable(out, path / field, fresh[field], old[field]);
  }
  labels(out, fresh["labels"], path / "labels");
  annotations(out, fresh["annotations"], path / "annotations");
  ownerReferences(out, fresh["ownerReferences"], path / "ownerReferences");
}

void objectMetaUpdate(Causes& out, const Json& fresh, const Json& old, const Path& path) {
  genericMetaUpdate(out, fresh, old, path);
  kubeFinalizers(out, fresh, path);
}

void finalizerName(Causes& out, const std::string& name, const Path& path) {
  qualifiedName(out, path, name);
  kubeFinalizer(out, name, path);
}

void labelSelector(Causes& out, const Json& selector, const Path& path) {
  labels(out, selector["matchLabels"], path / "matchLabels");
  const Json& expressions = selector["matchExpressions"];
  for (std::size_t i = 0; i < expressions.size(); ++i) {
    selectorRequirement(out, expressions[i], (path / "matchExpressions")[i]);
  }
}

bool isSelector(const Json& selector) {
  Causes causes;
  labelSelector(causes, selector, Path());
  return causes.empty();
}

bool selectorEmpty(const Json& selector) {
  return !selector.isNull() && selector["matchLabels"].empty() &&
         selector["matchExpressions"].empty();
}

bool selectorMatches(const Json& selector, const Json& labelSet) {
  if (selector.isNull()) return false;
  for (const auto& [key, value] : selector["matchLabels"].members()) {
    const Json* found = labelSet.find(key);
    if (found == nullptr || found->str() != value.str()) return false;
  }
  for (const Json& requirement : selector["matchExpressions"].items()) {
    const Json* found = labelSet.find(requirement["key"].str());
    const std::string& op = requirement["operator"].str();
    bool in = false;
    for (const Json& value : requirement["values"].items()) {
      in = in || (found != nullptr && found->str() == value.str());
    }
    bool fits = op == "In"       ? in
                : op == "NotIn"  ? !in
                : op == "Exists" ? found != nullptr
                                 : found == nullptr;
    if (!fits) return false;
  }
  return true;
}

}  // namespace sts::validation
