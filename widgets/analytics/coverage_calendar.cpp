// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/analytics/coverage_calendar.h"

#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/base/tr.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr int kMargin = 8;
constexpr int kYearColumn = 48;
constexpr int kWeekdayColumn = 34;
constexpr int kMonthRow = 18;
constexpr int kYearGap = 10;
constexpr int kWeeks = 54; ///< a year touches at most 54 weeks
constexpr int kMinimumPitch = 9;
constexpr int kMaximumPitch = 15;

TradingDay firstOfYear(int year)
{
  return TradingDay::fromDate({year, 1, 1});
}

int yearOf(TradingDay day)
{
  return day.date().year;
}

/// Column of the day's week, counted from the week of 1 January.
int weekOf(TradingDay day)
{
  const TradingDay first = firstOfYear(yearOf(day));
  return (day - (first - (first.weekday() - 1))) / 7;
}

}

CoverageCalendar::CoverageCalendar(QWidget* parent)
    : QWidget(parent)
{
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CoverageCalendar::setDays(std::vector<CoverageDay> days)
{
  m_days = std::move(days);
  m_rows = std::ranges::any_of(m_days,
               [](const CoverageDay& day) { return day.day.weekday() > 5 && day.state != CoverageState::Closed; })
      ? 7
      : 5;
  m_firstYear = m_days.empty() ? 0 : yearOf(m_days.front().day);
  m_lastYear = m_days.empty() ? -1 : yearOf(m_days.back().day);
  if (m_chosen && find(*m_chosen) == nullptr)
    m_chosen.reset();
  updateGeometry();
  update();
}

void CoverageCalendar::setChosen(std::optional<TradingDay> day)
{
  m_chosen = day;
  setAccessibleDescription(spokenText());
  update();
}

int CoverageCalendar::pitchFor(int width) const
{
  return std::clamp((width - 2 * kMargin - kYearColumn - kWeekdayColumn) / kWeeks, kMinimumPitch, kMaximumPitch);
}

int CoverageCalendar::bandHeight() const
{
  return kMonthRow + m_rows * pitchFor(width()) + kYearGap;
}

QSize CoverageCalendar::sizeHint() const
{
  const int width = 2 * kMargin + kYearColumn + kWeekdayColumn + kWeeks * 13;
  return {width, heightForWidth(width)};
}

QSize CoverageCalendar::minimumSizeHint() const
{
  const int width = 2 * kMargin + kYearColumn + kWeekdayColumn + kWeeks * kMinimumPitch;
  return {width, kMonthRow + m_rows * kMinimumPitch + kYearGap};
}

int CoverageCalendar::heightForWidth(int width) const
{
  const int years = std::max(1, m_lastYear - m_firstYear + 1);
  return years * (kMonthRow + m_rows * pitchFor(width) + kYearGap) + kMargin;
}

QRect CoverageCalendar::cellRect(TradingDay day) const
{
  const int year = yearOf(day);
  if (year < m_firstYear || year > m_lastYear || day.weekday() > m_rows)
    return {};
  const int pitch = pitchFor(width());
  return {kMargin + kYearColumn + kWeekdayColumn + weekOf(day) * pitch,
      (year - m_firstYear) * bandHeight() + kMonthRow + (day.weekday() - 1) * pitch, pitch - 1, pitch - 1};
}

const CoverageDay* CoverageCalendar::find(TradingDay day) const
{
  const auto at = std::ranges::lower_bound(m_days, day, {}, &CoverageDay::day);
  return at == m_days.end() || at->day != day ? nullptr : &*at;
}

const CoverageDay* CoverageCalendar::dayAt(QPoint position) const
{
  const int pitch = pitchFor(width());
  const int x = position.x() - kMargin - kYearColumn - kWeekdayColumn;
  const int band = position.y() / bandHeight();
  const int y = position.y() - band * bandHeight() - kMonthRow;
  if (m_days.empty() || x < 0 || y < 0 || y >= m_rows * pitch || m_firstYear + band > m_lastYear)
    return nullptr;
  const TradingDay first = firstOfYear(m_firstYear + band);
  const TradingDay day = first - (first.weekday() - 1) + (x / pitch * 7 + y / pitch);
  return yearOf(day) == m_firstYear + band ? find(day) : nullptr;
}

void CoverageCalendar::drawCell(QPainter& painter, const QRect& cell, CoverageState state, double fraction)
{
  const auto& colors = Theme::current().colors().coverage;
  constexpr double kComplete = 0.9;
  switch (state) {
  case CoverageState::Closed:
    painter.fillRect(QRect(cell.center(), QSize(2, 2)), Theme::current().colors().line.panel);
    return;
  case CoverageState::Stored: {
    const int step = std::clamp(static_cast<int>((fraction - kComplete) / (1 - kComplete) * 3), 0, 3);
    painter.fillRect(cell, colors.complete[static_cast<std::size_t>(step)]);
    if (fraction < kComplete) {
      painter.setPen(Qt::NoPen);
      painter.setBrush(colors.partial);
      const QPoint corner(cell.right() + 1, cell.bottom() + 1);
      painter.drawPolygon(QPolygon{{corner, QPoint(corner.x(), cell.top()), QPoint(cell.left(), corner.y())}});
    }
    return;
  }
  case CoverageState::Failed:
    painter.fillRect(cell, colors.failed);
    painter.setPen(Theme::current().colors().surface.panel);
    painter.drawLine(cell.topLeft() + QPoint(3, 3), cell.bottomRight() - QPoint(3, 3));
    painter.drawLine(cell.topRight() + QPoint(-3, 3), cell.bottomLeft() + QPoint(3, -3));
    return;
  case CoverageState::NeverAsked: {
    QPen pen(Theme::current().colors().line.control);
    pen.setDashPattern({2, 2});
    painter.setPen(pen);
    painter.setBrush(colors.never);
    painter.drawRect(cell.adjusted(0, 0, -1, -1));
    return;
  }
  case CoverageState::AskedEmpty:
    painter.fillRect(cell, QBrush(colors.empty, Qt::BDiagPattern));
    return;
  }
}

QString CoverageCalendar::nameOf(CoverageState state)
{
  switch (state) {
  case CoverageState::Closed:
    return Tr::tr("closed");
  case CoverageState::Stored:
    return Tr::tr("stored");
  case CoverageState::Failed:
    return Tr::tr("failed");
  case CoverageState::NeverAsked:
    return Tr::tr("never asked");
  case CoverageState::AskedEmpty:
    return Tr::tr("asked, empty");
  }
  return {};
}

void CoverageCalendar::drawMonths(QPainter& painter, int year) const
{
  const Theme& theme = Theme::current();
  const QLocale locale(Language::current().code());
  const int pitch = pitchFor(width());
  const int top = (year - m_firstYear) * bandHeight();
  painter.setFont(theme.font(FontRole::Caption));
  painter.setPen(theme.colors().text.secondary);
  for (int month = 1; month <= 12; ++month) {
    const int x = kMargin + kYearColumn + kWeekdayColumn + weekOf(TradingDay::fromDate({year, month, 1})) * pitch;
    painter.drawText(QRect(x, top, 5 * pitch, kMonthRow), Qt::AlignLeft | Qt::AlignVCenter,
        locale.standaloneMonthName(month, QLocale::ShortFormat));
  }
  for (int weekday = 1; weekday <= m_rows; weekday += 2)
    painter.drawText(
        QRect(kMargin + kYearColumn, top + kMonthRow + (weekday - 1) * pitch - 3, kWeekdayColumn, pitch + 6),
        Qt::AlignLeft | Qt::AlignVCenter, locale.standaloneDayName(weekday, QLocale::ShortFormat));
}

void CoverageCalendar::drawYear(QPainter& painter, int year) const
{
  const Theme& theme = Theme::current();
  const int top = (year - m_firstYear) * bandHeight();
  drawMonths(painter, year);
  painter.setFont(theme.font(FontRole::Body, true));
  painter.setPen(theme.colors().text.primary);
  painter.drawText(QRect(kMargin, top + kMonthRow, kYearColumn, m_rows * pitchFor(width())),
      Qt::AlignLeft | Qt::AlignVCenter, QString::number(year));
  const auto begin = std::ranges::lower_bound(m_days, firstOfYear(year), {}, &CoverageDay::day);
  const auto end = std::ranges::lower_bound(m_days, firstOfYear(year + 1), {}, &CoverageDay::day);
  for (auto day = begin; day != end; ++day)
    if (const QRect cell = cellRect(day->day); !cell.isEmpty())
      drawCell(painter, cell, day->state, day->fraction);
}

void CoverageCalendar::paintEvent(QPaintEvent* event)
{
  const Theme& theme = Theme::current();
  QPainter painter(this);
  painter.fillRect(event->rect(), theme.colors().surface.panel);
  if (m_days.empty())
    return;
  const int first = m_firstYear + std::max(0, event->rect().top() / bandHeight());
  const int last = std::min(m_lastYear, m_firstYear + event->rect().bottom() / bandHeight());
  for (int year = first; year <= last; ++year)
    drawYear(painter, year);
  if (!m_chosen)
    return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme.colors().focusRing, hasFocus() ? 2 : 1));
  painter.drawRect(cellRect(*m_chosen).adjusted(-1, -1, 1, 1));
}

