// SPDX-License-Identifier: GPL-3.0-or-later
// A confirmed ticket on its way: one intent, one order.
#include "ui/settings/settings.h"
#include "ui/trade/ticket_form.h"
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
  trading::OrderIntent intent;
  intent.id = m_intent.toStdString();
  intent.entityId = m_entity;
  intent.side = m_judgement.draft.side;
  intent.type = m_judgement.draft.type;
  intent.price = m_judgement.draft.price;
  intent.quantity = m_judgement.draft.quantity;
  if (!confirmed()) {
    m_sending = false;
    showButton();
    return;
  }
  m_feed.session()->orders().submit(
      std::move(intent), [guard = QPointer<TicketPanel>(this)](const Result<trading::Order>& order) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, order] {
              if (guard)
                guard->finish(order);
            },
            Qt::QueuedConnection);
      });
}

void TicketPanel::finish(const Result<trading::Order>& order)
{
  m_sending = false;
  if (!order) {
    const QString why = widgets::Language::current().describe(order.error());
    m_note->setNote(widgets::NoteKind::Error, why);
    m_note->show();
    judge();
    Q_EMIT refused(why);
    return;
  }
  m_form->setQuantity({});
  touched();
  judge();
  Q_EMIT submitted(QString::fromStdString(order->id));
}

}
