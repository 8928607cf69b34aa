#include "tables/cells.hpp"

#include <algorithm>
#include <array>

#include "tables/human_duration.hpp"

namespace sts::tables {

const std::string& nameOf(const Json& object) { return object["metadata"]["name"].str(); }

std::string ageOfField(const Json& field, Time now) {
  return field.str().empty() ? "<unknown>" : ageSince(parseRfc3339(field.str()), now);
}

std::string ageOf(const Json& object, Time now) {
  return ageOfField(object["metadata"]["creationTimestamp"], now);
}

bool isTerminating(const Json& object) {
  return !object["metadata"]["deletionTimestamp"].str().empty();
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) text += separator;
    text += parts[i];
  }
  return text;
}

std::string textOr(const Json& field, std::string_view otherwise) {
  if (field.isString()) return field.str().empty() ? std::string(otherwise) : field.str();
  return field.isNull() ? std::string(otherwise) : toJson(field);
}

std::string countText(const Json& field) { return std::to_string(field.integer()); }

std::vector<std::string> strings(const Json& array) {
  std::vector<std::string> list;
  for (const Json& item : array.items()) list.push_back(item.str());
  return list;
}

std::string formatLabels(const Json& labels) {
  if (labels.empty()) return "<none>";
  std::vector<std::string> pairs;
  for (const auto& [key, value] : labels.members()) pairs.push_back(key + "=" + value.str());
  return join(pairs, ",");
}

std::string containerNames(const Json& podSpec) {
  std::vector<std::string> names;
  for (const Json& container : podSpec["containers"].items())
    names.push_back(container["name"].str());
  return join(names, ",");
}

std::string containerImages(const Json& podSpec) {
  std::vector<std::string> images;
  for (const Json& container : podSpec["containers"].items()) {
    images.push_back(container["image"].str());
  }
  return join(images, ",");
}

// k8s 1.36: pkg/apis/core/helper/helpers.go GetAccessModesAsString
std::string accessModes(const Json& modes) {
  constexpr std::array<std::pair<const char*, const char*>, 4> kOrder{{
      {"ReadWriteOnce", "RWO"},
      {"ReadOnlyMany", "ROX"},
      {"ReadWriteMany", "RWX"},
      {"ReadWriteOncePod", "RWOP"},
  }};
  const std::vector<std::string> present = strings(modes);
  std::vector<std::string> list;
  for (const auto& [mode, shortName] : kOrder) {
    if (std::find(present.begin(), present.end(), mode) != present.end()) list.push_back(shortName);
  }
  return join(list, ",");
}

std::string storageClassOf(const Json& object) {
  const Json& annotation =
      object["metadata"]["annotations"]["volume.beta.kubernetes.io/storage-class"];
  return annotation.isString() ? annotation.str() : object["spec"]["storageClassName"].str();
}

bool isDefaultStorageClass(const Json& storageClass) {
  const Json& annotations = storageClass["metadata"]["annotations"];
  return annotations["storageclass.kubernetes.io/is-default-class"].str() == "true" ||
         annotations["storageclass.beta.kubernetes.io/is-default-class"].str() == "true";
}

std::string listWithMore(const std::vector<std::string>& list, std::size_t most,
                         std::string_view none) {
  if (list.empty()) return std::string(none);
  if (list.size() <= most) return join(list, ",");
  const std::vector<std::string> shown(list.begin(),
                                       list.begin() + static_cast<std::ptrdiff_t>(most));
  return join(shown, ",") + " + " + std::to_string(list.size() - most) + " more...";
}

}  // namespace sts::tables
