// Go's JSON scanner: is this text JSON, where does its first value end, and if it is not, what does
// encoding/json say? It builds nothing. parseJson and the manifest reader ask it before anything
// else looks at the text, so that every refusal has Go's sentence.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sts {

struct JsonScan {
  std::size_t end =
      0;              ///< of the first value, or the offset that Go reports (one past the culprit)
  std::string error;  ///< "" if the text begins with a whole value
  bool incomplete =
      false;  ///< the text ended inside the value: a stream would say `unexpected EOF`
};

/// Nesting of arrays and objects that we accept. SIM: Go's limit is 10000; a browser's stack is
/// smaller.
constexpr std::size_t maxJsonDepth = 1000;

/// Scan the first value of the text, blanks before it included.
JsonScan scanJsonValue(std::string_view text);
/// Scan the whole text: one value, then only blanks.
JsonScan scanJson(std::string_view text);

}  // namespace sts
