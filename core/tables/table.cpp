#include "tables/table.hpp"

#include <map>

#include "tables/cells.hpp"
#include "tables/printer.hpp"

namespace sts::tables {
namespace {

// Kinds without a printer of their own show when they were made instead of an age.
// k8s 1.36: staging/src/k8s.io/apiserver/pkg/registry/rest/table.go
std::vector<std::string> defaultCells(const Json& object, Time) {
  return {nameOf(object), object["metadata"]["creationTimestamp"].str()};
}

const Printer& defaultPrinter() {
  static const Printer printer{"", "", {nameColumn(), column("Created At")}, defaultCells};
  return printer;
}

using Registry = std::map<std::string, Printer, std::less<>>;

std::string keyOf(std::string_view group, std::string_view kind) {
  return std::string(kind) + "." + std::string(group);
}

const Registry& registry() {
  static const Registry built = [] {
    Registry all;
    for (const auto& of :
         {podPrinters, workloadPrinters, batchPrinters, servicePrinters, networkPrinters,
          storagePrinters, configPrinters, clusterPrinters, policyPrinters, autoscalingPrinters}) {
      for (Printer& printer : of()) {
        std::string key = keyOf(printer.group, printer.kind);
        all.emplace(std::move(key), std::move(printer));
      }
    }
    return all;
  }();
  return built;
}

const Printer& printerOf(std::string_view group, std::string_view kind) {
  const auto found = registry().find(keyOf(group, kind));
  return found == registry().end() ? defaultPrinter() : found->second;
}

}  // namespace

std::string_view groupOf(const Json& object) {
  const std::string_view version = object["apiVersion"].str();
  const std::size_t slash = version.find('/');
  return slash == std::string_view::npos ? std::string_view() : version.substr(0, slash);
}

std::vector<Column> columnsOf(std::string_view group, std::string_view kind) {
  return printerOf(group, kind).columns;
}

std::vector<std::string> cellsOf(const Json& object, Time now) {
  return printerOf(groupOf(object), object["kind"].str()).cells(object, now);
}

Table tableOf(const std::vector<const Json*>& objects, Time now) {
  Table table;
  if (objects.empty()) return table;
  const Json& first = *objects.front();
  const Printer& printer = printerOf(groupOf(first), first["kind"].str());
  table.columns = printer.columns;
  for (const Json* object : objects) {
    table.rows.push_back({printer.cells(*object, now), object});
  }
  return table;
}

}  // namespace sts::tables
