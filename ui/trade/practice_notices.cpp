// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/practice_notices.h"

#include "ui/replay/replay_feed.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel.h"
#include "ui/shell/tr.h"
#include "ui/trade/trade_models.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"
#include "widgets/base/toast.h"
#include "widgets/table/data_table.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

/// They show what is stored until today: of the bars, or made from them.
constexpr std::array kStandAside{
    "checks", "coverage", "dataManager", "inventory", "lab", "records", "report", "strategy"};
constexpr auto kNoteName = "replayAsideNote";

QString sumText(const trading::PracticeSummary& summary)
{
  return Tr::tr("Practice: %n fill(s), profit %1, costs %2", nullptr, static_cast<int>(summary.fills.size()))
      .arg(trade::signedMoneyText(summary.profit()), trade::moneyText(summary.costs));
}

}

PracticeSummaryDialog::PracticeSummaryDialog(
    const Context& context, const trading::PracticeSummary& summary, QWidget* parent)
    : QDialog(parent)
{
  setObjectName(QStringLiteral("practiceSummaryDialog"));
  setWindowTitle(Tr::tr("Practice account of the replay"));
  resize(640, 400);
  auto* column = new QVBoxLayout(this);
  auto* sums = new widgets::TextLabel(sumText(summary), this);
  sums->setRole(int(widgets::FontRole::Body), true);
  sums->setWordWrap(true);
  auto* cash = new widgets::TextLabel(
      Tr::tr("Began with %1, ended with %2").arg(trade::moneyText(summary.cash), trade::moneyText(summary.equity)),
      this);
  cash->setTone(widgets::TextTone::Secondary);
  auto* model = new FillModel(context, this);
  model->setFills(summary.fills);
  auto* table = new widgets::DataTable(this);
  table->setObjectName(QStringLiteral("practiceFillsTable"));
  table->setModel(model);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  column->addWidget(sums);
  column->addWidget(cash);
  column->addWidget(table, 1);
  column->addWidget(buttons);
}

PracticeNotices::PracticeNotices(const Context& context, QWidget* over)
    : QObject(over)
    , m_context(context)
    , m_over(over)
{
  if (m_context.replay == nullptr)
    return;
  connect(m_context.replay, &ReplayFeed::practiceOver, this, &PracticeNotices::tellOfEnd);
  connect(m_context.replay, &ReplayFeed::ordersUndone, this, [this](int count) {
    notify(m_context, m_over, widgets::NoteKind::Info,
        Tr::tr("Gone back: %n later practice order(s) undone", nullptr, count));
  });
  connect(m_context.replay, &ReplayFeed::moved, this, &PracticeNotices::markPanels);
  // A panel may have opened; looked at later, for the focus moves while widgets are being destroyed, too.
  connect(
      qApp, &QApplication::focusChanged, this,
      [this] {
        if (m_context.replay->isActive())
          markPanels();
      },
      Qt::QueuedConnection);
}

void PracticeNotices::tellOfEnd(const trading::PracticeSummary& summary)
{
  notify(m_context, m_over, summary.fills.empty() ? widgets::NoteKind::Info : widgets::NoteKind::Ok, sumText(summary),
      widgets::ToastAction{Tr::tr("Show the trades"), [context = m_context, over = m_over, summary] {
                             auto* dialog = new PracticeSummaryDialog(context, summary, over);
                             dialog->setAttribute(Qt::WA_DeleteOnClose);
                             dialog->show();
                           }});
}

void PracticeNotices::markPanels()
{
  const bool isOn = m_context.replay->isActive();
  for (QWidget* window : QApplication::topLevelWidgets())
    for (Panel* panel : window->findChildren<Panel*>()) {
      auto* note = panel->findChild<widgets::Note*>(QLatin1String(kNoteName), Qt::FindDirectChildrenOnly);
      const bool wanted = isOn && std::any_of(kStandAside.begin(), kStandAside.end(), [&](const char* id) {
        return panel->contextId() == QLatin1String(id);
      });
      auto* column = qobject_cast<QVBoxLayout*>(panel->layout());
      if (wanted && note == nullptr && column != nullptr) {
        note = new widgets::Note(
            widgets::NoteKind::Info, Tr::tr("Does not follow the replay: shows all that is stored"), panel);
        note->setObjectName(QLatin1String(kNoteName));
        column->insertWidget(0, note);
      } else if (!wanted) {
        delete note;
      }
    }
}

}
