#!/usr/bin/env python3
"""The scanner that tidy trusts, on the shapes of code that this project writes."""
from cpp_text import blanked, functions

SOURCE = r'''#include "a.hpp"
#define TRY(x) \
  do { x; } while (0)
// a comment with { and "
namespace sts {
namespace {

constexpr char kBrace = '{';
const std::map<std::string, int> table = {
    {"a", 1},  // {
    {"b", 1'000},
};
const char* const text = R"json({"open": "{{{"})json";

int plain(int x) {
  if (x) {
    return 1;
  }
  return 0;
}

}  // namespace

Foo::Foo(int x, std::string y) : x_(x), y_{std::move(y)}, z_{} {
  run([&] { return x; });
}

class Bar final : public Base {
 public:
  explicit Bar(Options options = {}) : options_{options} {}
  bool operator==(const Bar&) const = default;
  int get() const { return 1; }
  void operator()(int x) const {
    use(x);
  }
 private:
  std::vector<int> list_{1, 2};
};

template <typename T>
auto third(T value)
    -> int {
  return value;
}

enum class E { A, B };
const auto lambda = [](int x) {
  return x;
};
}  // namespace sts

TEST_CASE("a { sentence") {
  CHECK(1);
}
'''


def main():
    got = [(last - first + 1, header.split('(')[0].split()[-1]) for first, last, header in functions(SOURCE)]
    want = [(6, 'plain'), (3, 'Foo::Foo'), (1, 'Bar'), (1, 'get'), (3, 'operator'), (5, 'third'), (3, '[]'), (3, 'TEST_CASE')]
    assert got == want, f'\nwanted {want}\ngot    {got}'
    lines = blanked(SOURCE).split('\n')
    assert len(lines) == len(SOURCE.split('\n'))
    assert '{{{' not in blanked(SOURCE) and "'{'" not in blanked(SOURCE)
    print('1 passed, 0 failed')


if __name__ == '__main__':
    main()
