// stableSort: like std::stable_sort, at a tenth of its code.
//
// The standard's merge sort is compiled anew for every element and every comparison, three kilobytes each. Here one
// function sorts positions, asking through a pointer; a type adds only the move of its elements.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sts {

/// The positions 0 … size-1 in order, equal ones as they were; empty if they already are in order.
std::vector<std::uint32_t> sortedOrder(std::size_t size, const void* context,
                                       bool (*isBefore)(const void* context, std::size_t a, std::size_t b));

template <typename T, typename Before>
void stableSort(std::vector<T>& items, const Before& isBefore) {
  const std::pair<const std::vector<T>&, const Before&> context{items, isBefore};
  const auto order = sortedOrder(items.size(), &context, [](const void* asked, std::size_t a, std::size_t b) {
    const auto& [of, before] = *static_cast<const std::pair<const std::vector<T>&, const Before&>*>(asked);
    return before(of[a], of[b]);
  });
  if (order.empty()) return;
  std::vector<T> sorted;
  sorted.reserve(items.size());
  for (const std::uint32_t at : order) sorted.push_back(std::move(items[at]));
  items = std::move(sorted);
}

}  // namespace sts
