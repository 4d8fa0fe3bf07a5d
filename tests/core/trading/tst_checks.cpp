// SPDX-License-Identifier: Apache-2.0
#include "core/base/messages.h"
#include "core/trading/checks.h"
#include "core/trading/order_limits.h"
#include "tests/core/trading/trading_samples.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <set>

using namespace zvt;
using namespace zvt::trading;
using namespace zvt::trading::samples;

namespace {

/// A ticket on a main-board share in continuous trading that passes every check, to be spoilt in one respect.
struct Ticket {
  std::shared_ptr<const TradingRules> dated = rules();
  std::shared_ptr<const market::Calendar> calendar = require(market::Calendar::load("cn"));
  SimAccount held = account("206901.55");
  Order draft = order("draft", Side::Buy, "31.25", "1200");
  std::vector<Order> open;
  OrderRate rate{2, 186, 0};
  TicketMarket market;

  Ticket()
  {
    market::Entity entity;
    entity.id = require(market::EntityId::parse(kMain));
    entity.name = "中信证券";
    entity.listed = day("2003-01-06");
    market.entity = entity;
    market.last = price("31.26");
    market.bestAsk = price("31.27");
    market.bestBid = price("31.26");
    market.reference = price("30.68");
    market.calendar = calendar.get();
    market.day = day("2026-10-30");
    at("10:42:18");
  }

  void at(std::string_view time)
  {
    const auto parsed = require(parseTime("2026-10-30T" + std::string(time)));
    market.now = calendar->zone().toUtc(parsed.local);
  }

  /// 4,800 shares, of which 1,200 were bought today.
  void hold()
  {
    held.startDay(day("2026-10-29"));
    QVERIFY(require(held.apply(fill(*dated, held, "t1", "a", Side::Buy, "20", "3600", "2026-10-29"))));
    held.startDay(day("2026-10-30"));
    QVERIFY(require(held.apply(fill(*dated, held, "t2", "b", Side::Buy, "20", "1200", "2026-10-30"))));
    draft.side = Side::Sell;
  }

  [[nodiscard]] std::vector<CheckResult> run() const { return runChecks({draft, market, held, *dated, open, rate}); }

  [[nodiscard]] CheckResult check(std::string_view id) const
  {
    for (const CheckResult& result : run())
      if (result.id == id)
        return result;
    return {.id = {}, .status = CheckStatus::NotRun, .message = {}, .rule = {}, .fixes = {}};
  }
};

QString fixOf(const CheckResult& result)
{
  return result.fixes.empty() ? QString() : text(result.fixes.front().value.toString());
}

}

class TstChecks : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void goodTicketPasses();
  void tradable();
  void session();
  void priceLimit();
  void priceCage();
  void priceCageIsDated();
  void tick();
  void lotSize();
  void starLotSize();
  void cash();
  void sellable();
  void duplicate();
  void orderRate();
  void freePolicyAsksLittle();
  void unknownRuleBlocks();
  void blockedTicketIsOneError();
  void estimateOfTheTicket();
  void estimateOfManyParts();
  void presets();
  void everySentenceExists();
};

void TstChecks::goodTicketPasses()
{
  const Ticket ticket;
  const auto results = ticket.run();
  QStringList ids;
  for (const CheckResult& result : results) {
    QVERIFY2(result.status == CheckStatus::Passed, result.id.c_str());
    ids << text(result.id);
  }
  QCOMPARE(ids.join(QLatin1Char(' ')),
      QStringLiteral("tradable session price_limit price_cage tick lot_size cash duplicate order_rate"));
  QVERIFY(!isBlocked(results) && requirePassed(results).has_value());
}

void TstChecks::tradable()
{
  Ticket ticket;
  ticket.market.suspended = true;
  QCOMPARE(ticket.check("tradable").message.code, std::string("trading.check.tradable.suspended"));
  ticket = Ticket();
  ticket.market.entity.reset();
  QVERIFY(ticket.check("tradable").status == CheckStatus::Blocked);
  ticket = Ticket();
  ticket.market.entity->delisted = day("2026-10-30");
  QCOMPARE(ticket.check("tradable").message.code, std::string("trading.check.tradable.delisted"));
  ticket.market.entity->delisted.reset();
  ticket.market.entity->listed = day("2026-11-02");
  QCOMPARE(ticket.check("tradable").message.code, std::string("trading.check.tradable.not_listed"));
  ticket.market.entity->id = require(market::EntityId::parse("index_sh_000001"));
  QCOMPARE(ticket.check("tradable").message.code, std::string("trading.check.tradable.index"));
  // One reason is enough: no row says that an index has no price limit, tick or lot.
  ticket.draft.entityId = "index_sh_000001";
  QVERIFY(ticket.run().size() > 1);
  for (const CheckResult& result : ticket.run())
    QVERIFY2(result.message.code != "rules.unknown", result.id.c_str());
}

