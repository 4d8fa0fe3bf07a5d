// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/factor_lanes.h"
#include "ui/shell/tr.h"

#include <QUndoCommand>

#include <functional>

namespace zvt::ui {

/// Goes between two factors under a chart.
class FactorLaneCommand : public QUndoCommand {
public:
  using Apply = std::function<void(const ChartFactor& factor)>;
  FactorLaneCommand(ChartFactor before, ChartFactor after, Apply apply)
      : QUndoCommand(Tr::tr("Change the factor under the chart"))
      , m_before(std::move(before))
      , m_after(std::move(after))
      , m_apply(std::move(apply))
  {
  }
  void undo() override { m_apply(m_before); }
  void redo() override { m_apply(m_after); }

private:
  ChartFactor m_before, m_after;
  Apply m_apply;
};

}
