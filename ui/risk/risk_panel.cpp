// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/risk/risk_panel.h"

#include "core/trading/paper_session.h"
#include "core/trading/risk/risk_desk.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"
#include "ui/risk/approval_dialog.h"
#include "ui/risk/limit_dialog.h"
#include "ui/risk/limit_editor.h"
#include "ui/risk/risk_texts.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel_keys.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/segmented_control.h"
#include "widgets/table/data_table.h"
#include "widgets/table/sorted_table.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPointer>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr int kRefreshMs = 1000;

/// New columns only where the number of rows changed, so that what is chosen stays chosen.
void setRows(
    widgets::ColumnTable& model, widgets::DataTable* table, std::vector<widgets::TableColumn> columns, std::size_t rows)
{
  if (!model.columns().empty() && rows == static_cast<std::size_t>(model.rowCount()))
    return model.retranslate();
  const bool isFirst = model.columns().empty();
  model.setContent(std::move(columns), rows);
  if (isFirst)
    widgets::setColumnWidths(table, model);
}

risk::RiskLimit usual(std::string rule, int thousandths, risk::LimitUnit unit)
{
  risk::RiskLimit limit;
  limit.rule = std::move(rule);
  limit.limit = unit == risk::LimitUnit::OfEquity || unit == risk::LimitUnit::Fraction
      ? Decimal::fromDouble(thousandths / 1000.0).value_or(Decimal())
      : Decimal::fromInt(thousandths);
  limit.unit = unit;
  limit.warnAt = Decimal::fromDouble(0.8).value_or(Decimal());
  return limit;
}

}

RiskPanel::RiskPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_usages(std::make_shared<const std::vector<risk::LimitUsage>>())
    , m_requests(std::make_shared<const std::vector<risk::ApprovalRequest>>())
{
  build();
  if (m_context.risk != nullptr && m_context.workers != nullptr) {
    m_editor = new LimitEditor(m_context, this);
    setUndoStack(m_editor->undoStack());
    connect(m_editor, &LimitEditor::changed, this, &RiskPanel::refresh);
    connect(m_editor, &LimitEditor::failed, this, [this](const Error& error) {
      notify(m_context, this, widgets::NoteKind::Error, widgets::Language::current().describe(error));
    });
    connect(m_editor, &LimitEditor::warned, this, [this](const Error& warning) {
      notify(m_context, this, widgets::NoteKind::Warning, widgets::Language::current().describe(warning));
    });
  }
  m_timer.setInterval(kRefreshMs);
  connect(&m_timer, &QTimer::timeout, this, &RiskPanel::refresh);
  retranslate();
  refresh();
}

void RiskPanel::build()
{
  const auto action = [this](const char* name, const char* icon, auto run) {
    auto* made = new QAction(widgets::icon(QLatin1String(icon)), QString(), this);
    made->setObjectName(QLatin1String(name));
    connect(made, &QAction::triggered, this, run);
    return made;
  };
  m_add = action("addLimit", "plus", [this] { addLimit(); });
  m_edit = action("editLimit", "pencil", [this] { editLimit(); });
  m_remove = action("removeLimit", "trash", [this] { removeLimits(); });
  m_agree = action("approveOrder", "check", [this] { decide(true); });
  m_refuse = action("refuseOrder", "blocked", [this] { decide(false); });
  m_pages = new widgets::SegmentedControl(this);
  m_pages->setObjectName(QStringLiteral("riskPages"));
  m_pages->addSegment(QStringLiteral("limits"), QString());
  m_pages->addSegment(QStringLiteral("exposure"), QString());
  m_pages->addSegment(QStringLiteral("approvals"), QString());
  m_pages->setValue(QStringLiteral("limits"));
  auto* content = new QWidget(this);
  m_note = new widgets::Note(widgets::NoteKind::Warning, {}, content);
  m_stack = new QStackedWidget(content);
  m_limitTable = widgets::sortedTable(m_stack, "limitTable", m_sortedLimits, m_limits);
  m_approvalTable = widgets::sortedTable(m_stack, "approvalTable", m_sortedApprovals, m_approvals);
  m_exposure = new RiskExposurePage(m_context, m_stack);
  m_stack->addWidget(m_limitTable);
  m_stack->addWidget(m_exposure);
  m_stack->addWidget(m_approvalTable);
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_note);
  layout->addWidget(m_stack, 1);
  setContent(content);
  connect(m_pages, &widgets::SegmentedControl::chosen, this, &RiskPanel::showPage);
  connect(m_exposure, &RiskExposurePage::asked, this, &RiskPanel::refresh);
  connect(m_limitTable, &widgets::DataTable::rowActivated, this, &RiskPanel::editLimit);
  connect(m_approvalTable, &widgets::DataTable::rowActivated, this, [this] { decide(true); });
}

