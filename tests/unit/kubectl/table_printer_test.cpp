#include "kubectl/printers/table_printer.hpp"

#include <catch2/catch.hpp>

using sts::printers::TablePrinter;
using sts::tables::tableOf;

namespace {

const sts::Time kNow = sts::parseRfc3339("2026-07-06T10:01:06Z");

sts::Json pod(const std::string& name, const std::string& phase) {
  return sts::parseJson(R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":")" + name +
                        R"(","namespace":"default","labels":{"app":"web"},)" +
                        R"("creationTimestamp":"2026-07-06T10:00:00Z"},)" +
                        R"("spec":{"containers":[{"name":"a"}]},"status":{"phase":")" + phase +
                        R"("}})")
      ->value;
}

const sts::Json kClaim = sts::parseJson(R"({"apiVersion":"v1","kind":"PersistentVolumeClaim",
    "metadata":{"name":"www-web-1","creationTimestamp":"2026-07-06T10:01:04Z"},
    "spec":{"storageClassName":"standard"},"status":{"phase":"Pending"}})")
                             ->value;

}  // namespace

TEST_CASE("cells are three blanks apart and the last one is not padded") {
  const sts::Json a = pod("web-0", "Running"), b = pod("web-1", "Pending");
  TablePrinter printer({});
  printer.beginResource("", false);
  printer.add(tableOf({&a, &b}, kNow));
  CHECK(printer.take() ==
        "NAME    READY   STATUS    RESTARTS   AGE\n"
        "web-0   0/1     Running   0          66s\n"
        "web-1   0/1     Pending   0          66s\n");
}

TEST_CASE("an empty cell is padded to its column") {
  TablePrinter printer({});
  printer.beginResource("", false);
  printer.add(tableOf({&kClaim}, kNow));
  CHECK(printer.take() ==
        "NAME        STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   "
        "VOLUMEATTRIBUTESCLASS   AGE\n"
        "www-web-1   Pending                                      standard       "
        "<unset>                 2s\n");
}

TEST_CASE("several kinds are separated by an empty line and prefixed") {
  const sts::Json a = pod("web-0", "Running");
  TablePrinter printer({});
  printer.beginResource("statefulset.apps", true);
  printer.add(tableOf({}, kNow));
  printer.beginResource("pod", true);
  printer.add(tableOf({&a}, kNow));
  printer.beginResource("persistentvolumeclaim", false);
  printer.add(tableOf({&kClaim}, kNow));
  const std::string text = printer.take();
  CHECK(text.rfind("NAMESPACE   NAME        READY", 0) == 0);
  CHECK(text.find("default     pod/web-0   0/1") != std::string::npos);
  CHECK(text.find("66s\n\nNAME ") != std::string::npos);
}

TEST_CASE("the rows of a watch keep the widths and print no second header") {
  const sts::Json a = pod("web-0", "Running"), b = pod("web-0", "ContainerCreating");
  TablePrinter printer({});
  printer.beginResource("", false);
  printer.add(tableOf({&a}, kNow));
  printer.take();
  printer.add(tableOf({&b}, kNow));
  CHECK(printer.take() == "web-0   0/1     ContainerCreating   0          66s\n");
  printer.add(tableOf({&a}, kNow));
  CHECK(printer.take() == "web-0   0/1     Running             0          66s\n");
}

TEST_CASE("labels and watch events are columns of their own") {
  const sts::Json a = pod("web-0", "Running");
  TablePrinter printer({false, false, true, {"app", "example.org/tier"}});
  printer.beginResource("", false);
  printer.add(tableOf({&a}, kNow), "ADDED");
  CHECK(printer.take() ==
        "EVENT      NAME    READY   STATUS    RESTARTS   AGE   APP   TIER   LABELS\n"
        "ADDED      web-0   0/1     Running   0          66s   web          app=web\n");
}

TEST_CASE("a cell ends at its first line break and cannot steer the terminal") {
  CHECK(sts::printers::cellText("a\nb") == "a...");
  CHECK(sts::printers::cellText("\x1b[2J") == "^[[2J");
}
