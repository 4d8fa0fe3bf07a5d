// SPDX-License-Identifier: Apache-2.0
#include "core/base/messages.h"
#include "core/factor/column_source.h"
#include "core/factor/columns.h"
#include "core/factor/date_columns.h"
#include "core/factor/formula_editor.h"
#include "core/factor/lanes/dispatch.h"
#include "core/factor/name_table.h"
#include "core/factor/panel_evaluator.h"
#include "core/factor/reference_pages.h"
#include "core/market/bar_columns.h"
#include "tests/core/factor/series.h"

#include <QtTest>

#include <set>

using namespace zvt;
using namespace zvt::factor;
using tests::kNan;
using tests::sameBits;

namespace {

/// Gives one column: the number of the bar, times ten.
class Tens final : public ColumnSource {
public:
  explicit Tens(std::string name)
      : m_name(std::move(name))
  {
  }
  [[nodiscard]] bool provides(std::string_view column) const override { return column == m_name; }
  [[nodiscard]] Result<std::vector<std::vector<double>>> read(
      std::span<const std::string> columns, const market::BarSeries& bars) const override
  {
    std::vector<std::vector<double>> all(columns.size());
    for (auto& column : all)
      for (std::size_t i = 0; i < bars.size(); ++i)
        column.push_back(10.0 * static_cast<double>(i));
    return all;
  }

private:
  std::string m_name;
};

market::BarSeriesPtr threeBars()
{
  return std::make_shared<market::BarSeries>(tests::barsOf({10, 11, 12}));
}

QByteArray codeOf(const Error& error)
{
  return QByteArray::fromStdString(error.code);
}

}

class TstFactorColumns : public QObject {
  Q_OBJECT

private Q_SLOTS:
  /// Every declaration is complete, and no name means two things.
  void catalogueIsWhole()
  {
    std::set<std::string> names;
    for (const ColumnInfo& column : ColumnCatalogue::builtIn().columns()) {
      QVERIFY2(names.insert(column.name).second, column.name.c_str());
      for (const std::string& alias : column.aliases)
        QVERIFY2(names.insert(alias).second, alias.c_str());
      QVERIFY2(!column.table.empty() && !resolveField(column.name), column.name.c_str());
      QVERIFY2(compile(column.name).has_value(), column.name.c_str());
      for (const char* language : {"en", "zh_CN"}) {
        const auto messages = Messages::load(language);
        QVERIFY2(messages->contains(column.help()), column.name.c_str());
        QVERIFY2(
            describe(column, *messages).find(messages->text(column.help())) != std::string::npos, column.name.c_str());
      }
    }
    for (const market::OptionalBarColumn& column : market::optionalBarColumns())
      QVERIFY2(names.contains(column.name), column.name.c_str());
  }

  void namesAreFoundInAnyCase()
  {
    for (const char* text : {"turnover_rate", "TURNOVER_RATE", "换手率", "COLUMN('turnover_rate')"}) {
      const auto formula = compile(text);
      QVERIFY(formula.has_value());
      QCOMPARE(formula->columns(), std::vector<std::string>{"turnover_rate"});
    }
    QCOMPARE(codeOf(compile("TURNOVER_RATS").error()), "factor.unknown_name_near");
    const auto completions = completionsAt("TURNOVER_R", 10);
    QVERIFY(std::ranges::any_of(
        completions.items, [](const Completion& item) { return item.text == "TURNOVER_RATE" && !item.help.empty(); }));
    // A name of the formula's own comes first.
    const auto own = compile("DAY := 5; MA(CLOSE, DAY)");
    QVERIFY(own.has_value() && own->columns().empty());
  }

  void operatorsReadTheirColumnsByThemselves()
  {
    for (const char* text : {"LIMITUPS", "LIMITUPS()", "LIMITUPS(IS_LIMIT_UP)", "连板数"}) {
      const auto formula = compile(text);
      QVERIFY2(formula.has_value(), text);
      QCOMPARE(formula->columns(), std::vector<std::string>{"is_limit_up"});
    }
    auto bars = tests::barsOf({10, 11, 12, 12, 13});
    bars.extraForWrite("is_limit_up") = {0, 1, 1, 0, 1};
    const auto table = compile("LIMITUPS")->run(bars);
    QCOMPARE(table.columns[0], (std::vector<double>{0, 1, 2, 0, 1}));
  }

