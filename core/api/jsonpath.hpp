// JSONPath as kubectl speaks it: text with actions in braces, `{.items[*].metadata.name}{"\n"}`.
//
// Used by `kubectl get -o jsonpath`, custom columns, --sort-by and `kubectl wait --for=jsonpath`. A
// template is parsed once and can be applied to many objects; errors are plain sentences, those of
// client-go.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts::jsonpath {

namespace detail {
struct Node;
}

/// What a template found: one list of values for each of its parts (an action or the text between
/// actions).
struct Results {
  std::vector<std::vector<const Json*>> parts;
  std::deque<Json> made;  ///< values that stand in neither the data nor the template
};

class Template {
 public:
  static Result<Template> parse(std::string_view text);
  Template(Template&&) noexcept;
  Template(const Template&);
  Template& operator=(Template&&) noexcept;
  Template& operator=(const Template&);
  ~Template();

  /// REQUIRES: data and template outlive the results.
  Result<Results> find(const Json& data, bool allowMissingKeys = true) const;
  /// The text of all parts: the values of a part with blanks between them, lists and maps as JSON.
  Result<std::string> execute(const Json& data, bool allowMissingKeys = true) const;
  /// Each part as an indented JSON array (`-o jsonpath-as-json`).
  Result<std::string> executeAsJson(const Json& data, bool allowMissingKeys = true) const;

 private:
  Template();
  std::vector<detail::Node> nodes_;
};

/// Adds what a careless path lacks: `metadata.name`, `.metadata.name` and `{metadata.name}` become
/// `{.metadata.name}`.
Result<std::string> relaxed(std::string_view path);

}  // namespace sts::jsonpath
