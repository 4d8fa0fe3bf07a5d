// SPDX-License-Identifier: GPL-3.0-or-later
// A chart and the replay of its bars: where it begins, its keys, and what the chart shows of it.
#include "core/data/market_data.h"
#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/market_day_feature.h"
#include "ui/replay/replay_feed.h"
#include "ui/replay/replay_strip.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/chart/chart_view.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

namespace {

constexpr const char* kRunning[] = {"chart.replayPlay", "chart.replayForward", "chart.replayBack",
    "chart.replayNextDay", "chart.replayDate", "chart.replayStop"};

/// The keys of a running replay work only while there is one, and leave Space to a button that has the keyboard.
void enableKeys(ActionRegistry& actions, const ReplayFeed& replay)
{
  const QWidget* focus = QApplication::focusWidget();
  const bool wantsKeys = qobject_cast<const QAbstractButton*>(focus) != nullptr
      || qobject_cast<const QComboBox*>(focus) != nullptr || qobject_cast<const QAbstractSpinBox*>(focus) != nullptr;
  for (const char* id : kRunning)
    if (QAction* action = actions.action(QLatin1String(id)))
      action->setEnabled(replay.isActive() && !wantsKeys);
}

}

void addReplayCommands(std::vector<ChartCommand>& commands)
{
  const auto add = [&](const char* id, const char* icon, const char* keys, QString (*text)(), auto run) {
    commands.push_back({ChartCommand::Group::Replay, QLatin1String(id), QLatin1String(icon), QLatin1String(keys), text,
        [run](ChartPanel& panel) { run(panel); }});
  };
  add(
      "chart.replayHere", "replay", "Ctrl+Shift+R", [] { return Tr::tr("&Replay from here"); },
      [](ChartPanel& panel) { panel.startReplay(); });
  add(
      kRunning[0], "play", "Space", [] { return Tr::tr("Replay: &play or pause"); },
      [](ChartPanel& panel) { panel.replayStrip()->togglePlay(); });
  add(
      kRunning[1], "step", ".", [] { return Tr::tr("Replay: one bar &on"); },
      [](ChartPanel& panel) { panel.replayStrip()->step(1); });
  add(
      kRunning[2], "step-back", ",", [] { return Tr::tr("Replay: one bar &back"); },
      [](ChartPanel& panel) { panel.replayStrip()->step(-1); });
  add(
      kRunning[3], "next-day", "Ctrl+.", [] { return Tr::tr("Replay: to the next &day"); },
      [](ChartPanel& panel) { panel.replayStrip()->nextDay(); });
  add(
      kRunning[4], "calendar", "", [] { return Tr::tr("Replay: &jump to a date…"); },
      [](ChartPanel& panel) { panel.replayStrip()->askDate(); });
  add(
      kRunning[5], "stop", "Ctrl+Alt+R", [] { return Tr::tr("&End the replay"); },
      [](ChartPanel& panel) { panel.replayStrip()->stop(); });
}

void enableReplayKeys(ActionRegistry& actions, ReplayFeed* replay)
{
  if (replay == nullptr) {
    for (const char* id : kRunning)
      if (QAction* action = actions.action(QLatin1String(id)))
        action->setEnabled(false);
    return;
  }
  const auto enable = [&actions, replay] { enableKeys(actions, *replay); };
  QObject::connect(replay, &ReplayFeed::changed, &actions, enable);
  QObject::connect(qApp, &QApplication::focusChanged, replay, enable);
  enable();
}

void ChartPanel::addReplayStrip(QVBoxLayout& layout, QWidget* content)
{
  m_replay = new ReplayStrip(m_context, content);
  layout.addWidget(m_replay);
}

void ChartPanel::watchReplay()
{
  if (m_context.replay == nullptr)
    return;
  auto* button = new QToolButton(this);
  button->setObjectName(QStringLiteral("replayButton"));
  button->setIcon(widgets::icon(QStringLiteral("replay")));
  button->setAutoRaise(true);
  addTool(button);
  connect(button, &QToolButton::clicked, this, &ChartPanel::startReplay);
  if (QAction* action = m_context.actions->action(QStringLiteral("chart.replayHere"))) {
    const auto speak = [action, button] {
      button->setToolTip(action->toolTip());
      button->setAccessibleName(action->toolTip());
    };
    connect(action, &QAction::changed, button, speak);
    speak();
  }
  connect(m_context.replay, &ReplayFeed::moved, this, [this] {
    if (m_request.entityId.empty())
      return;
    if (m_presenter->isReading())
      m_presenter->touch(); // what is being read is shown first: a fast replay must not starve the picture
    else
      load(true);
  });
}

void ChartPanel::startReplay()
{
  if (m_context.replay == nullptr || !m_view->model() || m_view->model()->bars->empty())
    return;
  const market::BarSeries& bars = *m_view->model()->bars;
  const double first = std::ceil(std::max(0.0, m_view->axis().first));
  const std::size_t bar = std::min(m_view->crosshairBar().value_or(static_cast<std::size_t>(first)), bars.size() - 1);
  m_context.replay->replay().start(m_request.entityId, m_request.level, bars.key[bar],
      [guard = QPointer<ChartPanel>(this)](const Result<void>& started) {
        if (started)
          return;
        QMetaObject::invokeMethod(
            qApp,
            [guard, error = started.error()] {
              if (guard)
                notify(
                    guard->m_context, guard, widgets::NoteKind::Warning, widgets::Language::current().describe(error));
            },
            Qt::QueuedConnection);
      });
}

const trading::OrderService* ChartPanel::accountOnChart() const
{
  if (m_context.replay != nullptr && m_context.replay->practice())
    return &m_context.replay->practice()->orders();
  return m_context.orders;
}

bool ChartPanel::isKnown(Timestamp moment) const
{
  const auto asOf = m_context.replay != nullptr ? m_context.replay->asOf() : std::nullopt;
  return !asOf || moment <= *asOf;
}

bool ChartPanel::endsAtMarketDay() const
{
  const bool isReplayed = m_context.replay != nullptr && m_context.replay->asOf();
  const auto* market = feature<MarketDayFeature>();
  return !isReplayed && market != nullptr && market->endsChart();
}

/// Nothing that came after the replay's clock: no bar, no trade, no mark of the paper market's day.
void ChartPanel::takeReplay(ChartRequest& request) const
{
  request.asOf = m_context.replay != nullptr ? m_context.replay->asOf() : std::nullopt;
  if (!request.asOf)
    return;
  request.marketDay.reset();
}

}