void TstChecks::session()
{
  Ticket ticket;
  const auto codeAt = [&](std::string_view time) {
    ticket.at(time);
    return ticket.check("session").message.code;
  };
  QCOMPARE(codeAt("09:20:00"), std::string("trading.check.session.in_open_auction"));
  QCOMPARE(codeAt("11:30:00"), std::string("trading.check.session.closed"));
  QVERIFY(ticket.check("session").status == CheckStatus::Blocked);
  ticket.market.sessionRequired = false;
  QVERIFY(ticket.check("session").status == CheckStatus::Warning);
  ticket.market.sessionRequired = true;
  QCOMPARE(codeAt("14:58:00"), std::string("trading.check.session.in_close_auction"));
  ticket.draft.type = OrderType::Market;
  QCOMPARE(ticket.check("session").message.code, std::string("trading.check.session.no_market_order"));
  QCOMPARE(codeAt("13:00:00"), std::string("trading.check.session.in_continuous"));
  ticket.market.day = day("2026-10-31"); // a Saturday
  QCOMPARE(ticket.check("session").message.code, std::string("trading.check.session.closed_day"));
  ticket.market.day = day("2099-01-05");
  QVERIFY(ticket.check("session").status == CheckStatus::Warning);
  ticket.market.calendar = nullptr;
  QVERIFY(ticket.check("session").status == CheckStatus::NotRun);
}

void TstChecks::priceLimit()
{
  // 30.68 × 1.1 = 33.748 → 33.75; 30.68 × 0.9 = 27.612 → 27.61
  Ticket ticket;
  ticket.draft.price = price("33.76");
  const CheckResult above = ticket.check("price_limit");
  QVERIFY(above.status == CheckStatus::Blocked);
  QCOMPARE(fixOf(above), QStringLiteral("33.75"));
  QVERIFY(above.rule.has_value() && above.rule->since.has_value() && !above.rule->source.empty());
  ticket.draft.price = price("27.60");
  QCOMPARE(fixOf(ticket.check("price_limit")), QStringLiteral("27.61"));
  ticket.draft.price = price("33.75");
  QVERIFY(ticket.check("price_limit").status == CheckStatus::Passed);
  ticket.market.last = price("33.75");
  QCOMPARE(ticket.check("price_limit").message.code, std::string("trading.check.price_limit.sealed_up"));
  ticket.draft.side = Side::Sell;
  QVERIFY(ticket.check("price_limit").status == CheckStatus::Passed);
  ticket.market.last = price("27.61");
  QCOMPARE(ticket.check("price_limit").message.code, std::string("trading.check.price_limit.sealed_down"));
  ticket.market.reference.reset();
  QVERIFY(ticket.check("price_limit").status == CheckStatus::Warning);
}

void TstChecks::priceCage()
{
  // Best ask 31.27: 102 % is 31.8954, down to the tick 31.89; ten ticks would give 31.37.
  Ticket ticket;
  ticket.draft.price = price("32.50");
  const CheckResult above = ticket.check("price_cage");
  QVERIFY(above.status == CheckStatus::Blocked);
  QCOMPARE(fixOf(above), QStringLiteral("31.89"));
  QCOMPARE(above.rule->id, std::string("cn.main.cage"));
  QCOMPARE(text(above.rule->since->iso()), QStringLiteral("2023-04-10"));
  ticket.draft.price = price("31.89");
  QVERIFY(ticket.check("price_cage").status == CheckStatus::Passed);
  // A sale: best bid 31.26 × 0.98 = 30.6348, up to the tick 30.64.
  ticket.draft.side = Side::Sell;
  ticket.draft.price = price("30.63");
  QCOMPARE(fixOf(ticket.check("price_cage")), QStringLiteral("30.64"));
  ticket.at("09:20:00");
  QVERIFY(ticket.check("price_cage").status == CheckStatus::Passed);
  ticket.at("10:00:00");
  ticket.market.last.reset();
  ticket.market.bestAsk.reset();
  ticket.market.bestBid.reset();
  QVERIFY(ticket.check("price_cage").status == CheckStatus::NotRun);
}

void TstChecks::priceCageIsDated()
{
  QVERIFY(!require(trading::priceCage(market::Board::Main, day("2023-04-09"))).has_value());
  QVERIFY(require(trading::priceCage(market::Board::Main, day("2023-04-10"))).has_value());
  QVERIFY(!require(trading::priceCage(market::Board::ChiNext, day("2020-08-23"))).has_value());
  QVERIFY(require(trading::priceCage(market::Board::Star, day("2019-07-22"))).has_value());
  QVERIFY(!require(orderRateRule("cn", day("2025-07-06"))).has_value());
  QCOMPARE(require(orderRateRule("cn", day("2025-07-07")))->perSecond, 300);
  // Of a cheap share ten ticks are wider than two per cent: 2.00 → 2.10, not 2.04.
  const auto cage = require(trading::priceCage(market::Board::Main, day("2026-10-30")));
  QCOMPARE(text(require(cageBound(*cage, Side::Buy, price("2.00"), price("0.01")))), QStringLiteral("2.1"));
  QCOMPARE(text(require(cageBound(*cage, Side::Sell, price("2.00"), price("0.01")))), QStringLiteral("1.9"));
}

