#include "api/field_selector.hpp"

#include <algorithm>
#include <cctype>

namespace sts {
namespace {

struct Requirement {
  std::string key, op;
  std::string sign;  ///< as written: "=", "in", …; "" of Exists and DoesNotExist
  std::vector<std::string> values;
};

// A cursor over the text: words, the signs = == != ! < > and brackets.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}
  std::string next() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (at_ == text_.size()) return "";
    const std::size_t from = at_;
    if (std::string_view("=!<>(),").find(text_[at_]) != std::string_view::npos) {
      ++at_;
      const bool isDouble = at_ < text_.size() && text_[at_] == '=' && (text_[from] == '=' || text_[from] == '!');
      if (isDouble) ++at_;
      return std::string(text_.substr(from, at_ - from));
    }
    while (at_ < text_.size() && std::string_view("=!<>(), ").find(text_[at_]) == std::string_view::npos) ++at_;
    return std::string(text_.substr(from, at_ - from));
  }
  std::string peek() {
    const std::size_t from = at_;
    std::string token = next();
    at_ = from;
    return token;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

bool isSign(const std::string& token) {
  return token.empty() || std::string_view("=!<>(),").find(token[0]) != std::string_view::npos;
}

std::string notExpected(const std::string& found, const std::string& wanted) {
  return "found '" + found + "', expected: " + wanted;
}

Status parseError(const std::string& why) { return plainError("unable to parse requirement: " + why); }

// k8s 1.36: apimachinery pkg/labels/selector.go parseValues, parseIdentifiersList
Result<std::vector<std::string>> parseValues(Scanner& scanner) {
  std::vector<std::string> values;
  if (const std::string open = scanner.next(); open != "(") return parseError("found '" + open + "' expected: '('");
  if (scanner.peek() == ")") {
    (void)scanner.next();
    return values;
  }
  if (const std::string first = scanner.peek(); isSign(first) && first != ",")
    return parseError(notExpected(first, "',', ')' or identifier"));
  for (;;) {
    std::string token = scanner.next();
    if (token == ",") {
      if (values.empty()) values.emplace_back();
      if (scanner.peek() == ")" || scanner.peek() == ",") values.emplace_back();
    } else if (isSign(token)) {
      return parseError(notExpected(token, "',', or identifier"));
    } else {
      values.push_back(std::move(token));
      if (const std::string ahead = scanner.peek(); ahead != "," && ahead != ")")
        return parseError(notExpected(ahead, "',' or ')'"));
    }
    if (scanner.peek() == ")") {
      (void)scanner.next();
      return values;
    }
  }
}

Result<Requirement> parseRequirement(Scanner& scanner) {
  Requirement requirement;
  requirement.key = scanner.next();
  if (requirement.key == "!") {
    requirement.op = "DoesNotExist";
    requirement.key = scanner.next();
    if (isSign(requirement.key)) return parseError(notExpected(requirement.key, "identifier"));
    return requirement;
  }
  const std::string ahead = scanner.peek();
  if (ahead.empty() || ahead == ",") {
    requirement.op = "Exists";
    return requirement;
  }
  requirement.sign = scanner.next();
  const std::string& op = requirement.sign;
  if (op == "in" || op == "notin") {
    requirement.op = op == "in" ? "In" : "NotIn";
    TRY(requirement.values, parseValues(scanner));
    return requirement;
  }
  if (op != "=" && op != "==" && op != "!=" && op != "<" && op != ">")
    return parseError(notExpected(op, "in, notin, =, ==, !=, gt, lt"));
  requirement.op = op == "!=" ? "NotIn" : op == "<" || op == ">" ? op : "In";
  const std::string value = scanner.peek();
  if (value.empty() || value == ",") {
    requirement.values.emplace_back();
    return requirement;
  }
  requirement.values.push_back(scanner.next());
  if (isSign(value)) return parseError(notExpected(value, "identifier"));
  return requirement;
}

Result<std::vector<Requirement>> parseSelector(std::string_view text) {
  std::vector<Requirement> requirements;
  Scanner scanner(text);
  while (!scanner.peek().empty()) {
    if (const std::string first = scanner.peek(); isSign(first) && first != "!")
      return plainError(notExpected(first, "!, identifier, or 'end of string'"));
    TRY(Requirement requirement, parseRequirement(scanner));
    requirements.push_back(std::move(requirement));
    const std::string comma = scanner.next();
    if (comma.empty()) break;
    if (comma != ",") return plainError(notExpected(comma, "',' or 'end of string'"));
    if (const std::string ahead = scanner.peek(); isSign(ahead) && ahead != "!")
      return plainError(notExpected(ahead, "identifier after ','"));
  }
  return requirements;
}

bool accepts(const Requirement& requirement, const Json* value) {
  const bool isThere = value != nullptr;
  if (requirement.op == "Exists") return isThere;
  if (requirement.op == "DoesNotExist") return !isThere;
  const bool isListed = isThere && std::find(requirement.values.begin(), requirement.values.end(),
                                             value->str()) != requirement.values.end();
  if (requirement.op == "In") return isListed;
  if (requirement.op == "NotIn") return !isListed;
  if (!isThere || requirement.values.empty()) return false;
  const long long have = std::strtoll(value->str().c_str(), nullptr, 10),
                  bound = std::strtoll(requirement.values[0].c_str(), nullptr, 10);
  return requirement.op == "<" ? have < bound : have > bound;
}

std::string fieldText(const Json& object, const std::string& path) {
  const Json* at = &object;
  std::size_t from = 0;
  while (from <= path.size()) {
    const std::size_t dot = std::min(path.find('.', from), path.size());
    at = &(*at)[std::string_view(path).substr(from, dot - from)];
    from = dot + 1;
  }
  if (at->isBool()) return at->boolean() ? "true" : "false";
  if (at->isInt()) return std::to_string(at->integer());
  return at->str();
}

}  // namespace

Result<Done> checkLabelSelector(const std::string& selector) {
  const auto parsed = parseSelector(selector);
  if (!parsed.ok()) return parsed.error();
  return Done{};
}

// k8s 1.36: apimachinery pkg/apis/meta/v1/helpers.go ParseToLabelSelector
Result<Json> labelSelectorOf(const std::string& selector) {
  TRY(const auto parsed, parseSelector(selector));
  Json labels = Json::object(), expressions = Json::array();
  for (const Requirement& requirement : parsed) {
    const std::string& sign = requirement.sign;
    if (sign == "=" || sign == "==") {
      labels.set(requirement.key, requirement.values.front());
      continue;
    }
    if (!sign.empty() && sign != "in" && sign != "notin")
      return plainError(goQuote(sign) + " is not a valid label selector operator");
    Json expression = Json::object({{"key", requirement.key}, {"operator", requirement.op}});
    for (const std::string& value : requirement.values) expression["values"].push(value);
    expressions.push(std::move(expression));
  }
  Json made = Json::object();
  if (!labels.empty()) made.set("matchLabels", std::move(labels));
  if (!expressions.empty()) made.set("matchExpressions", std::move(expressions));
  return made;
}

bool selectsLabels(const std::string& selector, const Json& labels) {
  const auto parsed = parseSelector(selector);
  if (!parsed.ok()) return false;
  return std::all_of(parsed->begin(), parsed->end(),
                     [&labels](const Requirement& r) { return accepts(r, labels.find(r.key)); });
}

// k8s 1.36: pkg/apis/core/v1/conversion.go AddFieldLabelConversionsFor…, apimachinery pkg/runtime/conversion.go
// DefaultMetaV1FieldSelectorConversion
Result<Done> checkFieldSelector(const std::string& selector, std::string_view kind, bool isNamespaced) {
  struct Known {
    const char *kind, *fields;
  };
  static const Known known[] = {
      {"Pod",
       " spec.nodeName spec.restartPolicy spec.schedulerName spec.serviceAccountName spec.hostNetwork status.phase "
       "status.podIP status.podIPs status.nominatedNodeName "},
      {"Node", " spec.unschedulable "},
      {"Namespace", " status.phase "},
      {"Secret", " type "},
      {"Service", " spec.clusterIP spec.type "},
      {"ReplicationController", " status.replicas "},
      {"Event",
       " involvedObject.kind involvedObject.namespace involvedObject.name involvedObject.uid involvedObject.apiVersion "
       "involvedObject.resourceVersion involvedObject.fieldPath reason reportingComponent source type "},
      {"Job", " status.successful "},
  };
  const auto own = std::find_if(std::begin(known), std::end(known), [&](const Known& k) { return kind == k.kind; });
  std::size_t from = 0;
  while (from < selector.size()) {
    const std::size_t comma = std::min(selector.find(',', from), selector.size());
    const std::string term = selector.substr(from, comma - from);
    from = comma + 1;
    const std::size_t sign = term.find('=');
    if (term.empty()) continue;
    if (sign == std::string::npos)
      return plainError("invalid selector: '" + selector + "'; can't understand '" + term + "'");
    const std::string path = term.substr(0, sign > 0 && term[sign - 1] == '!' ? sign - 1 : sign);
    if (path == "metadata.name" || (isNamespaced && path == "metadata.namespace")) continue;
    if (own != std::end(known) && std::string_view(own->fields).find(" " + path + " ") != std::string_view::npos)
      continue;
    if (kind == "Job") return plainError("field label \"" + path + "\" not supported for Job");
    if (own != std::end(known)) return plainError("field label not supported: " + path);
    return plainError(goQuote(path) + " is not a known field selector: only \"metadata.name\", " +
                      "\"metadata.namespace\"");
  }
  return Done{};
}

bool selectsFields(const std::string& selector, const Json& object) {
  std::size_t from = 0;
  while (from < selector.size()) {
    const std::size_t comma = std::min(selector.find(',', from), selector.size());
    const std::string term = selector.substr(from, comma - from);
    from = comma + 1;
    const std::size_t sign = term.find('=');
    if (sign == std::string::npos || sign == 0) continue;
    const bool isNot = term[sign - 1] == '!';
    const std::string path = term.substr(0, isNot ? sign - 1 : sign);
    const std::string wanted = term.substr(term.compare(sign, 2, "==") == 0 ? sign + 2 : sign + 1);
    if ((fieldText(object, path) == wanted) == isNot) return false;
  }
  return true;
}

}  // namespace sts