  void aPanelWithoutTheColumnIsRefused()
  {
    const auto formula = compile("LIMITUPS");
    const auto bars = threeBars();
    const market::Panel panel = market::Panel::fromSeries({bars});
    FactorPanel result;
    SilentTaskControl control;
    PanelEvaluator evaluator(*formula->graph(), {{formula->outputs()[0].value, Keep::Column}}, bestIsa());
    const auto run = evaluator.run(viewOf(panel), result, SerialParallelFor(), control);
    QCOMPARE(codeOf(run.error()), "factor.no_column");
    QVERIFY(Messages::load("en")->describe(run.error()).find("is_limit_up") != std::string::npos);
  }

  void sourcesFillWhatBarsLack()
  {
    ColumnSources sources;
    sources.add(std::make_unique<Tens>("is_limit_up"));
    auto bars = std::make_shared<market::BarSeries>(*threeBars());
    bars->extraForWrite("open_interest") = {1, 2, 3};
    const std::vector<std::string> wanted{"open_interest", "is_limit_up", "turnover_rate", "weekday"};
    const auto filled = sources.fill(bars, wanted);
    QVERIFY(filled.has_value());
    QCOMPARE(*(*filled)->extra("open_interest"), (std::vector<double>{1, 2, 3}));
    QCOMPARE(*(*filled)->extra("is_limit_up"), (std::vector<double>{0, 10, 20}));
    QCOMPARE(*(*filled)->extra("weekday"), (std::vector<double>{4, 5, 6})); // 1970-01-01 was a Thursday
    for (const double value : *(*filled)->extra("turnover_rate"))
      QVERIFY(std::isnan(value));
    QVERIFY(bars->extra("is_limit_up") == nullptr);
    QCOMPARE(sources.fill(bars, std::vector<std::string>{}).value(), bars);
    const auto none = sources.fill(bars, std::vector<std::string>{"nobody_has_this"});
    QCOMPARE(codeOf(none.error()), "factor.no_column");
  }

  void streamsSeeColumns()
  {
    const auto formula = compile("X: MA(TURNOVER_RATE, 2) * CLOSE; Y: LIMITUPS; Z: IS_LIMIT_UP + TURNOVER_RATE");
    QVERIFY(formula.has_value());
    auto bars = tests::barsOf({10, 11, 12, 13, 14});
    bars.extraForWrite("turnover_rate") = {0.1, 0.25, kNan, 0.3, 0.05};
    bars.extraForWrite("is_limit_up") = {0, 1, 1, kNan, 1};
    const auto whole = formula->run(bars);
    FormulaStream stream = formula->stream();
    for (std::size_t i = 0; i < bars.size(); ++i) {
      std::vector<double> columns;
      for (const std::string& name : formula->columns())
        columns.push_back((*bars.extra(name))[i]);
      const auto values = stream.step(bars.at(i), columns);
      for (std::size_t o = 0; o < values.size(); ++o)
        QVERIFY(sameBits(values[o], whole.columns[o][i]));
    }
    FormulaStream without = formula->stream();
    QVERIFY(std::isnan(without.step(bars.at(0))[2]));
  }

  /// 2024-01-31 was a Wednesday; 通达信 counts years from 1900.
  void dateAndTime()
  {
    const std::int64_t day = TradingDay::fromDate({2024, 1, 31}).days;
    auto bars = tests::barsOf({10});
    bars.key = {day};
    const auto at = [&](const char* name) { return compile(name)->run(bars).columns[0][0]; };
    QCOMPARE(at("DATE"), 1240131.0);
    QCOMPARE(at("YEAR"), 2024.0);
    QCOMPARE(at("MONTH"), 1.0);
    QCOMPARE(at("DAY"), 31.0);
    QCOMPARE(at("WEEKDAY"), 3.0);
    QCOMPARE(at("TIME"), 0.0);
    QCOMPARE(at("PERIOD"), 5.0);
    bars.level = market::BarLevel::Week1;
    QCOMPARE(at("PERIOD"), 6.0);
    // 14:55 in Shanghai is 06:55 UTC.
    bars.level = market::BarLevel::Min5;
    bars.key = {(day * 86'400 + 6 * 3600 + 55 * 60) * 1'000'000};
    QCOMPARE(at("TIME"), 145500.0);
    QCOMPARE(at("HOUR"), 14.0);
    QCOMPARE(at("MINUTE"), 55.0);
    QCOMPARE(at("DATE"), 1240131.0);
    QCOMPARE(at("PERIOD"), 1.0);
    QCOMPARE(at("TIME >= 143000 AND WEEKDAY = 3"), 1.0);
    bars.entityId = "nonsense";
    QVERIFY(std::isnan(at("TIME")));
  }
};

QTEST_APPLESS_MAIN(TstFactorColumns)
#include "tst_factor_columns.moc"
