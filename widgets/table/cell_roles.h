// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace zvt::widgets {

/// What a cell means; the delegate turns it into colours of the theme in force, so models hold no colours.
enum class CellTone { Neutral, Secondary, Muted, Up, Down, Flat, Accent, Warning, Error, Ok, Paper };
/// Up, Down or Flat by sign; Muted for NaN.
[[nodiscard]] CellTone toneOf(double change);
/// The text colour of the theme in force.
[[nodiscard]] QColor toneColor(CellTone tone);

/// Item data roles that TableDelegate reads besides Qt's own.
enum CellRole {
  ToneRole = Qt::UserRole + 100, ///< int(CellTone): colour of the text, kept on selected rows
  LimitRole, ///< int: +1 at the upper price limit, -1 at the lower: white on the hue, bold
  StaleRole, ///< bool: muted, with a clock
  FlashRole, ///< int: +1 or -1 for 400 ms after a change: tint of the hue as ground
  GroundRole, ///< int(CellTone): tint of that state as ground (Warning, Error)
  BarRole, ///< double 0…1: a small bar left of the number
  MeterRole, ///< double 0…1: instead of the text a meter over the cell, in the colour of the tone
  MeterMarkRole, ///< double 0…1: a tick on the meter; invalid: none
  StrongRole, ///< bool: weight 600
  IconRole, ///< QString: token icon before the text, in the colour of the text
  SortRole, ///< what a proxy sorts by
};

}
