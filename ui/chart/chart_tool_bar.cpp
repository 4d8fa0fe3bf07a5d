// SPDX-License-Identifier: GPL-3.0-or-later
// The tools above a chart, and where its features put theirs.
#include "ui/chart/chart_panel.h"
#include "ui/chart/factor_lane_menu.h"
#include "widgets/base/icons.h"
#include "widgets/base/segmented_control.h"
#include "widgets/chart/chart_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>

namespace zvt::ui {

namespace {

QToolButton* toolButton(const char* objectName, const QString& iconName, QWidget* parent)
{
  auto* button = new QToolButton(parent);
  button->setObjectName(QLatin1String(objectName));
  button->setIcon(widgets::icon(iconName));
  button->setAutoRaise(true);
  return button;
}

}

void ChartPanel::buildToolBar(QWidget* content)
{
  auto* bar = new QWidget(content);
  bar->setObjectName(QStringLiteral("chartToolBar"));
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(4, 3, 4, 3);
  row->setSpacing(2);
  m_levels = new widgets::SegmentedControl(bar);
  m_levels->setObjectName(QStringLiteral("levelSegments"));
  m_levels->setProperty("flat", true); // tools in a row, as the others of the bar
  m_levels->setUniform(false);
  m_levels->setFolding(); // beside a wide ticket there is no room for all of them
  m_adjust = new QComboBox(bar);
  m_adjust->setObjectName(QStringLiteral("adjustCombo"));
  m_adjust->setSizeAdjustPolicy(QComboBox::AdjustToContents); // its words change their length with the language
  m_indicators = toolButton("indicatorsButton", QStringLiteral("indicator"), bar);
  m_indicators->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_formula = toolButton("formulaButton", QStringLiteral("pencil"), bar);
  m_factor = new FactorLaneMenu(m_context, bar);
  m_fit = toolButton("fitButton", QStringLiteral("fit"), bar);
  m_newest = toolButton("newestButton", QStringLiteral("step"), bar);
  m_measure = toolButton("measureButton", QStringLiteral("measure"), bar);
  m_measure->setCheckable(true);
  m_export = toolButton("exportButton", QStringLiteral("export"), bar);
  row->addWidget(m_levels);
  row->addSpacing(8);
  row->addWidget(m_adjust);
  addLookTools(*row, bar);
  row->addWidget(m_indicators);
  row->addWidget(m_formula);
  row->addWidget(m_factor);
  m_tools = new QHBoxLayout;
  m_tools->setSpacing(0);
  row->addLayout(m_tools);
  row->addStretch(1);
  row->addWidget(m_measure);
  row->addWidget(m_fit);
  row->addWidget(m_newest);
  row->addWidget(m_export);
  content->layout()->addWidget(bar);

  connect(m_levels, &widgets::SegmentedControl::chosen, this, [this](const QString& value) {
    if (const auto level = market::parseBarLevel(value.toStdString()))
      chooseLevel(*level);
  });
  connect(m_adjust, &QComboBox::activated, this,
      [this](int index) { setAdjust(kChartAdjusts[static_cast<std::size_t>(index)]); });
  connect(m_indicators, &QToolButton::clicked, this, [this] { openIndicators(); });
  connect(m_formula, &QToolButton::clicked, this, [this] { openFormula(); });
  connect(m_factor, &FactorLaneMenu::chosen, this, &ChartPanel::chooseFactor);
  connect(m_measure, &QToolButton::clicked, this, [this](bool checked) { m_view->setMeasuring(checked); });
  connect(m_export, &QToolButton::clicked, this, &ChartPanel::openExport);
  connect(m_fit, &QToolButton::clicked, this, [this] { m_view->showAll(); });
  connect(m_newest, &QToolButton::clicked, this, [this] { m_view->showNewest(); });
}

void ChartPanel::addTool(QWidget* tool)
{
  m_tools->addWidget(tool);
}

void ChartPanel::addAtLeft(QWidget* strip)
{
  m_middle->insertWidget(m_middle->indexOf(m_column), strip);
}

void ChartPanel::addAtRight(QWidget* strip)
{
  m_middle->addWidget(strip);
}

void ChartPanel::addBelow(QWidget* strip)
{
  m_column->addWidget(strip);
}

}
