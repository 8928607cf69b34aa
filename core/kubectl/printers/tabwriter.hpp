// TabWriter: aligns text whose cells end with tabs, as Go's text/tabwriter does with blanks for
// padding.
//
// A column is a run of lines that all have a tab-terminated cell at that place; the last cell of a
// line never takes part. kubectl's tables (least width 6, padding 3) remember the widths of what
// was flushed before, so that the rows of a watch never shrink; describe (0, 2) does not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sts::printers {

class TabWriter {
 public:
  TabWriter(std::size_t minWidth, std::size_t padding, bool rememberWidths = false)
      : minWidth_(minWidth), padding_(padding), remember_(rememberWidths) {}

  /// Appends text: '\t' ends a cell, '\n' a line.
  void write(std::string_view text) { text_ += text; }
  /// The aligned text since the last flush; what follows is aligned on its own.
  std::string flush();
  void forgetWidths() { remembered_.clear(); }

 private:
  struct Line {
    std::vector<std::string_view> cells;  // the last one is not tab-terminated
    std::vector<std::size_t> widths;      // of the tab-terminated cells
  };
  void layOut(std::vector<Line>* lines, std::size_t begin, std::size_t end, std::size_t column);
  std::size_t columnWidth(const std::vector<Line>& lines, std::size_t begin, std::size_t end,
                          std::size_t column);

  std::size_t minWidth_;
  std::size_t padding_;
  bool remember_;
  std::string text_;
  std::vector<std::size_t> remembered_;
};

/// The number of characters (not bytes) of UTF-8 text.
std::size_t runeCount(std::string_view text);

/// The writer of `kubectl get`'s tables.
inline TabWriter tableWriter() { return TabWriter(6, 3, true); }
/// Text with tabs, aligned as `kubectl describe` does.
std::string tabbed(std::string_view text);

}  // namespace sts::printers
