// CustomColumns: `kubectl get -o custom-columns=NAME:.metadata.name,…` and custom-columns-file.
//
// The columns are parsed before anything is fetched; rows are aligned as a table's are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "api/jsonpath.hpp"
#include "kubectl/printers/tabwriter.hpp"
#include "sts/status.hpp"

namespace sts::printers {

class CustomColumns {
 public:
  /// `NAME:.metadata.name,IP:status.podIP`
  static Result<CustomColumns> fromSpec(std::string_view spec, bool noHeaders);
  /// A line of headers and a line of paths, both separated by blanks.
  static Result<CustomColumns> fromTemplate(std::string_view text, bool noHeaders);

  /// The headers; kubectl writes them even when there is no object.
  void header();
  Result<Done> row(const Json& object);
  /// The aligned text since the last call.
  std::string take() { return writer_.flush(); }

 private:
  struct Column {
    std::string header;
    jsonpath::Template path;
  };
  explicit CustomColumns(bool noHeaders) : noHeaders_(noHeaders), writer_(tableWriter()) {}
  Result<Done> addColumn(std::string header, std::string_view path);

  bool noHeaders_;
  std::vector<Column> columns_;
  TabWriter writer_;
};

}  // namespace sts::printers
