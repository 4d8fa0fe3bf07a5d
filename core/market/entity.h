// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/market/entity_id.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>

namespace zvt::market {

/// A security as the profile knows it.
struct Entity {
  EntityId id;
  std::string name; ///< as the exchange writes it (平安银行)
  std::string pinyin; ///< initials of the name in upper case (PAYH), for the symbol finder
  std::string currency; ///< CNY, HKD, USD, USDT …
  std::optional<TradingDay> listed;
  std::optional<TradingDay> delisted;
  bool synthetic = false; ///< made by zvt demo; shown everywhere

  bool operator==(const Entity&) const = default;
};

/// Dense index of an entity inside this process; never stored, never sent.
struct EntityIndex {
  std::uint32_t value = 0;
  auto operator<=>(const EntityIndex&) const = default;
};

/// An immutable table of entities in the order of their ids; snapshots are shared between threads.
class EntityTable {
public:
  explicit EntityTable(std::vector<Entity> entities);
  [[nodiscard]] std::size_t size() const { return m_entities.size(); }
  [[nodiscard]] const Entity& at(EntityIndex index) const { return m_entities[index.value]; }
  [[nodiscard]] std::optional<EntityIndex> find(std::string_view id) const;
  [[nodiscard]] const std::vector<Entity>& entities() const { return m_entities; }

private:
  std::vector<Entity> m_entities;
  std::unordered_map<std::string, std::uint32_t> m_indexes;
};

/// Initials of Chinese names (平安银行 → PAYH) from the embedded table; ASCII letters and digits are kept.
[[nodiscard]] std::string pinyinInitials(std::string_view name);
/// One character of a name with every initial that it may be read by.
struct CharacterReading {
  char32_t character = 0; ///< Unicode; full-width letters and digits as their ASCII form, letters in lower case
  std::string initials; ///< upper case, the one of pinyinInitials() first: 重 in 重庆 → "CZ"; empty for all but Chinese
};
/// The characters of a valid UTF-8 name, in their order, without blanks.
[[nodiscard]] std::vector<CharacterReading> pinyinReadings(std::string_view name);

}
