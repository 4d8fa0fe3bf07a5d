// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/why_dialog.h"

#include "core/storage/profile.h"
#include "ui/data/data_hub.h"
#include "ui/report/why_pane.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/link_moments.h"
#include "ui/shell/tr.h"

#include <QAction>
#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

namespace {

Result<backtest::WhyRow> answer(
    const WhyDialog::Question& question, const Store* ledger, const backtest::WhySources& sources, TaskControl& control)
{
  ZVT_TRY(const backtest::AccountRecords records, question.records());
  const auto fill = std::ranges::find(records.fills, question.fill, &trading::Fill::tradeId);
  if (!question.fill.empty() && fill != records.fills.end())
    return backtest::whyAccountFill(
        records, static_cast<std::size_t>(fill - records.fills.begin()), ledger, sources, control);
  return backtest::whyAccountOrder(records, question.id, ledger, sources, control);
}

}

WhyDialog::WhyDialog(const Context& context, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_pane(new WhyPane(context, this))
{
  setObjectName(QStringLiteral("whyDialog"));
  resize(760, 520);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(m_pane);
  connect(m_pane, &WhyPane::closed, this, &QDialog::close);
  connect(m_pane, &WhyPane::barChosen, this, [this](const std::string& entityId, LocalTime time) {
    if (m_context.links == nullptr)
      return;
    openPanel(QStringLiteral("chart")); // first: one that is opened now is to hear of it
    LinkMoments::of(*m_context.links).show(m_link, QString::fromStdString(entityId), time, this);
  });
  connect(m_pane, &WhyPane::dataRunChosen, this, [this](qint64 run) {
    if (m_context.dataHub == nullptr)
      return;
    m_context.dataHub->chooseRun(run); // first: a panel that is opened now looks for it
    openPanel(QStringLiteral("runs"));
  });
  retranslate();
}

WhyDialog* WhyDialog::ask(const Context& context, QWidget* over, Question question)
{
  QWidget* window = over->window();
  auto* dialog = window->findChild<WhyDialog*>(QStringLiteral("whyDialog"), Qt::FindDirectChildrenOnly);
  if (dialog == nullptr)
    dialog = new WhyDialog(context, window);
  dialog->explain(std::move(question));
  dialog->show();
  dialog->raise();
  dialog->activateWindow();
  return dialog;
}

void WhyDialog::explain(Question question)
{
  m_link = question.link;
  const Store* ledger = question.isKept && m_context.profile != nullptr ? &m_context.profile->ledger() : nullptr;
  m_pane->explain([question = std::move(question), ledger](const backtest::WhySources& sources, TaskControl& control) {
    return answer(question, ledger, sources, control);
  });
}

void WhyDialog::openPanel(const QString& id)
{
  QAction* action = m_context.actions ? m_context.actions->action(QStringLiteral("window.panel.") + id) : nullptr;
  if (action != nullptr)
    action->trigger();
}

void WhyDialog::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QDialog::changeEvent(event);
}

void WhyDialog::retranslate()
{
  setWindowTitle(Tr::tr("Why?"));
  m_pane->retranslate();
}

}
