// Printer: what one kind's file contributes to the registry in table.cpp. Internal to core/tables.
#pragma once

#include <vector>

#include "tables/table.hpp"

namespace sts::tables {

struct Printer {
  const char* group;
  const char* kind;
  std::vector<Column> columns;
  std::vector<std::string> (*cells)(const Json& object, Time now);
};

std::vector<Printer> podPrinters();
std::vector<Printer> workloadPrinters();
std::vector<Printer> batchPrinters();
std::vector<Printer> servicePrinters();
std::vector<Printer> networkPrinters();
std::vector<Printer> storagePrinters();
std::vector<Printer> configPrinters();
std::vector<Printer> clusterPrinters();
std::vector<Printer> policyPrinters();
std::vector<Printer> autoscalingPrinters();

inline Column nameColumn() { return {"Name", false, true}; }
inline Column column(const char* name) { return {name, false, false}; }
inline Column wideColumn(const char* name) { return {name, true, false}; }

}  // namespace sts::tables
