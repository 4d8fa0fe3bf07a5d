// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/factor/cross_section_evaluator.h"
#include "core/factor/lanes/dispatch.h"
#include "tests/core/factor/operator_cases.h"
#include "tests/core/factor/series.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::factor;
using zvt::tests::kNan;

namespace {

using Values = std::vector<double>;

market::BarSeriesPtr seriesOf(const std::string& entity, const std::vector<std::int64_t>& days, const Values& closes)
{
  auto bars = std::make_shared<market::BarSeries>(tests::barsOf(closes));
  bars->entityId = entity;
  bars->key = days;
  return bars;
}

/// Three securities: A trades every day, B on the second and third, C not on the second.
market::Panel smallMarket()
{
  return market::Panel::fromSeries({seriesOf("stock_sz_000001", {0, 1, 2, 3}, {1, 2, 3, 4}),
      seriesOf("stock_sz_000002", {1, 2}, {10, 1}), seriesOf("stock_sz_000004", {0, 2, 3}, {5, 5, 5})});
}

std::vector<Values> evaluate(const ExpressionGraph& graph, NodeOutput output, const PanelView& view,
    const ParallelFor& parallel = SerialParallelFor(), std::optional<Isa> isa = std::nullopt)
{
  CrossSectionEvaluator evaluator(graph, {{output, Keep::Column}}, isa);
  FactorPanel result;
  SilentTaskControl control;
  if (const auto done = evaluator.run(view, result, parallel, control); !done)
    qFatal("%s", done.error().code.c_str());
  std::vector<Values> columns;
  for (std::size_t entity = 0; entity < view.entityCount(); ++entity) {
    const auto column = result.column(0, entity);
    columns.emplace_back(column.begin(), column.end());
  }
  return columns;
}

std::vector<Values> evaluate(const std::string& text, const market::Panel& panel)
{
  const auto formula = compile(text);
  if (!formula)
    qFatal("%s: %s", text.c_str(), formula.error().code.c_str());
  return evaluate(*formula->graph(), formula->outputs().front().value, viewOf(panel));
}

}

