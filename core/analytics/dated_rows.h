// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace zvt::analytics {

/// The rows of a panel (entity after entity) date after date, at each date in the order of the entities.
class DatedRows {
public:
  static DatedRows of(std::span<const std::size_t> offsets, std::span<const std::uint32_t> position, std::size_t dates)
  {
    DatedRows result;
    result.m_begins.assign(dates + 1, 0);
    result.m_rows.resize(position.size());
    result.m_entities.resize(position.size());
    for (const std::uint32_t date : position)
      ++result.m_begins[date + 1];
    for (std::size_t date = 0; date < dates; ++date)
      result.m_begins[date + 1] += result.m_begins[date];
    std::vector<std::size_t> next = result.m_begins;
    for (std::size_t e = 0; e + 1 < offsets.size(); ++e) {
      for (std::size_t row = offsets[e]; row < offsets[e + 1]; ++row) {
        result.m_entities[row] = static_cast<std::uint32_t>(e);
        result.m_rows[next[position[row]]++] = static_cast<std::uint32_t>(row);
      }
    }
    return result;
  }
  [[nodiscard]] std::size_t dates() const { return m_begins.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> at(std::size_t date) const
  {
    return std::span(m_rows).subspan(m_begins[date], m_begins[date + 1] - m_begins[date]);
  }
  [[nodiscard]] std::uint32_t entity(std::uint32_t row) const { return m_entities[row]; }

private:
  std::vector<std::size_t> m_begins;
  std::vector<std::uint32_t> m_rows;
  std::vector<std::uint32_t> m_entities;
};

}
