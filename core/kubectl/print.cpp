#include "kubectl/print.hpp"

#include "api/yaml/print.hpp"
#include "kubectl/printers/kyaml.hpp"
#include "kubectl/printers/objects.hpp"
#include "kubectl/printers/templates.hpp"
#include "kubectl/rest.hpp"

namespace sts::kubectl {
namespace {

std::string shown(const std::string& form, std::size_t prefix) {
  return form.size() > prefix ? form.substr(prefix) : "";
}

bool startsWith(const std::string& text, const char* prefix) { return text.rfind(prefix, 0) == 0; }

Result<Done> printed(Invocation& call, const printers::Printed& result) {
  call.out += result.out;
  if (result.error) return *result.error;
  return Done{};
}

Status unknownForm(const std::string& form) {
  return plainError("unable to match a printer suitable for the output format \"" + form +
                    "\", allowed formats are: "
                    "go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,"
                    "kyaml,name,template,templatefile,yaml");
}

std::string templateText(const Invocation& call, const std::string& form, std::size_t prefix) {
  return call.flags.has("template") ? call.flags.text("template") : shown(form, prefix);
}

}  // namespace

bool isObjectForm(const std::string& form) {
  return form == "json" || form == "yaml" || form == "kyaml" || form == "name" || startsWith(form, "jsonpath") ||
         startsWith(form, "go-template") || startsWith(form, "template");
}

Result<Done> printAs(Invocation& call, const std::string& form, const Json& given) {
  const Json object = call.flags.is("show-managed-fields") ? given : printers::withoutManagedFields(given);
  const bool allowMissing = call.flags.is("allow-missing-template-keys", true);
  if (form == "json") {
    call.out += printers::jsonText(object);
  } else if (form == "yaml") {
    call.out += toYaml(object);
  } else if (form == "kyaml") {
    call.out += printers::kyamlText(object);
  } else if (form == "name") {
    call.out += printers::resourceName(object) + "\n";
  } else if (startsWith(form, "jsonpath-as-json=")) {
    TRY(const auto printer, printers::JsonPathPrinter::parse(shown(form, 17), true, allowMissing));
    return printed(call, printer.print(object));
  } else if (startsWith(form, "jsonpath-file=")) {
    const auto text = call.world.readFile(shown(form, 14));
    if (!text)
      return plainError("error reading --template " + shown(form, 14) + ", open " +
                        shown(form, 14) + ": no such file or directory");
    TRY(const auto printer, printers::JsonPathPrinter::parse(*text, false, allowMissing));
    return printed(call, printer.print(object));
  } else if (startsWith(form, "jsonpath")) {
    const std::string text = templateText(call, form, 9);
    if (text.empty()) return plainError("template format specified but no template given");
    TRY(const auto printer, printers::JsonPathPrinter::parse(text, false, allowMissing));
    return printed(call, printer.print(object));
  } else if (startsWith(form, "go-template-file=") || startsWith(form, "templatefile=")) {
    const std::string path = form.substr(form.find('=') + 1);
    const auto text = call.world.readFile(path);
    if (!text)
      return plainError("error reading --template " + path + ", open " + path +
                        ": no such file or directory");
    TRY(const auto printer, printers::GoTemplatePrinter::parse(*text, allowMissing));
    return printed(call, printer.print(object));
  } else if (startsWith(form, "go-template") || startsWith(form, "template")) {
    const std::string text = form.find('=') == std::string::npos ? call.flags.text("template")
                                                                 : form.substr(form.find('=') + 1);
    if (text.empty()) return plainError("template format specified but no template given");
    TRY(const auto printer, printers::GoTemplatePrinter::parse(text, allowMissing));
    return printed(call, printer.print(object));
  } else {
    return unknownForm(form);
  }
  return Done{};
}

Result<Done> checkObjectForm(const Invocation& call) {
  const std::string form = call.flags.text("output");
  if (form.empty() || isObjectForm(form)) return Done{};
  return unknownForm(form);
}

namespace {

// Verbs that make one printer for all their objects: it writes a line between YAML documents.
// k8s 1.36: cli-runtime pkg/printers/yaml.go PrintObj
bool hasOnePrinter(const std::string& operation) {
  return operation == "created" || operation == "replaced" || operation == "scaled";
}

}  // namespace

void printObject(Invocation& call, const Json& object, const std::string& operation) {
  const std::string form = call.flags.text("output");
  if (form == "yaml" && !call.out.empty() && hasOnePrinter(operation)) call.out += "---\n";
  if (form.empty()) {
    call.out += printers::resourceName(object) + " " + operation + dryRunSuffix(call) + "\n";
    return;
  }
  if (const Result<Done> done = printAs(call, form, object); !done.ok()) call.fail(done.error());
}

}  // namespace sts::kubectl
