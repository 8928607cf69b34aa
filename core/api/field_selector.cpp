#include "api/field_selector.hpp"

#include <algorithm>
#include <cctype>

namespace sts {
namespace {

struct Requirement {
  std::string key, op;
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

std::string foundText(const std::string& token) { return token.empty() ? "''" : "'" + token + "'"; }

Status parseError(const std::string& why) { return plainError("unable to parse requirement: " + why); }

Result<std::vector<std::string>> parseValues(Scanner& scanner) {
  std::vector<std::string> values;
  if (const std::string open = scanner.next(); open != "(")
    return parseError("found " + foundText(open) + ", expected: '('");
  for (;;) {
    std::string token = scanner.next();
    if (token == ")") return values;
    if (token == ",") continue;
    if (isSign(token)) return parseError("found " + foundText(token) + ", expected: ',', or ')'");
    values.push_back(std::move(token));
  }
}

Result<Requirement> parseRequirement(Scanner& scanner) {
  Requirement requirement;
  std::string token = scanner.next();
  if (token == "!") {
    requirement.op = "DoesNotExist";
    requirement.key = scanner.next();
    if (isSign(requirement.key)) return parseError("found " + foundText(requirement.key) + ", expected: identifier");
    return requirement;
  }
  if (isSign(token)) return parseError("found " + foundText(token) + ", expected: !, identifier, or 'end of string'");
  requirement.key = token;
  const std::string ahead = scanner.peek();
  if (ahead.empty() || ahead == ",") {
    requirement.op = "Exists";
    return requirement;
  }
  const std::string op = scanner.next();
  if (op == "in" || op == "notin") {
    requirement.op = op == "in" ? "In" : "NotIn";
    TRY(requirement.values, parseValues(scanner));
    return requirement;
  }
  if (op != "=" && op != "==" && op != "!=" && op != "<" && op != ">") {
    return parseError("found " + foundText(op) + ", expected: in, notin, =, ==, !=, gt, lt");
  }
  requirement.op = op == "!=" ? "NotIn" : op == "<" || op == ">" ? op : "In";
  const std::string value = scanner.peek();
  if (value.empty() || value == ",") {
    requirement.values.emplace_back();
  } else {
    requirement.values.push_back(scanner.next());
  }
  return requirement;
}

Result<std::vector<Requirement>> parseSelector(std::string_view text) {
  std::vector<Requirement> requirements;
  Scanner scanner(text);
  while (!scanner.peek().empty()) {
    TRY(Requirement requirement, parseRequirement(scanner));
    requirements.push_back(std::move(requirement));
    const std::string comma = scanner.next();
    if (comma.empty()) break;
    if (comma != ",") return parseError("found " + foundText(comma) + ", expected: ',' or 'end of string'");
    if (const std::string ahead = scanner.peek(); ahead.empty())
      return parseError("found '', expected: identifier after ','");
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

bool selectsLabels(const std::string& selector, const Json& labels) {
  const auto parsed = parseSelector(selector);
  if (!parsed.ok()) return false;
  return std::all_of(parsed->begin(), parsed->end(),
                     [&labels](const Requirement& r) { return accepts(r, labels.find(r.key)); });
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