void TstChecks::tick()
{
  Ticket ticket;
  ticket.draft.price = price("31.255");
  QVERIFY(ticket.check("tick").status == CheckStatus::Blocked);
  QCOMPARE(fixOf(ticket.check("tick")), QStringLiteral("31.25"));
  ticket.draft.side = Side::Sell;
  QCOMPARE(fixOf(ticket.check("tick")), QStringLiteral("31.26"));
  ticket.draft.price = price("0");
  QVERIFY(ticket.check("tick").status == CheckStatus::Blocked);
}

void TstChecks::lotSize()
{
  Ticket ticket;
  ticket.draft.quantity = quantity("1250");
  QCOMPARE(ticket.check("lot_size").message.code, std::string("trading.check.lot_size.off_step"));
  QCOMPARE(fixOf(ticket.check("lot_size")), QStringLiteral("1200"));
  ticket.draft.quantity = quantity("50");
  QCOMPARE(ticket.check("lot_size").message.code, std::string("trading.check.lot_size.too_small"));
  QCOMPARE(fixOf(ticket.check("lot_size")), QStringLiteral("100"));
  ticket.draft.quantity = quantity("1000100");
  QCOMPARE(ticket.check("lot_size").message.code, std::string("trading.check.lot_size.too_large"));
  QCOMPARE(fixOf(ticket.check("lot_size")), QStringLiteral("1000000"));
  ticket.draft.quantity = quantity("0");
  QVERIFY(ticket.check("lot_size").status == CheckStatus::Blocked);
}

void TstChecks::starLotSize()
{
  Ticket ticket;
  ticket.draft.entityId = kStar;
  ticket.draft.quantity = quantity("201");
  QVERIFY(ticket.check("lot_size").status == CheckStatus::Passed);
  ticket.draft.quantity = quantity("199");
  QCOMPARE(fixOf(ticket.check("lot_size")), QStringLiteral("200"));
}

void TstChecks::cash()
{
  Ticket ticket;
  ticket.held = account("37509.76"); // what 1,200 at 31.25 need, to the cent
  QVERIFY(ticket.check("cash").status == CheckStatus::Passed);
  ticket.held = account("37509.75");
  QVERIFY(ticket.check("cash").status == CheckStatus::Blocked);
  QCOMPARE(fixOf(ticket.check("cash")), QStringLiteral("1100"));
}

void TstChecks::sellable()
{
  Ticket ticket;
  ticket.hold();
  ticket.draft.quantity = quantity("3600");
  QVERIFY(ticket.check("sellable").status == CheckStatus::Passed);
  QVERIFY(ticket.check("sellable").rule.has_value());
  ticket.draft.quantity = quantity("3700");
  QCOMPARE(ticket.check("sellable").message.code, std::string("trading.check.sellable.unsettled"));
  QCOMPARE(fixOf(ticket.check("sellable")), QStringLiteral("3600"));
  ticket.draft.quantity = quantity("4900");
  QCOMPARE(ticket.check("sellable").message.code, std::string("trading.check.sellable.blocked"));
}

void TstChecks::duplicate()
{
  Ticket ticket;
  Order same = order("open", Side::Buy, "31.20", "100");
  same.state = OrderState::Working;
  ticket.open = {same};
  QVERIFY(ticket.check("duplicate").status == CheckStatus::Warning);
  ticket.draft.side = Side::Sell;
  QVERIFY(ticket.check("duplicate").status == CheckStatus::Passed);
}

