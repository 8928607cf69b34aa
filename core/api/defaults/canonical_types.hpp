// The table behind canonical.cpp, in parts that compilers can swallow.
#pragma once

#include <string_view>

namespace sts {

extern const std::string_view kCanonicalTypes1;
extern const std::string_view kCanonicalTypes2;
extern const std::string_view kCanonicalTypes3;

}  // namespace sts
