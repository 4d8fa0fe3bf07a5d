// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_overview.h"

#include "core/analytics/report.h"
#include "ui/report/report_figures.h"
#include "ui/report/report_parts.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/table/column_fit.h"
#include "widgets/table/data_table.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

#include <array>
#include <vector>

namespace zvt::ui {

namespace {

std::vector<int> widthsOf(const std::vector<widgets::TableColumn>& columns)
{
  std::vector<int> widths;
  for (const widgets::TableColumn& column : columns)
    widths.push_back(column.width);
  return widths;
}

}

ReportOverview::ReportOverview(widgets::ColumnTable& trades, QWidget* parent)
    : QWidget(parent)
    , m_trades(trades)
    , m_tiles(new widgets::MetricTiles(this))
    , m_chart(new widgets::EquityChart(this))
    , m_months(new widgets::MonthHeatMap(this))
    , m_costs(new widgets::CostBar(this))
    , m_tradesTable(new widgets::DataTable(this))
    , m_drawdownsTable(new widgets::DataTable(this))
    , m_tradesFit(new widgets::ColumnFit(m_tradesTable))
    , m_drawdownsFit(new widgets::ColumnFit(m_drawdownsTable))
    , m_logarithmic(new QCheckBox(this))
{
  m_tiles->setObjectName(QStringLiteral("metricTiles"));
  m_chart->setObjectName(QStringLiteral("equityChart"));
  m_months->setObjectName(QStringLiteral("monthHeatMap"));
  m_costs->setObjectName(QStringLiteral("costBar"));
  m_tradesTable->setObjectName(QStringLiteral("latestTradesTable"));
  m_drawdownsTable->setObjectName(QStringLiteral("drawdownsTable"));
  m_logarithmic->setObjectName(QStringLiteral("logarithmicCheckBox"));
  m_tradesProxy.setSourceModel(&m_trades);
  m_tradesProxy.setSortRole(widgets::SortRole);
  m_tradesTable->setModel(&m_tradesProxy);
  enableSymbolDrag(m_tradesTable);
  m_tradesTable->setSortingEnabled(true);
  m_tradesTable->viewport()->installEventFilter(this);
  m_drawdownsTable->setModel(&m_drawdowns);
  connect(m_logarithmic, &QCheckBox::toggled, m_chart, &widgets::EquityChart::setLogarithmic);
  connect(m_tradesTable, &widgets::DataTable::rowActivated, this,
      [this](const QModelIndex& index) { Q_EMIT tradeActivated(m_tradesProxy.mapToSource(index).row()); });

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_tiles);
  layout->addWidget(reportSplitter(Qt::Horizontal, {makeLeft(), makeRight()}, {2, 1}), 1);
}

QWidget* ReportOverview::titledHead(QLabel*& title, QLabel*& note)
{
  auto* head = new QWidget(this);
  head->setProperty("surface", QStringLiteral("bar"));
  head->setFixedHeight(widgets::Theme::current().metrics().panelTitle);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(8, 0, 8, 0);
  auto* strong = new widgets::TextLabel({}, head);
  title = strong->setRole(static_cast<int>(widgets::FontRole::Body), true);
  auto* muted = new widgets::TextLabel({}, head);
  note = muted->setTone(widgets::TextTone::Muted)->setRole(static_cast<int>(widgets::FontRole::Caption));
  row->addWidget(title);
  row->addWidget(note);
  row->addStretch(1);
  return head;
}

QWidget* ReportOverview::makeLeft()
{
  auto* trades = new QWidget(this);
  auto* layout = new QVBoxLayout(trades);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  QWidget* head = titledHead(m_tradesTitle, m_tradesNote);
  head->layout()->addWidget(m_logarithmic);
  layout->addWidget(head);
  layout->addWidget(m_tradesTable, 1);
  return reportSplitter(Qt::Vertical, {m_chart, trades}, {3, 2});
}

