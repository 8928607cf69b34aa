// Cells: the pieces that several kinds' rows are made of. Pure text functions over Json; describe
// uses them too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "base/time.hpp"

namespace sts::tables {

const std::string& nameOf(const Json& object);
/// The age of the object's creation.
std::string ageOf(const Json& object, Time now);
/// The age of an RFC 3339 time held in a field, "<unknown>" if it is absent.
std::string ageOfField(const Json& field, Time now);
bool isTerminating(const Json& object);

std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// The text of a scalar field (a string, a number, a boolean), or `otherwise` if it is null or
/// empty.
std::string textOr(const Json& field, std::string_view otherwise);
/// An integer field as text; absent is 0.
std::string countText(const Json& field);
/// The strings of an array.
std::vector<std::string> strings(const Json& array);

/// "a=1,b=2", keys sorted; "<none>" without labels.
std::string formatLabels(const Json& labels);
/// A metav1.LabelSelector as `kubectl` writes it: "app=x,tier in (a,b),!old".
/// Absent or without requirements it is "<none>".
std::string formatLabelSelector(const Json& selector);
/// The same without the "<none>": "" for an empty selector.
std::string labelSelectorText(const Json& selector);

/// Names and images of `podSpec.containers`, comma-joined.
std::string containerNames(const Json& podSpec);
std::string containerImages(const Json& podSpec);

/// "RWO,RWX", each once, in a fixed order.
std::string accessModes(const Json& modes);
/// The class of a claim or volume: the old beta annotation wins over spec.storageClassName.
std::string storageClassOf(const Json& object);
bool isDefaultStorageClass(const Json& storageClass);

/// "control-plane,worker", or "<none>".
std::string nodeRoles(const Json& node);

/// "a,b,c + 2 more..." or `none` for an empty list.
std::string listWithMore(const std::vector<std::string>& list, std::size_t most,
                         std::string_view none);

}  // namespace sts::tables
