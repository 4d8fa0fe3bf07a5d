// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/bar_arena.h"
#include "core/storage/bar_panel.h"
#include "core/storage/bar_store.h"
#include "core/storage/cross_section.h"

#include <functional>
#include <memory>

namespace zvt::storage {

struct BarScan {
  std::optional<market::BarLevel> level; ///< nothing: every level
  std::optional<std::string> provider; ///< nothing: every provider's series on its own
  std::optional<std::int64_t> from; ///< key ≥ from
  std::optional<std::int64_t> to; ///< key < to
  market::BarColumnSet columns;
  bool withKeys = true; ///< false, without a range: the keys are not decoded
};

/// The fast way to read: a connection of its own and memory that is reused, so that a read neither opens, nor
/// allocates, nor touches fresh pages. One thread at a time; take one a thread (BarStore::reader). Each call sees one
/// snapshot of the store. Errors: as BarStore::read.
class BarReader {
public:
  BarReader(BarReader&&) noexcept;
  BarReader& operator=(BarReader&&) noexcept;
  ~BarReader();

  /// What BarStore::read reads, without optional columns.
  Result<void> read(const BarQuery& query, BarArena& bars);

  /// Every stored series in the order of the store's own ids, each handed to @p visit with the bars of the range (never
  /// none). @p visit returns false to stop.
  Result<void> scan(const BarScan& scan, BarArena& bars, const std::function<bool(const BarArena&)>& visit);

  /// Entities without bars have no rows in the panel.
  Result<void> readPanel(const PanelQuery& query, BarPanel& panel);

  /// Everything the provider has at @p key; empty when it has nothing there.
  Result<void> crossSection(const CrossSectionQuery& query, std::int64_t key, CrossSection& section);
  /// One call of @p visit for each key of [from, to) that has bars, oldest first, all in one snapshot; false stops.
  Result<void> crossSections(const CrossSectionQuery& query, std::int64_t from, std::int64_t to, CrossSection& section,
      const std::function<bool(const CrossSection&)>& visit);

private:
  friend class BarStore;
  struct State;
  explicit BarReader(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}
