// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/search_index.h"

#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::market {
class EntityTable;
}

/// The search over securities, commands, panels and settings, as one types. Nothing of Qt in here.
namespace zvt::ui {

/// The securities of a table: stocks before indexes before funds before bonds, delisted last.
[[nodiscard]] std::vector<SearchItem> searchItems(const market::EntityTable& table);

/// A search that follows the typing: a longer text looks only at what the shorter one found.
class Search {
public:
  struct Hit {
    std::uint32_t item = 0;
    MatchKind kind = MatchKind::None;
  };
  struct Found {
    std::vector<Hit> best; ///< in order
    std::size_t total = 0; ///< of all that fit
  };

  void setIndex(std::shared_ptr<const SearchIndex> index);
  [[nodiscard]] const std::shared_ptr<const SearchIndex>& index() const { return m_index; }
  /// What was used lately or often goes first among equals. @p ids best first.
  void setUsed(const std::vector<std::string>& ids);
  /// @p limit how many of the best; a text of nothing but blanks finds what was used, then nothing.
  [[nodiscard]] Found find(std::string_view typed, std::size_t limit);

private:
  [[nodiscard]] Found used(std::size_t limit) const;

  std::shared_ptr<const SearchIndex> m_index;
  std::vector<std::string> m_usedIds;
  std::vector<std::uint16_t> m_usage; ///< an item's place among the used; kUnused
  std::u32string m_lastText;
  std::vector<std::uint32_t> m_candidates; ///< what fitted m_lastText
  static constexpr std::uint16_t kUnused = std::numeric_limits<std::uint16_t>::max();
};

}