void CoverageCalendar::choose(const CoverageDay& day)
{
  setChosen(day.day);
  Q_EMIT chosenByUser(day.day);
}

QString CoverageCalendar::spokenText() const
{
  const CoverageDay* day = m_chosen ? find(*m_chosen) : nullptr;
  return day == nullptr ? QString()
                        : QStringLiteral("%1: %2").arg(QString::fromStdString(day->day.iso()), nameOf(day->state));
}

void CoverageCalendar::mousePressEvent(QMouseEvent* event)
{
  if (const CoverageDay* day = dayAt(event->pos()); day != nullptr && event->button() == Qt::LeftButton)
    choose(*day);
}

void CoverageCalendar::keyPressEvent(QKeyEvent* event)
{
  const auto step = [&]() -> int {
    switch (event->key()) {
    case Qt::Key_Left:
      return -7;
    case Qt::Key_Right:
      return 7;
    case Qt::Key_Up:
      return -1;
    case Qt::Key_Down:
      return 1;
    default:
      return 0;
    }
  }();
  if (step == 0 || m_days.empty())
    return QWidget::keyPressEvent(event);
  TradingDay next = m_chosen ? *m_chosen + step : m_days.back().day;
  for (int tries = 0; tries < 7 && find(next) == nullptr; ++tries)
    next = next + (step > 0 ? 1 : -1);
  if (const CoverageDay* day = find(next))
    choose(*day);
}

bool CoverageCalendar::event(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
    update();
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  if (const CoverageDay* day = dayAt(help->pos()))
    Q_EMIT hovered(day->day, help->globalPos());
  return true;
}

}
