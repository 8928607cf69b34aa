// Objects through a user's template: `-o jsonpath=…` and `-o go-template=…`.
//
// A template is parsed before anything is asked of the server; an error while it runs tells all
// that helps to mend it, the object included.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/json.hpp"
#include "api/jsonpath.hpp"
#include "kubectl/template/template.hpp"
#include "sts/status.hpp"

namespace sts::printers {

struct Printed {
  std::string out;              ///< for standard output, even before an error
  std::optional<Status> error;  ///< for standard error, behind "error: "
};

class JsonPathPrinter {
 public:
  /// The error says "error parsing jsonpath …".
  static Result<JsonPathPrinter> parse(std::string_view text, bool asJson, bool allowMissingKeys);
  Printed print(const Json& object) const;

 private:
  JsonPathPrinter(std::string text, jsonpath::Template parsed, bool asJson, bool allowMissingKeys)
      : text_(std::move(text)),
        template_(std::move(parsed)),
        asJson_(asJson),
        allowMissingKeys_(allowMissingKeys) {}

  std::string text_;
  jsonpath::Template template_;
  bool asJson_;
  bool allowMissingKeys_;
};

class GoTemplatePrinter {
 public:
  /// The error says "error parsing template …".
  static Result<GoTemplatePrinter> parse(std::string_view text, bool allowMissingKeys);
  Printed print(const Json& object) const;

 private:
  GoTemplatePrinter(std::string text, gotemplate::Template parsed, bool allowMissingKeys)
      : text_(std::move(text)), template_(std::move(parsed)), allowMissingKeys_(allowMissingKeys) {}

  std::string text_;
  gotemplate::Template template_;
  bool allowMissingKeys_;
};

}  // namespace sts::printers
