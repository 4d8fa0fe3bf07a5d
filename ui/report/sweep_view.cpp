// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/sweep_view.h"

#include "core/backtest/sweep_grid.h"
#include "ui/report/record_page.h"
#include "ui/report/report_figures.h"
#include "ui/report/report_parts.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/group_bars.h"
#include "widgets/analytics/matrix_map.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <QComboBox>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

namespace {

/// Below it the best of so many trials is not to be believed; resources/help/en/backtests.md says why.
constexpr double kBelieved = 0.95;

QComboBox* namedCombo(const char* name, QWidget* parent)
{
  auto* combo = new QComboBox(parent);
  combo->setObjectName(QLatin1String(name));
  combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  return combo;
}

/// It never is certain: what would round to 100 % is said to be more than 99.9 %.
QString probabilityText(double probability)
{
  return probability > 0.9995 ? QStringLiteral("> ") + widgets::formatPercent(0.999, 1)
                              : widgets::formatPercent(probability, 1);
}

QStringList textsOf(const std::vector<std::string>& values)
{
  QStringList texts;
  for (const std::string& value : values)
    texts << QString::fromStdString(value);
  return texts;
}

}

SweepView::SweepView(QWidget* parent)
    : QWidget(parent)
    , m_verdict(new widgets::Note(widgets::NoteKind::Info, {}, this))
    , m_rowAxis(namedCombo("sweepRowCombo", this))
    , m_columnAxis(namedCombo("sweepColumnCombo", this))
    , m_metric(namedCombo("sweepMetricCombo", this))
    , m_charts(new QStackedWidget(this))
    , m_map(new widgets::MatrixMap(this))
    , m_bars(new widgets::GroupBars(this))
    , m_page(new RecordPage(QStringLiteral("trials"), m_table, this))
{
  m_verdict->setObjectName(QStringLiteral("sweepVerdict"));
  m_map->setObjectName(QStringLiteral("sweepMap"));
  m_bars->setObjectName(QStringLiteral("sweepBars"));
  m_charts->addWidget(m_map);
  m_charts->addWidget(m_bars);
  QWidget* map = titledPart(reportHead(m_mapTitle, this, {m_rowAxis, m_columnAxis, m_metric}), m_charts, this);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_verdict);
  layout->addWidget(reportSplitter(Qt::Vertical, {map, m_page}, {1, 1}), 1);
  connect(m_rowAxis, &QComboBox::currentIndexChanged, this, [this] { keepApart(m_rowAxis, m_columnAxis); });
  connect(m_columnAxis, &QComboBox::currentIndexChanged, this, [this] { keepApart(m_columnAxis, m_rowAxis); });
  connect(m_metric, &QComboBox::currentIndexChanged, this, &SweepView::showMap);
  connect(m_map, &widgets::MatrixMap::chosen, this, [this](std::size_t row, std::size_t column) {
    if (const auto trial = m_trials[row][column])
      m_page->showRow(static_cast<int>(*trial));
  });
  connect(m_map, &widgets::MatrixMap::activated, this, [this](std::size_t row, std::size_t column) {
    if (const auto trial = m_trials[row][column])
      Q_EMIT trialActivated(*trial);
  });
  connect(m_page, &RecordPage::rowActivated, this,
      [this](int row) { Q_EMIT trialActivated(static_cast<std::size_t>(row)); });
}

void SweepView::setResult(const SweepPtr& result)
{
  m_result = result;
  m_table.setContent(sweepColumns(result), result->trials.size());
  m_page->fitColumns();
  m_page->sortBy(objectiveColumn(*result), Qt::DescendingOrder);
  for (QComboBox* combo : {m_rowAxis, m_columnAxis, m_metric}) {
    const QSignalBlocker quiet(combo);
    combo->clear();
  }
  retranslate();
}

void SweepView::fillCombos()
{
  const auto& axes = m_result->request.axes;
  const std::size_t row = axisOf(m_rowAxis, 0), column = axisOf(m_columnAxis, 1);
  const QVariant metric =
      m_metric->count() > 0 ? m_metric->currentData() : QVariant(static_cast<int>(m_result->request.objective));
  for (QComboBox* combo : {m_rowAxis, m_columnAxis}) {
    const QSignalBlocker quiet(combo);
    combo->clear();
    for (const backtest::SweepAxis& axis : axes)
      combo->addItem(parameterText(m_result->request.document, axis.name));
    combo->setCurrentIndex(static_cast<int>(combo == m_rowAxis ? row : column));
    combo->setVisible(axes.size() > 1);
  }
  const QSignalBlocker quiet(m_metric);
  m_metric->clear();
  for (const analytics::MetricInfo& info : analytics::metricTable())
    m_metric->addItem(
        widgets::Language::current().text("report.metric." + std::string(info.key)), static_cast<int>(info.metric));
  m_metric->setCurrentIndex(std::max(0, m_metric->findData(metric)));
}

std::size_t SweepView::axisOf(const QComboBox* combo, std::size_t otherwise) const
{
  const int index = combo->currentIndex();
  const std::size_t count = m_result->request.axes.size();
  return index < 0 || index >= static_cast<int>(count) ? std::min(otherwise, count - 1)
                                                       : static_cast<std::size_t>(index);
}

