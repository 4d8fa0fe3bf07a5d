// SPDX-License-Identifier: Apache-2.0
// What a script keeps over a restart comes back with the same bits, and what cannot be kept is said with its place.
#include "core/base/messages.h"
#include "core/strategy/script/script_strategy.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::strategy;
using strategy::script::ScriptStrategy;

namespace {

/// @param declared fields of the declaration @param rest code below it
std::unique_ptr<ScriptStrategy> load(const QString& declared, const QString& rest = {})
{
  const QString text =
      QStringLiteral("strategy = { name = 's', entities = { 'stock_*' }, %1 }\n%2").arg(declared, rest);
  auto script = ScriptStrategy::load(text.toStdString(), "my.lua");
  if (!script)
    qFatal("unexpected error %s", script.error().code.c_str());
  return *std::move(script);
}

QString savedBy(ScriptStrategy& script)
{
  const auto saved = script.saveState();
  if (saved)
    return QString::fromStdString(*saved);
  QString text = QString::fromStdString(saved.error().code);
  for (const auto& [key, value] : saved.error().arguments)
    if (!value.empty())
      text += QStringLiteral(" ") + QString::fromStdString(value);
  return text;
}

}

class TstScriptState : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void comesBackWithTheSameBits_data();
  void comesBackWithTheSameBits();
  void whatWasTakenAwayStaysAway();
  void chanceGoesOn();
  void nothingKeptIsNothing();
  void whatCannotBeKeptIsSaid_data();
  void whatCannotBeKeptIsSaid();
  void whatIsDamagedIsRefused_data();
  void whatIsDamagedIsRefused();
};

void TstScriptState::comesBackWithTheSameBits_data()
{
  QTest::addColumn<QString>("lua");
  QTest::addColumn<QString>("json");
  const auto row = [](const char* name, const char* lua, const char* json) {
    QTest::newRow(name) << QString::fromUtf8(lua) << QStringLiteral(R"({"state":%1})").arg(QString::fromUtf8(json));
  };
  row("empty", "{}", "[]");
  row("integers", "{ 1, -1, math.maxinteger, math.mininteger }",
      "[[1,1],[2,-1],[3,9223372036854775807],[4,-9223372036854775808]]");
  row("numbers", "{ 0.1, 1.0, -0.0, 1e300, 5e-324 }",
      R"([[1,0.1],[2,{"n":1}],[3,{"n":-0.0}],[4,{"n":1e+300}],[5,5e-324]])");
  row("no numbers", "{ math.huge, -math.huge, 0/0 }", R"([[1,{"n":"inf"}],[2,{"n":"-inf"}],[3,{"n":"nan"}]])");
  row("texts", "{ '', 'two\\nlines', '平安银行', '\"' }", R"([[1,""],[2,"two\nlines"],[3,"平安银行"],[4,"\""]])");
  row("switches", "{ on = true, off = false }", R"([["off",false],["on",true]])");
  row("keys", "{ [3] = 3, [-7] = 2, [0.5] = 4, a = 5, ['1'] = 6, [true] = 7, [math.huge] = 9 }",
      R"([[true,7],[-7,2],[0.5,4],[3,3],[{"n":"inf"},9],["1",6],["a",5]])");
  row("tables", "{ held = { stock_sh_600000 = { days = 3 } }, list = { {}, { {} } } }",
      R"([["held",[["stock_sh_600000",[["days",3]]]]],["list",[[1,[]],[2,[[1,[]]]]]]])");
}

void TstScriptState::comesBackWithTheSameBits()
{
  QFETCH(QString, lua);
  QFETCH(QString, json);
  const auto first = load(QStringLiteral("state = ") + lua);
  QCOMPARE(savedBy(*first), json);
  const auto second = load(QStringLiteral("state = { other = true }"));
  QVERIFY(second->restoreState(json.toStdString()));
  QCOMPARE(savedBy(*second), json);
}

void TstScriptState::whatWasTakenAwayStaysAway()
{
  const auto script = load(QStringLiteral("state = { days = 3 }"));
  QVERIFY(script->restoreState(R"({"random":")" + SeededRandom(7).state() + R"("})"));
  QVERIFY(!savedBy(*script).contains(QLatin1String("days")));
}

