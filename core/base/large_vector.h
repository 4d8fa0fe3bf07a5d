// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <vector>

namespace zvt {

/// What the largest pages of common processors hold.
inline constexpr std::size_t kHugePage = std::size_t{2} << 20U;

/// Asks the system to back memory with huge pages where it has them: handing out and clearing a page of 4 KiB takes
/// longer than filling it. A hint; without effect where there are none.
/// @param memory kHugePage-aligned
void preferHugePages(void* memory, std::size_t bytes) noexcept;

/// For vectors of megabytes that are written once from front to back; small ones are as any other.
template <class T> struct LargeAllocator {
  using value_type = T;

  LargeAllocator() = default;
  template <class Other> LargeAllocator(const LargeAllocator<Other>&) noexcept { } // NOLINT: as allocators do

  [[nodiscard]] T* allocate(std::size_t count)
  {
    if (!isLarge(count))
      return std::allocator<T>().allocate(count);
    void* const memory = ::operator new(count * sizeof(T), std::align_val_t(kHugePage));
    preferHugePages(memory, count * sizeof(T));
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) noexcept
  {
    if (!isLarge(count))
      return std::allocator<T>().deallocate(memory, count);
    ::operator delete(memory, std::align_val_t(kHugePage));
  }
  template <class Other> bool operator==(const LargeAllocator<Other>&) const noexcept { return true; }

private:
  [[nodiscard]] static bool isLarge(std::size_t count)
  {
    return count >= kHugePage / sizeof(T) && count <= static_cast<std::size_t>(-1) / 2 / sizeof(T);
  }
};

template <class T> using LargeVector = std::vector<T, LargeAllocator<T>>;

}
