// SPDX-License-Identifier: Apache-2.0
#include "core/factor/cross_section_evaluator.h"
#include "core/factor/formula.h"
#include "core/factor/lanes/dispatch.h"
#include "core/factor/live_market.h"
#include "tests/core/factor/operator_cases.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::factor;
using tests::everyOperator;
using tests::MixedMarket;
using tests::OperatorCase;
using tests::sameBits;

namespace {

/// All operators in one graph, each with its small windows.
struct Everything {
  ExpressionGraph graph;
  std::vector<NodeOutput> outputs;
  QStringList names;

  Everything()
  {
    for (const OperatorCase& call : everyOperator()) {
      const std::uint32_t node = graph.merge(call.graph)[call.node];
      for (std::uint32_t o = 0; o < graph.nodes()[node].outputCount(); ++o) {
        outputs.push_back({node, o});
        names << QString::fromStdString(call.text);
      }
    }
  }
};

/// The market's first bars of each entity: as many as @p limit, and of short ones all.
struct FirstBars {
  std::vector<std::size_t> offsets{0};
  std::array<std::vector<double>, 6> fields;
  PanelView view;

  FirstBars(const MixedMarket& market, std::size_t limit)
  {
    for (std::size_t e = 0; e + 1 < market.offsets.size(); ++e) {
      const std::size_t count = std::min(limit, market.length(e));
      for (std::size_t f = 0; f < fields.size(); ++f) {
        const double* const from = market.column(static_cast<Field>(f), e);
        fields[f].insert(fields[f].end(), from, from + count);
      }
      offsets.push_back(fields[0].size());
    }
    view.offsets = offsets;
    for (std::size_t f = 0; f < fields.size(); ++f)
      view.fields[f] = fields[f].data();
  }
};

/// Bars of one day: of entities that have one left and that @p comes names.
struct Day {
  std::array<std::vector<double>, 6> fields;
  std::vector<std::uint8_t> present;

  template <class Comes> Day(const MixedMarket& market, std::vector<std::size_t>& next, Comes comes)
  {
    const std::size_t entities = market.offsets.size() - 1;
    present.assign(entities, 0);
    for (auto& column : fields)
      column.assign(entities, tests::kNan);
    for (std::size_t e = 0; e < entities; ++e) {
      if (next[e] >= market.length(e) || !comes(e))
        continue;
      present[e] = 1;
      for (std::size_t f = 0; f < fields.size(); ++f)
        fields[f][e] = market.column(static_cast<Field>(f), e)[next[e]];
      ++next[e];
    }
  }
  [[nodiscard]] LiveBars bars() const
  {
    LiveBars live;
    for (std::size_t f = 0; f < fields.size(); ++f)
      live.fields[f] = fields[f].data();
    live.present = present;
    return live;
  }
};

}

class TstFactorLive : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void dayByDayIsTheWholeHistory_data();
  void dayByDayIsTheWholeHistory();
  void tryingOutChangesNothing();
  void stateIsStoredAndGoesOn();
  void comparisonsAreThoseOfTheWholeHistory();
};

void TstFactorLive::dayByDayIsTheWholeHistory_data()
{
  QTest::addColumn<int>("isa");
  QTest::addRow("alone") << -1;
  for (const Isa isa : {Isa::Plain, Isa::Avx2, Isa::Avx512})
    if (isAvailable(isa))
      QTest::addRow("%s", std::string(toString(isa)).c_str()) << static_cast<int>(isa);
}

/// A history in one go, then day by day with entities that miss some, gives the values of one series at a time.
void TstFactorLive::dayByDayIsTheWholeHistory()
{
  QFETCH(int, isa);
  const auto speed = isa < 0 ? std::nullopt : std::optional(static_cast<Isa>(isa));
  const MixedMarket market(7, 120);
  const std::size_t entities = market.offsets.size() - 1;
  const Everything all;
  LiveUniverse universe(all.graph, all.outputs, entities, speed);
  SilentTaskControl control;
  const FirstBars history(market, 60);
  QVERIFY(universe.takeHistory(history.view, SerialParallelFor(), control));
  std::vector<std::size_t> next;
  for (std::size_t e = 0; e < entities; ++e)
    next.push_back(std::min<std::size_t>(60, market.length(e)));
  for (std::size_t day = 0; day < 70; ++day) {
    const Day bars(market, next, [&](std::size_t e) { return (e * 7 + day) % 11 != 0; });
    QVERIFY(universe.step(bars.bars(), SerialParallelFor()));
  }
  // What the last bar of each entity gives when it is computed by itself.
  std::vector<PanelOutput> outputs;
  for (const NodeOutput value : all.outputs)
    outputs.push_back({value, Keep::Last});
  const FirstBars whole(market, 1000);
  for (std::size_t e = 0; e < entities; ++e)
    QVERIFY(next[e] == market.length(e));
  FactorPanel expected;
  QVERIFY(PanelEvaluator(all.graph, outputs, std::nullopt).run(whole.view, expected, SerialParallelFor(), control));
  for (std::size_t o = 0; o < outputs.size(); ++o)
    for (std::size_t e = 0; e < entities; ++e)
      QVERIFY2(sameBits(universe.values(o)[e], expected.perEntity(o)[e]),
          qPrintable(QStringLiteral("%1, entity %2: %3 instead of %4")
                  .arg(all.names[static_cast<int>(o)])
                  .arg(e)
                  .arg(universe.values(o)[e], 0, 'g', 17)
                  .arg(expected.perEntity(o)[e], 0, 'g', 17)));
}

