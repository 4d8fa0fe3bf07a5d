// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/lab_pages.h"

#include "ui/shell/context.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/level_text.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/matrix_map.h"
#include "widgets/base/components.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QHeaderView>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr int kChartHeight = 240; ///< below that a page scrolls

QVBoxLayout* columnOf(QWidget* page)
{
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(1);
  return layout;
}

/// Charts keep their height in a low panel, and are scrolled.
QWidget* scrolled(QWidget* page, int height)
{
  page->setMinimumHeight(height);
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(page);
  return scroll;
}

template <typename Chart> Chart* chartIn(QWidget* page, const char* name)
{
  auto* chart = new Chart(page);
  chart->setObjectName(QLatin1String(name));
  return chart;
}

}

LabPages::LabPages(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_tabs(new QTabBar)
    , m_stack(new QStackedWidget(this))
{
  m_tabs->setObjectName(QStringLiteral("labTabs"));
  m_tabs->setExpanding(false);
  m_tabs->setDrawBase(false);
  for (int page = 0; page < PageCount; ++page)
    m_tabs->addTab(QString());
  for (QWidget* page : {makeOverview(), makeReturns(), makeStability(), makeCorrelation(), makeSecurities()})
    m_stack->addWidget(page);
  columnOf(this)->addWidget(m_stack);
  connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
}

QWidget* LabPages::makeOverview()
{
  auto* page = new QWidget;
  QVBoxLayout* layout = columnOf(page);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(8, 3, 8, 3);
  m_facts = new widgets::TextLabel({}, page);
  m_facts->setObjectName(QStringLiteral("labFactsLabel"));
  m_facts->setTone(widgets::TextTone::Muted)->setRole(static_cast<int>(widgets::FontRole::Caption))->setElided();
  m_facts->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  m_horizons = new widgets::SegmentedControl(page);
  m_horizons->setObjectName(QStringLiteral("horizonSegments"));
  m_horizons->setProperty("flat", true);
  m_horizons->setUniform(false);
  head->addWidget(m_facts, 1);
  head->addWidget(m_horizons, 0, Qt::AlignRight);
  layout->addLayout(head);
  m_tiles = chartIn<widgets::MetricTiles>(page, "labTiles");
  m_coefficients = chartIn<widgets::DatedChart>(page, "coefficientChart");
  m_longShort = chartIn<widgets::DatedChart>(page, "longShortChart");
  layout->addWidget(m_tiles);
  layout->addWidget(m_coefficients, 1);
  layout->addWidget(m_longShort, 1);
  connect(m_horizons, &widgets::SegmentedControl::chosen, this, [this](const QString& value) {
    m_horizon = value.toUInt();
    fill();
  });
  return scrolled(page, 2 * kChartHeight + 120);
}

QWidget* LabPages::makeReturns()
{
  auto* page = new QWidget;
  m_bucketReturns = chartIn<widgets::GroupBars>(page, "bucketReturnBars");
  m_buckets = chartIn<widgets::DatedChart>(page, "bucketChart");
  QVBoxLayout* layout = columnOf(page);
  layout->addWidget(m_bucketReturns, 1);
  layout->addWidget(m_buckets, 1);
  return scrolled(page, 2 * kChartHeight);
}

QWidget* LabPages::makeStability()
{
  auto* page = new QWidget;
  m_decay = chartIn<widgets::GroupBars>(page, "decayBars");
  m_autocorrelation = chartIn<widgets::GroupBars>(page, "autocorrelationBars");
  m_bucketTurnover = chartIn<widgets::GroupBars>(page, "turnoverBars");
  m_turnover = chartIn<widgets::DatedChart>(page, "turnoverChart");
  m_coverage = chartIn<widgets::DatedChart>(page, "coverageChart");
  auto* grid = new QGridLayout(page);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(1);
  grid->addWidget(m_decay, 0, 0);
  grid->addWidget(m_autocorrelation, 0, 1);
  grid->addWidget(m_bucketTurnover, 1, 0);
  grid->addWidget(m_turnover, 1, 1);
  grid->addWidget(m_coverage, 2, 0, 1, 2);
  return scrolled(page, 3 * kChartHeight);
}

QWidget* LabPages::makeCorrelation()
{
  m_correlationStack = new QStackedWidget;
  m_matrix = chartIn<widgets::MatrixMap>(m_correlationStack, "correlationMap");
  auto* note = new QWidget(m_correlationStack);
  QVBoxLayout* layout = columnOf(note);
  m_noMatrix = new widgets::TextLabel({}, note);
  m_noMatrix->setTone(widgets::TextTone::Secondary);
  m_noMatrix->setAlignment(Qt::AlignCenter);
  m_noMatrix->setWordWrap(true);
  layout->addWidget(m_noMatrix, 1);
  m_correlationStack->addWidget(m_matrix);
  m_correlationStack->addWidget(note);
  return m_correlationStack;
}

QWidget* LabPages::makeSecurities()
{
  auto* page = new QWidget;
  QVBoxLayout* layout = columnOf(page);
  m_namesHead = new widgets::TextLabel({}, page);
  m_namesHead->setTone(widgets::TextTone::Muted)->setRole(static_cast<int>(widgets::FontRole::Caption))->setElided();
  m_namesHead->setContentsMargins(8, 4, 8, 4);
  m_table = chartIn<widgets::DataTable>(page, "labTable");
  m_sorted.setSourceModel(&m_names);
  m_sorted.setSortRole(widgets::SortRole);
  m_table->setModel(&m_sorted);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder);
  enableSymbolDrag(m_table, [this](const QModelIndex& index) { return idOf(index); });
  layout->addWidget(m_namesHead);
  layout->addWidget(m_table, 1);
  connect(m_table, &widgets::DataTable::currentRowChanged, this,
      [this](const QModelIndex& index) { Q_EMIT securityChosen(idOf(index)); });
  connect(m_table, &widgets::DataTable::rowActivated, this,
      [this](const QModelIndex& index) { Q_EMIT securityActivated(idOf(index)); });
  return page;
}