void TstChecks::orderRate()
{
  Ticket ticket;
  const auto statusAt = [&](int second, int today, int own) {
    ticket.rate = {second, today, own};
    return ticket.check("order_rate").status;
  };
  QVERIFY(statusAt(238, 0, 0) == CheckStatus::Passed);
  QVERIFY(statusAt(239, 0, 0) == CheckStatus::Warning); // the 240th is 80 % of 300
  QVERIFY(statusAt(298, 0, 0) == CheckStatus::Warning);
  QVERIFY(statusAt(299, 0, 0) == CheckStatus::Blocked); // the 300th would make it a high-frequency account
  QVERIFY(statusAt(0, 15'999, 0) == CheckStatus::Warning);
  QVERIFY(statusAt(0, 19'999, 0) == CheckStatus::Blocked);
  QVERIFY(statusAt(9, 0, 10) == CheckStatus::Blocked); // the user's own limit
}

void TstChecks::freePolicyAsksLittle()
{
  Ticket ticket;
  ticket.dated = rules("free");
  ticket.draft.price = price("99.999");
  ticket.draft.quantity = quantity("7");
  for (const CheckResult& result : ticket.run())
    QVERIFY2(result.status == CheckStatus::Passed, result.id.c_str());
}

void TstChecks::unknownRuleBlocks()
{
  Ticket ticket;
  ticket.market.day = day("1980-01-02");
  ticket.market.entity->listed.reset();
  const CheckResult result = ticket.check("lot_size");
  QVERIFY(result.status == CheckStatus::Blocked);
  QCOMPARE(result.message.code, std::string("rules.unknown"));
}

void TstChecks::blockedTicketIsOneError()
{
  // The ticket of the manual: 1,250 at 32.50 breaks the cage and the lot.
  Ticket ticket;
  ticket.draft.price = price("32.50");
  ticket.draft.quantity = quantity("1250");
  const auto results = ticket.run();
  QVERIFY(isBlocked(results));
  const auto refused = requirePassed(results);
  QCOMPARE(refused.error().code, std::string("trading.check.price_cage.above"));
  QCOMPARE(text(refused.error().field("checks")), QStringLiteral("price_cage lot_size"));
}

void TstChecks::estimateOfTheTicket()
{
  Ticket ticket;
  const TicketEstimate estimate = require(estimateTicket(ticket.draft, ticket.held, *ticket.dated));
  QCOMPARE(text(estimate.amount), QStringLiteral("37500"));
  QCOMPARE(text(total(estimate.costs)), QStringLiteral("9.76"));
  QCOMPARE(text(estimate.totalCash), QStringLiteral("37509.76"));
  QCOMPARE(text(*estimate.breakEven), QStringLiteral("31.29"));
  // 206,901.55 / 31.25 = 6,620.8: 6,600 cost 206,250 + 51.56 + 2.06
  QCOMPARE(text(estimate.maximum), QStringLiteral("6600"));
}

/// 1,200 at 31.25 as twelve orders of 100: 12 × 5.00 commission, and the transfer fee of each, 3,125 × 0.00001 = 0.03.
void TstChecks::estimateOfManyParts()
{
  Ticket ticket;
  const std::vector<EqualParts> parts{{quantity("100"), 12}};
  const TicketEstimate estimate = require(estimateTicket(ticket.draft, ticket.held, *ticket.dated, parts));
  QCOMPARE(text(estimate.amount), QStringLiteral("37500"));
  QCOMPARE(text(total(estimate.costs)), QStringLiteral("60.36"));
  QCOMPARE(text(estimate.totalCash), QStringLiteral("37560.36"));
  const std::vector<EqualParts> uneven{{quantity("500"), 2}, {quantity("200"), 1}};
  // 2 × (5.00 + 0.16) + 5.00 + 0.06
  QCOMPARE(text(total(require(estimateTicket(ticket.draft, ticket.held, *ticket.dated, uneven)).costs)),
      QStringLiteral("15.38"));
}

void TstChecks::presets()
{
  Ticket ticket;
  const auto preset = [&](int part) {
    return text(require(presetQuantity(ticket.draft, ticket.held, *ticket.dated, 1, part)));
  };
  // of 6,600: a quarter 1,650, a third 2,200, a half 3,300
  QCOMPARE(preset(4), QStringLiteral("1600"));
  QCOMPARE(preset(3), QStringLiteral("2200"));
  QCOMPARE(preset(2), QStringLiteral("3300"));
  QCOMPARE(preset(1), QStringLiteral("6600"));
  ticket.hold();
  QCOMPARE(preset(1), QStringLiteral("3600"));
  QCOMPARE(preset(4), QStringLiteral("900"));
}

void TstChecks::everySentenceExists()
{
  for (const char* language : {"en", "zh_CN"}) {
    const auto messages = Messages::load(language);
    for (const std::string_view id : kCheckIds)
      QVERIFY2(messages->contains("trading.check." + std::string(id)), id.data());
    Ticket ticket;
    ticket.draft.price = price("32.505");
    ticket.draft.quantity = quantity("1250");
    for (const CheckResult& result : ticket.run()) {
      QVERIFY2(messages->contains(result.message.code), result.message.code.c_str());
      const std::string sentence = messages->text(result.message.code, result.message.arguments);
      QVERIFY2(sentence.find('{') == std::string::npos, sentence.c_str());
      for (const CheckFix& fix : result.fixes)
        QVERIFY(messages->contains(fix.label.code));
    }
  }
}

QTEST_APPLESS_MAIN(TstChecks)
#include "tst_checks.moc"