QString RiskPanel::title() const
{
  return Tr::tr("Risk limits");
}

QString RiskPanel::subtitle() const
{
  const auto count = [this](risk::RiskVerdict verdict) {
    return static_cast<int>(std::ranges::count(*m_usages, verdict, &risk::LimitUsage::verdict));
  };
  if (m_usages->empty())
    return {};
  return Tr::tr("%1 warned, %2 used up").arg(count(risk::RiskVerdict::Warn)).arg(count(risk::RiskVerdict::Block));
}

QWidget* RiskPanel::titleWidget()
{
  return m_pages;
}

QList<QAction*> RiskPanel::titleActions()
{
  return {m_add, m_edit, m_remove, m_agree, m_refuse};
}

QJsonObject RiskPanel::saveState() const
{
  return {{QStringLiteral("page"), m_pages->value()}, {QStringLiteral("limits"), m_limitTable->saveColumns()},
      {QStringLiteral("approvals"), m_approvalTable->saveColumns()}, {QStringLiteral("exposure"), m_exposure->state()}};
}

void RiskPanel::restoreState(const QJsonObject& state)
{
  m_limitTable->restoreColumns(state.value(u"limits").toObject());
  m_approvalTable->restoreColumns(state.value(u"approvals").toObject());
  m_exposure->restore(state.value(u"exposure").toObject());
  if (const QString page = state.value(u"page").toString(); m_pages->values().contains(page))
    showPage(page);
}

bool RiskPanel::isApprovals() const
{
  return m_pages->value() == u"approvals";
}

bool RiskPanel::isLimits() const
{
  return m_pages->value() == u"limits";
}

bool RiskPanel::isExposure() const
{
  return m_pages->value() == u"exposure";
}

void RiskPanel::showPage(const QString& page)
{
  m_pages->setValue(page);
  m_stack->setCurrentIndex(isApprovals() ? 2 : isExposure() ? 1 : 0);
  showState();
  if (isExposure())
    refresh();
}

void RiskPanel::refresh()
{
  if (m_editor == nullptr)
    return showState();
  if (m_isReading) {
    m_isAskedAgain = true;
    return;
  }
  m_isReading = true;
  const auto wanted = isExposure() ? std::optional(m_exposure->question()) : std::nullopt;
  runAsync(
      m_context.workers->next(), this,
      [desk = m_context.risk, wanted, entities = m_context.entities()] {
        Look look{desk->book().usage(), desk->approvals().all(), desk->clutch().engaged(), desk->problem(), {}};
        if (wanted)
          look.exposure = RiskExposurePage::read(*desk, entities.get(), *wanted);
        return look;
      },
      [this](Look look) { take(std::move(look)); });
}

void RiskPanel::take(Look look)
{
  m_isReading = false;
  m_usages = std::make_shared<const std::vector<risk::LimitUsage>>(std::move(look.usages));
  std::ranges::reverse(look.requests); // newest first
  m_requests = std::make_shared<const std::vector<risk::ApprovalRequest>>(std::move(look.requests));
  m_stopped = std::move(look.stopped);
  m_problem = std::move(look.problem);
  if (look.exposure)
    m_exposure->take(std::move(*look.exposure));
  setRows(m_limits, m_limitTable, limitColumns(m_context, &m_usages), m_usages->size());
  setRows(m_approvals, m_approvalTable, approvalColumns(m_context, &m_requests), m_requests->size());
  showState();
  Q_EMIT refreshed();
  if (std::exchange(m_isAskedAgain, false))
    refresh();
}

