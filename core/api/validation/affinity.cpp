// Where a pod may run: node selectors, affinities, tolerations, spread.
// k8s 1.36: pkg/apis/core/validation/validation.go validateAffinity, ValidateTolerations,
// validateTopologySpreadConstraints
#include "api/validation/meta.hpp"
#include "api/validation/pod_parts.hpp"

namespace sts::validation {
namespace {

void nodeRequirement(Causes& out, const Json& requirement, bool checkValues, const Path& path) {
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
  } else if (op == "Gt" || op == "Lt") {
    if (values.size() != 1) {
      out.required(path / "values",
                   "must be specified single value when `operator` is 'Lt' or 'Gt'");
    }
  } else {
    out.invalid(path / "operator", op, "not a valid selector operator");
  }
  labelKey(out, requirement["key"].str(), path / "key");
  for (std::size_t i = 0; checkValues && i < values.size(); ++i) {
    out.each((path / "values")[i], values[i], isLabelValue(values[i].str()));
  }
}

void nodeFieldRequirement(Causes& out, const Json& requirement, const Path& path) {
  const std::string& op = requirement["operator"].str();
  const Json& values = requirement["values"];
  if (op != "In" && op != "NotIn")
    out.invalid(path / "operator", op, "not a valid selector operator");
  else if (values.size() != 1) {
    out.required(
        path / "values",
        "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
  }
  if (requirement["key"].str() != "metadata.name") {
    out.invalid(path / "key", requirement["key"].str(), "not a valid field selector key");
    return;
  }
  for (std::size_t i = 0; i < values.size(); ++i)
    dns1123Subdomain(out, (path / "values")[i], values[i]);
}

void nodeTerm(Causes& out, const Json& term, bool checkValues, const Path& path) {
  const Json& expressions = term["matchExpressions"];
  const Json& fields = term["matchFields"];
  for (std::size_t i = 0; i < expressions.size(); ++i) {
    nodeRequirement(out, expressions[i], checkValues, (path / "matchExpressions")[i]);
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    nodeFieldRequirement(out, fields[i], (path / "matchFields")[i]);
  }
}

void weight(Causes& out, const Json& term, const Path& path) {
  std::int64_t value = term["weight"].integer();
  if (value <= 0 || value > 100) out.invalid(path / "weight", value, "must be in the range 1-100");
}

void labelKeys(Causes& out, const Json& keys, const Json& selector, const Path& path) {
  if (keys.empty()) return;
  if (selector.isNull())
    return out.forbidden(path, "must not be specified when labelSelector is not set");
  for (std::size_t i = 0; i < keys.size(); ++i) labelKey(out, keys[i].str(), path[i]);
}

void matchLabelKeys(Causes& out, const Json& match, const Json& mismatch, const Json& selector,
                    const Path& path) {
  labelKeys(out, match, selector, path / "matchLabelKeys");
  labelKeys(out, mismatch, selector, path / "mismatchLabelKeys");
  std::set<std::string> selected;
  for (const auto& [key, value] : selector["matchLabels"].members()) selected.insert(key);
  for (const Json& expression : selector["matchExpressions"].items()) {
    const std::string& key = expression["key"].str();
    for (std::size_t i = 0; i < match.size(); ++i) {
      if (match[i].str() == key && selected.count(key) != 0) {
        out.invalid(path[i], key, "exists in both matchLabelKeys and labelSelector");
      }
    }
    selected.insert(key);
  }
  for (std::size_t i = 0; i < match.size(); ++i) {
    for (const Json& other : mismatch.items()) {
      if (other.str() != match[i].str()) continue;
      out.invalid((path / "matchLabelKeys")[i], match[i],
                  "exists in both matchLabelKeys and mismatchLabelKeys");
    }
  }
}

void podTerm(Causes& out, const Json& term, const Path& path) {
  labelSelector(out, term["labelSelector"], path / "labelSelector");
  labelSelector(out, term["namespaceSelector"], path / "namespaceSelector");
  for (const Json& name : term["namespaces"].items()) dns1123Label(out, path / "namespace", name);
  matchLabelKeys(out, term["matchLabelKeys"], term["mismatchLabelKeys"], term["labelSelector"],
                 path);
  const std::string& key = term["topologyKey"].str();
  if (key.empty()) out.required(path / "topologyKey", "can not be empty");
  labelKey(out, key, path / "topologyKey");
}

void podAffinity(Causes& out, const Json& rules, const Path& path) {
  const char* hard = "requiredDuringSchedulingIgnoredDuringExecution";
  const char* soft = "preferredDuringSchedulingIgnoredDuringExecution";
  for (std::size_t i = 0; i < rules[hard].size(); ++i)
    podTerm(out, rules[hard][i], (path / hard)[i]);
  for (std::size_t i = 0; i < rules[soft].size(); ++i) {
    weight(out, rules[soft][i], (path / soft)[i]);
    podTerm(out, rules[soft][i]["podAffinityTerm"], (path / soft)[i] / "podAffinityTerm");
  }
}

void nodeAffinity(Causes& out, const Json& rules, const Path& path) {
  const char* hard = "requiredDuringSchedulingIgnoredDuringExecution";
  const char* soft = "preferredDuringSchedulingIgnoredDuringExecution";
  if (rules.has(hard)) nodeSelector(out, rules[hard], path / hard);
  for (std::size_t i = 0; i < rules[soft].size(); ++i) {
    weight(out, rules[soft][i], (path / soft)[i]);
    nodeTerm(out, rules[soft][i]["preference"], false, (path / soft)[i] / "preference");
  }
}

std::string joined(const Sentences& sentences) {
  std::string out;
  for (const std::string& sentence : sentences) out += (out.empty() ? "" : ";") + sentence;
  return out;
}

void tolerationOperator(Causes& out, const Json& toleration, const Path& path) {
  const std::string& op = toleration["operator"].str();
  const std::string& value = toleration["value"].str();
  if (op.empty() || op == "Equal") {
    Sentences wrong = isLabelValue(value);
    if (!wrong.empty()) out.invalid(path / "operator", value, joined(wrong));
  } else if (op == "Exists") {
    if (!value.empty())
      out.invalid(path / "operator", value, "value must be empty when `operator` is 'Exists'");
  } else if (op == "Lt" || op == "Gt") {  // behind a gate that is off
    out.notSupported(path / "operator", op, {"Equal", "Exists", "Lt", "Gt"});
  } else {
    out.notSupported(path / "operator", op, {"Equal", "Exists"});
  }
}

}  // namespace

void nodeSelector(Causes& out, const Json& selector, const Path& path) {
  const Json& terms = selector["nodeSelectorTerms"];
  if (terms.empty())
    out.required(path / "nodeSelectorTerms", "must have at least one node selector term");
  for (std::size_t i = 0; i < terms.size(); ++i)
    nodeTerm(out, terms[i], true, (path / "nodeSelectorTerms")[i]);
}

void affinity(Causes& out, const Json& rules, const Path& path) {
  if (rules.has("nodeAffinity")) nodeAffinity(out, rules["nodeAffinity"], path / "nodeAffinity");
  podAffinity(out, rules["podAffinity"], path / "podAffinity");
  podAffinity(out, rules["podAntiAffinity"], path / "podAntiAffinity");
}

void taintEffect(Causes& out, const Json& effect, const Path& path) {
  const std::vector<std::string_view> effects{"NoSchedule", "PreferNoSchedule", "NoExecute"};
  if (!oneOf(effect.str(), effects)) out.notSupported(path, effect.str(), effects);
}

void tolerations(Causes& out, const Json& list, const Path& path) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& toleration = list[i];
    const std::string& key = toleration["key"].str();
    const std::string& effect = toleration["effect"].str();
    if (!key.empty()) labelKey(out, key, path[i] / "key");
    if (key.empty() && toleration["operator"].str() != "Exists") {
      out.invalid(path[i] / "operator", toleration["operator"].str(),
                  "operator must be Exists when `key` is empty, which means \"match all values and "
                  "all keys\"");
    }
    if (toleration.has("tolerationSeconds") && effect != "NoExecute") {
      out.invalid(path[i] / "effect", effect,
                  "effect must be 'NoExecute' when `tolerationSeconds` is set");
    }
    tolerationOperator(out, toleration, path[i]);
    if (!effect.empty()) taintEffect(out, effect, path[i] / "effect");
  }
}

