// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/market/intraday_panel.h"

#include "ui/market/quote_replay_bar.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"
#include "widgets/market/intraday_chart.h"

#include <QRegularExpression>
#include <QVBoxLayout>

#include <cmath>

namespace zvt::ui {

namespace {

constexpr std::size_t kAuctionTrades = 64; // feeds report the match in one or a few

/// What the opening auction matched; nothing where single trades are not known.
std::optional<widgets::IntradayModel::Auction> auctionOf(
    const data::QuoteHub& hub, const std::string& entityId, const market::DaySession& session, double lot)
{
  if (session.spans.empty())
    return {};
  widgets::IntradayModel::Auction auction;
  for (const market::Trade& trade : hub.firstTrades(entityId, kAuctionTrades)) {
    if (trade.time >= session.spans.front().begin)
      break;
    auction.price = trade.price;
    auction.volume += trade.volume / lot;
  }
  return auction.price > 0 ? std::optional(auction) : std::nullopt;
}

}

IntradayPanel::IntradayPanel(const Context& context, QWidget* parent)
    : MarketPanel(context, parent)
{
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  m_legend = new widgets::TextLabel({}, content);
  m_legend->setObjectName(QStringLiteral("intradayLegend"));
  m_legend->setContentsMargins(8, 4, 8, 4);
  m_legend->setTone(widgets::TextTone::Secondary);
  m_legend->setMinimumWidth(1); // never wider than the panel
  m_chart = new widgets::IntradayChart(content);
  m_chart->setObjectName(QStringLiteral("intradayChart"));
  m_replay = new QuoteReplayBar(context, content);
  column->addWidget(m_legend);
  column->addWidget(m_chart, 1);
  column->addWidget(m_replay);
  setContent(content);

  connect(&subject(), &QuoteSubject::subjectChanged, this, [this] { showLine(); });
  connect(&subject(), &QuoteSubject::minutesChanged, this, &IntradayPanel::showLine);
  connect(&subject(), &QuoteSubject::dayBegan, this, &IntradayPanel::showLine);
  connect(&subject(), &QuoteSubject::quoteChanged, this, [this] {
    if (m_chart->model().empty())
      showLine();
  });
  connect(m_chart, &widgets::IntradayChart::cursorMoved, this, &IntradayPanel::showLegend);
  start();
}

QString IntradayPanel::title() const
{
  return Tr::tr("Intraday");
}

void IntradayPanel::showLine()
{
  if (!showsQuote(QStringLiteral("intraday"),
          Tr::tr("The line of the day of the security that you choose in a list or a chart.")))
    return;
  const data::QuoteHub& hub = subject().hub();
  const data::QuotePtr& quote = subject().quote();
  const auto session = hub.session(subject().entity());
  if (!session || quote->isHalted() || quote->grain == market::QuoteGrain::Day) {
    showEmpty({QStringLiteral("intraday"),
        quote->isHalted() ? Tr::tr("Halted: there is no line of this day.")
                          : Tr::tr("Only the day's bar is stored: import minute bars or ticks to see the line."),
        {}, {}});
    return;
  }
  auto model = widgets::IntradayModel::of(*session, hub.minutes(subject().entity()), subject().zone(), subject().lot());
  model.auction = auctionOf(hub, subject().entity(), *session, subject().lot());
  model.decimals = subject().decimals();
  model.limitUp = quote->limitUp;
  model.limitDown = quote->limitDown;
  m_chart->setModel(std::move(model));
  showLegend();
}

void IntradayPanel::showLegend()
{
  const widgets::IntradayModel& model = m_chart->model();
  const int at = m_chart->cursor() >= 0 ? m_chart->cursor() : model.newest();
  if (at < 0) {
    m_legend->setText(Tr::tr("No trade yet"));
    return;
  }
  const auto& minute = model.minutes[static_cast<std::size_t>(at)];
  const widgets::Theme& theme = widgets::Theme::current();
  const auto part = [](const QString& label, const QString& value, const QColor& color) {
    return QStringLiteral("%1 <span style='color:%2'>%3</span>").arg(label, color.name(), value.toHtmlEscaped());
  };
  const QColor primary = theme.colors().text.primary;
  const QColor tone = theme.forChange(minute.price - model.base()).text;
  QStringList parts = {part(model.timeText(static_cast<std::size_t>(at)), {}, primary)};
  if (!minute.isKnown()) {
    parts << Tr::tr("nothing known of this minute");
  } else {
    parts << part(Tr::tr("Price"), widgets::formatNumber(minute.price, model.decimals), tone)
          << part({}, widgets::formatSigned(minute.price - model.base(), model.decimals), tone)
          << part({}, widgets::formatSignedPercent(minute.price / model.base() - 1), tone);
    if (!std::isnan(minute.average))
      parts << part(Tr::tr("Average"), widgets::formatNumber(minute.average, model.decimals), theme.movingAverage(10));
    // What an index adds up is no stock of its own: its members' money says something, their lots do not.
    if (!subject().isIndex())
      parts << part(Tr::tr("Volume"), Tr::tr("%1 lots").arg(widgets::formatNumber(minute.volume, 0)), primary);
    if (!std::isnan(minute.turnover))
      parts << part(Tr::tr("Amount"), widgets::formatLarge(minute.turnover, theme.numberStyle()), primary);
  }
  m_legend->setText(parts.join(QStringLiteral("&nbsp; ")));
  QString spoken = m_legend->text();
  static const QRegularExpression kTags(QStringLiteral("<[^>]*>|&nbsp;"));
  m_chart->setAccessibleDescription(spoken.remove(kTags));
}

PanelTable IntradayPanel::exportTable() const
{
  PanelTable table;
  table.header = {Tr::tr("Time"), Tr::tr("Price"), Tr::tr("Average"), Tr::tr("Lots"), Tr::tr("Amount")};
  const widgets::IntradayModel& model = m_chart->model();
  const auto number = [](double value, int decimals) {
    return std::isnan(value) ? QString() : QString::number(value, 'f', decimals);
  };
  for (std::size_t i = 0; i < model.minutes.size(); ++i) {
    const auto& minute = model.minutes[i];
    if (minute.isKnown())
      table.rows.push_back({model.timeText(i), number(minute.price, model.decimals),
          number(minute.average, model.decimals + 1), number(minute.volume, 0), number(minute.turnover, 0)});
  }
  return table;
}

void IntradayPanel::retranslate()
{
  if (m_replay == nullptr)
    return;
  m_chart->setAccessibleName(Tr::tr("Line of the day"));
  m_chart->setToolTip({});
  m_replay->retranslate();
  showLine();
}

void IntradayPanel::themeChanged()
{
  if (!m_chart->model().empty())
    showLegend();
}

}
