// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/table_delegate.h"

namespace zvt::ui {

/// Draws LiveTable::kCurveRole as a line from edge to edge, in the colour of what came of it.
class CurveDelegate : public widgets::TableDelegate {
  Q_OBJECT

public:
  using TableDelegate::TableDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}
