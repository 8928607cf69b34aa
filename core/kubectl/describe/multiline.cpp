#include "kubectl/describe/multiline.hpp"

#include <cstdio>

#include "base/sort.hpp"
#include "base/time.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

constexpr std::size_t kMaxAnnotation = 140;
constexpr const char* kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

std::vector<std::string> splitLines(std::string_view text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

std::string shortened(const std::string& text, std::size_t most) {
  return text.size() > most ? text.substr(0, most) + "..." : text;
}

// The lines of one annotation: "key: value", or the key and its indented lines.
std::vector<std::string> annotationLines(const std::string& key, std::string value) {
  if (!value.empty() && value.back() == '\n') value.pop_back();
  const bool whole =
      value.size() + key.size() + 2 <= kMaxAnnotation && value.find('\n') == std::string::npos;
  if (whole) return {key + ": " + value};
  std::vector<std::string> lines{key + ":"};
  for (const std::string& line : splitLines(value)) {
    lines.push_back("  " + shortened(line, kMaxAnnotation - 2));
  }
  return lines;
}

std::string tolerationText(const Json& toleration) {
  const std::string& key = toleration["key"].str();
  const std::string& value = toleration["value"].str();
  const std::string& effect = toleration["effect"].str();
  std::string text = key;
  if (!value.empty()) text += "=" + value;
  if (!effect.empty()) text += ":" + effect;
  if (toleration["operator"].str() == "Exists" && value.empty()) {
    text += key.empty() && effect.empty() ? "op=Exists" : " op=Exists";
  }
  const Json& seconds = toleration["tolerationSeconds"];
  if (!seconds.isNull()) text += " for " + tables::countText(seconds) + "s";
  return text;
}

}  // namespace

void writeLines(Writer& w, std::string_view title, const std::vector<std::string>& lines) {
  w.raw(std::string(title) + ":\t");
  if (lines.empty()) w.raw("<none>\n");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i != 0) w.raw("\t");
    w.raw(lines[i] + "\n");
  }
}

void writeLabels(Writer& w, std::string_view title, const Json& labels) {
  writeIndentedLabels(w, "", title, labels);
}

void writeIndentedLabels(Writer& w, std::string_view indent, std::string_view title,
                         const Json& labels) {
  w.raw(std::string(indent) + std::string(title) + ":\t");
  if (labels.empty()) w.raw("<none>\n");
  bool first = true;
  for (const auto& [key, value] : labels.members()) {
    if (!first) w.raw(std::string(indent) + "\t");
    first = false;
    w.raw(key + "=" + value.str() + "\n");
  }
}

// k8s 1.36: kubectl pkg/describe/describe.go printAnnotationsMultiline
void writeAnnotations(Writer& w, std::string_view title, const Json& annotations) {
  std::vector<std::string> lines;
  for (const auto& [key, value] : annotations.members()) {
    if (key == kLastApplied) continue;
    for (std::string& line : annotationLines(key, value.str())) lines.push_back(std::move(line));
  }
  writeLines(w, title, lines);
}

void writeTolerations(Writer& w, std::string_view title, const Json& tolerations) {
  std::vector<const Json*> sorted;
  for (const Json& toleration : tolerations.items()) sorted.push_back(&toleration);
  stableSort(sorted, [](const Json* a, const Json* b) {
    return (*a)["key"].str() < (*b)["key"].str();
  });
  std::vector<std::string> lines;
  for (const Json* toleration : sorted) lines.push_back(tolerationText(*toleration));
  writeLines(w, title, lines);
}

void writeTopologySpread(Writer& w, std::string_view space, const Json& constraints) {
  if (constraints.empty()) return;
  std::vector<const Json*> sorted;
  for (const Json& constraint : constraints.items()) sorted.push_back(&constraint);
  stableSort(sorted, [](const Json* a, const Json* b) {
    return (*a)["topologyKey"].str() < (*b)["topologyKey"].str();
  });
  w.raw(std::string(space) + "Topology Spread Constraints:\t");
  bool first = true;
  for (const Json* constraint : sorted) {
    const Json& c = *constraint;
    if (!first) w.raw(std::string(space) + "\t");
    first = false;
    w.raw(c["topologyKey"].str() + ":" + c["whenUnsatisfiable"].str() + " when max skew " +
          tables::countText(c["maxSkew"]) + " is exceeded");
    if (c.has("labelSelector")) {
      w.raw(" for selector " + tables::formatLabelSelector(c["labelSelector"]));
    }
    w.raw("\n");
  }
}

void writeHead(Writer& w, const Json& object) {
  const Json& metadata = object["metadata"];
  w.field(0, "Name", metadata["name"].str());
  w.fieldIfAny(0, "Namespace", metadata["namespace"].str());
  writeLabels(w, "Labels", metadata["labels"]);
  writeAnnotations(w, "Annotations", metadata["annotations"]);
}

void writeReasons(Writer& w, const Json& conditions) {
  if (conditions.empty()) return;
  w.line(0, "Conditions:");
  w.line(1, "Type\tStatus\tReason");
  w.line(1, "----\t------\t------");
  for (const Json& c : conditions.items()) {
    w.line(1, c["type"].str() + " \t" + c["status"].str() + "\t" + c["reason"].str());
  }
}

std::string controllerText(const Json& object) {
  for (const Json& owner : object["metadata"]["ownerReferences"].items()) {
    if (owner["controller"].boolean()) return owner["kind"].str() + "/" + owner["name"].str();
  }
  return "";
}

std::string rfc1123(const Json& time) {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t kDay = 86400;
  if (time.str().empty()) return "Mon, 01 Jan 0001 00:00:00 +0000";
  const Time parsed = parseRfc3339(time.str());
  const std::string text = rfc3339(parsed);  // "2026-07-06T10:00:00Z"
  const std::int64_t days = parsed.ns / 1'000'000'000 / kDay;
  const int month = (text[5] - '0') * 10 + (text[6] - '0');
  std::string out = kDays[static_cast<std::size_t>((days + 4) % 7)];  // 1970 began on a Thursday
  out += ", " + text.substr(8, 2) + " " + kMonths[static_cast<std::size_t>(month - 1)] + " ";
  return out + text.substr(0, 4) + " " + text.substr(11, 8) + " +0000";
}

std::string goList(const Json& list) {
  return "[" + tables::join(tables::strings(list), " ") + "]";
}

std::string boolText(bool value) { return value ? "True" : "False"; }

std::string plainBool(const Json& value) { return value.boolean() ? "true" : "false"; }

}  // namespace sts::describe