QWidget* ReportOverview::makeRight()
{
  auto* side = new QWidget(this);
  auto* layout = new QVBoxLayout(side);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(titledHead(m_monthsTitle, m_monthsNote));
  layout->addWidget(m_months);
  layout->addWidget(titledHead(m_drawdownsTitle, m_drawdownsNote));
  layout->addWidget(m_drawdownsTable, 1);
  layout->addWidget(titledHead(m_costsTitle, m_costsNote));
  layout->addWidget(m_costs);
  return side;
}

void ReportOverview::setReport(const ReportPtr& report, const NameOf& nameOf)
{
  m_report = report;
  m_nameOf = nameOf;
  m_drawdowns.setContent(drawdownColumns(report), report->drawdowns.size());
  hideTrades();
  m_tradesFit->setWanted(widthsOf(m_trades.columns()));
  m_drawdownsFit->setWanted(widthsOf(m_drawdowns.columns()));
  // The newest first, by their exit.
  constexpr int kExitColumn = 6;
  m_tradesTable->sortByColumn(kExitColumn, Qt::DescendingOrder);
  retranslate();
}

/// What a narrow list of trades can do without goes first; what came of them stays. All of it is on the page of trades.
void ReportOverview::hideTrades()
{
  constexpr std::array kCanGo{13, 12, 1, 9, 5, 7, 3, 4}; // MFE, MAE, code, costs, prices, quantity, entry
  const auto& columns = m_trades.columns();
  int needed = 0;
  for (const widgets::TableColumn& column : columns)
    needed += column.width;
  std::vector<bool> isGone(columns.size(), false);
  for (const int column : kCanGo)
    if (const auto at = static_cast<std::size_t>(column);
        at < columns.size() && needed > m_tradesTable->viewport()->width()) {
      needed -= columns[at].width;
      isGone[at] = true;
    }
  for (std::size_t i = 0; i < columns.size(); ++i)
    m_tradesTable->setColumnHidden(static_cast<int>(i), isGone[i]);
}

bool ReportOverview::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_tradesTable->viewport() && event->type() == QEvent::Resize && m_report) {
    hideTrades();
    m_tradesFit->fit();
  }
  return QWidget::eventFilter(watched, event);
}

void ReportOverview::refresh()
{
  if (!m_report)
    return;
  m_tiles->setTiles(metricTiles(*m_report));
  m_chart->setCurve(equityCurve(*m_report, m_nameOf));
  m_months->setYears(heatYears(*m_report));
  m_costs->setCosts(costShares(*m_report), widgets::Language::current().text("report.noCosts"));
  m_tradesNote->setText(widgets::formatNumber(static_cast<double>(m_report->input.trades.size()), 0));
  m_drawdownsNote->setText(m_report->drawdowns.empty() ? widgets::Language::current().text("report.noDrawdowns")
                                                       : QString::number(m_report->drawdowns.size()));
  m_costsNote->setText(
      widgets::formatNumber(m_costs->total(), 2) + u' ' + QString::fromStdString(m_report->input.currency));
}

void ReportOverview::retranslate()
{
  const widgets::Language& language = widgets::Language::current();
  m_tradesTitle->setText(language.text("report.section.trades"));
  m_monthsTitle->setText(language.text("report.section.months"));
  m_drawdownsTitle->setText(language.text("report.section.drawdowns"));
  m_costsTitle->setText(language.text("report.section.costs"));
  m_logarithmic->setText(Tr::tr("Log scale"));
  m_tiles->setAccessibleName(language.text("report.section.metrics"));
  m_chart->setAccessibleName(language.text("report.section.equity"));
  m_months->setAccessibleName(language.text("report.section.months"));
  m_costs->setAccessibleName(language.text("report.section.costs"));
  m_tradesTable->setAccessibleName(language.text("report.section.trades"));
  m_drawdownsTable->setAccessibleName(language.text("report.section.drawdowns"));
  m_drawdowns.retranslate();
  refresh();
}

}
