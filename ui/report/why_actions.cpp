// SPDX-License-Identifier: GPL-3.0-or-later
// What the report panel is asked: why a fill is as it is, and to show another run.
#include "core/backtest/backtest.h"
#include "core/backtest/run_reader.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/data/data_hub.h"
#include "ui/report/record_page.h"
#include "ui/report/report_panel.h"
#include "ui/report/run_choice.h"
#include "ui/report/why_pane.h"
#include "ui/report/why_tree.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"

#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace zvt::ui {

void ReportPanel::connectWhy()
{
  for (RecordPage* page : {m_tradesPage, m_ordersPage, m_fillsPage})
    page->offerWhy();
  connect(m_tradesPage, &RecordPage::whyRequested, this, [this](int row) {
    showWhy();
    m_why->explainTrade(m_run, static_cast<std::size_t>(row));
  });
  connect(
      m_ordersPage, &RecordPage::whyRequested, this, [this](int row) { explainOrder(static_cast<std::size_t>(row)); });
  connect(
      m_fillsPage, &RecordPage::whyRequested, this, [this](int row) { explainFill(static_cast<std::size_t>(row)); });
  connect(m_why, &WhyPane::barChosen, this, &ReportPanel::showOnChart);
  connect(m_why, &WhyPane::dataRunChosen, this, [this](qint64 run) {
    if (m_context.dataHub == nullptr)
      return;
    m_context.dataHub->chooseRun(run); // first: a panel that is opened now looks for it
    openPanel(QStringLiteral("runs"));
  });
  connect(m_why, &WhyPane::closed, this, [this] {
    m_why->hide();
    m_why->clear();
    m_pages->currentWidget()->setFocus();
  });
  if (m_context.research != nullptr)
    connect(m_context.research, &ResearchHub::whyRequested, this, &ReportPanel::answerWhy);
}

void ReportPanel::askWhy()
{
  if (auto* page = qobject_cast<RecordPage*>(m_pages->currentWidget()); page != nullptr && page != m_logPage)
    page->askWhy();
}

void ReportPanel::answerWhy()
{
  const auto fill = m_context.research != nullptr ? m_context.research->takeWhy() : std::nullopt;
  if (!fill || !m_report || *fill >= m_report->input.fills.size())
    return;
  setPage(FillsPage);
  m_fillsPage->showRow(static_cast<int>(*fill));
  explainFill(*fill);
}

void ReportPanel::showWhy()
{
  if (!m_why->isVisibleTo(m_split)) {
    m_why->show();
    const int width = m_split->width();
    m_split->setSizes({width * 3 / 5, width * 2 / 5});
  }
  m_why->tree()->setFocus();
}

void ReportPanel::explainFill(std::size_t fill)
{
  if (!m_run)
    return;
  showWhy();
  m_why->explainFill(m_run, fill);
}

void ReportPanel::explainOrder(std::size_t order)
{
  if (!m_run)
    return;
  showWhy();
  m_why->explainOrder(m_run, order);
}

/// Runs of this session, folders of before, and the way to any other.
void ReportPanel::fillRunMenu()
{
  m_runMenu->clear();
  if (m_context.research != nullptr) {
    for (const RunChoice& choice : runChoices(*m_context.research)) {
      QAction* action = m_runMenu->addAction(choice.caption);
      action->setCheckable(true);
      action->setChecked(choice.run != nullptr && choice.run == m_run);
      action->setToolTip(choice.folder);
      connect(action, &QAction::triggered, this, [this, choice] {
        if (choice.run)
          m_context.research->show(choice.run);
        else
          openFolder(choice.folder);
      });
    }
    m_runMenu->addSeparator();
  }
  QAction* other = m_runMenu->addAction(widgets::icon(QStringLiteral("folder")), Tr::tr("Open run…"));
  other->setObjectName(QStringLiteral("openRunAction"));
  connect(other, &QAction::triggered, this, &ReportPanel::chooseAndOpen);
  QAction* again =
      m_runMenu->addAction(widgets::icon(QStringLiteral("refresh")), Tr::tr("Run again from its manifest"));
  again->setObjectName(QStringLiteral("repeatRunAction"));
  again->setEnabled(m_run != nullptr && m_source != nullptr && !m_repeat.isRunning());
  connect(again, &QAction::triggered, this, &ReportPanel::repeatRun);
}

void ReportPanel::chooseAndOpen()
{
  const FileQuestion question{Tr::tr("Open the folder of a run"), {}, {}, {}};
  if (const QString folder = dialogsOf(m_context).chooseFolder(this, question); !folder.isEmpty())
    openFolder(folder);
}

void ReportPanel::openFolder(const QString& folder)
{
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = std::filesystem::path(folder.toStdString())] {
        return backtest::readRunFolder(path, *files);
      },
      [this, folder](Result<backtest::BacktestRun> run) {
        if (!run) {
          notify(m_context, this, widgets::NoteKind::Error, widgets::Language::current().describe(run.error()));
          Q_EMIT opened(std::unexpected(run.error()));
          return;
        }
        if (m_context.research != nullptr) {
          m_context.research->rememberFolder(folder);
          m_context.research->show(std::make_shared<const backtest::BacktestRun>(*std::move(run)));
        }
        Q_EMIT opened({});
      });
}

}
