// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/testing/mock_clock.h"
#include "core/market/entity.h"
#include "ui/bridge/quote_feed.h"
#include "ui/market/intraday_panel.h"
#include "ui/market/quote_panel.h"
#include "ui/market/quote_text.h"
#include "ui/market/tape_panel.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/link_bus.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"
#include "widgets/market/depth_view.h"
#include "widgets/market/intraday_chart.h"
#include "widgets/market/quote_board.h"
#include "widgets/market/tape_view.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::ui;

namespace {

const char* const kBank = "stock_sz_000001";
const char* const kOther = "stock_sh_600000";

/// Seconds after 2024-12-03T09:30:00 in Shanghai.
Timestamp at(std::int64_t seconds)
{
  return Timestamp::fromSeconds(1'733'189'400 + seconds);
}

market::Quote quoteOf(std::int64_t second, const char* id = kBank)
{
  market::Quote quote;
  quote.entityId = id;
  quote.time = quote.received = at(second);
  quote.last = 31.26;
  quote.previousClose = 30.68;
  quote.open = 30.8;
  quote.high = 31.48;
  quote.low = 30.62;
  quote.volume = 115'800'000;
  quote.turnover = 3'604'000'000;
  quote.limitUp = 33.75;
  quote.limitDown = 27.61;
  quote.phase = market::QuotePhase::Continuous;
  for (int level = 0; level < 5; ++level) {
    quote.asks.add({31.27 + 0.01 * level, 10'000});
    quote.bids.add({31.26 - 0.01 * level, 30'000});
  }
  return quote;
}

market::DaySession session()
{
  auto day = market::DaySession::of(**market::Calendar::load("cn"), *TradingDay::parse("2024-12-03"));
  day.previousClose = 30.68;
  return day;
}

}

class TstMarketPanels : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }
  void init();
  void cleanup();
  void quoteInWords();
  void figuresAreMissingNotZero();
  void panelFollowsItsLink();
  void pricesGoToTheTicket();
  void nothingIsPaintedWhileNothingChanges();
  void ageIsSeen();
  void barsHaveNoDepth();
  void haltedAndSealed();
  void badQuotesAreTold();
  void tapeFiltersAndBeginsAnew();
  void lineFollowsTheMinutes();
  void emptyPanelsTeach();

private:
  template <typename T> std::unique_ptr<T> open()
  {
    auto panel = std::make_unique<T>(m_context);
    panel->resize(400, 520);
    panel->show();
    return panel;
  }
  template <typename T> static T* find(QWidget& panel, const char* name)
  {
    T* found = panel.findChild<T*>(QString::fromLatin1(name));
    if (found == nullptr)
      qFatal("no %s", name);
    return found;
  }

  testing::MockClock m_clock;
  std::unique_ptr<data::QuoteHub> m_hub;
  std::unique_ptr<QuoteFeed> m_feed;
  std::unique_ptr<LinkBus> m_links;
  ActionRegistry m_actions;
  Context m_context;
};

void TstMarketPanels::init()
{
  m_hub = std::make_unique<data::QuoteHub>();
  m_feed = std::make_unique<QuoteFeed>(*m_hub, m_clock);
  m_links = std::make_unique<LinkBus>();
  m_context = {};
  m_context.clock = &m_clock;
  m_context.quotes = m_hub.get();
  m_context.quoteFeed = m_feed.get();
  m_context.links = m_links.get();
  m_context.actions = &m_actions;
  m_context.calendar = *market::Calendar::load("cn");
  m_context.entities = [] { return std::make_shared<const market::EntityTable>(std::vector<market::Entity>{}); };
  m_hub->setSource({.name = "quotes.paper_day", .replay = true, .at = at(0), .elapsed = {}});
}

void TstMarketPanels::cleanup()
{
  m_feed.reset();
  m_hub.reset();
  m_links.reset();
}

void TstMarketPanels::quoteInWords()
{
  const market::Quote quote = quoteOf(0);
  const TimeZone zone = m_context.calendar->zone();
  const QuoteView view{.quote = &quote, .zone = &zone, .source = {}};
  const widgets::QuoteHeading heading = headingOf(view);
  QCOMPARE(heading.last, QStringLiteral("31.26"));
  QCOMPARE(heading.change, QStringLiteral("+0.58"));
  QCOMPARE(heading.percent, QStringLiteral("+1.89%"));
  QCOMPARE(heading.direction, 1);
  QCOMPARE(heading.time, QStringLiteral("09:30:00"));
  std::map<QString, QString> figures;
  for (const widgets::QuoteFigure& figure : figuresOf(view))
    figures[figure.label] = figure.value;
  QCOMPARE(figures[QStringLiteral("Open")], QStringLiteral("30.80"));
  QCOMPARE(figures[QStringLiteral("VWAP")], QStringLiteral("31.12")); // 3,604,000,000 ÷ 115,800,000 = 31.1226
  QCOMPARE(figures[QStringLiteral("Range")], QStringLiteral("2.80%")); // (31.48 − 30.62) ÷ 30.68
  QCOMPARE(figures[QStringLiteral("Spread")], QStringLiteral("0.01"));
  QCOMPARE(figures[QStringLiteral("Volume")], widgets::formatLarge(1'158'000, widgets::Theme::current().numberStyle()));
}

void TstMarketPanels::figuresAreMissingNotZero()
{
  market::Quote quote;
  quote.entityId = kBank;
  quote.previousClose = 30.68;
  const TimeZone zone = m_context.calendar->zone();
  const QuoteView view{.quote = &quote, .zone = &zone, .source = {}};
  const QString missing = widgets::kMissing;
  QCOMPARE(headingOf(view).last, QStringLiteral("30.68")); // nothing traded yet: where it stands
  QVERIFY(headingOf(view).change.isEmpty());
  for (const widgets::QuoteFigure& figure : figuresOf(view))
    if (figure.label != QStringLiteral("Prev"))
      QCOMPARE(figure.value, missing);
  QCOMPARE(headingOf({.zone = &zone, .source = {}}).last, missing);
}

void TstMarketPanels::panelFollowsItsLink()
{
  const auto panel = open<QuotePanel>();
  QCOMPARE(panel->state(), PanelState::Empty);
  m_links->select(LinkColor::A, QString::fromLatin1(kBank));
  QCOMPARE(m_hub->wanted(), (std::vector<data::WantedQuotes>{{kBank, data::QuoteDetail::Trades, 1}}));
  m_hub->publish(quoteOf(0));
  QTRY_COMPARE(panel->state(), PanelState::Content);
  const auto* board = find<widgets::QuoteBoard>(*panel, "quoteBoard");
  QCOMPARE(board->heading().last, QStringLiteral("31.26"));
  QVERIFY(board->accessibleDescription().contains(QStringLiteral("+1.89%")));
  QCOMPARE(find<widgets::DepthView>(*panel, "depthView")->rowText({false, 0}), QStringLiteral("B1 31.26 300"));
  QVERIFY(panel->copyText().contains(QStringLiteral("A1\t31.27 100")));
  market::Quote next = quoteOf(3);
  next.last = 30.6;
  m_hub->publish(next);
  QTRY_COMPARE(board->heading().direction, -1);
  m_links->select(LinkColor::A, QString::fromLatin1(kOther));
  QCOMPARE(m_hub->wanted().size(), std::size_t(1));
  QCOMPARE(m_hub->wanted()[0].entityId, std::string(kOther));
  QTRY_COMPARE(panel->state(), PanelState::Empty);
}

void TstMarketPanels::pricesGoToTheTicket()
{
  const auto panel = open<QuotePanel>();
  panel->showEntity(QString::fromLatin1(kBank));
  m_hub->publish(quoteOf(0));
  QTRY_COMPARE(panel->state(), PanelState::Content);
  panel->setLink(LinkColor::C);
  panel->showEntity(QString::fromLatin1(kBank));
  QSignalSpy picked(m_links.get(), &LinkBus::pricePicked);
  auto* depth = find<widgets::DepthView>(*panel, "depthView");
  QTest::mouseClick(depth, Qt::LeftButton, {}, depth->rowRect({true, 1}).center());
  QCOMPARE(picked.size(), 1);
  QVERIFY(picked[0][0].value<LinkColor>() == LinkColor::C); // for the ticket of that colour alone
  QCOMPARE(picked[0][1].toString(), QString::fromLatin1(kBank));
  QCOMPARE(picked[0][2].toDouble(), 31.28);
}

/// Quotes of other securities wake the feed, and no panel of this one paints.
void TstMarketPanels::nothingIsPaintedWhileNothingChanges()
{
  const auto quote = open<QuotePanel>();
  const auto line = open<IntradayPanel>();
  const auto tape = open<TapePanel>();
  m_hub->beginDay(kBank, session());
  for (Panel* panel :
      {static_cast<Panel*>(quote.get()), static_cast<Panel*>(line.get()), static_cast<Panel*>(tape.get())})
    QVERIFY(QTest::qWaitForWindowExposed(panel));
  quote->showEntity(QString::fromLatin1(kBank));
  line->showEntity(QString::fromLatin1(kBank));
  tape->showEntity(QString::fromLatin1(kBank));
  m_hub->publish(quoteOf(0));
  m_hub->publish(kBank, std::vector<market::Trade>{{.time = at(0), .price = 31.26, .volume = 100}});
  auto* board = find<widgets::QuoteBoard>(*quote, "quoteBoard");
  auto* depth = find<widgets::DepthView>(*quote, "depthView");
  auto* chart = find<widgets::IntradayChart>(*line, "intradayChart");
  auto* list = find<widgets::TapeView>(*tape, "tapeView");
  const auto paints = [&] {
    return board->paintCount() + depth->paintCount() + chart->paintCount() + list->paintCount();
  };
  QTRY_COMPARE(list->model().rowCount(), 1);
  QTRY_VERIFY(board->paintCount() > 0 && depth->paintCount() > 0 && chart->paintCount() > 0 && list->paintCount() > 0);
  for (int i = 0; i < 5; ++i)
    QCoreApplication::processEvents();
  const int before = paints();
  const quint64 signalsBefore = m_feed->signalCount();
  m_hub->publish(quoteOf(0, kOther));
  QTRY_VERIFY(m_feed->signalCount() > signalsBefore);
  for (int i = 0; i < 5; ++i)
    QCoreApplication::processEvents();
  QCOMPARE(paints(), before);
  m_hub->publish(quoteOf(70)); // the next minute: the line moves, and the time of the quote
  QTRY_VERIFY(chart->paintCount() > 0 && paints() > before);
}

void TstMarketPanels::ageIsSeen()
{
  const auto panel = open<QuotePanel>();
  panel->showEntity(QString::fromLatin1(kBank));
  m_hub->setSource(
      {.name = "quotes.paper_day", .replay = true, .running = true, .at = at(0), .elapsed = m_clock.elapsed()});
  m_hub->publish(quoteOf(0));
  const auto* board = find<widgets::QuoteBoard>(*panel, "quoteBoard");
  QTRY_COMPARE(board->heading().last, QStringLiteral("31.26"));
  QVERIFY(!board->heading().stale);
  m_clock.advance(Duration::seconds(7));
  QTRY_VERIFY(board->heading().stale); // ticks are old after 5 s; the panel looks once a second
  QVERIFY(board->heading().time.contains(QStringLiteral("7 s")));
  m_hub->publish(quoteOf(7));
  QTRY_VERIFY(!board->heading().stale);
}

void TstMarketPanels::barsHaveNoDepth()
{
  market::Quote quote = quoteOf(60);
  quote.asks = quote.bids = {};
  quote.grain = market::QuoteGrain::Day;
  const auto panel = open<QuotePanel>();
  const auto line = open<IntradayPanel>();
  m_hub->beginDay(kBank, session());
  panel->showEntity(QString::fromLatin1(kBank));
  line->showEntity(QString::fromLatin1(kBank));
  m_hub->publish(quote);
  QTRY_COMPARE(panel->state(), PanelState::Content);
  QVERIFY(find<widgets::DepthView>(*panel, "depthView")->rowText({true, 0}).isEmpty());
  QTRY_COMPARE(line->state(), PanelState::Empty); // a day's bar has no line
}

void TstMarketPanels::haltedAndSealed()
{
  market::Quote quote = quoteOf(0);
  const TimeZone zone = m_context.calendar->zone();
  quote.last = 33.75;
  quote.asks = {};
  quote.bids = {};
  quote.bids.add({33.75, 1'000'000});
  QuoteView view{.quote = &quote, .zone = &zone, .source = {}};
  QCOMPARE(headingOf(view).atLimit, 1);
  QVERIFY(sealText(view).contains(QStringLiteral("10,000")));
  QVERIFY(sealText(view).contains(widgets::formatLarge(33'750'000, widgets::Theme::current().numberStyle())));
  quote.phase = market::QuotePhase::Halted;
  quote.last = market::kNoPrice;
  QCOMPARE(headingOf(view).state, QStringLiteral("Halted"));
  QCOMPARE(headingOf(view).last, QStringLiteral("30.68"));
  QVERIFY(headingOf(view).stale);
}

void TstMarketPanels::badQuotesAreTold()
{
  const auto panel = open<QuotePanel>();
  panel->showEntity(QString::fromLatin1(kBank));
  m_hub->publish(quoteOf(3));
  market::Quote crossed = quoteOf(6);
  crossed.bids = {};
  crossed.bids.add({31.5, 100});
  crossed.last = 99;
  m_hub->publish(crossed);
  const auto* note = find<widgets::Note>(*panel, "quoteNote");
  QTRY_VERIFY(note->text().contains(QStringLiteral("bid above the ask")));
  QVERIFY(!note->isHidden());
  QCOMPARE(find<widgets::QuoteBoard>(*panel, "quoteBoard")->heading().last, QStringLiteral("31.26"));
}

void TstMarketPanels::tapeFiltersAndBeginsAnew()
{
  const auto panel = open<TapePanel>();
  panel->showEntity(QString::fromLatin1(kBank));
  m_hub->beginDay(kBank, session());
  m_hub->publish(quoteOf(0));
  const auto trade = [](int second, double volume) {
    return market::Trade{.time = at(second), .price = 31.26, .volume = volume, .side = market::TradeSide::Sell};
  };
  m_hub->publish(kBank, std::vector{trade(0, 100), trade(3, 20'000)});
  auto* tape = find<widgets::TapeView>(*panel, "tapeView");
  QTRY_COMPARE(tape->model().rowCount(), 2);
  auto* least = find<QComboBox>(*panel, "tapeLeastCombo");
  least->setCurrentIndex(least->findData(100));
  QCOMPARE(tape->model().rowCount(), 1);
  QCOMPARE(panel->exportTable().rows.size(), std::size_t(1));
  QCOMPARE(panel->exportTable().rows[0],
      (QStringList{QStringLiteral("09:30:03"), QStringLiteral("31.26"), QStringLiteral("200"), QStringLiteral("S")}));
  const QJsonObject kept = panel->saveState();
  m_hub->publish(kBank, std::vector{trade(6, 30'000)});
  QTRY_COMPARE(tape->model().rowCount(), 2);
  m_hub->beginDay(kBank, session());
  m_hub->publish(kBank, std::vector{trade(0, 40'000)});
  QTRY_COMPARE(tape->model().tradeCount(), std::size_t(1));
  const auto again = open<TapePanel>();
  again->restoreState(kept);
  QCOMPARE(find<QComboBox>(*again, "tapeLeastCombo")->currentData().toInt(), 100);
}

void TstMarketPanels::lineFollowsTheMinutes()
{
  const auto panel = open<IntradayPanel>();
  panel->showEntity(QString::fromLatin1(kBank));
  m_hub->beginDay(kBank, session());
  m_hub->publish(kBank,
      std::vector<market::Trade>{
          {.time = at(-298), .price = 30.8, .volume = 500'000, .side = market::TradeSide::Auction}});
  m_hub->publish(quoteOf(30));
  auto* chart = find<widgets::IntradayChart>(*panel, "intradayChart");
  QTRY_COMPARE(chart->model().newest(), 0);
  QVERIFY(chart->model().auction);
  QCOMPARE(chart->model().auction->volume, 5'000.0); // lots
  market::Quote later = quoteOf(90);
  later.last = 31.4;
  later.volume += 200;
  later.turnover += 6'280;
  m_hub->publish(later);
  QTRY_COMPARE(chart->model().newest(), 1);
  QCOMPARE(chart->model().minutes[1].price, 31.4);
  QCOMPARE(chart->model().minutes[1].volume, 2.0);
  QVERIFY(chart->accessibleDescription().contains(QStringLiteral("31.40")));
  QTest::keyClick(chart, Qt::Key_Home);
  QVERIFY(chart->accessibleDescription().contains(QStringLiteral("31.26")));
  QCOMPARE(panel->exportTable().rows.size(), std::size_t(2));
  QCOMPARE(panel->exportTable().rows[1][0], QStringLiteral("09:32"));
}

void TstMarketPanels::emptyPanelsTeach()
{
  m_context.quoteFeed = nullptr;
  const auto quote = open<QuotePanel>();
  const auto tape = open<TapePanel>();
  const auto line = open<IntradayPanel>();
  for (Panel* panel :
      {static_cast<Panel*>(quote.get()), static_cast<Panel*>(line.get()), static_cast<Panel*>(tape.get())}) {
    QCOMPARE(panel->state(), PanelState::Empty);
    QVERIFY(panel->exportFormats().isEmpty());
  }
}

QTEST_MAIN(TstMarketPanels)
#include "tst_market_panels.moc"