void RiskPanel::showState()
{
  const bool canEdit = m_editor != nullptr && !m_editor->isBusy() && m_problem.code.empty();
  m_add->setVisible(isLimits());
  m_edit->setVisible(isLimits());
  m_remove->setVisible(isLimits());
  m_agree->setVisible(isApprovals());
  m_refuse->setVisible(isApprovals());
  m_add->setEnabled(canEdit);
  m_edit->setEnabled(canEdit && !m_usages->empty());
  m_remove->setEnabled(canEdit && !m_usages->empty());
  for (QAction* one : {m_agree, m_refuse})
    one->setEnabled(m_editor != nullptr && !m_requests->empty());
  showNote();
  if (m_editor == nullptr)
    showEmpty({QStringLiteral("shield"), Tr::tr("There is no account here whose orders could be limited."), {}, {}});
  else if (!m_problem.code.empty() || !m_stopped.empty())
    showContent(); // the note says it all
  else if (isApprovals() && m_requests->empty())
    showEmpty({QStringLiteral("shield"), Tr::tr("Orders that wait until somebody agrees to them stand here."), {}, {}});
  else if (isExposure() && m_exposure->isEmpty())
    showEmpty({QStringLiteral("shield"), Tr::tr("What the accounts hold stands here by industry, tag and currency."),
        {}, {}});
  else if (isLimits() && m_usages->empty())
    showEmpty({QStringLiteral("shield"),
        Tr::tr("Nothing is limited. Limits refuse orders that would put too much into one security, lose too much in a "
               "day, or ask too much of the exchange."),
        Tr::tr("Begin with the usual limits"), [this] { takeUsualLimits(); }});
  else
    showContent();
  Q_EMIT titleChanged();
}

void RiskPanel::showNote()
{
  QString text;
  if (!m_problem.code.empty())
    text = Tr::tr("No order goes: %1").arg(widgets::Language::current().describe(m_problem));
  else if (!m_stopped.empty())
    text = stoppedText(m_stopped.front());
  m_note->setNote(m_problem.code.empty() ? widgets::NoteKind::Warning : widgets::NoteKind::Error, text);
  m_note->setVisible(!text.isEmpty());
}

std::vector<std::size_t> RiskPanel::chosenLimits() const
{
  std::vector<std::size_t> rows;
  if (!m_edit->isEnabled() || !isLimits())
    return rows;
  for (const QModelIndex& index : m_limitTable->selectionModel()->selectedRows()) {
    const auto row = static_cast<std::size_t>(m_sortedLimits.mapToSource(index).row());
    const auto limits = m_editor->limits().limits;
    // Somebody else may have changed them since they were read.
    if (row < m_usages->size() && row < limits.size() && limits[row] == (*m_usages)[row].limit)
      rows.push_back(row);
  }
  return rows;
}

void RiskPanel::addLimit()
{
  if (!m_add->isEnabled() || !isLimits()) // by its key
    return;
  LimitDialog dialog(usual("name", 200, risk::LimitUnit::OfEquity), true, this); // 0 would refuse everything
  if (dialog.exec() != QDialog::Accepted)
    return;
  risk::RiskLimits limits = m_editor->limits();
  limits.limits.push_back(dialog.limit().value());
  m_editor->change(Tr::tr("Add a limit"), std::move(limits));
}

void RiskPanel::editLimit()
{
  const auto rows = chosenLimits();
  if (rows.empty())
    return;
  risk::RiskLimits limits = m_editor->limits();
  LimitDialog dialog(limits.limits[rows.front()], false, this);
  if (dialog.exec() != QDialog::Accepted || m_editor->limits() != limits)
    return;
  limits.limits[rows.front()] = dialog.limit().value();
  m_editor->change(Tr::tr("Change a limit"), std::move(limits));
}

void RiskPanel::removeLimits()
{
  auto rows = chosenLimits();
  if (rows.empty())
    return;
  risk::RiskLimits limits = m_editor->limits();
  std::ranges::sort(rows, std::ranges::greater());
  for (const std::size_t row : rows)
    limits.limits.erase(limits.limits.begin() + static_cast<std::ptrdiff_t>(row));
  const int count = static_cast<int>(rows.size());
  m_editor->change(Tr::tr("Remove limits"), std::move(limits));
  notify(m_context, this, widgets::NoteKind::Info, Tr::tr("%n limit(s) removed", nullptr, count),
      undoAction([editor = QPointer(m_editor)] {
        if (editor)
          editor->undoStack()->undo();
      }));
}