void topologySpreadConstraints(Causes& out, const Json& list, const Path& path) {
  const std::vector<std::string_view> policies{"Honor", "Ignore"};
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& rule = list[i];
    const std::string& key = rule["topologyKey"].str();
    const std::string& action = rule["whenUnsatisfiable"].str();
    positive(out, path[i] / "maxSkew", rule["maxSkew"].integer());
    if (key.empty()) out.required(path[i] / "topologyKey", "can not be empty");
    if (!oneOf(action, {"DoNotSchedule", "ScheduleAnyway"})) {
      out.notSupported(path[i] / "whenUnsatisfiable", action, {"DoNotSchedule", "ScheduleAnyway"});
    }
    for (std::size_t j = i + 1; j < list.size(); ++j) {
      if (list[j]["topologyKey"].str() != key || list[j]["whenUnsatisfiable"].str() != action)
        continue;
      out.duplicate(path[i] / "{topologyKey, whenUnsatisfiable}", "{" + key + ", " + action + "}");
      break;
    }
    if (rule.has("minDomains")) {
      positive(out, path[i] / "minDomains", rule["minDomains"].integer());
      if (action != "DoNotSchedule") {
        out.invalid(path[i] / "minDomains", rule["minDomains"],
                    "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not " + action);
      }
    }
    for (const char* field : {"nodeAffinityPolicy", "nodeTaintsPolicy"}) {
      if (rule.has(field) && !oneOf(rule[field].str(), policies))
        out.notSupported(path[i] / field, rule[field], policies);
    }
    matchLabelKeys(out, rule["matchLabelKeys"], Json(), rule["labelSelector"], path[i]);
    labelSelector(out, rule["labelSelector"], path[i] / "labelSelector");
  }
}

}  // namespace sts::validation
