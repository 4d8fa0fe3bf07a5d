// SPDX-License-Identifier: GPL-3.0-or-later
// Menus and questions about the securities that a chart compares.
#include "ui/chart/chart_panel.h"
#include "ui/chart/compare_feature.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/chart/chart_style.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace zvt::ui {

namespace {

using widgets::ChartColor;

QIcon swatch(const QColor& color)
{
  constexpr int kSize = 16;
  QPixmap picture(kSize, kSize);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  painter.fillRect(2, 5, 12, 6, color);
  return picture;
}

}

void CompareFeature::fillColors(QMenu& menu, std::size_t index)
{
  const widgets::ChartStyle style = widgets::currentChartStyle();
  auto* group = new QActionGroup(&menu);
  for (int i = 0; i < 8; ++i) {
    const auto color = static_cast<ChartColor>(static_cast<int>(ChartColor::Series0) + i);
    QAction* action = menu.addAction(swatch(style.color(color)), Tr::tr("Colour %1").arg(i + 1));
    action->setCheckable(true);
    action->setChecked(m_securities[index].color == color);
    group->addAction(action);
    connect(action, &QAction::triggered, this,
        [this, index, color] { change(index, [color](ComparedSecurity& one) { one.color = color; }); });
  }
}

void CompareFeature::askFactor(std::size_t index)
{
  const double now = m_securities[index].factor;
  const QString text =
      dialogsOf(panel().context())
          .askText(&panel(), Tr::tr("Spread"), Tr::tr("How many of it are subtracted:"), QString::number(now, 'g', 8));
  bool isNumber = false;
  const double factor = text.toDouble(&isNumber);
  if (isNumber && factor > 0 && factor < 1e9)
    change(index, [factor](ComparedSecurity& one) { one.factor = factor; });
}

void CompareFeature::askWindow(std::size_t index)
{
  const QString text = dialogsOf(panel().context())
                           .askText(&panel(), Tr::tr("Correlation"), Tr::tr("Of the returns of how many bars:"),
                               QString::number(m_securities[index].window));
  bool isNumber = false;
  const int window = text.toInt(&isNumber);
  if (isNumber)
    change(index, [window](ComparedSecurity& one) {
      one.window = std::clamp(window, ComparedSecurity::kLeastWindow, ComparedSecurity::kMostWindow);
    });
}

void CompareFeature::fillEntryMenu(QMenu& menu, std::size_t index)
{
  if (index >= m_securities.size())
    return;
  const ComparedSecurity& one = m_securities[index];
  menu.addSection(legendName(one, nameAt(index)));
  auto* group = new QActionGroup(&menu);
  for (const CompareMode mode : kCompareModes) {
    QAction* action = menu.addAction(nameOf(mode));
    action->setCheckable(true);
    action->setChecked(one.mode == mode);
    group->addAction(action);
    connect(action, &QAction::triggered, this,
        [this, index, mode] { change(index, [mode](ComparedSecurity& chosen) { chosen.mode = mode; }); });
  }
  menu.addSeparator();
  if (one.mode == CompareMode::Spread)
    menu.addAction(Tr::tr("&Factor…"), this, [this, index] { askFactor(index); });
  if (one.mode == CompareMode::Correlation)
    menu.addAction(Tr::tr("&Bars…"), this, [this, index] { askWindow(index); });
  fillColors(*menu.addMenu(Tr::tr("&Colour")), index);
  menu.addAction(widgets::icon(one.visible ? QStringLiteral("eye-off") : QStringLiteral("eye")),
      one.visible ? Tr::tr("&Hide") : Tr::tr("&Show"), this,
      [this, index] { change(index, [](ComparedSecurity& chosen) { chosen.visible = !chosen.visible; }); });
  menu.addAction(widgets::icon(QStringLiteral("trash")), Tr::tr("&Remove"), this, [this, index] { removeAt(index); });
}

void CompareFeature::fillMenu(QMenu& menu)
{
  fillOwnAxes(*menu.addMenu(Tr::tr("Indicators on a&xes of their own")));
  if (m_securities.empty())
    return;
  QMenu* compared = menu.addMenu(widgets::icon(QStringLiteral("compare")), Tr::tr("Compared"));
  for (std::size_t i = 0; i < m_securities.size(); ++i)
    fillEntryMenu(*compared->addMenu(legendName(m_securities[i], nameAt(i))), i);
  compared->addSeparator();
  compared->addAction(widgets::icon(QStringLiteral("trash")), Tr::tr("Remove &all"), this, [this] { choose({}); });
}

}
