// SPDX-License-Identifier: Apache-2.0
#include "core/factor/lanes/dispatch.h"
#include "tests/core/factor/operator_cases.h"

#include <QDirIterator>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace zvt;
using namespace zvt::factor;
using tests::MixedMarket;
using tests::sameBits;

class TstFactorLanes : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void threadsChangeNoBit();
  void cancelStops();
  void millionBars();
  void transposesAnyLength();
  void blocksLieAsDocumented();
  void resultsStayInBlocks();
  void nothingSharedIsCompiledForAvx();
};

void TstFactorLanes::threadsChangeNoBit()
{
  const MixedMarket market(11);
  SilentTaskControl control;
  for (const char* text : {"MACD(CLOSE)", "MA(CLOSE,20)/REF(HHV(HIGH,10),1)"}) {
    const auto formula = compile(text);
    std::vector<PanelOutput> outputs;
    for (const auto& output : formula->outputs()) {
      outputs.push_back({output.value, Keep::Column});
      outputs.push_back({output.value, Keep::Sum});
    }
    PanelEvaluator evaluator(*formula->graph(), outputs, bestIsa());
    FactorPanel serial, threads;
    QVERIFY(evaluator.run(market.view(), serial, SerialParallelFor(), control));
    QVERIFY(evaluator.run(market.view(), threads, TbbParallelFor(), control));
    for (std::size_t o = 0; o < outputs.size(); o += 2) {
      for (std::size_t e = 0; e + 1 < market.offsets.size(); ++e) {
        for (std::size_t i = 0; i < market.length(e); ++i)
          QVERIFY(sameBits(serial.column(o, e)[i], threads.column(o, e)[i]));
        QVERIFY(sameBits(serial.perEntity(o + 1)[e], threads.perEntity(o + 1)[e]));
      }
    }
  }
}

void TstFactorLanes::cancelStops()
{
  const MixedMarket market(12);
  const auto formula = compile("MA(CLOSE,5)");
  const CancelToken token;
  token.cancel();
  SilentTaskControl control(token);
  FactorPanel result;
  const auto outcome = PanelEvaluator(*formula->graph(), {{formula->outputs().front().value, Keep::Column}}, bestIsa())
                           .run(market.view(), result, SerialParallelFor(), control);
  QVERIFY(!outcome.has_value());
  QCOMPARE(QString::fromStdString(outcome.error().code), QStringLiteral("task.cancelled"));
}

/// A mean over a million bars does not drift: it is what the last window's values give by themselves.
void TstFactorLanes::millionBars()
{
  constexpr std::size_t kBars = 1'000'000;
  std::vector<double> close(kBars);
  std::mt19937 random(3);
  std::uniform_real_distribution<> step(0.99, 1.01);
  double price = 1e6;
  for (double& x : close)
    x = price = std::clamp(price * step(random), 1e-3, 1e9);
  const std::vector<std::size_t> offsets{0, kBars};
  PanelView view;
  view.offsets = offsets;
  view.fields[static_cast<std::size_t>(Field::Close)] = close.data();
  const auto formula = compile("MA(CLOSE,20); EMA(CLOSE,20)");
  std::vector<PanelOutput> outputs;
  for (const auto& output : formula->outputs())
    outputs.push_back({output.value, Keep::Column});
  FactorPanel result;
  SilentTaskControl control;
  QVERIFY(PanelEvaluator(*formula->graph(), outputs, bestIsa()).run(view, result, SerialParallelFor(), control));
  const auto& catalogue = OperatorCatalogue::builtIn();
  const auto mean = catalogue.find("MA")->make(std::vector{20.0});
  double out = 0;
  for (std::size_t i = kBars - 20; i < kBars; ++i)
    mean->step(&close[i], &out);
  QVERIFY(sameBits(result.column(0, 0).back(), out));
  std::vector<double> smoothed(kBars);
  const double* in = close.data();
  double* to = smoothed.data();
  catalogue.find("EMA")->make(std::vector{20.0, 0.0})->run(std::span(&in, 1), std::span(&to, 1), kBars);
  for (std::size_t i = 0; i < kBars; i += 997)
    QVERIFY(sameBits(result.column(1, 0)[i], smoothed[i]));
}

