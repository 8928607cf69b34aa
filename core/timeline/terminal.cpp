#include "timeline/terminal.hpp"

namespace sts {

CommandResult Terminal::run(const std::string& line, const std::string& input) {
  (void)line, (void)input;
  (void)cluster_;
  return {127, "", "no shell yet\n"};
}

}  // namespace sts
