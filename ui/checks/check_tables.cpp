// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checks/check_tables.h"

#include "ui/report/sweep_table.h"
#include "ui/shell/tr.h"
#include "widgets/base/number_format.h"

namespace zvt::ui::checks {

using widgets::CellTone;
using widgets::NoteKind;
using widgets::TableCell;

namespace {

QString iso(TradingDay day)
{
  return QString::fromStdString(day.iso());
}

QString span(TradingDay from, TradingDay to)
{
  return iso(from) + QStringLiteral(" … ") + iso(to);
}

QString percent(std::optional<double> fraction)
{
  return fraction ? widgets::formatSignedPercent(*fraction) : QString(widgets::kMissing);
}

/// Rows of texts that stand still.
Answer fixed(const std::vector<QString (*)()>& titles, const std::vector<QStringList>& rows)
{
  Answer answer;
  answer.rows = rows.size();
  const auto kept = std::make_shared<const std::vector<QStringList>>(rows);
  for (std::size_t column = 0; column < titles.size(); ++column)
    answer.columns.push_back({titles[column], column > 0, column == 0 ? 220 : 180, [kept, column](std::size_t row) {
                                const QString& text = (*kept)[row][static_cast<qsizetype>(column)];
                                return TableCell{text, {}, CellTone::Neutral, text};
                              }});
  return answer;
}

}

Answer answerOf(const backtest::LookaheadReport& report)
{
  std::vector<QStringList> rows{{Tr::tr("Histories compared"), QString::number(report.histories)},
      {Tr::tr("Days of the run"), QString::number(report.days)},
      {Tr::tr("Days on which a look at the next bar would be found"), widgets::formatPercent(report.coverage(), 1)},
      {Tr::tr("Orders of the whole run"), QString::number(report.orders)}};
  if (const auto& first = report.first) {
    rows.push_back({Tr::tr("History ends on"), iso(first->cut)});
    rows.push_back({Tr::tr("First difference"), QString::fromStdString(first->what)});
    rows.push_back({Tr::tr("With the whole history"), QString::fromStdString(first->whole)});
    rows.push_back({Tr::tr("With the shorter one"), QString::fromStdString(first->part)});
  }
  Answer answer = fixed({[] { return Tr::tr("Figure"); }, [] { return Tr::tr("Value", "of a figure"); }}, rows);
  answer.kind = report.first ? NoteKind::Error : NoteKind::Ok;
  answer.sentence = report.first
      ? Tr::tr("The strategy looks ahead: without the days after %1 it does something else.")
            .arg(iso(report.first->cut))
      : Tr::tr("Nothing differs: on the days that were tried the strategy knows nothing of later ones.");
  return answer;
}

Answer answerOf(const std::shared_ptr<const backtest::WalkForwardResult>& result, const backtest::SweepRequest& sweep)
{
  Answer answer;
  auto windows = std::make_shared<std::vector<backtest::WalkWindow>>(result->windows);
  if (result->locked)
    windows->push_back(*result->locked);
  answer.rows = windows->size();
  const auto text = [windows](QString (*title)(), bool number, int width,
                        std::function<QString(const backtest::WalkWindow& window, std::size_t row)> of) {
    return widgets::TableColumn{title, number, width, [windows, of = std::move(of)](std::size_t row) {
                                  const QString shown = of((*windows)[row], row);
                                  return TableCell{shown, {}, CellTone::Neutral, shown};
                                }};
  };
  const auto metric = [](analytics::Metric which, bool isPercent) {
    return [which, isPercent](const backtest::WalkWindow& window, std::size_t) {
      const std::optional<double> value = window.metrics[which];
      return isPercent ? percent(value) : value ? widgets::formatNumber(*value, 2) : QString(widgets::kMissing);
    };
  };
  answer.columns = {text([] { return Tr::tr("Chosen on"); }, false, 170,
                        [](const auto& window, std::size_t) { return span(window.trainFrom, window.trainTo); }),
      text([] { return Tr::tr("Judged on"); }, false, 170,
          [count = result->windows.size()](const auto& window, std::size_t row) {
            const QString days = span(window.testFrom, window.testTo);
            return row < count ? days : Tr::tr("%1 (locked)").arg(days);
          }),
      text([] { return Tr::tr("Choice"); }, false, 200,
          [request = std::make_shared<const backtest::SweepRequest>(sweep)](
              const backtest::WalkWindow& window, std::size_t) {
            QStringList parts;
            for (std::size_t i = 0; i < window.values.size() && i < request->axes.size(); ++i)
              parts << parameterText(request->document, request->axes[i].name) + u' '
                      + QString::fromStdString(window.values[i]);
            return parts.isEmpty() ? QString(widgets::kMissing) : parts.join(QStringLiteral(", "));
          }),
      text([] { return Tr::tr("Chosen by"); }, true, 90,
          [](const backtest::WalkWindow& window, std::size_t) {
            return window.chosenBy ? widgets::formatNumber(*window.chosenBy, 2) : QString(widgets::kMissing);
          }),
      text([] { return Tr::tr("Return"); }, true, 90, metric(analytics::Metric::TotalReturn, true)),
      text([] { return Tr::tr("Sharpe"); }, true, 80, metric(analytics::Metric::Sharpe, false)),
      text([] { return Tr::tr("Max drawdown"); }, true, 110, metric(analytics::Metric::MaxDrawdown, true))};
  const std::optional<double> total = result->metrics[analytics::Metric::TotalReturn];
  answer.sentence = Tr::tr("On days that no choice was made on: return %1, Sharpe %2, from %n backtests.", nullptr,
      static_cast<int>(result->trials))
                        .arg(percent(total),
                            result->metrics[analytics::Metric::Sharpe]
                                ? widgets::formatNumber(*result->metrics[analytics::Metric::Sharpe], 2)
                                : QString(widgets::kMissing));
  if (result->looksBefore > 0)
    answer.sentence += QStringLiteral(" ")
        + Tr::tr(
            "Others have looked at the locked days %n time(s) before.", nullptr, static_cast<int>(result->looksBefore));
  answer.kind = result->looksBefore > 0 ? NoteKind::Warning : NoteKind::Info;
  return answer;
}

Answer answerOf(const analytics::TradeBootstrap& result)
{
  const auto band = [](const QString& name, const analytics::BootstrapBand& figures) {
    return QStringList{name, percent(figures.low), percent(figures.median), percent(figures.high)};
  };
  Answer answer = fixed({[] { return Tr::tr("Figure"); }, [] { return Tr::tr("Low (5 %)"); },
                            [] { return Tr::tr("Median"); }, [] { return Tr::tr("High (95 %)"); }},
      {band(Tr::tr("Return"), result.totalReturn), band(Tr::tr("Max drawdown"), result.maxDrawdown)});
  answer.kind = result.totalReturn.low > 0 ? NoteKind::Ok : NoteKind::Warning;
  answer.sentence =
      Tr::tr("Of %n draws of the same trades, %1 end with a loss.", nullptr, static_cast<int>(result.runs))
          .arg(widgets::formatPercent(result.lossProbability, 1));
  return answer;
}

}
