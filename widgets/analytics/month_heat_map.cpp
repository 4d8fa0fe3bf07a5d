// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/month_heat_map.h"

#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/base/tr.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace zvt::widgets {

namespace {

constexpr int kYearColumn = 44;
constexpr int kHeader = 22;
constexpr int kScale = 26;
constexpr int kMargin = 8;
constexpr int kMinimumRow = 18;
constexpr int kRow = 26;
constexpr int kTotal = 12; ///< column of the year
constexpr int kColumns = 13;

QString monthName(int month)
{
  return QLocale(Language::current().code()).standaloneMonthName(month + 1, QLocale::ShortFormat);
}

}

MonthHeatMap::MonthHeatMap(QWidget* parent)
    : QWidget(parent)
{
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
  connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MonthHeatMap::setYears(std::vector<HeatYear> years)
{
  m_years = std::move(years);
  updateGeometry();
  update();
}

QSize MonthHeatMap::sizeHint() const
{
  return {480, kHeader + kScale + kRow * std::max(4, static_cast<int>(m_years.size()))};
}

QSize MonthHeatMap::minimumSizeHint() const
{
  return {kYearColumn + 2 * kMargin + 30 * kColumns, kHeader + kScale + kMinimumRow * static_cast<int>(m_years.size())};
}

std::optional<double> MonthHeatMap::value(int row, int month) const
{
  const HeatYear& year = m_years[static_cast<std::size_t>(row)];
  return month == kTotal ? year.total : year.months[static_cast<std::size_t>(month)];
}

QString MonthHeatMap::cellText(int row, int month) const
{
  const std::optional<double> fraction = value(row, month);
  return fraction ? formatSigned(*fraction * 100, 1) : QString(kMissing);
}

QRectF MonthHeatMap::cellRect(int row, int month) const
{
  const int rows = std::max(1, static_cast<int>(m_years.size()));
  const double cellHeight =
      std::clamp((height() - kHeader - kScale) / static_cast<double>(rows), double(kMinimumRow), double(kRow));
  const double cellWidth = (width() - kYearColumn - 2.0 * kMargin) / kColumns;
  const double left = std::round(kMargin + kYearColumn + cellWidth * month);
  const double right = std::round(kMargin + kYearColumn + cellWidth * (month + 1));
  const double top = std::round(kHeader + cellHeight * row), bottom = std::round(kHeader + cellHeight * (row + 1));
  return {left, top, right - left - 1, bottom - top - 1};
}

void MonthHeatMap::paintEvent(QPaintEvent*)
{
  const Theme& theme = Theme::current();
  const ThemeTokens& colors = theme.colors();
  QPainter painter(this);
  painter.fillRect(rect(), colors.surface.panel);
  painter.setFont(theme.font(FontRole::Caption));
  painter.setPen(colors.text.secondary);
  for (int month = 0; month < kColumns; ++month) {
    QRectF head = cellRect(0, month);
    head.moveTop(0);
    head.setHeight(kHeader);
    painter.drawText(head, Qt::AlignCenter, month == kTotal ? Tr::tr("Year") : monthName(month));
  }
  for (int row = 0; row < static_cast<int>(m_years.size()); ++row) {
    const QRectF first = cellRect(row, 0);
    painter.setPen(colors.text.secondary);
    painter.setFont(theme.font(FontRole::Caption));
    painter.drawText(QRectF(kMargin, first.top(), kYearColumn - 6, first.height()), Qt::AlignLeft | Qt::AlignVCenter,
        QString::number(m_years[static_cast<std::size_t>(row)].year));
    for (int month = 0; month < kColumns; ++month) {
      const QRectF cell = cellRect(row, month);
      const std::optional<double> fraction = value(row, month);
      if (fraction)
        painter.fillRect(cell, theme.heat(*fraction * 100));
      painter.setFont(theme.font(FontRole::Caption, month == kTotal));
      painter.setPen(fraction ? colors.text.primary : colors.text.muted);
      painter.drawText(cell, Qt::AlignCenter, cellText(row, month));
    }
  }
  drawScale(painter);
}

void MonthHeatMap::drawScale(QPainter& painter) const
{
  const Theme& theme = Theme::current();
  const double top = cellRect(std::max(0, static_cast<int>(m_years.size()) - 1), 0).bottom() + 6;
  painter.setFont(theme.font(FontRole::Caption));
  painter.setPen(theme.colors().text.secondary);
  const QString title = Tr::tr("Monthly return, %"), steps = Tr::tr("steps ±1, ±3, ±6");
  painter.drawText(QRectF(kMargin, top, width(), 16), Qt::AlignLeft | Qt::AlignVCenter, title);
  const double stepsWidth = painter.fontMetrics().horizontalAdvance(steps);
  painter.drawText(QRectF(0, top, width() - kMargin, 16), Qt::AlignRight | Qt::AlignVCenter, steps);
  constexpr std::array kSamples{-8.0, -4.0, -2.0, -0.5, 0.5, 2.0, 4.0, 8.0};
  constexpr double kBox = 22, kGap = 3;
  double x = width() - kMargin - stepsWidth - 8 - (kBox + kGap) * kSamples.size();
  if (x < kMargin + painter.fontMetrics().horizontalAdvance(title) + 8)
    return;
  for (const double sample : kSamples) {
    painter.fillRect(QRectF(std::round(x), top + 4, kBox, 8), theme.heat(sample));
    x += kBox + kGap;
  }
}

bool MonthHeatMap::event(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    update();
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  for (int row = 0; row < static_cast<int>(m_years.size()); ++row)
    for (int month = 0; month < kColumns; ++month)
      if (const std::optional<double> fraction = value(row, month);
          fraction && cellRect(row, month).contains(help->pos())) {
        const QString when = QString::number(m_years[static_cast<std::size_t>(row)].year)
            + (month == kTotal ? QString() : QString(u' ' + monthName(month)));
        QToolTip::showText(help->globalPos(), when + QStringLiteral("  ") + formatSignedPercent(*fraction), this);
        return true;
      }
  QToolTip::hideText();
  return true;
}

}
