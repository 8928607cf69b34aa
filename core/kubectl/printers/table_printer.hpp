// TablePrinter: a Table as the text of `kubectl get`.
//
// One printer serves one command. Tables of several kinds are kept apart by an empty line, headers
// are printed once a kind, and the rows of a watch keep the widths of what was printed before.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kubectl/printers/tabwriter.hpp"
#include "tables/table.hpp"

namespace sts::printers {

struct TableOptions {
  bool wide = false;
  bool noHeaders = false;
  bool showLabels = false;
  std::vector<std::string> labelColumns;  ///< the keys of -L
};

class TablePrinter {
 public:
  explicit TablePrinter(TableOptions options)
      : options_(std::move(options)), writer_(tableWriter()) {}

  /// What follows is of another resource. `kindPrefix` is "pod" or "statefulset.apps" where names
  /// are to be written "pod/web-0", else ""; `withNamespace` adds the NAMESPACE column.
  void beginResource(std::string kindPrefix, bool withNamespace);
  /// Adds the rows of a table, and headers unless the last ones were the same. `eventType`
  /// ("ADDED", "MODIFIED", "DELETED") fills the EVENT column of --output-watch-events; "" leaves
  /// that column out.
  void add(const tables::Table& table, std::string_view eventType = "");
  /// The text since the last call.
  std::string take();

 private:
  bool shown(const tables::Column& column) const { return options_.wide || !column.wide; }
  void writeHeader(const std::vector<tables::Column>& columns, bool withEvent);
  void writeRow(const tables::Table& table, const tables::Row& row, std::string_view eventType);
  void flush();

  TableOptions options_;
  TabWriter writer_;
  std::string kindPrefix_;
  bool withNamespace_ = false;
  bool begun_ = false;
  bool printedHeaders_ = false;
  bool separate_ = false;
  bool written_ = false;
  std::vector<tables::Column> lastColumns_;
  std::string out_;
};

/// A cell cut at its first line break, escape sequences made visible.
std::string cellText(std::string_view cell);
std::string upperCase(std::string_view text);

}  // namespace sts::printers