/// The numbers after a restart are those that would have come.
void TstScriptState::chanceGoesOn()
{
  SeededRandom expected(7);
  static_cast<void>(expected.next());
  const auto script = load({});
  script->setSeed(7);
  QCOMPARE(savedBy(*script), QString());
  QVERIFY(script->restoreState(R"({"random":")" + expected.state() + R"("})"));
  QCOMPARE(savedBy(*script), QString::fromStdString(R"({"random":")" + expected.state() + R"("})"));
}

void TstScriptState::nothingKeptIsNothing()
{
  QCOMPARE(savedBy(*load(QStringLiteral("params = { fast = 3 }"))), QString());
}

void TstScriptState::whatCannotBeKeptIsSaid_data()
{
  QTest::addColumn<QString>("declared");
  QTest::addColumn<QString>("rest");
  QTest::addColumn<QString>("fault");
  const auto row = [](const char* name, const char* declared, const char* fault, const char* rest = "") {
    QTest::newRow(name) << QString::fromUtf8(declared) << QString::fromUtf8(rest) << QString::fromUtf8(fault);
  };
  row("no table", "state = 7", "script.state.type strategy.state number");
  row("a function", "state = { a = { [2] = print } }", "script.state.type strategy.state.a[2] function");
  row("a table as key", "state = { [{}] = 1 }", "script.state.type strategy.state[table] table (as a key)");
  row("no UTF-8", "state = { name = '\\xff' }", "script.state.type strategy.state.name string (not UTF-8)");
  row("a metatable", "state = setmetatable({}, {})", "script.state.type strategy.state table (with a metatable)");
  row("twice", "state = {}", "script.state.twice strategy.state.list[2]",
      "local one = {} strategy.state.list = { one, one }");
  row("in itself", "state = {}", "script.state.twice strategy.state.me", "strategy.state.me = strategy.state");
  row("too deep", "state = {}", "script.state.too_deep strategy.state.t.t.t.t.t.t.t.t.t.t.t.t.t.t.t.t",
      "local t = strategy.state for i = 1, 16 do t.t = {} t = t.t end");
  row("too many", "state = {}", "script.state.too_large 256", "for i = 1, 20000 do strategy.state[i] = i end");
  row("too long", "state = {}", "script.state.too_large 256", "strategy.state.text = string.rep('x', 256 * 1024)");
}

void TstScriptState::whatCannotBeKeptIsSaid()
{
  QFETCH(QString, declared);
  QFETCH(QString, rest);
  QFETCH(QString, fault);
  const auto script = load(declared, rest);
  QCOMPARE(savedBy(*script), fault);
  for (const char* language : {"en", "zh_CN"}) {
    const auto messages = Messages::load(language);
    QVERIFY(messages);
    const std::string sentence = messages->describe(script->saveState().error());
    QVERIFY2(sentence.find('{') == std::string::npos && !sentence.starts_with("script."), sentence.c_str());
  }
}

void TstScriptState::whatIsDamagedIsRefused_data()
{
  QTest::addColumn<QString>("text");
  int i = 0;
  for (const char* text : {"[]", "7", R"({"random":7})", R"({"random":"beef"})", R"({"state":7})", R"({"state":[1]})",
           R"({"state":[[1]]})", R"({"state":[[[],1]]})", R"({"state":[[null,1]]})", R"({"state":[[1,null]]})",
           R"({"state":[[{"n":"nan"},1]]})", R"({"state":[[1,{"n":"one"}]]})", R"({"state":{}})"})
    QTest::addRow("%d", ++i) << QString::fromLatin1(text);
}

void TstScriptState::whatIsDamagedIsRefused()
{
  QFETCH(QString, text);
  const auto script = load(QStringLiteral("state = { days = 3 }"));
  const auto restored = script->restoreState(text.toStdString());
  QVERIFY(!restored);
  QCOMPARE(restored.error().code, std::string("script.state.damaged"));
  QCOMPARE(savedBy(*script), QStringLiteral(R"({"state":[["days",3]]})"));
}

QTEST_APPLESS_MAIN(TstScriptState)
#include "tst_script_state.moc"
