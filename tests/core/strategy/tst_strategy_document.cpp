// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/strategy/strategy_document.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include <filesystem>

using namespace zvt;
using namespace zvt::strategy;

namespace {

constexpr const char* kSmall = R"({
  "format": "zvt.strategy", "version": 1, "name": "均线 cross", "description": "",
  "nodes": [
    {"id": "u", "type": "universe", "params": {"entities": ["stock_sz_*", "stock_sh_600000"]}, "position": {"x": 1.5, "y": -2.0}},
    {"id": "cross", "type": "factor.cross", "params": {"fast": 5, "slow": 20}, "position": {"x": 0.0, "y": 0.0}},
    {"id": "a", "type": "account", "params": {"slippage": 0.001, "allow_short": false}, "position": {"x": 0.0, "y": 0.0}}
  ],
  "links": [{"from": "u.entities", "to": "cross.universe"}],
  "run": {"start": "2020-01-02", "seed": 7}
})";

StrategyDocument small()
{
  return parseStrategy(kSmall).value();
}

/// kSmall with one replacement.
std::string changed(const std::string& from, const std::string& to)
{
  std::string text = kSmall;
  text.replace(text.find(from), from.size(), to);
  return text;
}

std::filesystem::path examples()
{
  return std::filesystem::path(qEnvironmentVariable("ZVT_SOURCE_DIR").toStdString()) / "resources" / "examples";
}

}

class TstStrategyDocument : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void readsWhatIsWritten();
  void jsonRoundTripIsTheIdentity();
  void anyDocumentSurvivesARoundTrip();
  void shippedExamplesRoundTrip();
  void refusesWhatItDoesNotKnow_data();
  void refusesWhatItDoesNotKnow();
  void hashIgnoresWhatARunDoesNotSee();
  void settingsReachNodesRunAndAccount();
  void wrongSettingsAreRefused_data();
  void wrongSettingsAreRefused();
};

void TstStrategyDocument::readsWhatIsWritten()
{
  const StrategyDocument document = small();
  QCOMPARE(document.nodes.size(), 3U);
  QCOMPARE(document.nodes[0].x, 1.5);
  QCOMPARE(std::get<std::int64_t>(document.nodes[1].params.at("fast")), 5);
  QCOMPARE(std::get<std::vector<std::string>>(document.nodes[0].params.at("entities")).size(), 2U);
  QVERIFY(document.links[0].to == (PortRef{"cross", "universe"}));
  QCOMPARE(std::get<std::string>(document.run.at("start")), std::string("2020-01-02"));
}

void TstStrategyDocument::jsonRoundTripIsTheIdentity()
{
  const StrategyDocument document = small();
  const std::string written = toJson(document);
  QVERIFY(parseStrategy(written).value() == document);
  QVERIFY(nlohmann::json::parse(written) == nlohmann::json::parse(kSmall));
  QCOMPARE(toJson(parseStrategy(written).value()), written);
}

void TstStrategyDocument::anyDocumentSurvivesARoundTrip()
{
  QVERIFY(rc::check("parse(toJson(d)) = d", [](std::int64_t whole, bool flag, const std::vector<std::string>& list) {
    StrategyDocument document = small();
    const auto ascii = [](std::string text) {
      std::erase_if(text, [](char c) { return c < ' ' || c > '~'; });
      return text;
    };
    std::vector<std::string> clean;
    for (const std::string& item : list)
      clean.push_back(ascii(item));
    const double real = static_cast<double>(*rc::gen::arbitrary<std::int32_t>()) / 7.0;
    document.name = clean.empty() ? "" : clean.front();
    document.nodes[0].params = {{"i", whole}, {"b", flag}, {"l", clean}, {"d", real}};
    document.nodes[0].x = real;
    RC_ASSERT(parseStrategy(toJson(document)).value() == document);
  }));
}

void TstStrategyDocument::shippedExamplesRoundTrip()
{
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(examples())) {
    if (entry.path().extension() != ".zvtstrategy")
      continue;
    ++seen;
    const std::string text = tests::readFile(entry.path());
    const auto document = parseStrategy(text);
    QVERIFY2(document.has_value(), entry.path().c_str());
    QVERIFY(nlohmann::json::parse(toJson(*document)) == nlohmann::json::parse(text));
  }
  QVERIFY(seen >= 2);
}

