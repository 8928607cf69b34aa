#include "kubectl/printers/templates.hpp"

#include "api/go_value.hpp"

namespace sts::printers {
namespace {

std::string explanation(const std::string& why, const std::string& text) {
  return "Error executing template: " + why +
         ". Printing more information for debugging the template:\n\ttemplate was:\n\t\t" + text +
         "\n";
}

}  // namespace

Result<JsonPathPrinter> JsonPathPrinter::parse(std::string_view text, bool asJson,
                                               bool allowMissingKeys) {
  auto parsed = jsonpath::Template::parse(text);
  if (!parsed.ok()) {
    return plainError("error parsing jsonpath " + std::string(text) + ", " +
                      parsed.error().message);
  }
  return JsonPathPrinter(std::string(text), std::move(*parsed), asJson, allowMissingKeys);
}

// k8s 1.36: cli-runtime pkg/printers/jsonpath.go PrintObj
Printed JsonPathPrinter::print(const Json& object) const {
  auto result = asJson_ ? template_.executeAsJson(object, allowMissingKeys_)
                        : template_.execute(object, allowMissingKeys_);
  if (result.ok()) return {std::move(*result), std::nullopt};
  return {"",
          plainError("error executing jsonpath " + goQuote(text_) + ": " +
                     explanation(result.error().message, text_) +
                     "\tobject given to jsonpath engine was:\n\t\t" + goSyntax(object) + "\n\n\n")};
}

Result<GoTemplatePrinter> GoTemplatePrinter::parse(std::string_view text, bool allowMissingKeys) {
  auto parsed = gotemplate::Template::parse(text);
  if (!parsed.ok()) {
    return plainError("error parsing template " + std::string(text) + ", " +
                      parsed.error().message);
  }
  return GoTemplatePrinter(std::string(text), std::move(*parsed), allowMissingKeys);
}

// What helps to mend a template goes to standard output, where its text is looked for.
// k8s 1.36: cli-runtime pkg/printers/template.go PrintObj
Printed GoTemplatePrinter::print(const Json& object) const {
  gotemplate::Execution run = template_.execute(object, allowMissingKeys_);
  if (!run.error) return {std::move(run.text), std::nullopt};
  const std::string& why = run.error->message;
  run.text += explanation(why, text_) + "\traw data was:\n\t\t" + toJson(object) +
              "\n\tobject given to template engine was:\n\t\t" + goValue(object) + "\n\n";
  return {std::move(run.text),
          plainError("error executing template " + goQuote(text_) + ": " + why)};
}

}  // namespace sts::printers
