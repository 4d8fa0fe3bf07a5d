// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/column_source.h"

namespace zvt::ui {

/// The columns of other sources for bars of which the last is not finished: a source tells what was known at a bar's
/// close, which that one has not reached yet, so it has what was known at the close before it.
class KnownColumns final : public factor::ColumnSource {
public:
  /// @param sources outlives the object
  explicit KnownColumns(const factor::ColumnSources& sources)
      : m_sources(sources)
  {
  }
  [[nodiscard]] bool provides(std::string_view) const override { return true; } ///< the others say what is nowhere
  [[nodiscard]] Result<std::vector<std::vector<double>>> read(
      std::span<const std::string> columns, const market::BarSeries& bars) const override;

private:
  const factor::ColumnSources& m_sources;
};

}
