// SPDX-License-Identifier: Apache-2.0
#include "core/base/messages.h"
#include "core/trading/risk/exit_rules.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::risk;

namespace {

/// "stop_loss 9.50 -0.050": what closed the position and where; "" for nothing.
QString stepText(ExitWatch& watch, const std::vector<ExitRule>& rules, const ExitBar& bar)
{
  const auto signal = step(watch, rules, bar);
  if (!signal)
    return {};
  return QString("%1 %2 %3")
      .arg(QString::fromUtf8(nameOf(rules[signal->rule]).data()))
      .arg(signal->price, 0, 'f', 2)
      .arg(signal->gain, 0, 'f', 3);
}

}

class TstExitRules : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void stopLossAndTakeProfit();
  void aGapClosesAtTheOpen();
  void theWorstOfABarCounts();
  void trailingFollowsTheBestPrice();
  void trailingWaitsForItsGain();
  void timeRunsOut();
  void shortPositionsMirror();
  void missingPricesChangeNothing();
  void corporateActionsMoveTheLevels();
  void badRulesAreNamed();
};

void TstExitRules::stopLossAndTakeProfit()
{
  const std::vector<ExitRule> rules{StopLoss{0.05}, TakeProfit{0.1}};
  ExitWatch watch = ExitWatch::opened(10);
  QCOMPARE(stepText(watch, rules, {10, 10.9, 9.51, 10.2}), QString());
  QCOMPARE(stepText(watch, rules, {10, 10.2, 9.4, 9.8}), QString("stop_loss 9.50 -0.050"));
  watch = ExitWatch::opened(10);
  QCOMPARE(stepText(watch, rules, {10.5, 11.3, 10.4, 11.2}), QString("take_profit 11.00 0.100"));
  QCOMPARE(stepText(watch, rules, ExitBar::at(11)), QString("take_profit 11.00 0.100"));
}

void TstExitRules::aGapClosesAtTheOpen()
{
  const std::vector<ExitRule> rules{StopLoss{0.05}, TakeProfit{0.1}};
  ExitWatch watch = ExitWatch::opened(10);
  QCOMPARE(stepText(watch, rules, {9.2, 9.6, 9.0, 9.5}), QString("stop_loss 9.20 -0.080"));
  watch = ExitWatch::opened(10);
  QCOMPARE(stepText(watch, rules, {11.5, 11.6, 11.4, 11.5}), QString("take_profit 11.50 0.150"));
}

void TstExitRules::theWorstOfABarCounts()
{
  const std::vector<ExitRule> rules{TakeProfit{0.1}, StopLoss{0.05}};
  ExitWatch watch = ExitWatch::opened(10);
  QCOMPARE(stepText(watch, rules, {10, 11.5, 9.0, 11}), QString("stop_loss 9.50 -0.050"));
}

void TstExitRules::trailingFollowsTheBestPrice()
{
  const std::vector<ExitRule> rules{TrailingStop{0.1, 0}};
  ExitWatch watch = ExitWatch::opened(10);
  QCOMPARE(stepText(watch, rules, {10, 12, 9.5, 11.9}), QString()); // the level is still 9: 12 is this bar's
  QCOMPARE(stepText(watch, rules, {11.9, 12, 10.81, 11}), QString()); // 10.80 now
  QCOMPARE(stepText(watch, rules, {11, 11.2, 10.5, 10.6}), QString("trailing_stop 10.80 0.080"));
}

void TstExitRules::trailingWaitsForItsGain()
{
  const std::vector<ExitRule> rules{TrailingStop{0.1, 0.2}};
  ExitWatch watch = ExitWatch::opened(10);
  QCOMPARE(stepText(watch, rules, {10, 11.9, 8, 8.1}), QString());
  QCOMPARE(stepText(watch, rules, {8.1, 12, 8, 12}), QString());
  QCOMPARE(stepText(watch, rules, {12, 12, 10.7, 11}), QString("trailing_stop 10.80 0.080"));
}

void TstExitRules::timeRunsOut()
{
  const std::vector<ExitRule> rules{TimeStop{3, 0.05}};
  ExitWatch watch = ExitWatch::opened(10);
  QCOMPARE(stepText(watch, rules, ExitBar::at(10)), QString());
  QCOMPARE(stepText(watch, rules, ExitBar::at(10)), QString());
  QCOMPARE(stepText(watch, rules, ExitBar::at(10.6)), QString()); // it gains enough
  QCOMPARE(stepText(watch, rules, ExitBar::at(10.4)), QString("time_stop 10.40 0.040"));
}

void TstExitRules::shortPositionsMirror()
{
  const std::vector<ExitRule> rules{StopLoss{0.05}, TakeProfit{0.1}, TrailingStop{0.1, 0}};
  ExitWatch watch = ExitWatch::opened(10, false);
  QCOMPARE(stepText(watch, rules, {10, 10.6, 9.5, 10}), QString("stop_loss 10.50 -0.050"));
  watch = ExitWatch::opened(10, false);
  QCOMPARE(stepText(watch, rules, {10, 10.2, 8.9, 9}), QString("take_profit 9.00 0.100"));
  watch = ExitWatch::opened(10, false);
  QCOMPARE(stepText(watch, {TrailingStop{0.1, 0}}, {10, 10, 8, 8.5}), QString());
  QCOMPARE(stepText(watch, {TrailingStop{0.1, 0}}, {8.5, 9, 8.5, 9}), QString("trailing_stop 8.80 0.120"));
}

void TstExitRules::missingPricesChangeNothing()
{
  ExitWatch watch = ExitWatch::opened(10);
  QCOMPARE(stepText(watch, {TimeStop{1, {}}}, {NAN, NAN, NAN, NAN}), QString());
  QCOMPARE(watch.bars, 0);
}

void TstExitRules::corporateActionsMoveTheLevels()
{
  ExitWatch watch = ExitWatch::opened(10);
  watch.rescale(0.5); // ten for ten
  QCOMPARE(stepText(watch, {StopLoss{0.05}}, ExitBar::at(4.8)), QString());
  QCOMPARE(stepText(watch, {StopLoss{0.05}}, ExitBar::at(4.75)), QString("stop_loss 4.75 -0.050"));
}

void TstExitRules::badRulesAreNamed()
{
  const auto fieldOf = [](const ExitRule& rule) {
    const auto checked = checkRule(rule);
    return checked ? QString() : QString::fromStdString(std::string(checked.error().field("field")));
  };
  QCOMPARE(fieldOf(StopLoss{0.1}), QString());
  QCOMPARE(fieldOf(StopLoss{0}), QString("fraction"));
  QCOMPARE(fieldOf(TakeProfit{NAN}), QString("fraction"));
  QCOMPARE(fieldOf(TrailingStop{0.1, -1}), QString("armed_after"));
  QCOMPARE(fieldOf(TimeStop{0, {}}), QString("bars"));
  for (const ExitRule& rule :
      {ExitRule(StopLoss{}), ExitRule(TakeProfit{}), ExitRule(TrailingStop{}), ExitRule(TimeStop{})})
    QVERIFY(Messages::load("zh_CN")->contains("risk.exit." + std::string(nameOf(rule))));
}

QTEST_APPLESS_MAIN(TstExitRules)
#include "tst_exit_rules.moc"
