// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/tr.h"
#include "widgets/chart/price_look.h"

#include <QUndoCommand>

#include <functional>

namespace zvt::ui {

/// Goes between two looks of the prices of a chart.
class PriceLookCommand : public QUndoCommand {
public:
  using Apply = std::function<void(const widgets::PriceLook& look)>;
  PriceLookCommand(const widgets::PriceLook& before, const widgets::PriceLook& after, Apply apply)
      : QUndoCommand(Tr::tr("Change the look of the prices"))
      , m_before(before)
      , m_after(after)
      , m_apply(std::move(apply))
  {
  }
  void undo() override { m_apply(m_before); }
  void redo() override { m_apply(m_after); }

private:
  widgets::PriceLook m_before, m_after;
  Apply m_apply;
};

}
