// The parts that many descriptions share: labels, annotations, tolerations, conditions. Internal to
// describe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "kubectl/describe/writer.hpp"

namespace sts::describe {

/// "title:<tab>first" and the other lines below the first; "<none>" without any. The title holds
/// its own indentation.
void writeLines(Writer& w, std::string_view title, const std::vector<std::string>& lines);
/// Labels as "k=v", one a line.
void writeLabels(Writer& w, std::string_view title, const Json& labels);
/// Labels whose further lines begin with `indent`.
void writeIndentedLabels(Writer& w, std::string_view indent, std::string_view title,
                         const Json& labels);
/// Annotations as "k: v"; long ones are cut, those of several lines written below their key. The
/// last applied configuration is left out.
void writeAnnotations(Writer& w, std::string_view title, const Json& annotations);
void writeTolerations(Writer& w, std::string_view title, const Json& tolerations);
void writeTopologySpread(Writer& w, std::string_view space, const Json& constraints);
/// Name, namespace (if it has one), labels and annotations.
void writeHead(Writer& w, const Json& object);
/// Type, Status and Reason of each condition, as the controllers of pods show them.
void writeReasons(Writer& w, const Json& conditions);

/// "StatefulSet/web", the owner that controls the object; "" without one.
std::string controllerText(const Json& object);
/// "Mon, 06 Jul 2026 10:00:00 +0000" of an RFC 3339 time.
std::string rfc1123(const Json& time);
/// "[a b]": Go's print of a list of strings.
std::string goList(const Json& list);
std::string boolText(bool value);  ///< "True" or "False"
/// A literal boolean: "true" or "false"; absent is false.
std::string plainBool(const Json& value);

}  // namespace sts::describe