void TstFactorLanes::transposesAnyLength()
{
  for (const Isa isa : {Isa::Plain, Isa::Avx2, Isa::Avx512}) {
    if (!isAvailable(isa))
      continue;
    const LanesTools& tools = lanesTools(isa);
    for (std::size_t bars = 0; bars <= 37; ++bars) {
      std::vector<double> from(16 * 41), to(16 * 41, -1);
      std::iota(from.begin(), from.end(), 0.0);
      alignas(64) std::array<double, 64 * 16> rows{};
      std::array<const double*, 16> series{};
      std::array<double*, 16> back{};
      for (std::size_t l = 0; l < 16; ++l) {
        series[l] = from.data() + l * 41;
        back[l] = to.data() + l * 41;
      }
      tools.gather(series.data(), bars, rows.data());
      for (std::size_t i = 0; i < bars; ++i)
        for (std::size_t l = 0; l < 16; ++l)
          QCOMPARE(rows[i * 16 + l], from[l * 41 + i]);
      tools.scatter(rows.data(), bars, back.data());
      for (std::size_t l = 0; l < 16; ++l)
        for (std::size_t i = 0; i < 41; ++i)
          QCOMPARE(to[l * 41 + i], i < bars ? from[l * 41 + i] : -1);
    }
  }
}

/// Entities of 1, 3 and 2 bars: the block is b c a, three bars long; 17 entities of one bar need a second block.
void TstFactorLanes::blocksLieAsDocumented()
{
  const std::vector<std::size_t> offsets{0, 1, 4, 6};
  const market::BlockLayout layout(offsets);
  QCOMPARE(layout.blockCount(), std::size_t{1});
  QCOMPARE(layout.size(), std::size_t{48});
  QVERIFY(std::ranges::equal(layout.entities(0), std::array{1U, 2U, 0U}));
  QCOMPARE(layout.place(1), std::size_t{0});
  QCOMPARE(layout.place(2), std::size_t{1});
  QCOMPARE(layout.place(0), std::size_t{2});
  const std::vector<double> column{1, 2, 3, 4, 5, 6};
  std::vector<double> blocks(48, -1);
  std::uint8_t gaps = 7;
  market::interleave(layout, offsets, column.data(), blocks.data(), &gaps, 0, 1);
  QCOMPARE(gaps, std::uint8_t{0});
  QVERIFY(std::ranges::equal(std::span(blocks).first(3), std::array{2.0, 5.0, 1.0}));
  QVERIFY(std::ranges::equal(std::span(blocks).subspan(16, 2), std::array{3.0, 6.0}));
  QCOMPARE(blocks[32], 4.0);
  for (const std::size_t nobodys : {3, 15, 18, 31, 33, 47})
    QVERIFY(std::isnan(blocks[nobodys]));
  market::interleave(
      layout, offsets, std::vector{1.0, 2.0, 3.0, 4.0, 5.0, kUndefined}.data(), blocks.data(), &gaps, 0, 1);
  QCOMPARE(gaps, std::uint8_t{1});

  std::vector<std::size_t> many(18);
  std::iota(many.begin(), many.end(), 0U);
  QCOMPARE(market::BlockLayout(many).blockCount(), std::size_t{2});
  QCOMPARE(market::BlockLayout(many).place(16), std::size_t{16});
  QCOMPARE(market::BlockLayout(std::vector<std::size_t>{}).size(), std::size_t{0});
}

