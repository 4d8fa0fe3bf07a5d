// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace zvt::storage {

/// Memory of trivial values, 64-byte aligned, that only grows: made once and filled again and again, since touching
/// fresh pages costs more than decoding into old ones. New elements are not initialised.
template <typename T> class AlignedBuffer {
  static_assert(std::is_trivially_copyable_v<T>);

public:
  static constexpr std::align_val_t kAlignment{64};

  AlignedBuffer() = default;
  AlignedBuffer(AlignedBuffer&& other) noexcept
      : m_data(std::exchange(other.m_data, nullptr))
      , m_capacity(std::exchange(other.m_capacity, 0))
  {
  }
  AlignedBuffer& operator=(AlignedBuffer&& other) noexcept
  {
    std::swap(m_data, other.m_data);
    std::swap(m_capacity, other.m_capacity);
    return *this;
  }
  ~AlignedBuffer() { ::operator delete(m_data, kAlignment); }

  /// Makes room for @p count elements and keeps the first @p kept.
  void reserve(std::size_t count, std::size_t kept)
  {
    if (count <= m_capacity)
      return;
    const std::size_t capacity = std::max(count, m_capacity + m_capacity / 2);
    T* grown = static_cast<T*>(::operator new(capacity * sizeof(T), kAlignment));
    if (kept > 0)
      std::memcpy(grown, m_data, kept * sizeof(T));
    ::operator delete(m_data, kAlignment);
    m_data = grown;
    m_capacity = capacity;
  }
  [[nodiscard]] T* data() { return m_data; }
  [[nodiscard]] const T* data() const { return m_data; }
  [[nodiscard]] std::size_t capacity() const { return m_capacity; }

private:
  T* m_data = nullptr;
  std::size_t m_capacity = 0;
};

/// Bars as columns in reused memory: what a BarReader decodes into. Spans hold until the next read into the arena; a
/// column that was not asked for is empty.
class BarArena {
public:
  [[nodiscard]] std::size_t size() const { return m_size; }
  [[nodiscard]] bool empty() const { return m_size == 0; }
  /// Empty after a scan without keys.
  [[nodiscard]] std::span<const std::int64_t> keys() const
  {
    return m_hasKeys ? std::span<const std::int64_t>{m_keys.data(), m_size} : std::span<const std::int64_t>();
  }
  [[nodiscard]] std::span<const double> column(market::BarColumn column) const
  {
    const double* values = m_columns[static_cast<std::size_t>(column)].data();
    return m_set.has(column) ? std::span<const double>{values, m_size} : std::span<const double>();
  }
  [[nodiscard]] market::BarColumnSet columns() const { return m_set; }
  /// Whose bars these are; the texts belong to the store.
  [[nodiscard]] std::string_view entityId() const { return m_entityId; }
  [[nodiscard]] market::BarLevel level() const { return m_level; }
  [[nodiscard]] std::string_view provider() const { return m_provider; }

private:
  friend class BarAssembly;
  AlignedBuffer<std::int64_t> m_keys;
  std::array<AlignedBuffer<double>, market::kBarColumnCount> m_columns;
  market::BarColumnSet m_set;
  std::size_t m_size = 0;
  bool m_hasKeys = true;
  std::string_view m_entityId;
  market::BarLevel m_level = market::BarLevel::Day1;
  std::string_view m_provider;
};

}
