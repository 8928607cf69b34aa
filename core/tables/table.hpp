// Table: an object as a row of text, the columns that `kubectl get` and the page share.
//
// Upstream the API server computes these rows; here they are a pure function of a Json object and
// an instant. Every kind that upstream prints specially has a file below; every other kind is
// printed as NAME and CREATED AT.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "base/time.hpp"

namespace sts::tables {

struct Column {
  std::string name;     ///< "Nominated Node"; printed in upper case
  bool wide = false;    ///< shown by `-o wide` only
  bool isName = false;  ///< holds the object's name, which may get the prefix "pod/"
  bool operator==(const Column&) const = default;
};

struct Row {
  std::vector<std::string> cells;  ///< one a column, wide ones included
  const Json* object =
      nullptr;  ///< REQUIRES: outlives the row; labels and namespace are read from it
};

struct Table {
  std::vector<Column> columns;
  std::vector<Row> rows;
};

/// The columns of a kind; `group` is "" for the core group.
std::vector<Column> columnsOf(std::string_view group, std::string_view kind);
/// The cells of one object, by its own apiVersion and kind, its ages seen at `now`.
std::vector<std::string> cellsOf(const Json& object, Time now);
/// One row an object. REQUIRES: all are of one kind, that of the first.
Table tableOf(const std::vector<const Json*>& objects, Time now);

/// "apps" of "apps/v1", "" of "v1".
std::string_view groupOf(const Json& object);

}  // namespace sts::tables
