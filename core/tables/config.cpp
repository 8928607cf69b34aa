// The rows of configuration and identity: ConfigMaps, Secrets, ServiceAccounts, role bindings.
#include "tables/cells.hpp"
#include "tables/printer.hpp"

namespace sts::tables {
namespace {

std::vector<std::string> configMapCells(const Json& object, Time now) {
  const std::size_t keys = object["data"].size() + object["binaryData"].size();
  return {nameOf(object), std::to_string(keys), ageOf(object, now)};
}

std::vector<std::string> secretCells(const Json& object, Time now) {
  return {nameOf(object), object["type"].str(), std::to_string(object["data"].size()),
          ageOf(object, now)};
}

std::vector<std::string> nameAndAge(const Json& object, Time now) {
  return {nameOf(object), ageOf(object, now)};
}

std::string subjectsOf(const Json& binding, std::string_view kind) {
  std::vector<std::string> names;
  for (const Json& subject : binding["subjects"].items()) {
    if (subject["kind"].str() != kind) continue;
    const bool account = kind == "ServiceAccount";
    names.push_back((account ? subject["namespace"].str() + "/" : "") + subject["name"].str());
  }
  return join(names, ", ");
}

// k8s 1.36: pkg/printers/internalversion/printers.go printRoleBinding
std::vector<std::string> bindingCells(const Json& object, Time now) {
  const Json& role = object["roleRef"];
  return {nameOf(object),
          role["kind"].str() + "/" + role["name"].str(),
          ageOf(object, now),
          subjectsOf(object, "User"),
          subjectsOf(object, "Group"),
          subjectsOf(object, "ServiceAccount")};
}

std::vector<Column> bindingColumns() {
  return {nameColumn(),        column("Role"),       column("Age"),
          wideColumn("Users"), wideColumn("Groups"), wideColumn("ServiceAccounts")};
}

}  // namespace

std::vector<Printer> configPrinters() {
  constexpr const char* kRbac = "rbac.authorization.k8s.io";
  return {
      {"", "ConfigMap", {nameColumn(), column("Data"), column("Age")}, configMapCells},
      {"", "Secret", {nameColumn(), column("Type"), column("Data"), column("Age")}, secretCells},
      {"", "ServiceAccount", {nameColumn(), column("Age")}, nameAndAge},
      {kRbac, "RoleBinding", bindingColumns(), bindingCells},
      {kRbac, "ClusterRoleBinding", bindingColumns(), bindingCells},
  };
}

}  // namespace sts::tables
