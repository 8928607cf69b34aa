#include "base/sort.hpp"

#include <algorithm>

namespace sts {

// A merge sort from below: runs of one, two, four … positions are merged between two arrays.
std::vector<std::uint32_t> sortedOrder(std::size_t size, const void* context,
                                       bool (*isBefore)(const void* context, std::size_t a, std::size_t b)) {
  bool isSorted = true;
  for (std::size_t i = 1; i < size && isSorted; ++i) isSorted = !isBefore(context, i, i - 1);
  if (isSorted) return {};
  std::vector<std::uint32_t> order(size), merged(size);
  for (std::size_t i = 0; i < size; ++i) order[i] = static_cast<std::uint32_t>(i);
  for (std::size_t run = 1; run < size; run *= 2) {
    for (std::size_t begin = 0; begin < size; begin += 2 * run) {
      const std::size_t middle = std::min(begin + run, size), end = std::min(begin + 2 * run, size);
      std::size_t left = begin, right = middle;
      for (std::size_t to = begin; to < end; ++to) {
        const bool takesRight = left == middle || (right < end && isBefore(context, order[right], order[left]));
        merged[to] = order[takesRight ? right++ : left++];
      }
    }
    order.swap(merged);
  }
  return order;
}

}  // namespace sts