void TstStrategyDocument::refusesWhatItDoesNotKnow_data()
{
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<QString>("code");
  QTest::addColumn<QString>("field");
  QTest::newRow("format") << "zvt.strategy" << "other" << "strategy.not_a_strategy" << "";
  QTest::newRow("version") << "\"version\": 1" << "\"version\": 2" << "strategy.version" << "";
  QTest::newRow("top field") << "\"description\"" << "\"colour\"" << "strategy.unknown_field" << "colour";
  QTest::newRow("node field") << "\"type\": \"universe\"" << "\"type\": \"universe\", \"tint\": 1"
                              << "strategy.unknown_field" << "nodes[0].tint";
  QTest::newRow("position field") << "\"x\": 1.5" << "\"z\": 1, \"x\": 1.5" << "strategy.unknown_field"
                                  << "nodes[0].position.z";
  QTest::newRow("link field") << "\"from\": \"u.entities\"" << "\"via\": 1, \"from\": \"u.entities\""
                              << "strategy.unknown_field" << "links[0].via";
  QTest::newRow("no name") << "\"name\": \"均线 cross\"," << "" << "strategy.missing_field" << "name";
  QTest::newRow("name not text") << "\"description\": \"\"" << "\"description\": 3" << "strategy.bad_field"
                                 << "description";
  QTest::newRow("port") << "u.entities" << "entities" << "strategy.bad_field" << "links[0].from";
  QTest::newRow("parameter") << "\"fast\": 5" << "\"fast\": {}" << "strategy.bad_field" << "nodes[1].params.fast";
  QTest::newRow("huge number") << "\"fast\": 5" << "\"fast\": 18446744073709551615" << "strategy.bad_field"
                               << "nodes[1].params.fast";
  QTest::newRow("syntax") << "\"links\": [" << "\"links\": [,"
                          << "json.syntax" << "";
}

void TstStrategyDocument::refusesWhatItDoesNotKnow()
{
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(QString, code);
  QFETCH(QString, field);
  const auto document = parseStrategy(changed(from.toStdString(), to.toStdString()));
  QVERIFY(!document.has_value());
  QCOMPARE(QString::fromStdString(document.error().code), code);
  QCOMPARE(QString::fromStdString(std::string(document.error().field("field"))), field);
}

void TstStrategyDocument::hashIgnoresWhatARunDoesNotSee()
{
  const std::string hash = documentHash(small());
  QCOMPARE(hash.size(), 64U);
  StrategyDocument moved = small();
  moved.name = "other";
  moved.nodes[0].x = 99;
  QCOMPARE(documentHash(moved), hash);
  StrategyDocument faster = small();
  faster.nodes[1].params["fast"] = std::int64_t{6};
  QVERIFY(documentHash(faster) != hash);
}

void TstStrategyDocument::settingsReachNodesRunAndAccount()
{
  StrategyDocument document = small();
  QVERIFY(applySetting(document, "cross.fast=7").has_value());
  QVERIFY(applySetting(document, "run.end=2021-06-30").has_value());
  QVERIFY(applySetting(document, "run.initial_cash=50000.5").has_value());
  QVERIFY(applySetting(document, "rules = free").has_value());
  QVERIFY(applySetting(document, "u.entities=stock_sz_000001,stock_sz_000002").has_value());
  QCOMPARE(std::get<std::int64_t>(document.nodes[1].params.at("fast")), 7);
  QCOMPARE(std::get<std::string>(document.run.at("end")), std::string("2021-06-30"));
  QCOMPARE(std::get<std::string>(document.nodes[2].params.at("initial_cash")), std::string("50000.5"));
  QCOMPARE(std::get<std::string>(document.nodes[2].params.at("rules")), std::string("free"));
  QCOMPARE(std::get<std::vector<std::string>>(document.nodes[0].params.at("entities")).size(), 2U);
  QVERIFY(applySetting(document, "run.end=").has_value()); // back to the default
  QVERIFY(!document.run.contains("end"));
}

void TstStrategyDocument::wrongSettingsAreRefused_data()
{
  QTest::addColumn<QString>("setting");
  QTest::addColumn<QString>("code");
  QTest::newRow("no value") << "fast" << "strategy.bad_setting";
  QTest::newRow("no name") << "=5" << "strategy.bad_setting";
  QTest::newRow("unknown") << "cross.speed=5" << "strategy.unknown_setting";
  QTest::newRow("unknown node") << "crosses.fast=5" << "strategy.unknown_setting";
  QTest::newRow("several") << "fast=5" << "strategy.ambiguous_setting";
  QTest::newRow("type") << "cross.fast=quick" << "param.type";
  QTest::newRow("range") << "cross.fast=0" << "param.range";
  QTest::newRow("choice") << "a.fill=yesterday" << "param.choice";
  QTest::newRow("date") << "run.start=2020-02-30" << "param.type";
}

void TstStrategyDocument::wrongSettingsAreRefused()
{
  QFETCH(QString, setting);
  QFETCH(QString, code);
  StrategyDocument document = small();
  document.nodes.push_back({"cross2", "factor.cross", {}, 0, 0});
  const StrategyDocument before = document;
  const auto result = applySetting(document, setting.toStdString());
  QVERIFY(!result.has_value());
  QCOMPARE(QString::fromStdString(result.error().code), code);
  QVERIFY(document == before);
}

QTEST_APPLESS_MAIN(TstStrategyDocument)
#include "tst_strategy_document.moc"
