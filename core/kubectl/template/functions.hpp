// The functions a template may call. Internal to core/kubectl/template.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kubectl/template/value.hpp"

namespace sts::gotemplate {

struct Signature {
  const char* name;
  int fixed;  ///< arguments that must be there
  bool variadic;
  bool takesText;  ///< the first argument is a string
};

/// nullptr for an unknown name. `and` and `or` are evaluated by the evaluator, as they stop early.
const Signature* signatureOf(std::string_view name);
/// Calls any of them but `and` and `or`; the error is what follows "error calling NAME: ".
Result<Value> call(std::string_view name, const std::vector<Value>& args, Arena* arena);

/// eq, ne, lt, le, gt, ge
Result<bool> compare(std::string_view name, const std::vector<Value>& args);
/// fmt.Sprintf
std::string formatted(const std::string& format, const std::vector<Value>& args, std::size_t first);
/// fmt.Sprint: blanks between neighbours of which neither is text.
std::string sprint(const std::vector<Value>& args);

std::string htmlEscaped(std::string_view text);
std::string jsEscaped(std::string_view text);
std::string queryEscaped(std::string_view text);

}  // namespace sts::gotemplate
