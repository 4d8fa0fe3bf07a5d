// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/number_text.h"
#include "widgets/table/cell_roles.h"

#include <QString>

#include <cstdint>
#include <span>

namespace zvt::widgets {

/// What LiveTable paints of one cell: typed values, no QVariant, no memory of its own.
struct LiveCell {
  NumberText number; ///< painted when words is null
  const QString* words = nullptr; ///< a text that the source keeps; elided where it does not fit
  CellTone tone = CellTone::Neutral;
  std::int8_t limit = 0; ///< +1 at the upper price limit, −1 at the lower: white on the hue
  std::int8_t flash = 0; ///< +1 or −1 for 400 ms after a change
  bool stale = false; ///< muted
  bool clock = false; ///< with the clock behind it (one a row is enough)
  bool note = false; ///< with a small mark behind it
  bool right = true; ///< alignment
  std::span<const float> line; ///< a small line instead of a text
  float base = 0; ///< the line is coloured and shaded against it

  [[nodiscard]] QStringView text() const { return words ? QStringView(*words) : number.view(); }
};

/// What LiveTable paints of a row beside its cells.
struct LiveRow {
  bool heading = false; ///< spans all columns: title, a chevron and how many rows are below it
  bool collapsed = false;
  const QString* title = nullptr;
  int count = 0;
  std::uint8_t mark = 0; ///< colour that a user gave the row: index into kRowMarks; 0: none
};

/// Colours of rows that users choose among, by LiveRow::mark.
inline constexpr int kRowMarks = 7;
[[nodiscard]] QColor rowMarkColor(int mark); ///< invalid for 0

/// The typed half of a model that LiveTable shows. Rows and columns are those of the model.
class LiveSource {
public:
  virtual ~LiveSource() = default;
  virtual void liveCell(int row, int column, LiveCell& cell) const = 0;
  virtual void liveRow(int row, LiveRow& shape) const = 0;
  /// Columns that changed since takeChanges() as bits; of columns from 63 on the highest bit.
  [[nodiscard]] virtual std::uint64_t changedColumns(int row) const = 0;
  /// All changes have been shown or concern rows out of sight.
  virtual void takeChanges() = 0;
};

}
