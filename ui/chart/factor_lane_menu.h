// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/factors/definition.h"
#include "ui/chart/factor_lanes.h"

#include <QToolButton>

class QMenu;

namespace zvt::ui {

class SavedFormulas;
struct Context;

/// The button of a chart that chooses the factor whose lanes lie under it: none, a saved formula, one of the registry,
/// or a formula of one's own. GUI thread.
class FactorLaneMenu : public QToolButton {
  Q_OBJECT

public:
  explicit FactorLaneMenu(const Context& context, QWidget* parent = nullptr);

  void setFactor(const ChartFactor& factor);
  void retranslate();

Q_SIGNALS:
  void chosen(const zvt::ui::ChartFactor& factor);

private:
  void fill();
  void addChoice(const ChartFactor& factor, const QString& text);
  void askFormula();

  const Context& m_context;
  factor::FactorRegistry m_registry = factor::FactorRegistry::builtIn();
  SavedFormulas* m_formulas;
  QMenu* m_menu;
  ChartFactor m_factor;
};

}
