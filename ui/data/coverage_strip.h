// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/inventory_panel.h"
#include "widgets/table/table_delegate.h"

#include <functional>

namespace zvt::ui {

/// Years as a bar in a cell: filled where data are complete, marked where some are missing, dashed where nobody asked.
/// All rows share one span of time.
class CoverageStrip : public widgets::TableDelegate {
  Q_OBJECT

public:
  /// @param setOf the data set of a row; null: nothing to draw
  CoverageStrip(std::function<const data::DataSetCoverage*(const QModelIndex& index)> setOf, QObject* parent);
  void setSpan(TradingDay first, TradingDay last);
  [[nodiscard]] TradingDay first() const { return m_first; }
  [[nodiscard]] TradingDay last() const { return m_last; }
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
  std::function<const data::DataSetCoverage*(const QModelIndex& index)> m_setOf;
  TradingDay m_first;
  TradingDay m_last;
};

}
