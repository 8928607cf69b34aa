#include "kubectl/printers/tabwriter.hpp"

#include <algorithm>

namespace sts::printers {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t end = text.find(separator); end != std::string_view::npos;
       end = text.find(separator, begin)) {
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

}  // namespace

std::size_t runeCount(std::string_view text) {
  const auto starts = std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  });
  return static_cast<std::size_t>(starts);
}

std::size_t TabWriter::columnWidth(const std::vector<Line>& lines, std::size_t begin,
                                   std::size_t end, std::size_t column) {
  std::size_t width = minWidth_;
  for (std::size_t i = begin; i < end; ++i) {
    width = std::max(width, runeCount(lines[i].cells[column]) + padding_);
  }
  if (!remember_) return width;
  if (remembered_.size() <= column) remembered_.resize(column + 1, 0);
  remembered_[column] = std::max(remembered_[column], width);
  return remembered_[column];
}

// Finds the blocks of one column and, within each, those of the next.
void TabWriter::layOut(std::vector<Line>* lines, std::size_t begin, std::size_t end,
                       std::size_t column) {
  const auto hasCell = [&](std::size_t i) { return (*lines)[i].cells.size() > column + 1; };
  for (std::size_t i = begin; i < end; ++i) {
    if (!hasCell(i)) continue;
    std::size_t blockEnd = i + 1;
    while (blockEnd < end && hasCell(blockEnd)) ++blockEnd;
    const std::size_t width = columnWidth(*lines, i, blockEnd, column);
    for (std::size_t j = i; j < blockEnd; ++j) (*lines)[j].widths.push_back(width);
    layOut(lines, i, blockEnd, column + 1);
    i = blockEnd - 1;
  }
}

std::string TabWriter::flush() {
  const std::string text = std::move(text_);
  text_.clear();
  std::vector<Line> lines;
  for (const std::string_view line : split(text, '\n')) lines.push_back({split(line, '\t'), {}});
  layOut(&lines, 0, lines.size(), 0);

  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (i != 0) out += '\n';
    for (std::size_t c = 0; c + 1 < line.cells.size(); ++c) {
      out += line.cells[c];
      out.append(line.widths[c] - runeCount(line.cells[c]), ' ');
    }
    out += line.cells.back();
  }
  return out;
}

std::string tabbed(std::string_view text) {
  TabWriter writer(0, 2);
  writer.write(text);
  return writer.flush();
}

}  // namespace sts::printers
