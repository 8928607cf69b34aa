// kubectl get. k8s 1.36: kubectl pkg/cmd/get/get.go
#include <algorithm>

#include "kubectl/builder.hpp"
#include "kubectl/print.hpp"
#include "kubectl/printers/custom_columns.hpp"
#include "kubectl/printers/objects.hpp"
#include "kubectl/printers/sorter.hpp"
#include "kubectl/printers/table_printer.hpp"
#include "kubectl/raw.hpp"
#include "kubectl/verbs.hpp"
#include "kubectl/watch.hpp"

namespace sts::kubectl {
namespace {

printers::TableOptions tableOptions(const Invocation& call) {
  printers::TableOptions options;
  options.wide = call.flags.text("output") == "wide";
  options.noHeaders = call.flags.is("no-headers");
  options.showLabels = call.flags.is("show-labels");
  for (const std::string& entry : call.flags.list("label-columns")) {
    std::size_t from = 0;
    while (from <= entry.size()) {
      const std::size_t comma = std::min(entry.find(',', from), entry.size());
      if (comma > from) options.labelColumns.push_back(entry.substr(from, comma - from));
      from = comma + 1;
    }
  }
  return options;
}

// Tables, one after another; a new one where the kind changes.
void printTables(Invocation& call, const Found& found) {
  printers::TablePrinter printer(tableOptions(call));
  const bool isMany = found.isOfManyKinds() || call.flags.is("show-kind");
  for (std::size_t from = 0; from < found.targets.size();) {
    const ResourceInfo& resource = *found.targets[from].resource;
    std::vector<const Json*> objects;
    std::size_t to = from;
    for (; to < found.targets.size() && found.targets[to].resource == &resource; ++to)
      objects.push_back(&found.targets[to].object);
    printer.beginResource(isMany ? printers::kindPrefix(resource.group, resource.kind) : "",
                          call.allNamespaces() && resource.namespaced);
    printer.add(tables::tableOf(objects, call.world.now()));
    from = to;
  }
  call.out += printer.take();
}

Result<Done> printColumns(Invocation& call, const Found& found, const std::string& form) {
  const bool noHeaders = call.flags.is("no-headers");
  const bool isFile = form.rfind("custom-columns-file=", 0) == 0;
  std::string text = form.substr(form.find('=') + 1);
  if (isFile) {
    const auto contents = call.world.readFile(text);
    if (!contents)
      return plainError("error reading template " + text + ", open " + text +
                        ": no such file or directory");
    text = *contents;
  }
  Result<printers::CustomColumns> columns =
      isFile ? printers::CustomColumns::fromTemplate(text, noHeaders)
             : printers::CustomColumns::fromSpec(text, noHeaders);
  if (!columns.ok()) return columns.error();
  columns->header();
  for (const Target& target : found.targets) CHECK_OK(columns->row(target.object));
  call.out += columns->take();
  return Done{};
}

Result<Done> sortTargets(Invocation& call, Found& found) {
  const std::string path = call.flags.text("sort-by");
  if (path.empty() || found.targets.empty()) return Done{};
  std::vector<const Json*> objects;
  for (const Target& target : found.targets) objects.push_back(&target.object);
  TRY(const std::vector<const Json*> sorted, printers::sortObjects(objects, path));
  std::vector<Target> targets;
  for (const Json* object : sorted) {
    const auto target = std::find_if(found.targets.begin(), found.targets.end(),
                                     [object](const Target& t) { return &t.object == object; });
    targets.push_back(*target);
  }
  found.targets = std::move(targets);
  return Done{};
}

// --template alone asks for a Go template.
std::string formOf(const Invocation& call) {
  const std::string form = call.flags.text("output");
  return form.empty() && call.flags.has("template") ? "go-template" : form;
}

Result<Done> checkForm(const std::string& form) {
  const bool isKnown = form.empty() || form == "wide" || isObjectForm(form) || form.rfind("custom-columns", 0) == 0;
  if (isKnown) return Done{};
  return plainError(
      "unable to match a printer suitable for the output format \"" + form +
      "\", allowed formats are: "
      "custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-"
      "json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml");
}

Result<Done> printFound(Invocation& call, Found& found) {
  const std::string form = formOf(call);
  if (form.rfind("custom-columns", 0) == 0) return printColumns(call, found, form);
  if (isObjectForm(form)) {
    if (form == "name") {
      for (const Target& target : found.targets) CHECK_OK(printAs(call, form, target.object));
      return Done{};
    }
    if (found.isSingle && found.targets.size() == 1) return printAs(call, form, found.targets.front().object);
    std::vector<Json> items;
    for (const Target& target : found.targets)
      items.push_back(call.flags.is("show-managed-fields")
                          ? target.object
                          : printers::withoutManagedFields(target.object));
    return printAs(call, form, printers::listOf(std::move(items)));
  }
  printTables(call, found);
  return Done{};
}

// The error of `kubectl get` alone.
Reply nothingAsked(Invocation& call) {
  call.err +=
      "You must specify the type of resource to get. Use \"kubectl api-resources\" for a "
      "complete list of supported resources.\n\n";
  call.err +=
      "error: Required resource not specified.\nUse \"kubectl explain <resource>\" for a "
      "detailed description of that resource (e.g. kubectl explain pods).\nSee 'kubectl get -h' "
      "for help and examples\n";
  return Reply::done(1);
}

// --subresource: of each named object that part is asked for and printed.
void askForSubresources(Invocation& call, Found& found) {
  const std::string subresource = call.flags.text("subresource");
  if (subresource.empty()) return;
  std::vector<Target> parts;
  for (Target& target : found.targets) {
    Request request;
    request.method = "GET";
    request.path = pathOf(*target.resource, target.namespace_, target.name, subresource);
    Result<Json> part = send(call, std::move(request));
    if (part.ok()) {
      target.object = std::move(*part);
      parts.push_back(std::move(target));
    } else {
      found.errors.push_back(part.error());
    }
  }
  found.targets = std::move(parts);
}

void tellNothing(Invocation& call, const Found& found) {
  const bool isNamespaced = std::all_of(found.resources.begin(), found.resources.end(),
                                        [](const ResourceInfo* r) { return r->namespaced; });
  call.err += isNamespaced && !call.allNamespaces() ? "No resources found in " + call.namespace_() + " namespace.\n"
                                                    : "No resources found\n";
}

}  // namespace

Reply get(Invocation& call) {
  if (call.isResumed) return watchOn(call);
  if (call.flags.has("raw")) return sendRaw(call, "GET");
  if (call.arguments.empty() && !call.flags.has("filename") && !call.flags.has("kustomize")) return nothingAsked(call);
  const bool isWatching = call.flags.is("watch") || call.flags.is("watch-only");
  if (call.flags.is("output-watch-events") && !isWatching) {
    return call.fail("--output-watch-events option can only be used with --watch or --watch-only");
  }
  const std::string form = formOf(call);
  if (const Result<Done> checked = checkForm(form); !checked.ok()) return call.fail(checked.error());
  if (isWatching) return watchFrom(call, tableOptions(call));
  Found found = findTargets(call, call.arguments);
  askForSubresources(call, found);
  std::vector<Status> errors = found.errors;
  if (call.flags.is("ignore-not-found")) {
    errors.erase(std::remove_if(errors.begin(), errors.end(),
                                [](const Status& s) { return s.reason == "NotFound"; }),
                 errors.end());
  }
  const bool isTable = form.empty() || form == "wide";
  if (const Result<Done> sorted = sortTargets(call, found); !sorted.ok()) {
    if (!isTable) return call.fail(sorted.error());
    found.targets.clear();  // the real one then prints no row, and says so
  }
  if (isTable && found.targets.empty() && found.errors.empty()) {
    if (!call.flags.is("ignore-not-found")) tellNothing(call, found);
    return Reply::done(0);
  }
  if (!found.targets.empty() || errors.empty()) {
    if (const Result<Done> printed = printFound(call, found); !printed.ok()) return call.fail(printed.error());
  }
  return call.failAll(errors);
}

}  // namespace sts::kubectl
