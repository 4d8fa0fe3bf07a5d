// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/factor_lane_menu.h"

#include "ui/factor/saved_formulas.h"
#include "ui/shell/context.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"

#include <QMenu>

namespace zvt::ui {

FactorLaneMenu::FactorLaneMenu(const Context& context, QWidget* parent)
    : QToolButton(parent)
    , m_context(context)
    , m_formulas(new SavedFormulas(context, this))
    , m_menu(new QMenu(this))
{
  setObjectName(QStringLiteral("factorLanesButton"));
  setIcon(widgets::icon(QStringLiteral("factor")));
  setAutoRaise(true);
  setPopupMode(QToolButton::InstantPopup);
  setMenu(m_menu);
  connect(m_menu, &QMenu::aboutToShow, this, &FactorLaneMenu::fill);
  m_formulas->load();
}

void FactorLaneMenu::setFactor(const ChartFactor& factor)
{
  m_factor = factor;
  retranslate();
}

void FactorLaneMenu::addChoice(const ChartFactor& factor, const QString& text)
{
  QAction* action = m_menu->addAction(text);
  action->setCheckable(true);
  action->setChecked(factor == m_factor);
  connect(action, &QAction::triggered, this, [this, factor] { Q_EMIT chosen(factor); });
}

void FactorLaneMenu::fill()
{
  m_menu->clear();
  addChoice({}, Tr::tr("No factor"));
  QAction* own = m_menu->addAction(Tr::tr("A formula…"));
  connect(own, &QAction::triggered, this, &FactorLaneMenu::askFormula);
  if (!m_formulas->library().all().empty())
    m_menu->addSection(Tr::tr("Saved formulas"));
  for (const factor::SavedFormula& saved : m_formulas->library().all())
    addChoice({saved.name, saved.text}, QString::fromStdString(saved.name));
  m_menu->addSection(Tr::tr("Factors"));
  for (const factor::FactorDefinition& definition : m_registry.all())
    addChoice({definition.name, {}},
        widgets::Language::current().text(definition.title) + QStringLiteral("  ")
            + QString::fromStdString(definition.name));
  m_formulas->load(); // for the next time
}

void FactorLaneMenu::askFormula()
{
  const QString before = QString::fromStdString(m_factor.formula);
  const QString text = dialogsOf(m_context).askText(this, Tr::tr("Factor under the chart"),
      Tr::tr("A formula; a condition becomes a lane with B and S marks"),
      before.isEmpty() ? QStringLiteral("MA(CLOSE,5)>MA(CLOSE,20)") : before);
  if (!text.trimmed().isEmpty())
    Q_EMIT chosen({{}, text.trimmed().toStdString()});
}

void FactorLaneMenu::retranslate()
{
  setToolTip(m_factor.isNone() ? Tr::tr("Factor under the chart")
                               : Tr::tr("Factor under the chart: %1").arg(titleOf(m_factor)));
  setAccessibleName(Tr::tr("Factor under the chart"));
}

}
