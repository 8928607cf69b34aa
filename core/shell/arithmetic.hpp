// Shell arithmetic: $(( … )), (( … )), offsets of ${x:1:2}. Whole 64-bit numbers that wrap around.
//
// The caller expands parameters first; names that remain are looked up (and assigned) through the
// Scope. Errors are bash's sentences without the shell's name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sts::shell {

class Scope {
 public:
  virtual ~Scope() = default;
  virtual std::string variable(const std::string& name) const = 0;
  virtual void assign(const std::string& name, const std::string& value) = 0;
};

struct Arithmetic {
  std::int64_t value = 0;
  std::string error;
};

Arithmetic evaluate(std::string_view expression, Scope& scope);

}  // namespace sts::shell