void RiskPanel::takeUsualLimits()
{
  using enum risk::LimitUnit;
  risk::RiskLimits limits = m_editor->limits();
  limits.limits = {usual("name", 200, OfEquity), usual("gross", 950, OfEquity), usual("daily_loss", 20, OfEquity),
      usual("drawdown", 120, OfEquity), usual("order_rate", 299, PerSecond), usual("order_rate", 19'999, PerDay),
      usual("fat_finger_price", 50, Fraction)};
  // Of the account that a person trades: what strategies play with is no money of his.
  if (m_context.paperSession != nullptr)
    for (risk::RiskLimit& limit : limits.limits)
      limit.scope.account = m_context.paperSession->orders().snapshot()->account->settings().name;
  m_editor->change(Tr::tr("Usual limits"), std::move(limits));
}

void RiskPanel::decide(bool agrees)
{
  const QModelIndexList chosen = m_approvalTable->selectionModel()->selectedRows();
  if (chosen.isEmpty() || !isApprovals() || m_editor == nullptr)
    return;
  const auto row = static_cast<std::size_t>(m_sortedApprovals.mapToSource(chosen.front()).row());
  const risk::ApprovalRequest request = (*m_requests)[row];
  ApprovalDialog dialog(m_context, request, agrees, this);
  if (dialog.exec() != QDialog::Accepted)
    return;
  runAsync(
      m_context.workers->next(), this,
      [desk = m_context.risk, id = request.id, who = dialog.who(), note = dialog.note(), agrees] {
        return agrees ? desk->approvals().approve(id, who) : desk->approvals().refuse(id, who, note);
      },
      [this](const Result<risk::ApprovalRequest>& decided) {
        if (!decided)
          notify(m_context, this, widgets::NoteKind::Error, widgets::Language::current().describe(decided.error()));
        else if (decided->state == risk::ApprovalState::Approved)
          notify(m_context, this, widgets::NoteKind::Ok,
              Tr::tr("Agreed: send the order again, it is good for %1 once").arg(orderText(m_context, *decided)));
        refresh();
      });
}

void RiskPanel::contextMenuEvent(QContextMenuEvent* event)
{
  QMenu menu(this);
  for (QAction* one : titleActions())
    if (one->isVisible())
      menu.addAction(one);
  menu.addSeparator();
  fillMenu(&menu);
  menu.exec(event->globalPos());
}

void RiskPanel::showEvent(QShowEvent* event)
{
  Panel::showEvent(event);
  m_timer.start();
  refresh();
}

void RiskPanel::hideEvent(QHideEvent* event)
{
  m_timer.stop();
  Panel::hideEvent(event);
}

void RiskPanel::retranslate()
{
  m_pages->setSegmentText(QStringLiteral("limits"), Tr::tr("Limits"));
  m_pages->setSegmentText(QStringLiteral("exposure"), Tr::tr("Exposure"));
  m_pages->setSegmentText(QStringLiteral("approvals"), Tr::tr("Approvals"));
  m_pages->setAccessibleName(Tr::tr("Limits, exposure or approvals"));
  m_limitTable->setAccessibleName(Tr::tr("Limits"));
  m_approvalTable->setAccessibleName(Tr::tr("Orders that wait for approval"));
  m_add->setText(Tr::tr("Add a limit…"));
  m_edit->setText(Tr::tr("Edit the limit…"));
  m_remove->setText(Tr::tr("Remove the limits"));
  m_agree->setText(Tr::tr("Agree to the order…"));
  m_refuse->setText(Tr::tr("Refuse the order…"));
  m_limits.retranslate();
  m_approvals.retranslate();
  m_exposure->retranslate();
  showState();
}

void registerRiskPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("risk");
  spec.title = [] { return Tr::tr("Risk limits"); };
  spec.icon = QStringLiteral("shield");
  spec.menu = QStringLiteral("trade");
  spec.linked = false;
  spec.places = {{QStringLiteral("portfolio"), DockArea::Right, 1, 480, 1, false}};
  spec.create = [](const Context& context, QWidget* parent) -> Panel* { return new RiskPanel(context, parent); };
  registry.add(std::move(spec));
}

void registerRiskActions(const Context& context)
{
  const QString panel = QStringLiteral("risk");
  addPanelAction<RiskPanel>(
      *context.actions, panel, "risk.add", "plus", "Ins", [] { return Tr::tr("&Add a limit…"); },
      [](RiskPanel& risk) { risk.addLimit(); });
  addPanelAction<RiskPanel>(
      *context.actions, panel, "risk.edit", "pencil", "F4", [] { return Tr::tr("&Edit the limit…"); },
      [](RiskPanel& risk) { risk.editLimit(); });
  addPanelAction<RiskPanel>(
      *context.actions, panel, "risk.remove", "trash", "Del", [] { return Tr::tr("&Remove the limits"); },
      [](RiskPanel& risk) { risk.removeLimits(); });
}

}
