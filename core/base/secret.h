// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

namespace zvt {

/// A value that cannot be printed, logged or compared by accident: it has no formatter, no stream operator, no
/// conversion. Its text is overwritten when it goes.
template <typename T = std::string> class Secret {
public:
  Secret() = default;
  explicit Secret(T value)
      : m_value(std::move(value))
  {
  }
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  Secret(Secret&& other) noexcept
      : m_value(std::exchange(other.m_value, T()))
  {
  }
  Secret& operator=(Secret&& other) noexcept
  {
    std::swap(m_value, other.m_value);
    return *this;
  }
  ~Secret() { wipe(); }

  /// The only way to the value: the name is searched for in reviews.
  [[nodiscard]] const T& reveal() const { return m_value; }

private:
  void wipe()
  {
    if constexpr (requires {
                    m_value.data();
                    m_value.size();
                  }) {
      auto* bytes = reinterpret_cast<volatile char*>(m_value.data());
      for (std::size_t i = 0; i < m_value.size() * sizeof(*m_value.data()); ++i)
        bytes[i] = 0;
    }
  }
  T m_value{};
};

}
