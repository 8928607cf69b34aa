#include "kubectl/printers/table_printer.hpp"

#include <algorithm>

#include "tables/cells.hpp"

namespace sts::printers {
namespace {

// "kubernetes.io/role" heads its column as ROLE.
std::string labelHeader(const std::string& key) {
  const std::size_t slash = key.rfind('/');
  return upperCase(slash == std::string::npos ? key : key.substr(slash + 1));
}

std::string joinTabs(const std::vector<std::string>& cells) { return tables::join(cells, "\t"); }

}  // namespace

std::string upperCase(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return upper;
}

// k8s 1.36: cli-runtime pkg/printers/tableprinter.go printTable
std::string cellText(std::string_view cell) {
  const std::size_t lineEnd = cell.find_first_of("\f\n\r");
  std::string text;
  for (const char c : cell.substr(0, lineEnd)) {
    if (c == '\x1b') {
      text += "^[";
    } else {
      text += c;
    }
  }
  return lineEnd == std::string_view::npos ? text : text + "...";
}

void TablePrinter::flush() {
  const std::string text = writer_.flush();
  if (text.empty()) return;
  if (separate_) out_ += '\n';
  separate_ = false;
  written_ = true;
  out_ += text;
}

// k8s 1.36: kubectl pkg/cmd/get/get.go Run
void TablePrinter::beginResource(std::string kindPrefix, bool withNamespace) {
  flush();
  writer_.forgetWidths();
  if (begun_ && !options_.noHeaders && written_) separate_ = true;
  begun_ = true;
  kindPrefix_ = std::move(kindPrefix);
  withNamespace_ = withNamespace;
  printedHeaders_ = false;
  lastColumns_.clear();
}

void TablePrinter::writeHeader(const std::vector<tables::Column>& columns, bool withEvent) {
  std::vector<std::string> cells;
  if (withEvent) cells.push_back("EVENT");
  if (withNamespace_) cells.push_back("NAMESPACE");
  for (const tables::Column& column : columns) {
    if (shown(column)) cells.push_back(upperCase(column.name));
  }
  for (const std::string& key : options_.labelColumns) cells.push_back(labelHeader(key));
  if (options_.showLabels) cells.push_back("LABELS");
  writer_.write(joinTabs(cells) + "\n");
}

void TablePrinter::writeRow(const tables::Table& table, const tables::Row& row,
                            std::string_view eventType) {
  static const Json kNone;
  const Json& metadata = row.object == nullptr ? kNone : (*row.object)["metadata"];
  std::vector<std::string> cells;
  if (!eventType.empty()) {
    constexpr std::size_t kEventWidth = 8;  // of MODIFIED
    std::string event(eventType);
    event.resize(std::max(event.size(), kEventWidth), ' ');
    cells.push_back(std::move(event));
  }
  if (withNamespace_) cells.push_back(metadata["namespace"].str());
  const auto firstName = std::find_if(table.columns.begin(), table.columns.end(),
                                      [](const tables::Column& c) { return c.isName; });
  for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i) {
    if (!shown(table.columns[i])) continue;
    const bool prefixed =
        !kindPrefix_.empty() && firstName == table.columns.begin() + static_cast<std::ptrdiff_t>(i);
    cells.push_back((prefixed ? kindPrefix_ + "/" : "") + cellText(row.cells[i]));
  }
  for (const std::string& key : options_.labelColumns) {
    cells.push_back(metadata["labels"][key].str());
  }
  if (options_.showLabels) cells.push_back(tables::formatLabels(metadata["labels"]));
  writer_.write(joinTabs(cells) + "\n");
}

// k8s 1.36: cli-runtime pkg/printers/tableprinter.go HumanReadablePrinter.PrintObj
void TablePrinter::add(const tables::Table& table, std::string_view eventType) {
  if (table.rows.empty()) return;
  const bool sameHeaders = printedHeaders_ && table.columns == lastColumns_;
  if (!options_.noHeaders && !sameHeaders) writeHeader(table.columns, !eventType.empty());
  printedHeaders_ = true;
  lastColumns_ = table.columns;
  for (const tables::Row& row : table.rows) writeRow(table, row, eventType);
}

std::string TablePrinter::take() {
  flush();
  std::string text = std::move(out_);
  out_.clear();
  return text;
}

}  // namespace sts::printers