/// Two panels in a row without a transposition, by entity and by date.
void TstFactorLanes::resultsStayInBlocks()
{
  const MixedMarket market(13);
  std::vector<std::uint32_t> position;
  for (std::size_t e = 0; e + 1 < market.offsets.size(); ++e)
    for (std::size_t i = 0; i < market.length(e); ++i)
      position.push_back(static_cast<std::uint32_t>(i + e % 3));
  const tests::PanelInBlocks blocks(market.view());
  const auto mean = compile("MA(CLOSE,5)");
  PanelView view = blocks.view();
  view.position = position;
  SilentTaskControl control;
  FactorPanel means, changes, whole;
  const std::vector<PanelOutput> first{{mean->outputs().front().value, Keep::Blocks}};
  QVERIFY(PanelEvaluator(*mean->graph(), first, bestIsa()).run(view, means, SerialParallelFor(), control));
  QCOMPARE(means.layout(), view.layout);

  ExpressionGraph graph;
  const NodeOutput x{graph.addColumn("x"), 0};
  const NodeOutput earlier{graph.addCall(*OperatorCatalogue::builtIn().find("REF"), {x}, {3}), 0};
  const NodeOutput quotient{graph.addCall(*OperatorCatalogue::builtIn().find("DIV"), {x, earlier}, {}), 0};
  PanelView then = view;
  then.columns["x"] = means.blocks(0);
  QVERIFY(PanelEvaluator(graph, {{quotient, Keep::Blocks}}, bestIsa()).run(then, changes, TbbParallelFor(), control));

  const auto both = compile("A:=MA(CLOSE,5); A/REF(A,3)");
  const std::vector<PanelOutput> at{{both->outputs().front().value, Keep::Column}};
  QVERIFY(PanelEvaluator(*both->graph(), at, bestIsa()).run(market.view(), whole, SerialParallelFor(), control));
  for (std::size_t e = 0; e + 1 < market.offsets.size(); ++e)
    for (std::size_t i = 0; i < market.length(e); ++i)
      QVERIFY(sameBits(changes.series(0, e)[i], whole.column(0, e)[i]));

  std::vector<double> section(market.offsets.size() - 1);
  for (const std::uint32_t date : {0U, 1U, 17U, 150U, 5000U}) {
    changes.section(0, view, date, section);
    for (std::size_t e = 0; e < section.size(); ++e) {
      const bool isThere = date >= e % 3 && date - e % 3 < market.length(e);
      QVERIFY(sameBits(section[e], isThere ? whole.column(0, e)[date - e % 3] : kUndefined));
    }
  }
}

/// An inline function that is compiled for AVX and not of the lanes alone may be the copy that the linker keeps for the
/// whole program, which then fails on older processors.
void TstFactorLanes::nothingSharedIsCompiledForAvx()
{
  const QString nm = QStandardPaths::findExecutable("nm");
  const QString folder = qEnvironmentVariable("ZVT_BINARY_DIR") + "/core/factor/CMakeFiles/";
  if (nm.isEmpty() || !QFileInfo::exists(folder))
    QSKIP("needs nm and the objects of the build");
  int files = 0;
  for (const auto& [lower, tag] : {std::pair{"avx2", "Avx2"}, std::pair{"avx512", "Avx512"}}) {
    QDirIterator objects(
        folder + "zvt_core_factor_" + lower + ".dir", {"*.o"}, QDir::Files, QDirIterator::Subdirectories);
    while (objects.hasNext()) {
      QProcess process;
      process.start(nm, {"-C", "--defined-only", objects.next()});
      QVERIFY(process.waitForFinished());
      ++files;
      for (const QByteArray& line : process.readAllStandardOutput().split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() > 2 && words[1] == "W") // code that may be shared; data is the same everywhere
          QVERIFY2(line.contains(tag), qPrintable(objects.fileName() + ": " + QString::fromLatin1(line)));
      }
    }
  }
  QVERIFY(files > 0 || !isAvailable(Isa::Avx2));
}

QTEST_APPLESS_MAIN(TstFactorLanes)
#include "tst_factor_lanes.moc"
