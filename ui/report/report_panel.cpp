// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_panel.h"

#include "core/backtest/backtest.h"
#include "core/market/entity.h"
#include "ui/report/attribution_page.h"
#include "ui/report/costs_page.h"
#include "ui/report/exposure_page.h"
#include "ui/report/holdings_page.h"
#include "ui/report/manifest_page.h"
#include "ui/report/record_page.h"
#include "ui/report/report_figures.h"
#include "ui/report/report_overview.h"
#include "ui/report/returns_page.h"
#include "ui/report/why_pane.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {

constexpr int kOverviewHeight = 560;

/// Of the pages, as a workspace keeps them.
constexpr std::array<const char*, ReportPanel::PageCount> kPageNames{"overview", "returns", "trades", "holdings",
    "exposure", "attribution", "costs", "orders", "fills", "log", "manifest"};

/// Facts that the line over a report shows; the others are on the manifest's page.
constexpr std::array<std::string_view, 5> kShownFacts{"backtest.fact.strategy_hash", "backtest.fact.data_hash",
    "backtest.fact.rules_version", "backtest.fact.seed", "backtest.fact.fill"};

}

ReportPanel::ReportPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_repeat(context.tasks, context.taskFeed, context.workers)
{
  m_nameOf = [entities = context.entities](const std::string& id) -> QString {
    const auto table = entities ? entities() : nullptr;
    const auto index = table ? table->find(id) : std::nullopt;
    return index ? QString::fromStdString(table->at(*index).name) : QString();
  };
  auto* content = new QWidget(this);
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeHead(content));
  layout->addWidget(makeFactsLine(content));
  m_overview = new ReportOverview(m_trades, content);
  m_tradesPage = new RecordPage(QStringLiteral("trades"), m_trades, content);
  m_ordersPage = new RecordPage(QStringLiteral("orders"), m_orders, content);
  m_fillsPage = new RecordPage(QStringLiteral("fills"), m_fills, content);
  m_logPage = new RecordPage(QStringLiteral("log"), m_log, content);
  m_manifest = new ManifestPage(content);
  m_returns = new ReturnsPage(content);
  m_holdings = new HoldingsPage(content);
  m_exposure = new ExposurePage(content);
  m_attribution = new AttributionPage(content);
  m_costs = new CostsPage(content);
  m_pages = new QStackedWidget(content);
  // In a low panel the charts keep their height and are scrolled.
  m_overview->setMinimumHeight(kOverviewHeight);
  auto* scroll = new QScrollArea(m_pages);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(m_overview);
  for (QWidget* page : std::initializer_list<QWidget*>{scroll, m_returns, m_tradesPage, m_holdings, m_exposure,
           m_attribution, m_costs, m_ordersPage, m_fillsPage, m_logPage, m_manifest})
    m_pages->addWidget(page);
  m_why = new WhyPane(m_context, content);
  m_why->hide();
  m_split = new QSplitter(Qt::Horizontal, content);
  m_split->setObjectName(QStringLiteral("reportSplit"));
  m_split->setChildrenCollapsible(false);
  m_split->addWidget(m_pages);
  m_split->addWidget(m_why);
  m_split->setStretchFactor(0, 3);
  m_split->setStretchFactor(1, 2);
  layout->addWidget(m_split, 1);
  setContent(content);

  connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
  connect(m_overview, &ReportOverview::tradeActivated, this, [this](int row) {
    setPage(TradesPage);
    m_tradesPage->showRow(row);
  });
  connectRows();
  connectWhy();
  connectRepeat();
  if (m_context.research != nullptr)
    connect(m_context.research, &ResearchHub::published, this, &ReportPanel::follow);
  retranslate();
  if (m_context.research != nullptr && m_context.research->run())
    follow();
  answerWhy();
}