void SweepView::keepApart(QComboBox* moved, QComboBox* other)
{
  if (moved->currentIndex() == other->currentIndex() && other->count() > 1) {
    const QSignalBlocker quiet(other);
    other->setCurrentIndex((other->currentIndex() + 1) % other->count());
  }
  showMap();
}

void SweepView::showMap()
{
  if (!m_result)
    return;
  const auto metric = static_cast<analytics::Metric>(m_metric->currentData().toInt());
  const auto& axes = m_result->request.axes;
  const auto text = [metric](double value) { return metricText(metric, value); };
  m_charts->setCurrentIndex(axes.size() > 1 ? 0 : 1);
  if (axes.size() < 2) {
    widgets::BarGroups bars{
        m_metric->currentText(), textsOf(axes[0].values), {m_metric->currentText()}, {{}}, text, true};
    bars.values.front().assign(axes[0].values.size(), std::nan(""));
    for (const backtest::SweepTrial& trial : m_result->trials) {
      const auto place = std::ranges::find(axes[0].values, trial.values[0]) - axes[0].values.begin();
      if (place < static_cast<std::ptrdiff_t>(axes[0].values.size()))
        bars.values.front()[static_cast<std::size_t>(place)] = trial.metrics[metric].value_or(std::nan(""));
    }
    m_bars->setGroups(std::move(bars));
    return;
  }
  const std::size_t row = axisOf(m_rowAxis, 0), column = axisOf(m_columnAxis, 1);
  m_trials = backtest::sweepGrid(*m_result, row, column).trials;
  widgets::MatrixGrid grid{textsOf(axes[row].values), textsOf(axes[column].values), m_rowAxis->currentText(),
      m_columnAxis->currentText(), {}, text};
  for (const auto& cells : m_trials) {
    grid.values.emplace_back();
    for (const std::optional<std::size_t>& trial : cells)
      grid.values.back().push_back(trial ? m_result->trials[*trial].metrics[metric] : std::nullopt);
  }
  m_map->setGrid(std::move(grid));
}

void SweepView::showVerdict()
{
  const backtest::SweepResult& result = *m_result;
  const auto failed =
      std::ranges::count_if(result.trials, [](const backtest::SweepTrial& t) { return t.error.has_value(); });
  QString text = Tr::tr("%n trials", nullptr, static_cast<int>(result.trials.size()));
  if (failed > 0)
    text += QStringLiteral(", ") + Tr::tr("%n could not run", nullptr, static_cast<int>(failed));
  const auto first =
      std::ranges::find_if(result.trials, [](const backtest::SweepTrial& t) { return t.error.has_value(); });
  if (first != result.trials.end())
    text += QStringLiteral(" (") + valuesText(result, static_cast<std::size_t>(first - result.trials.begin()))
        + QStringLiteral(": ") + widgets::Language::current().text(first->error->code, first->error->arguments) + u')';
  text = Tr::tr("%1.", "a sentence").arg(text);
  if (!result.isWhole())
    text = Tr::tr("Cancelled after %1 of %2 trials.")
               .arg(widgets::formatNumber(static_cast<double>(result.trials.size()), 0),
                   widgets::formatNumber(static_cast<double>(result.wanted), 0))
        + u' ' + text;
  if (backtest::allFailed(result)) {
    m_verdict->setNote(widgets::NoteKind::Error, text + u' ' + Tr::tr("No trial could run: there is no result."));
    return;
  }
  if (!result.best) {
    m_verdict->setNote(widgets::NoteKind::Warning, text + u' ' + Tr::tr("None has a figure to compare by."));
    return;
  }
  const auto& info =
      *std::ranges::find(analytics::metricTable(), result.request.objective, &analytics::MetricInfo::metric);
  text += u' '
      + Tr::tr("Best: %1 (%2 %3).")
            .arg(valuesText(result, *result.best),
                widgets::Language::current().text("report.metric." + std::string(info.key)),
                metricText(result.request.objective, result.trials[*result.best].metrics[result.request.objective]));
  if (!result.deflatedSharpe) {
    m_verdict->setNote(widgets::NoteKind::Info, text);
    return;
  }
  const bool isBelieved = *result.deflatedSharpe >= kBelieved;
  text += u' ' + Tr::tr("Deflated Sharpe %1:").arg(probabilityText(*result.deflatedSharpe)) + u' '
      + (isBelieved ? Tr::tr("even after so many trials this is more than luck.")
                    : Tr::tr("after so many trials this may well be luck."));
  m_verdict->setNote(isBelieved ? widgets::NoteKind::Ok : widgets::NoteKind::Warning, text);
}

void SweepView::retranslate()
{
  m_mapTitle->setText(Tr::tr("Heat map"));
  m_map->setAccessibleName(Tr::tr("Heat map"));
  m_bars->setAccessibleName(Tr::tr("Heat map"));
  m_rowAxis->setAccessibleName(Tr::tr("Down"));
  m_columnAxis->setAccessibleName(Tr::tr("Across"));
  m_metric->setAccessibleName(Tr::tr("Figure of the heat map"));
  m_rowAxis->setToolTip(Tr::tr("Down"));
  m_columnAxis->setToolTip(Tr::tr("Across"));
  m_page->retranslate(Tr::tr("Trials"));
  m_table.retranslate();
  if (!m_result)
    return;
  fillCombos();
  showMap();
  showVerdict();
}

}