QString LabPages::idOf(const QModelIndex& index) const
{
  const int row = index.isValid() ? m_sorted.mapToSource(index).row() : -1;
  return m_result && row >= 0 && row < static_cast<int>(m_result->names.size())
      ? QString::fromStdString(m_result->names[static_cast<std::size_t>(row)].entityId)
      : QString();
}

void LabPages::show(LabResultPtr result, LabResultPtr other)
{
  m_result = std::move(result);
  m_other = std::move(other);
  m_horizon = std::min(m_horizon, m_result->report.study.horizons.size() - 1);
  fillHorizons();
  fill();
  fillSecurities();
}

void LabPages::setPage(int page)
{
  m_tabs->setCurrentIndex(std::clamp(page, 0, PageCount - 1));
}

int LabPages::page() const
{
  return m_tabs->currentIndex();
}

void LabPages::fillHorizons()
{
  m_horizons->clear();
  const auto& horizons = m_result->report.study.horizons;
  for (std::size_t i = 0; i < horizons.size(); ++i)
    m_horizons->addSegment(QString::number(i), horizonText(horizons[i].horizon));
  m_horizons->setValue(QString::number(m_horizon));
}

void LabPages::fill()
{
  const analytics::LabResult& result = *m_result;
  const std::vector<std::int64_t>& dates = result.report.study.timeline;
  QStringList facts{dateText(result, dates.front()) + QStringLiteral(" – ") + dateText(result, dates.back()),
      levelText(result.report.level), adjustText(result.report.adjust)};
  if (result.report.firstProblem)
    facts << unreadableText(result);
  m_facts->setText(facts.join(QStringLiteral("  ·  ")));
  m_tiles->setTiles(studyTiles(result, m_other.get(), m_horizon));
  m_coefficients->setSeries(coefficientSeries(result, m_other.get(), m_horizon));
  m_longShort->setSeries(longShortSeries(result, m_other.get()));
  m_bucketReturns->setGroups(bucketReturns(result));
  m_buckets->setSeries(bucketSeries(result));
  m_decay->setGroups(decay(result));
  m_autocorrelation->setGroups(autocorrelation(result));
  m_bucketTurnover->setGroups(bucketTurnover(result));
  m_turnover->setSeries(turnoverSeries(result));
  m_coverage->setSeries(coverageSeries(result));
  fillCorrelation();
}

void LabPages::fillCorrelation()
{
  QStringList names;
  for (const std::string& name : m_result->report.names)
    names << QString::fromStdString(name);
  m_correlationStack->setCurrentIndex(names.size() < 2 ? 1 : 0);
  m_matrix->setMatrix(names, m_result->report.correlations);
}

