// SPDX-License-Identifier: GPL-3.0-or-later
// A confirmed ticket on its way: one intent, one order.
#include "ui/settings/settings.h"
#include "ui/trade/ticket_form.h"
#include "ui/trade/ticket_order.h"
#include "ui/trade/ticket_panel.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"

#include <QCoreApplication>
#include <QPointer>
#include <QUuid>

namespace zvt::ui {

void TicketPanel::touched()
{
  m_intent = QUuid::createUuid().toString(QUuid::Id128);
  m_note->hide();
  m_refusedOn.reset();
}

bool TicketPanel::confirmed()
{
  if (m_context.settings != nullptr && !m_context.settings->flag("trading.confirm"))
    return true;
  const ConfirmText text =
      confirmTextWithCosts(m_judgement, m_ticket, *m_feed.snapshot()->account, m_feed.session()->rules()->commission());
  if (m_confirm)
    return m_confirm(text);
  ConfirmDialog dialog(text, this);
  return dialog.exec() == QDialog::Accepted;
}

void TicketPanel::submit()
{
  if (m_sending)
    return;
  judge();
  if (!m_judgement.canSubmit() || m_feed.replay().running)
    return;
  m_sending = true;
  showButton();
  // The dialog lets the market go on: what is sent is what was confirmed.
  const TicketJudgement judgement = m_judgement;
  const trading::TicketContext ticket = m_ticket;
  const std::string intent = m_intent.toStdString();
  const std::shared_ptr<trading::PaperSession> session = m_feed.session();
  if (!confirmed()) {
    m_sending = false;
    showButton();
    return;
  }
  sendTicket(*session, judgement, ticket, intent, [guard = QPointer<TicketPanel>(this)](const Result<std::string>& id) {
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard, id] {
          if (guard)
            guard->finish(id);
        },
        Qt::QueuedConnection);
  });
}

void TicketPanel::finish(const Result<std::string>& id)
{
  m_sending = false;
  if (!id) {
    const QString why = widgets::Language::current().describe(id.error());
    m_note->setNote(widgets::NoteKind::Error, why);
    m_note->show();
    m_refusedOn = m_feed.replay().day;
    judge();
    Q_EMIT refused(why);
    return;
  }
  m_form->setQuantity({});
  m_form->clearExtra();
  touched();
  judge();
  Q_EMIT submitted(QString::fromStdString(*id));
}

}
