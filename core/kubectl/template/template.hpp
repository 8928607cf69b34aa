// Go templates: the part of Go's text/template that `kubectl -o go-template` users write.
//
// Actions, pipelines, variables, if/else, range, with, define, template, block, break and continue,
// comments and trim markers, and the built-in functions; objects are decoded JSON, whose numbers
// are floats as in Go. Left out are methods, complex numbers and channels, which JSON does not
// have. Errors have Go's sentences and places.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts::gotemplate {

struct Trees;

/// What a template wrote, and why it stopped if it did not come to its end.
struct Execution {
  std::string text;
  std::optional<Status> error;
};

class Template {
 public:
  /// The template is named "output", as kubectl names it.
  static Result<Template> parse(std::string_view text);
  /// `allowMissingKeys` false makes a key that a map lacks an error.
  Execution execute(const Json& data, bool allowMissingKeys = true) const;

 private:
  std::shared_ptr<const Trees> trees_;
};

}  // namespace sts::gotemplate