void LabPages::fillSecurities()
{
  using widgets::CellTone;
  using widgets::TableCell;
  const LabResultPtr result = m_result;
  const auto name = [result](std::size_t row) -> const analytics::LabName& { return result->names[row]; };
  const auto number = [](double value, const QString& text, CellTone tone) { return TableCell{text, value, tone, {}}; };
  const auto change = [name, number](double analytics::LabName::* member) {
    return [name, number, member](std::size_t row) {
      const double value = name(row).*member;
      return number(value, widgets::formatSignedPercent(value), widgets::toneOf(value));
    };
  };
  const std::vector<widgets::TableColumn> columns{
      {[] { return Tr::tr("Rank"); }, true, 52,
          [number](
              std::size_t row) { return number(static_cast<double>(row), QString::number(row + 1), CellTone::Muted); }},
      {[] { return Tr::tr("Code"); }, false, 92,
          [name](std::size_t row) {
            return TableCell{
                codeOf(name(row).entityId), {}, CellTone::Secondary, QString::fromStdString(name(row).entityId)};
          }},
      {[] { return Tr::tr("Name"); }, false, 140,
          [name, context = &m_context](
              std::size_t row) { return TableCell{nameOf(*context, name(row).entityId), {}, CellTone::Neutral, {}}; }},
      {[] { return Tr::tr("Value", "of a factor"); }, true, 110,
          [name, number](std::size_t row) {
            return number(name(row).value, widgets::formatNumber(name(row).value, 4), CellTone::Neutral);
          }},
      {[] { return Tr::tr("Bucket"); }, true, 72,
          [name, number](std::size_t row) {
            const std::size_t bucket = name(row).bucket;
            return number(static_cast<double>(bucket),
                bucket == 0 ? QString(widgets::kMissing) : QString::number(bucket), CellTone::Neutral);
          }},
      {[] { return Tr::tr("Change", "percent"); }, true, 88, change(&analytics::LabName::change)},
      {[] { return Tr::tr("20 bars"); }, true, 88, change(&analytics::LabName::change20)}};
  m_names.setContent(columns, m_result->names.size());
  m_namesHead->setText(Tr::tr("Values at %1; a row moves the panels of the same link colour, a double click opens the "
                              "chart")
          .arg(dateText(*m_result, m_result->namesKey)));
  for (std::size_t i = 0; i < columns.size(); ++i)
    m_table->setColumnWidth(static_cast<int>(i), columns[i].width + 12);
}

void LabPages::retranslate()
{
  const QStringList tabs{
      Tr::tr("Overview"), Tr::tr("By bucket"), Tr::tr("Stability"), Tr::tr("Correlation"), Tr::tr("Securities")};
  for (int page = 0; page < PageCount; ++page)
    m_tabs->setTabText(page, tabs[page]);
  m_tabs->setAccessibleName(Tr::tr("What is shown of the study"));
  m_horizons->setAccessibleName(Tr::tr("Horizon"));
  m_tiles->setAccessibleName(Tr::tr("Figures of the study"));
  m_coefficients->setAccessibleName(Tr::tr("Information coefficients over time"));
  m_longShort->setAccessibleName(Tr::tr("Growth of the long–short portfolio"));
  m_bucketReturns->setAccessibleName(Tr::tr("Mean return by bucket"));
  m_buckets->setAccessibleName(Tr::tr("Growth of the buckets"));
  m_decay->setAccessibleName(Tr::tr("Decay over the horizons"));
  m_autocorrelation->setAccessibleName(Tr::tr("Autocorrelation of the ranks, by distance"));
  m_bucketTurnover->setAccessibleName(Tr::tr("Mean turnover by bucket"));
  m_turnover->setAccessibleName(Tr::tr("Turnover over time"));
  m_coverage->setAccessibleName(Tr::tr("Securities with a value"));
  m_matrix->setAccessibleName(Tr::tr("Correlation of the factors"));
  m_noMatrix->setText(Tr::tr("Name further factors under “Compare with” to see how alike they are."));
  m_table->setAccessibleName(Tr::tr("Securities of the newest date"));
  m_names.retranslate();
  if (m_result) {
    fillHorizons();
    fill();
    fillSecurities();
  }
}

}
