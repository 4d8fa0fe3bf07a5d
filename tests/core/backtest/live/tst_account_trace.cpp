// SPDX-License-Identifier: Apache-2.0
// From an order of a paper account back to where it came from, the same after a restart.
#include "core/backtest/live/account_trace.h"
#include "core/backtest/live/kept_decision.h"
#include "core/base/messages.h"
#include "core/base/testing/memory_store.h"
#include "tests/core/backtest/live/live_program.h"
#include "tests/core/trading/held_desk.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;

namespace {

/// The first row with a key, depth first; null: none.
const WhyRow* find(const WhyRow& row, std::string_view key)
{
  if (row.sentence.code == key)
    return &row;
  for (const WhyRow& child : row.children)
    if (const WhyRow* found = find(child, key))
      return found;
  return nullptr;
}

QString sentence(const WhyRow& root, std::string_view key)
{
  const WhyRow* row = find(root, key);
  return row ? QString::fromStdString(whySentence(*row, *Messages::load("en"))) : QString();
}

QString whole(const WhyRow& root)
{
  return QString::fromStdString(whyText(root, *Messages::load("en")));
}

}

class TstAccountTrace : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void initTestCase();
  void everyFillOfADocumentLeadsToItsBars();
  void anOrderThatWaitsIsTraced();
  void aScriptNamesItsLine();
  void whatExpiredSaysWhy();
  void aStopOfAStrategyLeadsToItsDecision();
  void removedStrategiesAreTraced();
  void changedBarsAreSaid();
  void handsAndHeldOrdersAreNamed();
  void workedOrdersAreNamed();
  void decisionsAreReadBack();
  void badQuestionsAreRefused();

private:
  WhySources sources(MemorySource& market) { return {market, m_rules, {}}; }
  void play(Store& store, std::vector<Deployment> deployments, const char* until);

  MemorySource m_source;
  std::shared_ptr<const market::RuleBook> m_rules;
  SilentTaskControl m_control;
};

void TstAccountTrace::initTestCase()
{
  ZVT_FIXTURE(folder, "market/hikyuu");
  m_source = realMarket(folder);
  m_rules = orDie(market::RuleBook::load());
}

void TstAccountTrace::play(Store& store, std::vector<Deployment> deployments, const char* until)
{
  Program program(m_source, store, m_rules);
  orDie(program.moveTo("2007-03-30"));
  for (Deployment& deployment : deployments)
    orDie(program.deploy(std::move(deployment)));
  orDie(program.moveTo(until));
}

/// Computed again over the bars, every decision comes out as it was kept, and the trace is the same after a restart.
void TstAccountTrace::everyFillOfADocumentLeadsToItsBars()
{
  testing::MemoryStore store;
  QStringList before;
  {
    Program program(m_source, store, m_rules);
    orDie(program.moveTo("2007-03-30"));
    orDie(program.deploy(document("ma")));
    orDie(program.moveTo("2007-09-28"));
    const AccountRecords records = orDie(readAccountRecords(store, "strategy.ma"));
    for (std::size_t fill = 0; fill < records.fills.size(); ++fill)
      before << whole(orDie(whyAccountFill(records, fill, &store, sources(m_source), m_control)));
  }
  Program program(m_source, store, m_rules);
  orDie(program.moveTo("2007-12-28"));
  const AccountRecords records = orDie(readAccountRecords(store, "strategy.ma"));
  QVERIFY(records.fills.size() > static_cast<std::size_t>(before.size()) && before.size() > 8);
  for (std::size_t fill = 0; fill < records.fills.size(); ++fill) {
    const WhyRow root = orDie(whyAccountFill(records, fill, &store, sources(m_source), m_control));
    const QString text = whole(root);
    for (const char* needed :
        {"why.fill", "why.order", "why.same_bars", "why.node", "why.value", "why.bars", "why.costs"})
      QVERIFY2(find(root, needed), qPrintable(text));
    for (const char* wrong : {"why.other_weight", "why.bars_changed", "why.not_replayed", "why.rules_changed",
             "why.data_changed", "why.by_source"})
      QVERIFY2(!find(root, wrong), qPrintable(text));
    // Decided at a close, it trades on a later day.
    const WhyRow* placed = find(root, "why.order");
    const auto time = std::ranges::find(placed->sentence.arguments, "time", &Error::Field::first);
    QVERIFY(time != placed->sentence.arguments.end());
    QVERIFY2(time->second < records.fills[fill].day.iso(), time->second.c_str());
    const bool isBuy = records.fills[fill].side == trading::Side::Buy;
    QVERIFY2(find(root, isBuy ? "why.crossed_above" : "why.crossed_below"), qPrintable(text));
    QVERIFY2(!text.contains("why.") && !text.contains('{') && !text.contains('@'), qPrintable(text));
    if (static_cast<qsizetype>(fill) < before.size())
      QCOMPARE(text, before[static_cast<qsizetype>(fill)]);
  }
}

