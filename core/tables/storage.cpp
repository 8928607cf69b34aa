// The rows of claims, volumes and the storage.k8s.io group.
#include "tables/cells.hpp"
#include "tables/printer.hpp"

namespace sts::tables {
namespace {

// k8s 1.36: pkg/printers/internalversion/printers.go printPersistentVolumeClaim
std::vector<std::string> claimCells(const Json& claim, Time now) {
  const Json& spec = claim["spec"];
  const Json& status = claim["status"];
  const bool named = !spec["volumeName"].str().empty();
  return {nameOf(claim),
          isTerminating(claim) ? "Terminating" : status["phase"].str(),
          spec["volumeName"].str(),
          named ? textOr(status["capacity"]["storage"], "0") : "",
          named ? accessModes(status["accessModes"]) : "",
          storageClassOf(claim),
          textOr(spec["volumeAttributesClassName"], "<unset>"),
          ageOf(claim, now),
          textOr(spec["volumeMode"], "<unset>")};
}

std::vector<std::string> volumeCells(const Json& volume, Time now) {
  const Json& spec = volume["spec"];
  const Json& claim = spec["claimRef"];
  return {nameOf(volume),
          textOr(spec["capacity"]["storage"], "0"),
          accessModes(spec["accessModes"]),
          spec["persistentVolumeReclaimPolicy"].str(),
          isTerminating(volume) ? "Terminating" : volume["status"]["phase"].str(),
          claim.isNull() ? "" : claim["namespace"].str() + "/" + claim["name"].str(),
          storageClassOf(volume),
          textOr(spec["volumeAttributesClassName"], "<unset>"),
          volume["status"]["reason"].str(),
          ageOf(volume, now),
          textOr(spec["volumeMode"], "<unset>")};
}

std::vector<std::string> storageClassCells(const Json& object, Time now) {
  return {nameOf(object) + (isDefaultStorageClass(object) ? " (default)" : ""),
          object["provisioner"].str(),
          textOr(object["reclaimPolicy"], "Delete"),
          textOr(object["volumeBindingMode"], "Immediate"),
          object["allowVolumeExpansion"].boolean() ? "true" : "false",
          ageOf(object, now)};
}

std::vector<std::string> attributesClassCells(const Json& object, Time now) {
  return {nameOf(object), object["driverName"].str(), ageOf(object, now)};
}

std::vector<std::string> attachmentCells(const Json& object, Time now) {
  const Json& spec = object["spec"];
  return {nameOf(object),
          spec["attacher"].str(),
          spec["source"]["persistentVolumeName"].str(),
          spec["nodeName"].str(),
          object["status"]["attached"].boolean() ? "true" : "false",
          ageOf(object, now)};
}

std::vector<std::string> csiNodeCells(const Json& object, Time now) {
  return {nameOf(object), std::to_string(object["spec"]["drivers"].size()), ageOf(object, now)};
}

std::string flag(const Json& field, bool otherwise) {
  return field.boolean(otherwise) ? "true" : "false";
}

std::vector<std::string> csiDriverCells(const Json& object, Time now) {
  const Json& spec = object["spec"];
  std::vector<std::string> audiences;
  for (const Json& request : spec["tokenRequests"].items()) {
    audiences.push_back(request["audience"].str());
  }
  const std::string modes = join(strings(spec["volumeLifecycleModes"]), ",");
  return {nameOf(object),
          flag(spec["attachRequired"], true),
          flag(spec["podInfoOnMount"], false),
          flag(spec["storageCapacity"], false),
          spec["tokenRequests"].isNull() ? "<unset>" : join(audiences, ","),
          flag(spec["requiresRepublish"], false),
          modes.empty() ? "<none>" : modes,
          ageOf(object, now)};
}

std::vector<std::string> csiCapacityCells(const Json& object, Time) {
  return {nameOf(object), object["storageClassName"].str(), textOr(object["capacity"], "<unset>")};
}

std::vector<Column> claimColumns() {
  return {nameColumn(),
          column("Status"),
          column("Volume"),
          column("Capacity"),
          column("Access Modes"),
          column("StorageClass"),
          column("VolumeAttributesClass"),
          column("Age"),
          wideColumn("VolumeMode")};
}

std::vector<Column> volumeColumns() {
  return {nameColumn(),
          column("Capacity"),
          column("Access Modes"),
          column("Reclaim Policy"),
          column("Status"),
          column("Claim"),
          column("StorageClass"),
          column("VolumeAttributesClass"),
          column("Reason"),
          column("Age"),
          wideColumn("VolumeMode")};
}

std::vector<Column> csiDriverColumns() {
  return {nameColumn(),
          column("AttachRequired"),
          column("PodInfoOnMount"),
          column("StorageCapacity"),
          column("TokenRequests"),
          column("RequiresRepublish"),
          column("Modes"),
          column("Age")};
}

}  // namespace

std::vector<Printer> storagePrinters() {
  constexpr const char* kGroup = "storage.k8s.io";
  return {
      {"", "PersistentVolumeClaim", claimColumns(), claimCells},
      {"", "PersistentVolume", volumeColumns(), volumeCells},
      {kGroup,
       "StorageClass",
       {nameColumn(), column("Provisioner"), column("ReclaimPolicy"), column("VolumeBindingMode"),
        column("AllowVolumeExpansion"), column("Age")},
       storageClassCells},
      {kGroup,
       "VolumeAttributesClass",
       {nameColumn(), column("DriverName"), column("Age")},
       attributesClassCells},
      {kGroup,
       "VolumeAttachment",
       {nameColumn(), column("Attacher"), column("PV"), column("Node"), column("Attached"),
        column("Age")},
       attachmentCells},
      {kGroup, "CSINode", {nameColumn(), column("Drivers"), column("Age")}, csiNodeCells},
      {kGroup, "CSIDriver", csiDriverColumns(), csiDriverCells},
      {kGroup,
       "CSIStorageCapacity",
       {nameColumn(), column("StorageClassName"), column("Capacity")},
       csiCapacityCells},
  };
}

}  // namespace sts::tables
