// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_cells.h"

#include "core/base/clock.h"
#include "core/market/exchange.h"
#include "ui/bridge/task_feed.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QProgressBar>

#include <optional>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

namespace zvt::ui {

using widgets::FontRole;
using widgets::TextLabel;
using widgets::TextTone;

class StatusCells::Cell : public QWidget {
public:
  explicit Cell(QWidget* parent)
      : QWidget(parent)
  {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
  }
  void set(const StatusCell& cell)
  {
    m_cell = cell;
    setToolTip(cell.toolTip);
    setAccessibleName(cell.text);
    updateGeometry();
    update();
  }
  [[nodiscard]] QString text() const { return m_cell.text; }
  QSize sizeHint() const override
  {
    return {QFontMetrics(widgets::Theme::current().font(FontRole::Caption)).horizontalAdvance(m_cell.text) + 34, 23};
  }
  std::function<void()> clicked;

protected:
  void paintEvent(QPaintEvent*) override
  {
    const widgets::ThemeTokens& t = widgets::Theme::current().colors();
    QPainter painter(this);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), t.line.panel);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF middle(12, height() / 2.0);
    switch (m_cell.state) {
    case CellState::Off:
      painter.setPen(QPen(t.text.muted, 1));
      painter.drawEllipse(middle, 3, 3);
      break;
    case CellState::Ok:
      painter.setPen(Qt::NoPen);
      painter.setBrush(t.state.ok.text);
      painter.drawEllipse(middle, 3.5, 3.5);
      break;
    case CellState::Warning: // a diamond: not by colour alone
      painter.setPen(Qt::NoPen);
      painter.setBrush(t.state.warning.text);
      painter.drawPolygon(
          QPolygonF{middle + QPointF(-4, 0), middle + QPointF(0, -4), middle + QPointF(4, 0), middle + QPointF(0, 4)});
      break;
    case CellState::Error:
      widgets::drawIcon(
          painter, QRectF(middle.x() - 6, middle.y() - 6, 12, 12), QStringLiteral("error"), t.state.error.text);
      break;
    case CellState::Busy:
      widgets::drawIcon(
          painter, QRectF(middle.x() - 6, middle.y() - 6, 12, 12), QStringLiteral("tasks"), t.text.secondary);
      break;
    }
    painter.setFont(widgets::Theme::current().font(FontRole::Caption));
    painter.setPen(m_cell.state == CellState::Warning ? t.state.warning.text
            : m_cell.state == CellState::Error        ? t.state.error.text
                                                      : t.text.secondary);
    painter.drawText(rect().adjusted(22, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, m_cell.text);
  }
  void mouseReleaseEvent(QMouseEvent*) override
  {
    if (clicked)
      clicked();
  }

private:
  StatusCell m_cell;
};

namespace {

/// Resident memory of this process in bytes; 0 where the platform does not say.
qint64 residentMemory()
{
#ifdef Q_OS_LINUX
  QFile file(QStringLiteral("/proc/self/statm"));
  if (!file.open(QIODevice::ReadOnly))
    return 0;
  return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
#else
  return 0;
#endif
}

QString phaseText(market::Phase phase)
{
  switch (phase) {
  case market::Phase::OpenAuction:
    return Tr::tr("Opening auction");
  case market::Phase::Continuous:
    return Tr::tr("Continuous");
  case market::Phase::CloseAuction:
    return Tr::tr("Closing auction");
  case market::Phase::AfterHours:
    return Tr::tr("After hours");
  case market::Phase::PreMarket:
    return Tr::tr("Pre-market");
  case market::Phase::PostMarket:
    return Tr::tr("Post-market");
  }
  return {};
}

/// The part of a trading day that @p now lies in; nothing outside of all, and on other days.
std::optional<market::Phase> sessionAt(const market::Calendar& calendar, LocalTime now)
{
  const Result<bool> open = calendar.isTradingDay(now.day());
  if (open && *open)
    for (const market::SessionPhase& phase : calendar.phases(now.day()))
      if (now.sinceMidnight() >= phase.begin && now.sinceMidnight() < phase.end)
        return phase.phase;
  return std::nullopt;
}

bool isSession(const market::Calendar& calendar, LocalTime now)
{
  return sessionAt(calendar, now).has_value();
}

QString phaseAt(const market::Calendar& calendar, LocalTime now)
{
  if (!calendar.isTradingDay(now.day()))
    return Tr::tr("Calendar unknown");
  const auto phase = sessionAt(calendar, now);
  return phase ? phaseText(*phase) : Tr::tr("Closed");
}

QLabel* framed(QLabel* label)
{
  label->setContentsMargins(8, 0, 8, 0);
  return label;
}

}