QWidget* ReportPanel::makeHead(QWidget* content)
{
  auto* head = new QWidget(content);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 8, 0);
  row->setSpacing(12);
  m_tabs = new QTabBar(head);
  m_tabs->setObjectName(QStringLiteral("reportTabs"));
  m_tabs->setExpanding(false);
  m_tabs->setDrawBase(false);
  m_tabs->setUsesScrollButtons(true);
  for (int page = 0; page < PageCount; ++page)
    m_tabs->addTab(QString());
  m_open = new QToolButton(head);
  m_open->setObjectName(QStringLiteral("openRunButton"));
  m_open->setIcon(widgets::icon(QStringLiteral("folder")));
  m_open->setAutoRaise(true);
  m_open->setPopupMode(QToolButton::InstantPopup);
  m_runMenu = new QMenu(m_open);
  m_open->setMenu(m_runMenu);
  connect(m_runMenu, &QMenu::aboutToShow, this, &ReportPanel::fillRunMenu);
  m_compare = new QPushButton(head);
  m_compare->setObjectName(QStringLiteral("compareButton"));
  m_compare->setProperty("controlSize", QStringLiteral("compact"));
  m_compare->setIcon(widgets::icon(QStringLiteral("compare")));
  m_compare->setVisible(m_context.actions != nullptr);
  m_export = new QPushButton(head);
  m_export->setObjectName(QStringLiteral("exportButton"));
  m_export->setProperty("controlSize", QStringLiteral("compact"));
  m_export->setIcon(widgets::icon(QStringLiteral("export")));
  row->addWidget(m_tabs, 1);
  row->addWidget(m_open);
  row->addWidget(m_compare);
  row->addWidget(m_export);
  connect(m_compare, &QPushButton::clicked, this, [this] {
    openPanel(QStringLiteral("compare"));
    if (m_context.research != nullptr)
      m_context.research->requestCompare();
  });
  connect(m_export, &QPushButton::clicked, this, &ReportPanel::chooseAndExport);
  return head;
}

/// What the run stands on, and what is to be known before it is believed.
QWidget* ReportPanel::makeFactsLine(QWidget* content)
{
  auto* line = new QWidget(content);
  auto* row = new QHBoxLayout(line);
  row->setContentsMargins(8, 4, 8, 4);
  row->setSpacing(12);
  m_facts = new QHBoxLayout;
  m_facts->setSpacing(6);
  m_span = new widgets::TextLabel({}, line);
  m_span->setTone(widgets::TextTone::Muted)->setRole(static_cast<int>(widgets::FontRole::Caption));
  m_warnings = new QToolButton(line);
  m_warnings->setObjectName(QStringLiteral("warningsButton"));
  m_warnings->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_warnings->setAutoRaise(true);
  row->addLayout(m_facts, 1);
  row->addWidget(m_warnings);
  row->addWidget(m_span);
  connect(m_warnings, &QToolButton::clicked, this, [this] { setPage(ManifestTab); });
  return line;
}

QString ReportPanel::title() const
{
  return Tr::tr("Report");
}

QString ReportPanel::subtitle() const
{
  return m_report ? QString::fromStdString(m_report->input.title) : QString();
}

QJsonObject ReportPanel::saveState() const
{
  const auto page = static_cast<std::size_t>(std::max(m_tabs->currentIndex(), 0));
  return {{QStringLiteral("page"), QLatin1String(kPageNames[page])}};
}

void ReportPanel::restoreState(const QJsonObject& state)
{
  const QString name = state.value(QLatin1String("page")).toString();
  for (std::size_t page = 0; page < kPageNames.size(); ++page)
    if (name == QLatin1String(kPageNames[page]))
      setPage(static_cast<Page>(page));
}

void ReportPanel::setPage(Page page)
{
  m_tabs->setCurrentIndex(std::clamp(static_cast<int>(page), 0, PageCount - 1));
}

void ReportPanel::follow()
{
  m_run = m_context.research != nullptr ? m_context.research->run() : nullptr;
  if (!m_run) {
    EmptyText text{QStringLiteral("report"), Tr::tr("The report of a backtest appears here."), {}, {}};
    if (m_context.research != nullptr) {
      text.button = Tr::tr("Run backtest");
      text.action = [hub = m_context.research] { hub->requestRun(); };
    }
    showEmpty(text);
    return;
  }
  if (m_report.get() != &m_run->report) {
    m_why->hide();
    m_why->clear();
  }
  m_report = ReportPtr(m_run, &m_run->report);
  m_trades.setContent(tradeColumns(m_report, m_nameOf), m_report->input.trades.size());
  m_orders.setContent(orderColumns(m_report, m_nameOf), m_report->input.orders.size());
  m_fills.setContent(fillColumns(m_report, m_nameOf), m_report->input.fills.size());
  readLog();
  m_overview->setReport(m_report, m_nameOf);
  m_returns->setReport(m_report);
  m_holdings->setReport(m_report, m_nameOf);
  m_exposure->setReport(m_report);
  m_attribution->setReport(m_report);
  m_costs->setReport(m_report);
  for (RecordPage* page : {m_tradesPage, m_ordersPage, m_fillsPage})
    page->fitColumns();
  retranslate();
  showContent();
}

