// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/account_notices.h"

#include "ui/shell/notification_center.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/language.h"

namespace zvt::ui {

AccountNotices::AccountNotices(const Context& context, QWidget* over)
    : QObject(over)
    , m_context(context)
    , m_over(over)
    , m_feed(context)
{
  const auto look = [this] {
    if (m_feed.snapshot())
      follow(m_feed.snapshot()->accountNews);
  };
  connect(&m_feed, &TradingFeed::changed, this, look);
  look();
}

void AccountNotices::follow(const std::vector<trading::AccountNews>& news)
{
  if (m_session != m_feed.session().get()) {
    m_session = m_feed.session().get();
    m_told = 0;
  }
  for (; m_told < news.size(); ++m_told) {
    const auto* applied = std::get_if<trading::CorporateActionApplied>(&news[m_told]);
    const bool isAsChosen = applied && !applied->late && applied->rights && applied->rights->taken;
    notify(m_context, m_over, isAsChosen ? widgets::NoteKind::Info : widgets::NoteKind::Warning,
        newsText(m_context, news[m_told]), QStringLiteral("window.panel.positions"));
  }
}

QString newsText(const Context& context, const trading::AccountNews& news)
{
  Error notice = trading::noticeOf(news);
  for (auto& [key, value] : notice.arguments)
    if (key == "entity")
      value = trade::nameOf(context, value).toStdString();
  return widgets::Language::current().describe(notice);
}

}