StatusCells::StatusCells(const Context& context, QWidget* parent)
    : QStatusBar(parent)
    , m_context(context)
{
  setSizeGripEnabled(false);
  setFixedHeight(widgets::Theme::current().metrics().statusBar);
  auto* left = new QWidget(this);
  m_left = new QHBoxLayout(left);
  m_left->setContentsMargins(0, 0, 0, 0);
  m_left->setSpacing(0);
  m_tasks = new Cell(left);
  m_tasks->setObjectName(QStringLiteral("tasksCell"));
  m_tasks->setCursor(Qt::PointingHandCursor);
  m_tasks->clicked = [this] { Q_EMIT tasksClicked(); };
  m_progress = new QProgressBar(left);
  m_progress->setTextVisible(false);
  m_progress->setFixedSize(64, 6);
  m_progress->hide();
  m_left->addWidget(m_tasks);
  m_left->addSpacing(6);
  m_left->addWidget(m_progress);
  m_left->addStretch(1);
  addWidget(left, 1);
  const int caption = static_cast<int>(FontRole::Caption);
  m_memory = framed((new TextLabel({}, this))->setRole(caption)->setTone(TextTone::Secondary));
  m_clock = framed((new TextLabel({}, this))->setRole(caption)->setTone(TextTone::Secondary));
  m_mode = framed((new TextLabel({}, this))->setRole(caption, true));
  for (QLabel* label : {m_memory, m_clock, m_mode})
    addPermanentWidget(label);
  m_clock->setObjectName(QStringLiteral("clockCell"));
  if (context.taskFeed)
    connect(context.taskFeed, &TaskFeed::changed, this, &StatusCells::showTasks);
  m_tick.setInterval(1000);
  connect(&m_tick, &QTimer::timeout, this, [this] {
    showClock();
    showMemory();
  });
  m_tick.start();
  connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &StatusCells::retranslate);
  retranslate();
}

void StatusCells::setCell(const QString& id, const StatusCell& cell)
{
  Cell*& widget = m_cells[id];
  if (!widget) {
    widget = new Cell(this);
    widget->setObjectName(id + QStringLiteral("Cell"));
    m_left->insertWidget(static_cast<int>(m_cells.size()) - 1, widget);
  }
  widget->set(cell);
}

void StatusCells::removeCell(const QString& id)
{
  if (const auto found = m_cells.find(id); found != m_cells.end()) {
    delete found->second;
    m_cells.erase(found);
  }
}

QString StatusCells::cellText(const QString& id) const
{
  const auto found = m_cells.find(id);
  return found == m_cells.end() ? QString() : found->second->text();
}

void StatusCells::showTasks()
{
  const int running = m_context.taskFeed ? m_context.taskFeed->runningCount() : 0;
  m_progress->setVisible(running > 0);
  if (running == 0) {
    m_tasks->set({CellState::Busy, Tr::tr("No tasks"), {}});
    return;
  }
  for (const TaskSnapshot& task : m_context.taskFeed->tasks()) {
    if (task.state != TaskState::Running && task.state != TaskState::Queued)
      continue;
    const QString name = widgets::Language::current().text(task.name);
    const bool known = task.progress >= 0;
    QString text = known ? QStringLiteral("%1 %2%").arg(name).arg(static_cast<int>(task.progress * 100)) : name;
    if (running > 1)
      text += Tr::tr(" and %n more", nullptr, running - 1);
    m_tasks->set({CellState::Busy, text, QString::fromStdString(task.subject)});
    m_progress->setRange(0, known ? 1000 : 0);
    m_progress->setValue(known ? static_cast<int>(task.progress * 1000) : 0);
    return;
  }
}

void StatusCells::showMemory()
{
  const qint64 bytes = residentMemory();
  m_memory->setVisible(bytes > 0);
  m_memory->setText(QStringLiteral("%1 MB").arg(bytes / 1'000'000));
}

void StatusCells::showClock()
{
  m_clock->setVisible(m_context.clock && m_context.calendar);
  if (!m_context.clock || !m_context.calendar)
    return;
  const Timestamp now = m_context.clock->now();
  const LocalTime local = m_context.calendar->zone().toLocal(now);
  const auto offsetHours = (local.micros - now.micros) / 3'600'000'000LL;
  const std::int64_t seconds = local.sinceMidnight().micros / 1'000'000;
  const auto two = [](std::int64_t value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
  QString time = two(seconds / 3600) + u':' + two(seconds / 60 % 60);
  // Nothing moves that does not matter: the seconds are for the sessions.
  if (isSession(*m_context.calendar, local))
    time += u':' + two(seconds % 60);
  m_clock->setText(Tr::tr("SSE  %1  %2  UTC%3%4")
          .arg(phaseAt(*m_context.calendar, local), time,
              offsetHours < 0 ? QString(widgets::kMinus) : QStringLiteral("+"),
              QString::number(std::abs(offsetHours))));
  // A label of fixed size repaints alone: its seconds do not lay out the whole bar again.
  if (const QSize size = m_clock->sizeHint(); m_clock->size() != size)
    m_clock->setFixedSize(size);
}

void StatusCells::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QStatusBar::changeEvent(event);
}

void StatusCells::retranslate()
{
  m_mode->setText(widgets::modeText(widgets::TradeMode::Paper));
  QPalette palette = m_mode->palette();
  palette.setColor(QPalette::WindowText, widgets::Theme::current().colors().mode.paper.text);
  m_mode->setPalette(palette);
  m_memory->setToolTip(Tr::tr("Memory in use"));
  showTasks();
  showClock();
  showMemory();
}

}
