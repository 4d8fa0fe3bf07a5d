// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/indicator_plots.h"

#include "core/factor/column_source.h"
#include "core/factor/formula_library.h"
#include "ui/chart/indicator_menu.h"
#include "widgets/base/theme.h"

#include <QMenu>
#include <QTest>

#include <cmath>

using namespace zvt;
using namespace zvt::ui;
using widgets::ChartModel;
using widgets::PlotModel;
using Kind = PlotModel::Kind;

namespace {

/// Closes 1, 2, … 60 with an open half below, a high one above, a low one below, and as many hundred shares.
ChartModel risingModel()
{
  auto bars = std::make_shared<market::BarSeries>();
  bars->entityId = "stock_sh_600000";
  const TradingDay first = TradingDay::fromDate({2020, 1, 1});
  for (int i = 1; i <= 60; ++i)
    bars->append({(first + i).days, i - 0.5, i + 1.0, i - 1.0, double(i), 100.0 * i, 1e5});
  ChartModel model = ChartModel::of(bars, TimeZone::utc());
  model.panes.emplace_back(); // the volumes
  return model;
}

Indicator formula(const char* name, const char* text)
{
  Indicator indicator;
  indicator.name = name;
  indicator.formula = text;
  return indicator;
}

Indicator operatorCalled(const char* name)
{
  return indicatorOf(*factor::OperatorCatalogue::builtIn().find(name));
}

/// 7, 14, 21 … for the price-earnings ratio.
class Sevens final : public factor::ColumnSource {
public:
  [[nodiscard]] bool provides(std::string_view column) const override { return column == "pe"; }
  [[nodiscard]] Result<std::vector<std::vector<double>>> read(
      std::span<const std::string>, const market::BarSeries& bars) const override
  {
    std::vector<double> values;
    for (std::size_t i = 1; i <= bars.size(); ++i)
      values.push_back(7.0 * static_cast<double>(i));
    return std::vector<std::vector<double>>{std::move(values)};
  }
};

std::string onlyProblem(ChartModel& model, const Indicator& indicator)
{
  const auto problems = addIndicators(model, {indicator}, 0);
  return problems.size() == 1 ? problems[0].error.code : "";
}

}

