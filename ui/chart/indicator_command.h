// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/factor/indicator.h"

#include <QUndoCommand>

#include <functional>
#include <vector>

namespace zvt::ui {

/// Goes between two lists of indicators. Several settings of one indicator after another are one step.
class IndicatorCommand : public QUndoCommand {
public:
  using Apply = std::function<void(const std::vector<Indicator>& indicators)>;
  IndicatorCommand(std::vector<Indicator> before, std::vector<Indicator> after, Apply apply);

  void undo() override { m_apply(m_before); }
  void redo() override { m_apply(m_after); }
  [[nodiscard]] int id() const override { return 0x1d; }
  bool mergeWith(const QUndoCommand* other) override;

private:
  /// The only indicator that differs, if the lists are equally long; −1 otherwise.
  [[nodiscard]] int changedIndicator() const;

  std::vector<Indicator> m_before, m_after;
  Apply m_apply;
};

}
