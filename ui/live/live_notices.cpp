// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/live_notices.h"

#include "ui/shell/notification_center.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr std::size_t kMostByName = 3; ///< more at once are one notice

QString nameOf(const backtest::LiveRow& row)
{
  return QString::fromStdString(row.name);
}

}

LiveNotices::LiveNotices(const Context& context, QWidget* over)
    : QObject(over)
    , m_context(context)
    , m_over(over)
    , m_feed(context)
{
  connect(&m_feed, &LiveFeed::changed, this, [this] { follow(m_feed.board()); });
  follow(m_feed.board());
}

void LiveNotices::follow(const backtest::LiveBoardPtr& board)
{
  if (!board)
    return;
  std::vector<const backtest::LiveRow*> failed;
  for (const backtest::LiveRow& row : board->rows) {
    backtest::LiveState& known =
        m_known.try_emplace(std::string(toString(board->mode)) + '/' + row.name, backtest::LiveState::Stopped)
            .first->second;
    if (row.state == backtest::LiveState::Failed && known != row.state)
      failed.push_back(&row);
    known = row.state;
  }
  tellActions(*board);
  const QString panel = QStringLiteral("window.panel.live");
  if (failed.size() <= kMostByName) {
    for (const backtest::LiveRow* row : failed)
      notify(m_context, m_over, widgets::NoteKind::Error,
          Tr::tr("Strategy %1 has failed: %2").arg(nameOf(*row), widgets::Language::current().describe(row->fault)),
          panel);
    return;
  }
  QStringList names;
  for (std::size_t i = 0; i < kMostByName; ++i)
    names << nameOf(*failed[i]);
  notify(m_context, m_over, widgets::NoteKind::Error,
      Tr::tr("%n strategies have failed: %1, … The first: %2", nullptr, static_cast<int>(failed.size()))
          .arg(names.join(QStringLiteral(", ")), widgets::Language::current().describe(failed.front()->fault)),
      panel);
}

/// What several strategies have booked alike is one notice.
void LiveNotices::tellActions(const backtest::LiveBoard& board)
{
  std::map<QString, QStringList> told; // who, by what
  for (const backtest::LiveRow& row : board.rows) {
    std::vector<trading::AccountNews>& known = m_actions[std::string(toString(board.mode)) + '/' + row.name];
    for (const trading::AccountNews& news : row.accountNews)
      if (std::ranges::find(known, news) == known.end()) {
        const QString text = widgets::Language::current().describe(trading::noticeOf(news));
        told[text] << nameOf(row);
        known.push_back(news);
      }
  }
  for (const auto& [text, names] : told)
    notify(m_context, m_over, widgets::NoteKind::Warning,
        names.mid(0, kMostByName).join(QStringLiteral(", "))
            + (names.size() > qsizetype(kMostByName) ? QStringLiteral(", … · ") : QStringLiteral(" · ")) + text,
        QStringLiteral("window.panel.live"));
}

}
