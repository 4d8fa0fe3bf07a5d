// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/replay_bar.h"

#include "ui/shell/tr.h"
#include "ui/trade/folding_row.h"
#include "ui/trade/trading_feed.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QToolButton>

namespace zvt::ui {

ReplayBar::ReplayBar(const Context& context, TradingFeed* feed, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_feed(feed)
    , m_day(new widgets::TextLabel({}, this))
    , m_next(new QPushButton(this))
    , m_five(new QPushButton(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
{
  auto* margins = new QVBoxLayout(this);
  margins->setContentsMargins(8, 4, 8, 4);
  auto* row = new FoldingRow(6);
  margins->addLayout(row);
  m_day->setTone(widgets::TextTone::Secondary);
  m_day->setRole(int(widgets::FontRole::Caption));
  m_next->setProperty("controlSize", QStringLiteral("compact"));
  m_next->setObjectName(QStringLiteral("replayNextButton"));
  m_next->setIcon(widgets::icon(QStringLiteral("step")));
  m_five->setProperty("controlSize", QStringLiteral("compact"));
  m_five->setObjectName(QStringLiteral("replayFiveButton"));
  m_progress->setFixedSize(72, 8);
  m_progress->setTextVisible(false);
  m_cancel->setIcon(widgets::icon(QStringLiteral("stop")));
  m_cancel->setAutoRaise(true);
  m_cancel->setObjectName(QStringLiteral("replayCancelButton"));
  row->addLeft(m_day);
  row->addRight(m_progress);
  row->addRight(m_cancel);
  row->addRight(m_next);
  row->addRight(m_five);
  connect(m_next, &QPushButton::clicked, this, [this] { advance(1); });
  connect(m_five, &QPushButton::clicked, this, [this] { advance(5); });
  connect(m_cancel, &QToolButton::clicked, this, [this] { m_feed->session()->cancelAdvance(); });
  connect(m_feed, &TradingFeed::replayChanged, this, &ReplayBar::refresh);
  retranslate();
}

void ReplayBar::advance(int days)
{
  if (m_feed->session())
    m_feed->session()->advance(days);
}

void ReplayBar::refresh()
{
  const trading::ReplayState& replay = m_feed->replay();
  const QString day = replay.day ? QString::fromStdString(replay.day->iso()) : QString();
  m_day->setText(replay.at ? Tr::tr("Practice account: the replay above the chart moves the market")
          : replay.day     ? Tr::tr("Market: close of %1").arg(day)
                           : Tr::tr("No market day yet"));
  m_next->setVisible(!replay.at);
  m_five->setVisible(!replay.at);
  m_day->setToolTip(!replay.problem.code.empty() ? widgets::Language::current().describe(replay.problem)
          : replay.next ? Tr::tr("Orders made now meet the bars of %1").arg(QString::fromStdString(replay.next->iso()))
                        : Tr::tr("No later bars are stored"));
  m_next->setEnabled(replay.next && !replay.running);
  m_five->setEnabled(m_next->isEnabled());
  m_progress->setVisible(replay.running);
  m_cancel->setVisible(replay.running);
  m_progress->setRange(0, std::max(1, replay.wanted));
  m_progress->setValue(replay.done);
}

void ReplayBar::retranslate()
{
  m_next->setText(Tr::tr("Next day"));
  m_next->setToolTip(Tr::tr("Play the next trading day: open orders meet its bars"));
  m_five->setText(Tr::tr("+5 days"));
  m_five->setToolTip(Tr::tr("Play the next five trading days"));
  m_cancel->setToolTip(Tr::tr("Stop after this day"));
  m_cancel->setAccessibleName(m_cancel->toolTip());
  m_progress->setAccessibleName(Tr::tr("Days played"));
  refresh();
}

void ReplayBar::paintEvent(QPaintEvent*)
{
  const widgets::ThemeTokens& t = widgets::Theme::current().colors();
  QPainter painter(this);
  painter.fillRect(rect(), t.surface.bar);
  painter.setPen(t.line.panel);
  painter.drawLine(0, height() - 1, width(), height() - 1);
}

}