class TestFactorComparison : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Day 0: A 1, C 5. Day 1: A 2, B 10. Day 2: A 3, B 1, C 5. Day 3: A 4, C 5.
  void ranksDateByDate()
  {
    QVERIFY(tests::sameColumns(evaluate("RANK(CLOSE)", smallMarket()), {{1, 1, 2, 1}, {2, 1}, {2, 3, 2}}));
    QVERIFY(tests::sameColumns(evaluate("TOP(CLOSE,1)", smallMarket()), {{0, 0, 0, 0}, {1, 0}, {1, 1, 1}}));
    QVERIFY(tests::sameColumns(
        evaluate("PERCENTRANK(CLOSE)", smallMarket()), {{0.5, 0.5, 2.0 / 3, 0.5}, {1, 1.0 / 3}, {1, 1, 1}}));
  }

  /// A history over ranks goes bar by bar of the security; the ranks above give the means of two.
  void comparesWhatIsBuiltOnComparisons()
  {
    QVERIFY(tests::sameColumns(
        evaluate("MA(RANK(CLOSE),2)", smallMarket()), {{kNan, 1, 1.5, 1.5}, {kNan, 1.5}, {kNan, 2.5, 2.5}}));
    QVERIFY(tests::sameColumns(evaluate("RANK(MA(RANK(CLOSE),2)) + CLOSE * 0", smallMarket()),
        {{kNan, 1, 1.5, 1}, {kNan, 1.5}, {kNan, 3, 2}}));
  }

  /// Industry 1: A and C, industry 2: B. Means of days 0 and 2: 3 and 4; day 3: 4.5.
  void takesGroupsFromColumns()
  {
    const market::Panel panel = smallMarket();
    const Values industry{1, 1, 1, 1, 2, 2, 1, 1, 1};
    PanelView view = viewOf(panel);
    view.columns["industry"] = industry.data();
    ExpressionGraph graph;
    const auto& neutralize = *OperatorCatalogue::builtIn().find("NEUTRALIZE");
    const NodeOutput close{graph.addField(Field::Close), 0};
    const NodeOutput group{graph.addColumn("industry"), 0};
    const NodeOutput output{graph.addCall(neutralize, {close, group}, {}), 0};
    QVERIFY(tests::sameColumns(evaluate(graph, output, view), {{-2, 0, -1, -0.5}, {0, 0}, {2, 1, 0.5}}));

    view.columns.clear();
    CrossSectionEvaluator evaluator(graph, {{output, Keep::Column}}, std::nullopt);
    FactorPanel result;
    SilentTaskControl control;
    const auto done = evaluator.run(view, result, SerialParallelFor(), control);
    QVERIFY(!done);
    QCOMPARE(done.error().code, std::string("factor.no_column"));
  }

  /// A run over one series has nobody to compare with; what is not built on the comparison stays.
  void oneSeriesHasNothingToCompare()
  {
    const auto formula = compile("A: RANK(CLOSE); B: CLOSE;");
    QVERIFY(formula && formula->comparesEntities());
    QVERIFY(tests::sameColumns(formula->run(tests::barsOf({3, 1, 2})).columns, {{kNan, kNan, kNan}, {3, 1, 2}}));
  }

  void threadsChangeNothing()
  {
    SeededRandom random(11);
    std::vector<market::BarSeriesPtr> all;
    for (int entity = 0; entity < 60; ++entity) {
      std::vector<std::int64_t> days;
      Values closes;
      double close = 10;
      for (std::int64_t day = 0; day < 400; ++day) {
        if (random.next() % 10 == 0)
          continue;
        close *= 1 + (static_cast<double>(random.next() % 200) - 100) / 5000;
        days.push_back(day);
        closes.push_back(close);
      }
      all.push_back(seriesOf("stock_sz_" + std::to_string(100000 + entity), days, closes));
    }
    const market::Panel panel = market::Panel::fromSeries(all);
    const auto formula = compile("ZSCORE(WINSORIZE(ROC(CLOSE,20),0.05,0.95)) - PERCENTRANK(MA(VOLUME,5))");
    QVERIFY(formula);
    const NodeOutput output = formula->outputs().front().value;
    const auto one = evaluate(*formula->graph(), output, viewOf(panel));
    QVERIFY(tests::sameColumns(one, evaluate(*formula->graph(), output, viewOf(panel), TbbParallelFor())));
    QVERIFY(
        tests::sameColumns(one, evaluate(*formula->graph(), output, viewOf(panel), SerialParallelFor(), bestIsa())));
  }

  /// Ranks counted one by one: 36 securities that trade every day (32 of them go through together), then some with
  /// gaps, late ones and one without bars, over a number of days that fills no block.
  void ranksAreThoseCountedByHand()
  {
    SeededRandom random(5);
    std::vector<market::BarSeriesPtr> all;
    for (int entity = 0; entity < 60; ++entity) {
      std::vector<std::int64_t> days;
      Values closes;
      for (std::int64_t day = entity > 55 ? 17 + entity : 0; day < 131; ++day) {
        if (entity == 50 || (entity >= 36 && entity < 56 && random.next() % 9 == 0))
          continue;
        days.push_back(day);
        closes.push_back(static_cast<double>(random.next() % 40)); // with ties
      }
      all.push_back(seriesOf("stock_sz_" + std::to_string(100000 + entity), days, closes));
    }
    const market::Panel panel = market::Panel::fromSeries(all);
    std::vector<Values> expected;
    for (const auto& one : all) {
      Values ranks;
      for (std::size_t i = 0; i < one->size(); ++i) {
        double below = 0, equal = 0;
        for (const auto& other : all) {
          const auto at = std::ranges::lower_bound(other->key, one->key[i]);
          if (at == other->key.end() || *at != one->key[i])
            continue;
          const double close = other->close[static_cast<std::size_t>(at - other->key.begin())];
          below += close < one->close[i] ? 1 : 0;
          equal += close == one->close[i] ? 1 : 0;
        }
        ranks.push_back(below + (equal + 1) / 2);
      }
      expected.push_back(std::move(ranks));
    }
    const auto formula = compile("RANK(CLOSE)");
    const NodeOutput output = formula->outputs().front().value;
    const tests::PanelInBlocks blocks(viewOf(panel));
    QVERIFY(tests::sameColumns(evaluate(*formula->graph(), output, viewOf(panel)), expected));
    QVERIFY(tests::sameColumns(
        evaluate(*formula->graph(), output, blocks.view(), SerialParallelFor(), bestIsa()), expected));
    QVERIFY(
        tests::sameColumns(evaluate(*formula->graph(), output, blocks.view(), TbbParallelFor(), bestIsa()), expected));

    const auto built = compile("ZSCORE(RANK(MA(CLOSE,3))) - PERCENTRANK(VOLUME)");
    const NodeOutput result = built->outputs().front().value;
    QVERIFY(tests::sameColumns(evaluate(*built->graph(), result, blocks.view(), SerialParallelFor(), bestIsa()),
        evaluate(*built->graph(), result, viewOf(panel))));
  }

  void stopsWhenCancelled()
  {
    const CancelToken cancelled;
    cancelled.cancel();
    const market::Panel panel = smallMarket();
    const auto formula = compile("RANK(CLOSE)");
    CrossSectionEvaluator evaluator(
        *formula->graph(), {{formula->outputs().front().value, Keep::Column}}, std::nullopt);
    FactorPanel result;
    SilentTaskControl control(cancelled);
    const auto done = evaluator.run(viewOf(panel), result, SerialParallelFor(), control);
    QVERIFY(!done);
    QCOMPARE(done.error().code, std::string("task.cancelled"));
  }
};

QTEST_GUILESS_MAIN(TestFactorComparison)
#include "tst_factor_comparison.moc"
