// k8s 1.36: apimachinery pkg/api/validate/content/*.go, pkg/util/validation/validation.go
#include "api/validation/names.hpp"

#include "api/validation/ip.hpp"

namespace sts::validation {
namespace {

bool isLower(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool isAlphanumeric(char c) { return isLower(c) || (c >= 'A' && c <= 'Z'); }

// [a-z0-9]([-a-z0-9]*[a-z0-9])?, with underscores if asked for.
bool matchesLabel(std::string_view text, bool underscores) {
  if (underscores && !text.empty() && text.front() == '_') text.remove_prefix(1);
  if (text.empty() || !isLower(text.front()) || !isLower(text.back())) return false;
  for (char c : text) {
    if (!isLower(c) && c != '-' && !(underscores && c == '_')) return false;
  }
  return true;
}

bool matchesSubdomain(std::string_view text, bool underscores = false) {
  for (;;) {
    std::size_t dot = text.find('.');
    if (!matchesLabel(text.substr(0, dot), underscores)) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

// ([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]
bool matchesLabelKey(std::string_view text) {
  if (text.empty() || !isAlphanumeric(text.front()) || !isAlphanumeric(text.back())) return false;
  for (char c : text) {
    if (!isAlphanumeric(c) && c != '-' && c != '_' && c != '.') return false;
  }
  return true;
}

std::string tooLongBy(int length, std::string_view unit) {
  return "must be no more than " + std::to_string(length) + " " + std::string(unit);
}

constexpr std::string_view kLabelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
constexpr std::string_view kSubdomainPattern =
    "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
constexpr std::string_view kKeyPattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
constexpr std::string_view kKeyRule =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
    "alphanumeric character";

// The unit differs by the package that upstream asks: "bytes" inside label keys, else "characters".
Sentences subdomain(std::string_view text, std::string_view unit) {
  Sentences out;
  if (text.size() > 253) out.push_back(tooLongBy(253, unit));
  if (!matchesSubdomain(text)) {
    out.push_back(regexSentence(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
        "characters, '-' or '.', and must start and end with an alphanumeric character",
        kSubdomainPattern, {"example.com"}));
  }
  return out;
}

Sentences keyName(std::string_view name) {
  Sentences out;
  if (name.empty()) out.push_back("name part must be non-empty");
  if (name.size() > 63) out.push_back("name part " + tooLongBy(63, "bytes"));
  if (!matchesLabelKey(name)) {
    out.push_back("name part " +
                  regexSentence(kKeyRule, kKeyPattern, {"MyName", "my.name", "123-abc"}));
  }
  return out;
}

void parentDirectory(Sentences& out, std::string_view text) {
  if (text == ".")
    out.push_back("must not be '.'");
  else if (text == "..")
    out.push_back("must not be '..'");
  else if (text.substr(0, 2) == "..")
    out.push_back("must not start with '..'");
}

}  // namespace

std::string regexSentence(std::string_view message, std::string_view pattern, Words examples) {
  std::string text(message);
  text += " (";
  std::string_view before = "e.g. ";
  for (std::string_view example : examples) {
    text += before;
    text += "'";
    text += example;
    text += "', ";
    before = " or ";
  }
  text += "regex used for validation is '";
  text += pattern;
  text += "')";
  return text;
}

std::string maskTrailingDash(std::string_view prefix) {
  if (prefix.size() < 2 || prefix.back() != '-') return std::string(prefix);
  return std::string(prefix.substr(0, prefix.size() - 2)) + "a";
}

std::string lowerCase(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

Sentences isDns1123Label(std::string_view text) {
  Sentences out;
  if (text.size() > 63) out.push_back(tooLongBy(63, "characters"));
  if (matchesLabel(text, false)) return out;
  if (matchesSubdomain(text)) {
    out.push_back("must not contain dots");
  } else {
    out.push_back(regexSentence(
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters "
        "or '-', and must start and end with an alphanumeric character",
        kLabelPattern, {"my-name", "123-abc"}));
  }
  return out;
}

Sentences isDns1123Subdomain(std::string_view text) { return subdomain(text, "characters"); }

Sentences isDns1123SubdomainWithUnderscore(std::string_view text) {
  Sentences out;
  if (text.size() > 253) out.push_back(tooLongBy(253, "characters"));
  if (!matchesSubdomain(text, true)) {
    out.push_back(regexSentence(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', "
        "'-' or '.', and "
        "must start and end with an alphanumeric character",
        "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*", {"example.com"}));
  }
  return out;
}

Sentences isDns1035Label(std::string_view text) {
  Sentences out;
  if (text.size() > 63) out.push_back(tooLongBy(63, "characters"));
  bool letter = !text.empty() && text.front() >= 'a' && text.front() <= 'z';
  if (!letter || !matchesLabel(text, false)) {
    out.push_back(
        regexSentence("a DNS-1035 label must consist of lower case alphanumeric characters or '-', "
                      "start with an alphabetic "
                      "character, and end with an alphanumeric character",
                      "[a-z]([-a-z0-9]*[a-z0-9])?", {"my-name", "abc-123"}));
  }
  return out;
}

Sentences isWildcardDns1123Subdomain(std::string_view text) {
  Sentences out;
  if (text.size() > 253) out.push_back(tooLongBy(253, "characters"));
  if (text.substr(0, 2) != "*." || !matchesSubdomain(text.substr(2))) {
    out.push_back(regexSentence(
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, "
        "which must consist "
        "of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
        "\\*\\." + std::string(kSubdomainPattern), {"*.example.com"}));
  }
  return out;
}

Sentences isQualifiedName(std::string_view text) {
  std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return keyName(text);
  if (text.find('/', slash + 1) != std::string_view::npos) {
    return {"a valid label key " +
            regexSentence(kKeyRule, kKeyPattern, {"MyName", "my.name", "123-abc"}) +
            " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"};
  }
  Sentences out;
  std::string_view prefix = text.substr(0, slash);
  if (prefix.empty())
    out.push_back("prefix part must be non-empty");
  else {
    for (const std::string& sentence : subdomain(prefix, "bytes"))
      out.push_back("prefix part " + sentence);
  }
  for (std::string& sentence : keyName(text.substr(slash + 1))) out.push_back(std::move(sentence));
  return out;
}

Sentences isLabelValue(std::string_view text) {
  Sentences out;
  if (text.size() > 63) out.push_back(tooLongBy(63, "bytes"));
  if (!text.empty() && !matchesLabelKey(text)) {
    out.push_back(regexSentence(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', "
        "'_' or '.', and must start and end with an alphanumeric character",
        "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", {"MyValue", "my_value", "12345"}));
  }
  return out;
}

Sentences isConfigMapKey(std::string_view text) {
  Sentences out;
  if (text.size() > 253) out.push_back(tooLongBy(253, "characters"));
  bool fine = !text.empty();
  for (char c : text) fine = fine && (isAlphanumeric(c) || c == '-' || c == '_' || c == '.');
  if (!fine) {
    out.push_back(
        regexSentence("a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
                      "[-._a-zA-Z0-9]+", {"key.name", "KEY_NAME", "key-name"}));
  }
  parentDirectory(out, text);
  return out;
}

Sentences isEnvVarName(std::string_view text) {
  Sentences out;
  if (text.empty()) out.push_back("environment variable name must be non-empty");
  for (char c : text) {
    if (c >= ' ' && c <= '~' && c != '=') continue;
    out.push_back(
        "a valid environment variable name must consist only of printable ASCII characters other "
        "than '='");
    break;
  }
  return out;
}

Sentences isPortName(std::string_view text) {
  Sentences out;
  if (text.size() > 15) out.push_back(tooLongBy(15, "characters"));
  bool fine = !text.empty();
  bool letter = false;
  for (char c : text) {
    fine = fine && (isLower(c) || c == '-');
    letter = letter || (c >= 'a' && c <= 'z');
  }
  if (!fine)
    out.push_back("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
  if (!letter) out.push_back("must contain at least one letter (a-z)");
  if (text.find("--") != std::string_view::npos)
    out.push_back("must not contain consecutive hyphens");
  if (!text.empty() && (text.front() == '-' || text.back() == '-')) {
    out.push_back("must not begin or end with a hyphen");
  }
  return out;
}

Sentences isPortNumber(std::int64_t port) {
  if (port >= 1 && port <= 65535) return {};
  return {"must be between 1 and 65535, inclusive"};
}

Sentences isPercent(std::string_view text) {
  bool fine = text.size() > 1 && text.back() == '%';
  for (std::size_t i = 0; fine && i + 1 < text.size(); ++i) fine = text[i] >= '0' && text[i] <= '9';
  if (fine) return {};
  return {regexSentence("a valid percent string must be a numeric string followed by an ending '%'",
                        "[0-9]+%", {"1%", "93%"})};
}

Sentences isHttpHeaderName(std::string_view text) {
  bool fine = !text.empty();
  for (char c : text) fine = fine && (isAlphanumeric(c) || c == '-');
  if (fine) return {};
  return {regexSentence("a valid HTTP header must consist of alphanumeric characters or '-'",
                        "[-A-Za-z0-9]+", {"X-Header-Name"})};
}

Sentences isPathSegment(std::string_view text) {
  if (text == "." || text == "..") return {"may not be '" + std::string(text) + "'"};
  Sentences out;
  if (text.find('/') != std::string_view::npos) out.push_back("may not contain '/'");
  if (text.find('%') != std::string_view::npos) out.push_back("may not contain '%'");
  return out;
}

Sentences isDecimalInteger(std::string_view text) {
  if (text.empty()) return {"must be non-empty"};
  std::string_view digits = text.front() == '-' ? text.substr(1) : text;
  bool fine = !digits.empty() && (digits.front() != '0' || text == "0");
  for (char c : digits) fine = fine && c >= '0' && c <= '9';
  if (fine) return {};
  return {"must be a valid decimal integer in canonical form"};
}

void dns1123Label(Causes& out, const Path& path, const Json& value) {
  out.each(path, value, isDns1123Label(value.str()));
}

void dns1123Subdomain(Causes& out, const Path& path, const Json& value) {
  out.each(path, value, isDns1123Subdomain(value.str()));
}

void domainPrefixedPath(Causes& out, const std::string& value, const Path& path) {
  if (value.empty()) return out.required(path);
  const std::size_t slash = value.find('/');
  if (slash == std::string::npos || slash == 0 || slash + 1 == value.size()) {
    return out.invalid(path, value, "must be a domain-prefixed path (such as \"acme.io/foo\")");
  }
  dns1123Subdomain(out, path, Json(value.substr(0, slash)));
  const std::string rest = value.substr(slash + 1);
  constexpr std::string_view pattern = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
  for (char c : rest) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (plain || std::string_view("/-._~%!$&'()*+,;=:").find(c) != std::string_view::npos) continue;
    return out.invalid(path, rest, regexSentence("Invalid path", pattern, {}));
  }
}

void qualifiedName(Causes& out, const Path& path, const Json& value) {
  out.each(path, value, isQualifiedName(value.str()));
}

void ipAddress(Causes& out, const Path& path, const Json& value) {
  std::optional<Ip> ip = parseIp(value.str());
  if (!ip) {
    out.invalid(path, value, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    return;
  }
  if (ip->leadingZeros) out.invalid(path, value, "must not have leading 0s");
  if (ip->mapped) out.invalid(path, value, "must not be an IPv4-mapped IPv6 address");
}

}  // namespace sts::validation
