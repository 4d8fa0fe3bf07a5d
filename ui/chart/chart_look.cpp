// SPDX-License-Identifier: GPL-3.0-or-later
// Style and scale of the prices of a chart: its tools, undo, what is kept of them.
#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/price_look_command.h"
#include "ui/chart/shape_dialog.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/chart/chart_view.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QMenu>
#include <QToolButton>
#include <QUndoStack>

#include <utility>

namespace zvt::ui {

using widgets::PriceLook;
using widgets::PriceScale;
using widgets::PriceStyle;

const PriceLook& ChartPanel::look() const
{
  return m_view->look();
}

void ChartPanel::addLookTools(QHBoxLayout& row, QWidget* bar)
{
  const auto add = [&](const char* objectName, const QString& icon) {
    auto* button = new QToolButton(bar);
    button->setObjectName(QLatin1String(objectName));
    if (!icon.isEmpty())
      button->setIcon(widgets::icon(icon));
    button->setAutoRaise(true);
    row.addWidget(button);
    return button;
  };
  m_style = add("styleButton", QStringLiteral("candles"));
  auto* menu = new QMenu(m_style);
  m_style->setMenu(menu);
  m_style->setPopupMode(QToolButton::InstantPopup);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    menu->clear();
    fillGroup(*menu, ChartCommand::Group::Style, *this, *m_context.actions);
    menu->addSeparator();
    fillGroup(*menu, ChartCommand::Group::Scale, *this, *m_context.actions);
  });
  m_logarithmic = add("logarithmicButton", {});
  m_percent = add("percentButton", {});
  for (const auto& [button, scale] :
      {std::pair(m_logarithmic, PriceScale::Logarithmic), std::pair(m_percent, PriceScale::Percent)}) {
    button->setCheckable(true);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    connect(button, &QToolButton::clicked, this,
        [this, wanted = scale](bool checked) { chooseScale(checked ? wanted : PriceScale::Linear); });
  }
}

void ChartPanel::chooseScale(PriceScale scale)
{
  PriceLook wanted = look();
  wanted.scale = scale;
  chooseLook(wanted);
  showLook(); // a button that was pressed to no effect goes back
}

void ChartPanel::chooseBase(std::optional<std::size_t> bar)
{
  PriceLook wanted = look();
  wanted.base.reset();
  if (bar && m_view->model())
    wanted.base = m_view->model()->bars->key[*bar];
  if (wanted.base && wanted.scale != PriceScale::Percent && wanted.scale != PriceScale::Rebased)
    wanted.scale = PriceScale::Percent; // else nothing would be seen of it
  chooseLook(wanted);
}

void ChartPanel::openShape()
{
  PriceLook wanted = look();
  market::ShapeSpec* spec = wanted.style == PriceStyle::RangeBars ? &wanted.boxes.range
      : wanted.style == PriceStyle::PointFigure                   ? &wanted.boxes.pointFigure
                                                                  : &wanted.boxes.renko;
  if (shapeOf(wanted.style) == market::BarShape::Time)
    wanted.style = PriceStyle::Renko;
  ShapeDialog dialog(*spec, nameOf(wanted.style), this);
  if (dialog.exec() != QDialog::Accepted)
    return;
  *spec = dialog.spec();
  chooseLook(wanted);
}

void ChartPanel::chooseLook(const PriceLook& wanted)
{
  if (wanted != look())
    undoStack()->push(new PriceLookCommand(look(), wanted, [this](const PriceLook& chosen) { setLook(chosen); }));
}

void ChartPanel::setLook(const PriceLook& look)
{
  m_view->setLook(look);
  m_request.averaged = look.style == PriceStyle::HeikinAshi;
  const bool otherBars = std::exchange(m_request.shape, look.shape()) != look.shape();
  showLook();
  if (!m_view->model())
    return;
  if (otherBars)
    load(false); // their places are others
  else if (m_request.averaged && !m_view->model()->averaged)
    load(true);
}

void ChartPanel::showLook()
{
  m_logarithmic->setChecked(look().scale == PriceScale::Logarithmic);
  m_percent->setChecked(look().scale == PriceScale::Percent);
  m_logarithmic->setText(signOf(PriceScale::Logarithmic));
  m_percent->setText(signOf(PriceScale::Percent));
  m_logarithmic->setToolTip(nameOf(PriceScale::Logarithmic));
  m_percent->setToolTip(nameOf(PriceScale::Percent));
  m_style->setToolTip(Tr::tr("Style and scale of the prices: %1").arg(nameOf(look().style)));
  const bool isLine = look().style == PriceStyle::Line || look().style == PriceStyle::Area;
  m_style->setIcon(widgets::icon(isLine ? QStringLiteral("line-chart") : QStringLiteral("candles")));
  for (QToolButton* button : {m_logarithmic, m_percent, m_style})
    button->setAccessibleName(button->toolTip());
}

void ChartPanel::saveLook(QJsonObject& state) const
{
  state.insert(QStringLiteral("style"), keyOf(look().style));
  state.insert(QStringLiteral("scale"), keyOf(look().scale));
  if (look().boxes != widgets::PriceBoxes())
    state.insert(QStringLiteral("boxes"), boxesToJson(look().boxes));
  if (look().base)
    state.insert(QStringLiteral("scaleBase"), static_cast<double>(*look().base)); // micros are exact until 2255
  if (const auto& range = m_view->lockedPrices())
    state.insert(QStringLiteral("lockedPrices"), QJsonArray{range->low, range->high});
}

void ChartPanel::restoreLook(const QJsonObject& state)
{
  PriceLook look;
  look.style = widgets::priceStyleFrom(state.value(QLatin1String("style")).toString());
  look.scale = widgets::priceScaleFrom(state.value(QLatin1String("scale")).toString());
  if (state.value(QLatin1String("logarithmic")).toBool()) // of an earlier version
    look.scale = PriceScale::Logarithmic;
  look.boxes = boxesFromJson(state.value(QLatin1String("boxes")).toObject());
  if (const QJsonValue base = state.value(QLatin1String("scaleBase")); base.isDouble())
    look.base = static_cast<std::int64_t>(base.toDouble());
  setLook(look);
  const QJsonArray range = state.value(QLatin1String("lockedPrices")).toArray();
  m_lockToRestore.reset();
  if (range.size() == 2 && range[0].toDouble() < range[1].toDouble())
    m_lockToRestore = widgets::PriceRange{range[0].toDouble(), range[1].toDouble()};
}

}