void TstFactorLive::tryingOutChangesNothing()
{
  const MixedMarket market(8, 90);
  const std::size_t entities = market.offsets.size() - 1;
  const Everything all;
  LiveUniverse one(all.graph, all.outputs, entities, bestIsa());
  LiveUniverse two(all.graph, all.outputs, entities, bestIsa());
  std::vector<std::size_t> next(entities);
  std::vector<double> tried;
  const std::vector<std::uint32_t> asked{0, 7, 12, 19};
  for (std::size_t day = 0; day < 90; ++day) {
    const Day bars(market, next, [&](std::size_t e) { return (e + day) % 13 != 0; });
    if (day % 6 == 0) {
      Day unfinished = bars; // other prices first
      for (auto& column : unfinished.fields)
        for (double& value : column)
          value *= 1.01;
      QVERIFY(one.tryOut(unfinished.bars(), asked, tried));
      QVERIFY(one.tryOut(bars.bars(), asked, tried));
    }
    QVERIFY(one.step(bars.bars(), SerialParallelFor()));
    QVERIFY(two.step(bars.bars(), SerialParallelFor()));
    for (std::size_t o = 0; o < all.outputs.size(); ++o) {
      for (std::size_t e = 0; e < entities; ++e)
        QVERIFY(sameBits(one.values(o)[e], two.values(o)[e]));
      for (const std::uint32_t e : asked)
        QVERIFY(day % 6 != 0 || sameBits(tried[o * entities + e], one.values(o)[e]));
    }
  }
}

void TstFactorLive::stateIsStoredAndGoesOn()
{
  const MixedMarket market(9, 100);
  const std::size_t entities = market.offsets.size() - 1;
  ExpressionGraph graph;
  std::vector<NodeOutput> outputs;
  for (const OperatorCase& call : everyOperator()) {
    if (!call.info->make(call.parameters)->canSave())
      continue;
    const std::uint32_t node = graph.merge(call.graph)[call.node];
    outputs.push_back({node, 0});
  }
  LiveUniverse first(graph, outputs, entities, bestIsa());
  QVERIFY(first.canSave());
  SilentTaskControl control;
  const FirstBars history(market, 70);
  QVERIFY(first.takeHistory(history.view, SerialParallelFor(), control));
  LiveUniverse second(graph, outputs, entities, bestIsa());
  for (std::size_t e = 0; e < entities; ++e)
    QVERIFY(second.load(e, first.save(e)));
  QVERIFY(!second.load(0, std::vector<double>(3)));
  std::vector<std::size_t> next;
  for (std::size_t e = 0; e < entities; ++e)
    next.push_back(std::min<std::size_t>(70, market.length(e)));
  for (std::size_t day = 0; day < 30; ++day) {
    const Day bars(market, next, [](std::size_t) { return true; });
    QVERIFY(first.step(bars.bars(), SerialParallelFor()));
    QVERIFY(second.step(bars.bars(), SerialParallelFor()));
    for (std::size_t o = 0; o < outputs.size(); ++o)
      for (std::size_t e = 0; e < entities; ++e)
        QVERIFY(!bars.present[e] || sameBits(first.values(o)[e], second.values(o)[e]));
  }
}