class TstIndicatorPlots : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  /// A formula over reports is drawn with what the sources tell, and says what is missing without them.
  void columnsBesideTheBars()
  {
    ChartModel model = risingModel();
    QCOMPARE(onlyProblem(model, formula("X", "X: PE+C;")), std::string("chart.no_column"));
    factor::ColumnSources sources;
    sources.add(std::make_unique<Sevens>());
    QVERIFY(addIndicators(model, {formula("X", "X: PE+C;")}, 0, &sources).empty());
    QCOMPARE(model.overlays.size(), std::size_t{1}); // a price and something else is a price
    QCOMPARE(model.overlays[0].values[9], 80.0); // 7 · 10 + 10
    QVERIFY(model.bars->extra("pe") == nullptr);
  }

  /// The mean of 6 … 10 is 8, plus one.
  void formulasReferToSavedOnes()
  {
    factor::FormulaLibrary saved;
    QVERIFY(saved.put({"MYMA", "DIF: MA(C,5);\nDEA: MA(C,10);"}));
    QVERIFY(saved.put({"A", "X: B;"}) && saved.put({"B", "Y: A;"}));
    ChartModel model = risingModel();
    QCOMPARE(onlyProblem(model, formula("X", "X: MYMA.DIF+1;")), std::string("factor.unknown_name"));
    QVERIFY(addIndicators(model, {formula("X", "X: MYMA.DIF+1;")}, 0, nullptr, &saved).empty());
    QCOMPARE(model.overlays.back().values[9], 9.0);
    const auto problems = addIndicators(model, {formula("X", "X: A+1;"), formula("Y", "C")}, 0, nullptr, &saved);
    QCOMPARE(problems.size(), std::size_t{1});
    QCOMPARE(problems[0].error.code, std::string("factor.formula_cycle"));
  }

  /// Every drawing statement of the language becomes what a chart draws, where its condition holds.
  void drawingStatementsAreDrawn()
  {
    ChartModel model = risingModel();
    const auto problems = addIndicators(model,
        {formula("D",
            "STICKLINE(C=10,O,C,8,1),COLORYELLOW;\n"
            "DRAWTEXT(C=20,H,'顶'),COLORRED;\n"
            "DRAWICON(C=30,L,1);\n"
            "DRAWNUMBER(C=40,H,C*2);\n"
            "FILLRGN(C>50,O,C),COLORBLUE;\n"
            "A: MA(C,5),COLORFF8000,LINETHICK3,DOTLINE;\n"
            "B: MA(C,10),CIRCLEDOT;\n"
            "E: MA(C,3),NODRAW;")},
        0);
    QVERIFY(problems.empty());
    const auto& plots = model.overlays;
    QCOMPARE(plots.size(), std::size_t{7}); // all over the price; E is not drawn
    QCOMPARE(plots[0].kind, Kind::Bars);
    QCOMPARE(plots[0].values[9], 9.5); // the open of the bar that closes at 10
    QCOMPARE(plots[0].second[9], 10.0);
    QVERIFY(std::isnan(plots[0].values[8]) && std::isnan(plots[0].second[10]));
    QCOMPARE(plots[0].rgb, std::optional(0xFFFF00U));
    QCOMPARE(plots[0].barShare, 0.8); // 8 tenths of the distance of two bars
    QVERIFY(plots[0].hollow);
    QCOMPARE(plots[1].kind, Kind::Labels);
    QCOMPARE(plots[1].text, QStringLiteral("顶"));
    QCOMPARE(plots[1].values[19], 21.0);
    QCOMPARE(plots[2].kind, Kind::Icons);
    QCOMPARE(plots[2].icon, 1);
    QCOMPARE(plots[2].values[29], 29.0);
    QCOMPARE(plots[3].kind, Kind::Numbers);
    QCOMPARE(plots[3].second[39], 80.0);
    QCOMPARE(plots[4].kind, Kind::Fill);
    QCOMPARE(plots[4].values[50], 50.5);
    QCOMPARE(plots[5].rgb, std::optional(0x0080FFU)); // blue first: FF8000 is blue FF, green 80, red 00
    QCOMPARE(plots[5].width, 3.0);
    QCOMPARE(plots[5].pen, Qt::DotLine);
    QCOMPARE(plots[6].kind, Kind::Circles);
  }

  void sticksAreColumnsBelowAndNeverOverThePrice()
  {
    ChartModel model = risingModel();
    Indicator sticks = formula("S", "A: C-MA(C,5),COLORSTICK;\nB: V,VOLSTICK;\nX: C-REF(C,1),STICK,COLORRED;");
    sticks.pane = IndicatorPane::Own;
    QVERIFY(addIndicators(model, {sticks}, 0).empty());
    const auto& plots = model.panes.back().plots;
    QCOMPARE(plots.size(), std::size_t{3});
    const auto kindOf = [&](const char* name) {
      return std::find_if(plots.begin(), plots.end(), [&](const PlotModel& plot) {
        return plot.name == QLatin1String(name);
      })->kind;
    };
    QCOMPARE(kindOf("A"), Kind::Histogram);
    QCOMPARE(kindOf("B"), Kind::Volume);
    QCOMPARE(kindOf("X"), Kind::Sticks);
    sticks.pane = IndicatorPane::OverPrice;
    ChartModel over = risingModel();
    QVERIFY(addIndicators(over, {sticks}, 0).empty());
    for (const PlotModel& plot : over.overlays)
      QCOMPARE(plot.kind, Kind::Line);
  }

  void conditionsAreMarksAtTheBarsWhereTheyHold()
  {
    ChartModel model = risingModel();
    QVERIFY(addIndicators(model, {formula("X", "UP: CROSS(C,30.5);")}, 0).empty());
    QCOMPARE(model.panes.size(), std::size_t{1}); // no pane of ones and noughts
    QCOMPARE(model.overlays.size(), std::size_t{1});
    QCOMPARE(model.overlays[0].kind, Kind::Marks);
    for (std::size_t bar = 1; bar < 60; ++bar)
      QCOMPARE(model.overlays[0].values[bar] == 1.0, bar == 30); // the bar that closes at 31
    Indicator own = formula("X", "UP: CROSS(C,30.5);");
    own.pane = IndicatorPane::Own;
    ChartModel other = risingModel();
    QVERIFY(addIndicators(other, {own}, 0).empty());
    QCOMPARE(other.panes.back().plots[0].kind, Kind::Histogram);
  }

  void turnsAreCountedAtTheBars()
  {
    ChartModel model = risingModel();
    QVERIFY(addIndicators(model, {operatorCalled("NINETURNS")}, 0).empty());
    QCOMPARE(model.overlays.size(), std::size_t{2});
    QVERIFY(model.overlays[0].numbered && !model.overlays[0].above);
    QVERIFY(model.overlays[1].numbered && model.overlays[1].above);
  }

  /// An empty pane would not say why it is empty.
  void whatCannotBeShownSaysWhy()
  {
    ChartModel model = risingModel();
    QCOMPARE(onlyProblem(model, formula("R", "X: RANK(C);")), std::string("chart.compares_securities"));
    QCOMPARE(onlyProblem(model, formula("L", "X: MA(C,61);")), std::string("chart.too_few_bars"));
    QCOMPARE(onlyProblem(model, formula("T", "X: TURNOVER_RATE*2;")), std::string("chart.no_column"));
    QCOMPARE(onlyProblem(model, formula("N", "X: C/(O-O);")), std::string("chart.never_defined"));
    QCOMPARE(model.panes.size(), std::size_t{1});
    QVERIFY(model.overlays.empty());
    // A drawing whose condition never holds is no mistake.
    QVERIFY(addIndicators(model, {formula("D", "DRAWICON(C<0,L,1);")}, 0).empty());
    QCOMPARE(model.overlays[0].title, QStringLiteral("D")); // its legend, to reach it by
  }

  void theUserDecidesHowOutputsAreDrawn()
  {
    ChartModel model = risingModel();
    Indicator macd = operatorCalled("MACD");
    macd.parameters = {{"fast", 3}, {"slow", 6}, {"signal", 3}};
    macd.styles["diff"] = {OutputStyle::Drawn::Dashes, "series6", 4, true};
    macd.styles["dea"].visible = false;
    QVERIFY(addIndicators(model, {macd}, 0).empty());
    const auto& plots = model.panes.back().plots;
    const auto named = [&](const char* name) -> const PlotModel& {
      return *std::find_if(
          plots.begin(), plots.end(), [&](const PlotModel& plot) { return plot.name == QLatin1String(name); });
    };
    QCOMPARE(named("DIFF").color, widgets::ChartColor::Series6);
    QCOMPARE(named("DIFF").width, 4.0);
    QCOMPARE(named("DIFF").pen, Qt::DashLine);
    QVERIFY(!named("DEA").visible);
    QVERIFY(named("MACD").visible && named("MACD").kind == Kind::Histogram);
    macd.visible = false;
    ChartModel hidden = risingModel();
    QVERIFY(addIndicators(hidden, {macd}, 0).empty());
    for (const PlotModel& plot : hidden.panes.back().plots)
      QVERIFY(!plot.visible);
  }

  void indicatorsShareAPane()
  {
    std::vector<Indicator> chosen = {operatorCalled("RSI"), operatorCalled("MACD"), operatorCalled("KDJ")};
    joinPane(chosen, 2, 0);
    ChartModel model = risingModel();
    QVERIFY(addIndicators(model, chosen, 0).empty());
    QCOMPARE(model.panes.size(), std::size_t{3}); // volume, RSI with KDJ, MACD
    QCOMPARE(model.panes[1].title, titleOf(chosen[0]));
    QCOMPARE(model.panes[1].source, 0);
    QVERIFY(std::any_of(model.panes[1].plots.begin(), model.panes[1].plots.end(),
        [&](const PlotModel& plot) { return plot.source == 2 && plot.title == titleOf(chosen[2]); }));
    QCOMPARE(model.panes[2].source, 1);
    QCOMPARE(model.panes[1].key, QStringLiteral("operator:RSI")); // known by the one whose pane it was
    QCOMPARE(model.panes[2].key, QStringLiteral("operator:MACD"));
  }

  void theLegendsMenuEdits()
  {
    std::vector<Indicator> chosen = {formula("MA", "MA5: MA(C,5);"), operatorCalled("MACD"), operatorCalled("RSI")};
    std::vector<std::vector<Indicator>> results;
    IndicatorMenuCalls calls;
    std::size_t settings = 99;
    calls.choose = [&](std::vector<Indicator> edited) { results.push_back(std::move(edited)); };
    calls.settings = [&](std::size_t index) { settings = index; };
    calls.editFormula = [](const Indicator&) { };
    std::vector<std::pair<widgets::PaneAct, std::size_t>> acts;
    calls.act = [&](widgets::PaneAct act, std::size_t index) { acts.emplace_back(act, index); };
    calls.paneState = [](std::size_t) {
      widgets::PaneButtons::State state;
      state.canGoDown = true;
      return std::optional(state);
    };
    QMenu menu;
    fillIndicatorMenu(menu, chosen, 1, calls);
    const auto trigger = [&](const char* name) {
      auto* action = menu.findChild<QAction*>(QLatin1String(name));
      QVERIFY2(action && action->isEnabled(), name);
      action->trigger();
    };
    trigger("indicatorSettingsAction");
    QCOMPARE(settings, std::size_t{1});
    trigger("indicatorHideAction");
    QVERIFY(!results.back()[1].visible);
    trigger("indicatorDuplicateAction");
    QCOMPARE(results.back().size(), std::size_t{4});
    QVERIFY(results.back()[2] == chosen[1]);
    trigger("indicatorDownAction");
    QCOMPARE(acts, (std::vector<std::pair<widgets::PaneAct, std::size_t>>{{widgets::PaneAct::Down, 1}}));
    QVERIFY(!menu.findChild<QAction*>(QStringLiteral("indicatorUpAction"))->isEnabled());
    trigger("indicatorRemoveAction");
    QCOMPARE(results.back().size(), std::size_t{2});
    QVERIFY(menu.findChild<QAction*>(QStringLiteral("indicatorFormulaAction")) == nullptr); // it is no formula
  }
};

QTEST_MAIN(TstIndicatorPlots)
#include "tst_indicator_plots.moc"
