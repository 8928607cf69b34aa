#include "kubectl/printers/custom_columns.hpp"

#include "api/go_value.hpp"
#include "tables/cells.hpp"

namespace sts::printers {
namespace {

// ESC and carriage returns are made visible; a line break is kept.
std::string escapeTerminal(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\x1b') {
      out += "^[";
    } else if (c == '\r') {
      out += "\\r";
    } else {
      out += c;
    }
  }
  return out;
}

std::vector<std::string> words(std::string_view line) {
  std::vector<std::string> list;
  bool inside = false;
  for (const char c : line) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
    if (!blank && !inside) list.emplace_back();
    if (!blank) list.back() += c;
    inside = !blank;
  }
  return list;
}

Status missingLine(const char* which) {
  return plainError(std::string("invalid template, missing ") + which +
                    " line. Expected format is one line of space separated headers, one line of "
                    "space separated column specs.");
}

}  // namespace

Result<Done> CustomColumns::addColumn(std::string header, std::string_view path) {
  TRY(const std::string expression, jsonpath::relaxed(path));
  TRY(auto parsed, jsonpath::Template::parse(expression));
  columns_.push_back({std::move(header), std::move(parsed)});
  return Done{};
}

// k8s 1.36: kubectl pkg/cmd/get/customcolumn.go NewCustomColumnsPrinterFromSpec
Result<CustomColumns> CustomColumns::fromSpec(std::string_view spec, bool noHeaders) {
  if (spec.empty()) {
    return plainError("custom-columns format specified but no custom columns given");
  }
  CustomColumns made(noHeaders);
  for (std::size_t begin = 0; begin <= spec.size();) {
    const std::size_t end = std::min(spec.find(',', begin), spec.size());
    const std::string_view part = spec.substr(begin, end - begin);
    const std::size_t colon = part.find(':');
    if (colon == std::string_view::npos) {
      return plainError("unexpected custom-columns spec: " + std::string(part) +
                        ", expected <header>:<json-path-expr>");
    }
    CHECK_OK(made.addColumn(std::string(part.substr(0, colon)), part.substr(colon + 1)));
    begin = end + 1;
  }
  return made;
}

// k8s 1.36: kubectl pkg/cmd/get/customcolumn.go NewCustomColumnsPrinterFromTemplate
Result<CustomColumns> CustomColumns::fromTemplate(std::string_view text, bool noHeaders) {
  if (text.empty()) return missingLine("header");
  const std::size_t lineEnd = text.find('\n');
  if (lineEnd == std::string_view::npos || lineEnd + 1 == text.size()) return missingLine("spec");
  const std::string_view rest = text.substr(lineEnd + 1);
  const auto headers = words(text.substr(0, lineEnd));
  const auto paths = words(rest.substr(0, rest.find('\n')));
  if (headers.size() != paths.size()) {
    return plainError("number of headers (" + std::to_string(headers.size()) +
                      ") and field specifications (" + std::to_string(paths.size()) +
                      ") don't match");
  }
  CustomColumns made(noHeaders);
  for (std::size_t i = 0; i < headers.size(); ++i) {
    CHECK_OK(made.addColumn(headers[i], paths[i]));
  }
  return made;
}

void CustomColumns::header() {
  if (noHeaders_) return;
  std::vector<std::string> cells;
  for (const Column& column : columns_) cells.push_back(column.header);
  writer_.write(tables::join(cells, "\t") + "\n");
}

Result<Done> CustomColumns::row(const Json& object) {
  std::vector<std::string> cells;
  for (const Column& column : columns_) {
    TRY(const jsonpath::Results results, column.path.find(object));
    std::vector<std::string> values;
    if (results.parts.empty() || results.parts.front().empty()) values.push_back("<none>");
    for (const auto& part : results.parts) {
      for (const Json* value : part) values.push_back(escapeTerminal(goValue(*value)));
    }
    cells.push_back(tables::join(values, ","));
  }
  writer_.write(tables::join(cells, "\t") + "\n");
  return Done{};
}

}  // namespace sts::printers