/// Averages of ranks of averages, columns beside the bars among them: entities that miss days, come late and end early.
void TstFactorLive::comparisonsAreThoseOfTheWholeHistory()
{
  const auto formula =
      compile("R1: RANK(MA(CLOSE, 3)); R2: EMA(PERCENTRANK(CLOSE / REF(CLOSE, 2)), 4);"
              "R3: ZSCORE(MA(RANK(VOL), 3) - TURNOVER_RATE); R4: CLOSE; R5: NEUTRALIZE(CLOSE, PERIOD)");
  QVERIFY(formula.has_value());
  constexpr std::size_t kEntities = 37;
  constexpr std::uint32_t kDays = 60;
  const auto comes = [](std::size_t e, std::uint32_t day) {
    return (e * 5 + day) % 7 != 0 && day >= e % 9 && (e % 11 != 3 || day < 40);
  };
  const auto valueAt = [](std::size_t e, std::uint32_t day, std::size_t what) {
    const double x = std::sin(static_cast<double>(e * 31 + day * 17 + what * 7)) * 5;
    return what == 6 && (e + day) % 13 == 0 ? tests::kNan : 20 + std::round(x * 4) / 4; // ties, some undefined
  };
  // The whole history at once.
  std::vector<std::size_t> offsets{0};
  std::vector<std::uint32_t> position;
  std::array<std::vector<double>, 8> columns; // six fields, turnover_rate, period
  for (std::size_t e = 0; e < kEntities; ++e) {
    for (std::uint32_t day = 0; day < kDays; ++day) {
      if (!comes(e, day))
        continue;
      position.push_back(day);
      for (std::size_t what = 0; what < columns.size(); ++what)
        columns[what].push_back(what == 7 ? static_cast<double>(e % 4) : valueAt(e, day, what));
    }
    offsets.push_back(position.size());
  }
  PanelView panel;
  panel.offsets = offsets;
  panel.position = position;
  for (std::size_t f = 0; f < 6; ++f)
    panel.fields[f] = columns[f].data();
  panel.columns = {{"turnover_rate", columns[6].data()}, {"period", columns[7].data()}};
  std::vector<PanelOutput> wanted;
  std::vector<NodeOutput> outputs;
  for (const CompiledOutput& output : formula->outputs()) {
    wanted.push_back({output.value, Keep::Column});
    outputs.push_back(output.value);
  }
  FactorPanel expected;
  SilentTaskControl control;
  CrossSectionEvaluator whole(*formula->graph(), wanted, bestIsa());
  QVERIFY(whole.run(panel, expected, SerialParallelFor(), control));

  // Day by day; another one takes over from the stored states half-way, and a third has half in one go.
  LiveMarket live(*formula->graph(), outputs, kEntities, bestIsa());
  LiveMarket resumed(*formula->graph(), outputs, kEntities, bestIsa());
  QVERIFY(live.canSave());
  std::vector<std::size_t> next(kEntities);
  for (std::uint32_t day = 0; day < kDays; ++day) {
    std::array<std::vector<double>, 8> today;
    std::vector<std::uint8_t> present(kEntities);
    for (std::size_t what = 0; what < today.size(); ++what) {
      today[what].assign(kEntities, tests::kNan);
      for (std::size_t e = 0; e < kEntities; ++e)
        if (comes(e, day))
          today[what][e] = columns[what][offsets[e] + next[e]];
    }
    for (std::size_t e = 0; e < kEntities; ++e)
      present[e] = comes(e, day);
    LiveBars bars;
    for (std::size_t f = 0; f < 6; ++f)
      bars.fields[f] = today[f].data();
    bars.columns = {{"turnover_rate", today[6].data()}, {"period", today[7].data()}};
    bars.present = present;
    std::vector<double> tried;
    QVERIFY(live.tryOut(bars, tried));
    QVERIFY(live.step(bars, SerialParallelFor()));
    if (day >= 30)
      QVERIFY(resumed.step(bars, SerialParallelFor()));
    for (std::size_t e = 0; e < kEntities; ++e) {
      for (std::size_t o = 0; present[e] && o < outputs.size(); ++o) {
        const double wish = expected.column(o, e)[next[e]];
        QVERIFY2(sameBits(live.values(o)[e], wish),
            qPrintable(QStringLiteral("output %1, entity %2, day %3").arg(o).arg(e).arg(day)));
        QVERIFY(sameBits(tried[o * kEntities + e], wish));
        QVERIFY(day < 30 || sameBits(resumed.values(o)[e], wish));
      }
      next[e] += present[e];
    }
    for (std::size_t e = 0; day == 29 && e < kEntities; ++e)
      QVERIFY(resumed.load(e, live.save(e)));
  }
  QVERIFY(!resumed.load(0, std::vector<double>(2)));
  LiveMarket atOnce(*formula->graph(), outputs, kEntities, bestIsa());
  QVERIFY(atOnce.takeHistory(panel, SerialParallelFor(), control));
  for (std::size_t o = 0; o < outputs.size(); ++o)
    for (std::size_t e = 0; e < kEntities; ++e)
      QVERIFY(sameBits(atOnce.values(o)[e], live.values(o)[e]));
}

QTEST_APPLESS_MAIN(TstFactorLive)
#include "tst_factor_live.moc"
