// SPDX-License-Identifier: GPL-3.0-or-later
// What the report panel leads to: charts, other panels, files.
#include "core/backtest/backtest.h"
#include "core/backtest/market_source.h"
#include "core/backtest/run_folder.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/report/record_page.h"
#include "ui/report/report_panel.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/link_moments.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QAction>
#include <QPushButton>

namespace zvt::ui {

void ReportPanel::connectRows()
{
  const auto at = [](const auto& records, int row) { return &records[static_cast<std::size_t>(row)]; };
  connect(m_tradesPage, &RecordPage::rowActivated, this, [this, at](int row) {
    const analytics::RoundTrip* trade = at(m_report->input.trades, row);
    showOnChart(trade->entityId, trade->entryTime);
  });
  connect(m_ordersPage, &RecordPage::rowActivated, this, [this, at](int row) {
    const analytics::OrderRecord* order = at(m_report->input.orders, row);
    showOnChart(order->entityId, order->placedTime);
  });
  connect(m_fillsPage, &RecordPage::rowActivated, this, [this, at](int row) {
    const analytics::FillRecord* fill = at(m_report->input.fills, row);
    showOnChart(fill->entityId, fill->time);
  });
  connect(m_logPage, &RecordPage::rowActivated, this, [this, at](int row) {
    const RunEvent* event = at(*m_events, row);
    showOnChart(entityOf(*m_report, *event), event->time);
  });
}

void ReportPanel::openPanel(const QString& id)
{
  QAction* action = m_context.actions ? m_context.actions->action(QStringLiteral("window.panel.") + id) : nullptr;
  if (action != nullptr)
    action->trigger();
}

void ReportPanel::showOnChart(const std::string& entityId, LocalTime moment)
{
  if (m_context.links == nullptr || entityId.empty())
    return;
  openPanel(QStringLiteral("chart")); // first: one that is opened now is to hear of it
  LinkMoments::of(*m_context.links)
      .show(link(), QString::fromStdString(entityId), moment, this, backtest::moneyLevel(m_report->input.level));
}

void ReportPanel::readLog()
{
  m_log.setContent({}, 0);
  m_events = nullptr;
  runAsync(
      m_context.workers->next(), this,
      [report = m_report] { return std::make_shared<const std::vector<RunEvent>>(runEvents(*report)); },
      [this, report = m_report](std::shared_ptr<const std::vector<RunEvent>> events) {
        if (report != m_report)
          return;
        m_events = std::move(events);
        m_log.setContent(runEventColumns(m_report, m_events, m_nameOf), m_events->size());
        m_logPage->fitColumns();
        retranslate();
      });
}

void ReportPanel::chooseAndExport()
{
  if (!m_run)
    return;
  const FileQuestion question{Tr::tr("Export the report to a folder"), {}, {}, {}};
  if (const QString folder = dialogsOf(m_context).chooseFolder(this, question); !folder.isEmpty())
    exportTo(folder.toStdString());
}

void ReportPanel::exportTo(const std::filesystem::path& folder)
{
  if (!m_run)
    return;
  m_export->setEnabled(false);
  const bool redUp = widgets::Theme::current().scheme() == widgets::UpDownScheme::RedUp;
  const std::string language = widgets::Language::current().code().toStdString();
  runAsync(
      m_context.workers->next(), this,
      [run = m_run, files = m_context.files, folder, language, redUp]() -> Result<void> {
        ZVT_TRY_VOID(backtest::checkRunFolder(folder, *files));
        analytics::ReportModel report = run->report;
        report.input.redUp = redUp;
        return backtest::writeRunFolder(report, run->manifest, folder, *files, *Messages::load(language), language);
      },
      [this, folder](Result<void> outcome) {
        m_export->setEnabled(true);
        if (outcome && m_context.research != nullptr)
          m_context.research->rememberFolder(QString::fromStdString(folder.string()));
        if (outcome)
          notify(m_context, this, widgets::NoteKind::Ok,
              Tr::tr("The report was written to %1").arg(QString::fromStdString(folder.string())));
        else
          notify(m_context, this, widgets::NoteKind::Error, widgets::Language::current().describe(outcome.error()));
        Q_EMIT exported(outcome);
      });
}

}