void ReportPanel::fillFacts()
{
  while (QLayoutItem* item = m_facts->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  for (const FactText& fact : factTexts(*m_report)) {
    if (std::find(kShownFacts.begin(), kShownFacts.end(), fact.key) == kShownFacts.end())
      continue;
    const int caption = static_cast<int>(widgets::FontRole::Caption);
    m_facts->addWidget((new widgets::TextLabel(fact.label, this))->setTone(widgets::TextTone::Muted)->setRole(caption));
    auto* value = (new widgets::TextLabel(fact.value, this))
                      ->setRole(fact.isHash ? static_cast<int>(widgets::FontRole::Mono) : caption);
    value->setToolTip(fact.whole);
    m_facts->addWidget(value);
    m_facts->addSpacing(10);
  }
  m_facts->addStretch(1);
}

void ReportPanel::retranslate()
{
  if (m_tabs == nullptr || m_export == nullptr)
    return;
  const auto counted = [this](const QString& name, std::size_t count) {
    return m_report ? QString(name + QStringLiteral("  ") + widgets::formatNumber(static_cast<double>(count), 0))
                    : name;
  };
  const analytics::ReportInput nothing;
  const analytics::ReportInput& input = m_report ? m_report->input : nothing;
  const QString trades = Tr::tr("Trades"), orders = Tr::tr("Orders"), fills = Tr::tr("Fills");
  m_tabs->setTabText(OverviewPage, Tr::tr("Overview"));
  m_tabs->setTabText(TradesPage, counted(trades, input.trades.size()));
  m_tabs->setTabText(OrdersPage, counted(orders, input.orders.size()));
  m_tabs->setTabText(FillsPage, counted(fills, input.fills.size()));
  m_tabs->setTabText(ReturnsTab, Tr::tr("Returns"));
  m_tabs->setTabText(HoldingsTab, Tr::tr("Holdings"));
  m_tabs->setTabText(ExposureTab, widgets::Language::current().text("report.section.exposure"));
  m_tabs->setTabText(AttributionTab, widgets::Language::current().text("report.tab.attribution"));
  m_tabs->setTabText(CostsTab, widgets::Language::current().text("report.section.costs"));
  m_tabs->setTabText(LogPage, counted(Tr::tr("Log"), m_events ? m_events->size() : 0));
  m_tabs->setTabText(ManifestTab, Tr::tr("Manifest"));
  m_tabs->setAccessibleName(Tr::tr("Report"));
  m_compare->setText(Tr::tr("Compare…"));
  m_compare->setToolTip(Tr::tr("Put this run beside another"));
  m_export->setText(Tr::tr("Export…"));
  m_export->setToolTip(Tr::tr("Write the report as HTML and CSV to a folder"));
  m_open->setToolTip(Tr::tr("Show another run: of this session, or from a folder"));
  m_open->setAccessibleName(Tr::tr("Open run"));
  m_why->retranslate();
  m_overview->retranslate();
  m_returns->retranslate();
  m_holdings->retranslate();
  m_exposure->retranslate();
  m_attribution->retranslate();
  m_costs->retranslate();
  m_tradesPage->retranslate(trades);
  m_ordersPage->retranslate(orders);
  m_fillsPage->retranslate(fills);
  m_logPage->retranslate(Tr::tr("Log"));
  m_manifest->retranslate();
  m_trades.retranslate();
  m_orders.retranslate();
  m_fills.retranslate();
  m_log.retranslate();
  m_warnings->setVisible(m_report && !input.warnings.empty());
  if (m_report) {
    m_warnings->setText(Tr::tr("%n warnings", nullptr, static_cast<int>(input.warnings.size())));
    m_span->setText(spanText(*m_report));
    QStringList sentences;
    for (const Error& warning : input.warnings)
      sentences << widgets::Language::current().describe(warning);
    m_warnings->setToolTip(sentences.join(u'\n'));
    fillFacts();
    m_manifest->setRun(*m_report, m_run->manifest);
    showRepeat();
  } else {
    follow();
  }
  themeChanged();
  Q_EMIT titleChanged();
}

void ReportPanel::themeChanged()
{
  if (m_warnings == nullptr)
    return;
  m_warnings->setIcon(widgets::icon(QStringLiteral("warning"), widgets::Theme::current().colors().state.warning.text));
  if (!m_report)
    return;
  m_why->refresh();
  m_overview->refresh();
  m_returns->refresh();
  m_holdings->refresh();
  m_exposure->refresh();
  m_attribution->refresh();
  m_costs->refresh();
}

void registerReportPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("report");
  spec.title = [] { return Tr::tr("Report"); };
  spec.icon = QStringLiteral("report");
  spec.menu = QStringLiteral("strategy");
  spec.places = {{QStringLiteral("research"), DockArea::Centre, 1, 1600, 1, true},
      {QStringLiteral("strategy"), DockArea::Bottom, 0, 360, 1, false}};
  spec.create = [](const Context& context, QWidget* parent) { return new ReportPanel(context, parent); };
  registry.add(std::move(spec));
}

}