/// An order of a document that has not gone out yet leads to its decision; it goes out by the same id.
void TstAccountTrace::anOrderThatWaitsIsTraced()
{
  testing::MemoryStore store;
  play(store, {document("ma")}, "2007-04-02");
  const AccountRecords records = orDie(readAccountRecords(store, "strategy.ma"));
  QVERIFY(records.fills.empty());
  QVERIFY(!records.orders.empty());
  for (const trading::Order& order : records.orders) {
    QVERIFY(order.state == trading::OrderState::Working);
    QCOMPARE(order.created.micros, closeOf("2007-04-02").micros - 15 * std::int64_t{3'600'000'000}); // the day's begin
    const WhyRow root = orDie(whyAccountOrder(records, order.id, &store, sources(m_source), m_control));
    for (const char* needed : {"why.order", "why.same_bars", "why.crossed_above"})
      QVERIFY2(find(root, needed), qPrintable(whole(root)));
  }
  Program program(m_source, store, m_rules);
  orDie(program.moveTo("2007-04-03"));
  const AccountRecords later = orDie(readAccountRecords(store, "strategy.ma"));
  QVERIFY(std::ranges::any_of(
      later.fills, [&](const trading::Fill& fill) { return fill.orderId == records.orders.front().id; }));
}

void TstAccountTrace::aScriptNamesItsLine()
{
  testing::MemoryStore store;
  play(store, {script("script"), script("buyer", kBuyer)}, "2007-12-28");
  const auto lineOf = [](const std::string& source, std::string_view call) {
    return QString::number(
        1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(source.find(call)), '\n'));
  };
  const AccountRecords records = orDie(readAccountRecords(store, "strategy.script"));
  int targets = 0, opens = 0;
  for (const trading::Order& order : records.orders) {
    const WhyRow root = orDie(whyAccountOrder(records, order.id, &store, sources(m_source), m_control));
    const QString said = sentence(root, "why.hook_line");
    const bool isOpen = said.contains("on_trading_open");
    const bool isClose = find(root, "why.decision.close") != nullptr;
    const QString line = lineOf(kScript,
        isOpen        ? "ctx:buy("
            : isClose ? "ctx:target(id, 0)"
                      : "ctx:target(id, strategy.params.weight)");
    QCOMPARE(said, QString("Said in %1, line %2 of the script").arg(isOpen ? "on_trading_open" : "on_bar", line));
    QVERIFY(find(root, "why.same_bars"));
    ++(isOpen ? opens : targets);
  }
  QVERIFY(targets > 5 && opens > 5);
  const AccountRecords buyer = orDie(readAccountRecords(store, "strategy.buyer"));
  const WhyRow first = orDie(whyAccountFill(buyer, 0, &store, sources(m_source), m_control));
  QVERIFY2(find(first, "why.decision.by_quantity"), qPrintable(whole(first)));
}

void TstAccountTrace::whatExpiredSaysWhy()
{
  testing::MemoryStore store;
  play(store, {script("thin", kThin)}, "2007-06-29");
  const AccountRecords records = orDie(readAccountRecords(store, "strategy.thin"));
  int expired = 0;
  for (const trading::Order& order : records.orders) {
    if (order.state != trading::OrderState::Expired)
      continue;
    const WhyRow root = orDie(whyAccountOrder(records, order.id, &store, sources(m_source), m_control));
    QVERIFY2(find(root, order.reason.code), qPrintable(whole(root)));
    if (order.reason.code == "trading.match.partial")
      QCOMPARE(sentence(root, order.reason.code), "Partly filled: the bar's volume allowed no more");
    // Days without a bar among them: whether it was suspended then nobody here knows.
    QVERIFY2(order.reason.code.starts_with("trading.match.") || order.reason.code == "trading.expired.no_bar",
        order.reason.code.c_str());
    ++expired;
  }
  QVERIFY(expired > 10);
}

/// From a sale that a stop sent to the stop, the price and bar that reached it, and the line that asked for the
/// bracket.
void TstAccountTrace::aStopOfAStrategyLeadsToItsDecision()
{
  testing::MemoryStore store;
  play(store, {script("guarded", kGuarded)}, "2007-12-28");
  const AccountRecords records = orDie(readAccountRecords(store, "strategy.guarded"));
  const auto line = 1
      + std::count(
          kGuarded.begin(), kGuarded.begin() + static_cast<std::ptrdiff_t>(kGuarded.find("ctx:bracket(")), '\n');
  int entries = 0, legs = 0;
  for (const trading::Order& order : records.orders) {
    const WhyRow root = orDie(whyAccountOrder(records, order.id, &store, sources(m_source), m_control));
    const QString text = whole(root);
    QVERIFY2(text.contains(QStringLiteral("Said in on_bar, line %1 of the script").arg(line)), qPrintable(text));
    const bool isLeg = order.side == trading::Side::Sell;
    QCOMPARE(find(root, "why.held") != nullptr, isLeg);
    QVERIFY2(!isLeg || find(root, "why.held_entry"), qPrintable(text));
    QVERIFY2(!text.contains("why.") && !text.contains('{') && !text.contains('@'), qPrintable(text));
    ++(isLeg ? legs : entries);
  }
  QVERIFY(entries > 5 && legs > 5);
}

/// What it was is kept with what it did.
void TstAccountTrace::removedStrategiesAreTraced()
{
  testing::MemoryStore store;
  QString before;
  {
    Program program(m_source, store, m_rules);
    orDie(program.moveTo("2007-03-30"));
    orDie(program.deploy(document("ma")));
    orDie(program.moveTo("2007-06-15"));
    const AccountRecords records = orDie(readAccountRecords(store, "strategy.ma"));
    before = whole(orDie(whyAccountFill(records, 0, &store, sources(m_source), m_control)));
    orDie(program.done([&](auto told) { program.service->remove({"ma"}, told); }));
    orDie(program.deploy(script("ma"))); // another one of that name
    orDie(program.moveTo("2007-06-29"));
  }
  const AccountRecords records = orDie(readAccountRecords(store, "strategy.ma"));
  QVERIFY(before.contains("crossed"));
  QCOMPARE(whole(orDie(whyAccountFill(records, 0, &store, sources(m_source), m_control))), before);
  // Without what was kept nobody can say why.
  const WhyRow bare = orDie(whyAccountFill(records, 0, nullptr, sources(m_source), m_control));
  QVERIFY2(find(bare, "why.by_source"), qPrintable(whole(bare)));
}

void TstAccountTrace::changedBarsAreSaid()
{
  testing::MemoryStore store;
  play(store, {document("ma")}, "2007-06-15");
  const AccountRecords records = orDie(readAccountRecords(store, "strategy.ma"));
  const std::string changedId = records.fills[0].entityId;
  MemorySource changed;
  for (const market::Entity& entity : orDie(m_source.resolve({"stock_*"}, market::BarLevel::Day1))) {
    const std::string id = entity.id.toString();
    market::BarSeries bars = *orDie(m_source.bars({id, market::BarLevel::Day1, market::AdjustMode::Bfq, {}, {}}));
    if (id == changedId)
      bars.volume[3] += 100; // nothing that its signals read
    changed.add(entity, std::move(bars), orDie(m_source.actions(id)));
  }
  bool isOther = false;
  for (std::size_t fill = 0; fill < records.fills.size(); ++fill) {
    const WhyRow root = orDie(whyAccountFill(records, fill, &store, sources(changed), m_control));
    const bool isChanged = records.fills[fill].entityId == changedId;
    isOther = isOther || !isChanged;
    QCOMPARE(find(root, "why.bars_changed") != nullptr, isChanged);
    QCOMPARE(find(root, "why.same_bars") != nullptr, !isChanged);
  }
  QVERIFY(isOther);
}

/// A stop behind a purchase by hand: 9.95 is reached by Monday's fall from 10.60 to 9.80.
void TstAccountTrace::handsAndHeldOrdersAreNamed()
{
  trading::samples::HeldDesk desk;
  desk.openPaper();
  const trading::Order bought = orDie(desk.submit(trading::Side::Buy, "10.10", "1000"));
  desk.advance(); // Wednesday opens at 10.10
  desk.hold({trading::stopOrder("guard", std::string(trading::samples::kMain), trading::Side::Sell,
      trading::samples::price("9.95"), trading::samples::quantity("1000"))});
  desk.advance(3); // Monday: the stop
  desk.advance(); // and where it filled only then
  ProfileSource market(*desk.profile, *desk.data);
  const WhySources from{market, m_rules, {}};
  const AccountRecords records = orDie(readAccountRecords(desk.profile->ledger(), "paper"));
  QCOMPARE(records.orders.size(), std::size_t{2});
  const WhyRow hand = orDie(whyAccountOrder(records, bought.id, &desk.profile->ledger(), from, m_control));
  QVERIFY2(sentence(hand, "why.by_hand").startsWith("Placed by hand at "), qPrintable(whole(hand)));
  QVERIFY(!find(hand, "why.held"));
  QVERIFY2(find(hand, "why.fill"), qPrintable(whole(hand)));
  const WhyRow stopped =
      orDie(whyAccountFill(records, records.fills.size() - 1, &desk.profile->ledger(), from, m_control));
  const QString text = whole(stopped);
  QVERIFY2(sentence(stopped, "why.held").startsWith("Held order guard: stop, Sell 1000 stock_sh_600030, trigger 9.95;"),
      qPrintable(text));
  QCOMPARE(sentence(stopped, "why.held_triggered"), "Triggered on 2024-12-09 at 9.95: the price was to be ≤ 9.95");
  // The bar that reached it: Monday's, with its low of 9.80.
  const WhyRow* bar = find(*find(stopped, "why.held_triggered"), "why.bar");
  QVERIFY2(bar, qPrintable(text));
  QVERIFY2(whySentence(*bar, *Messages::load("en")).starts_with("2024-12-09: close 9.9, open 10.6, high 10.6, low 9.8"),
      qPrintable(text));
  QVERIFY2(find(stopped, "why.by_hand"), qPrintable(text));
  // The held order itself, by its own id.
  const WhyRow guard = orDie(whyAccountOrder(records, "guard", &desk.profile->ledger(), from, m_control));
  QCOMPARE(guard.sentence.code, std::string("why.held"));
  for (const char* language : {"en", "zh_CN"}) {
    const std::string said = whyText(stopped, *Messages::load(language));
    QVERIFY2(!said.contains("why.") && !said.contains('{') && !said.contains('@'), said.c_str());
  }
}

void TstAccountTrace::workedOrdersAreNamed()
{
  trading::samples::HeldDesk desk;
  desk.storeMinutes();
  desk.openPaper();
  desk.advance(); // Wednesday's close
  trading::ParentOrder parent = desk.parent(trading::AlgoKind::Twap, "400");
  parent.end = desk.at("2024-12-05", 9, 34);
  parent.slices = 4;
  desk.work(parent);
  desk.advance();
  ProfileSource market(*desk.profile, *desk.data);
  const AccountRecords records = orDie(readAccountRecords(desk.profile->ledger(), "paper"));
  QVERIFY(!records.fills.empty());
  const WhyRow root = orDie(whyAccountFill(records, 0, &desk.profile->ledger(), {market, m_rules, {}}, m_control));
  QCOMPARE(sentence(root, "why.worked"),
      "Worked order p1: TWAP, Buy 400 stock_sh_600030 from 2024-12-05T09:30:00 to 2024-12-05T09:34:00");
  QCOMPARE(sentence(root, "why.worked_child"), "This is its child 1");
  QVERIFY2(find(root, "why.by_hand"), qPrintable(whole(root)));
}

void TstAccountTrace::decisionsAreReadBack()
{
  KeptDecision kept;
  kept.orderId = "o1";
  kept.account = "strategy.a";
  kept.strategy = "a";
  kept.entityId = "stock_sh_600000";
  kept.at = {123'456};
  kept.day = orDie(TradingDay::parse("2024-12-05"));
  kept.weight = 0.25;
  kept.hook = "on_bar";
  kept.line = 12;
  kept.price = 10.2;
  kept.equity = 100'000.5;
  kept.bars = 7;
  kept.barsHash = "0123456789abcdef";
  kept.notes = {{"close", 10.2}};
  kept.moreNotes = 3;
  QVERIFY(orDie(keptDecisionFromJson(toJson(kept))) == kept);
  kept.weight = kept.price = std::nan("");
  const KeptDecision again = orDie(keptDecisionFromJson(toJson(kept)));
  QVERIFY(std::isnan(again.weight) && std::isnan(again.price));
  QVERIFY(!keptDecisionFromJson("{}").has_value());
  // A hash that is continued is that of the whole.
  const auto bars = orDie(m_source.bars({"stock_sh_600000", market::BarLevel::Day1, market::AdjustMode::Bfq, {}, {}}));
  const auto actions = orDie(m_source.actions("stock_sh_600000"));
  BarsHash grown;
  for (const std::size_t rows : {1U, 50U, 200U})
    QCOMPARE(grown.of(*bars, rows, actions, bars->dayAt(rows)), BarsHash().of(*bars, rows, actions, bars->dayAt(rows)));
}

void TstAccountTrace::badQuestionsAreRefused()
{
  testing::MemoryStore store;
  QCOMPARE(readAccountRecords(store, "nobody").error().code, std::string("why.no_account"));
  play(store, {document("ma")}, "2007-05-15");
  const AccountRecords records = orDie(readAccountRecords(store, "strategy.ma"));
  QCOMPARE(whyAccountOrder(records, "none", &store, sources(m_source), m_control).error().code,
      std::string("why.no_account_order"));
  QCOMPARE(whyAccountFill(records, 9'999, &store, sources(m_source), m_control).error().code,
      std::string("why.no_account_fill"));
}

QTEST_APPLESS_MAIN(TstAccountTrace)
#include "tst_account_trace.moc"
