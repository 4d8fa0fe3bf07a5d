// SPDX-License-Identifier: GPL-3.0-or-later
// What the ticket says of the order that stands in it: checks, figures, the words of its button.
#include "core/trading/risk/risk_desk.h"
#include "ui/shell/tr.h"
#include "ui/trade/check_list.h"
#include "ui/trade/ticket_form.h"
#include "ui/trade/ticket_panel.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QPointer>
#include <QPushButton>

#include <algorithm>

namespace zvt::ui {

using trading::Side;

namespace {

bool blocks(const trading::CheckResult& check, std::initializer_list<std::string_view> ids)
{
  return check.status == trading::CheckStatus::Blocked && std::ranges::find(ids, check.id) != ids.end();
}

/// What is still to be typed: the fields of its kind that are empty.
QString missingText(const TicketJudgement& judgement)
{
  const TicketInput& input = judgement.input;
  const TicketFields fields = fieldsOf(input.kind());
  QStringList missing;
  if (fields.price && !input.price.isPositive())
    missing << Tr::tr("price", "to be entered");
  if (!input.quantity.isPositive())
    missing << Tr::tr("quantity", "to be entered");
  if (fields.trigger && !input.trigger.isPositive())
    missing << Tr::tr("stop price", "to be entered");
  if (fields.takeProfit && !input.takeProfit.isPositive())
    missing << Tr::tr("target price", "to be entered");
  if (fields.trail && input.trail.value.isZero())
    missing << Tr::tr("distance", "to be entered");
  if (fields.part && input.part.isZero())
    missing << Tr::tr("size of the parts", "to be entered");
  if (missing.isEmpty())
    return Tr::tr("There is no price yet");
  return Tr::tr("Enter %1").arg(missing.join(Tr::tr(", ", "between what is to be entered")));
}

}

void TicketPanel::judge()
{
  if (!m_feed.isAvailable() || !m_feed.snapshot())
    return;
  const trading::SimAccount& account = *m_feed.snapshot()->account;
  m_promised = m_feed.held() ? trading::promisedToSell(*m_feed.held(), account, m_entity) : trading::PromisedShares();
  m_form->setAccount(
      (m_feed.replay().at ? Tr::tr("Practice account") : Tr::tr("Paper account")) + QStringLiteral("  T+1"),
      trade::moneyText(account.availableCash()));
  const auto limits = [this](const trading::Order& draft) { return m_feed.session()->riskChecks(draft); };
  const trading::OrderRate rate = m_feed.session()->orders().rateNow();
  m_judgement = m_entity.empty()
      ? TicketJudgement{}
      : judgeTicket(input(), m_ticket, *m_feed.snapshot(), rate, *m_feed.session()->rules(), limits, m_promised);
  if (rate.lastSecond > 0)
    m_quiet.start(); // what was sent is soon no longer of the last second
  m_checks->setChecks(m_judgement.checks);
  TicketProblems problems;
  for (const trading::CheckResult& check : m_judgement.checks) {
    problems.price |= blocks(check, {"price_limit", "price_cage", "tick"});
    problems.quantity |= blocks(check, {"lot_size", "cash", "sellable"});
    problems.trigger |= blocks(check, {"trigger"});
    problems.takeProfit |= blocks(check, {"take_profit"});
    problems.trail |= blocks(check, {"trail"});
    problems.part |= blocks(check, {"part"});
  }
  m_form->setFieldProblems(problems);
  showStop();
  showFigures();
  showButton();
}

void TicketPanel::showFigures()
{
  const trading::Position* position = m_feed.snapshot()->account->find(m_entity);
  const trading::Position none{};
  const trading::Position& held = position ? *position : none;
  const QString missing = QStringLiteral("–");
  const bool buys = m_form->side() == Side::Buy;
  const QString maximum = m_judgement.estimate ? trade::quantityText(m_judgement.estimate->maximum) : missing;
  m_holdings->setFigures({{buys ? Tr::tr("Max buy") : Tr::tr("Max sell"), maximum, false, 0, {}},
      {Tr::tr("Held"), trade::quantityText(held.total), false, 0, {}},
      {Tr::tr("Sellable"), trade::quantityText(held.sellable() - m_promised.worked), false, 0,
          Tr::tr("T+1: what was bought today can be sold on the next trading day")},
      {Tr::tr("Frozen"), trade::quantityText(held.frozen + m_promised.worked), false, 0,
          m_promised.worked.isPositive()
              ? Tr::tr("%1 in open sell orders, %2 kept for orders that are worked here: "
                       "cancel or change these to sell the shares otherwise")
                    .arg(trade::quantityText(held.frozen), trade::quantityText(m_promised.worked))
              : Tr::tr("In open sell orders")},
      {Tr::tr("Bought today"), trade::quantityText(held.boughtToday), false, 0, {}}});
  m_costs->setFigures(costFigures(m_judgement, m_feed.session()->rules()->commission()));
  m_checksCount->setText(Tr::tr("%1 passed  %2 warned  %3 blocked")
          .arg(m_judgement.passed)
          .arg(m_judgement.warnings)
          .arg(m_judgement.blocked));
}

void TicketPanel::showButton()
{
  const bool buys = m_form->side() == Side::Buy;
  const bool running = m_feed.replay().running;
  const bool ready = m_judgement.canSubmit() && !m_sending && !running;
  QString text;
  if (m_entity.empty())
    text = Tr::tr("Choose a security");
  else if (m_judgement.blocked > 0)
    text = Tr::tr("%n check(s) block this order", nullptr, m_judgement.blocked);
  else if (!m_judgement.complete)
    text = missingText(m_judgement);
  else if (running)
    text = Tr::tr("The market is moving");
  else {
    text = (buys ? Tr::tr("Buy %1 sh @ %2") : Tr::tr("Sell %1 sh @ %2"))
               .arg(trade::quantityText(m_judgement.draft.quantity), trade::ticketPriceText(m_judgement.input))
        + QStringLiteral("  ") + Tr::tr("paper", "on the button that sends a simulated order");
  }
  m_submitText = text;
  fitButton();
  m_submit->setEnabled(ready);
  m_submit->setProperty("role", buys ? QStringLiteral("buy") : QStringLiteral("sell"));
  const widgets::ThemeTokens& t = widgets::Theme::current().colors();
  const QString sign = m_judgement.blocked > 0 ? QStringLiteral("blocked")
      : buys                                   ? QStringLiteral("buy")
                                               : QStringLiteral("sell");
  m_submit->setIcon(widgets::icon(sign, ready ? t.market.red.onButton : t.text.disabled));
  fitButton();
  m_submit->update();
}

/// Its middle goes first where it is too long: the side, the size and "paper" stay. All of it is in the tip.
void TicketPanel::fitButton()
{
  constexpr int kAround = 24; ///< the paddings, and the gap behind the icon
  const int room = m_submit->width() - m_submit->iconSize().width() - kAround;
  const QString shown = m_submit->fontMetrics().elidedText(m_submitText, Qt::ElideMiddle, std::max(room, 60));
  if (shown != m_submit->text())
    m_submit->setText(shown);
  m_submit->setToolTip(shown == m_submitText ? QString() : m_submitText);
  m_submit->setAccessibleName(m_submitText);
}

bool TicketPanel::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_submit && event->type() == QEvent::Resize)
    fitButton();
  return Panel::eventFilter(watched, event);
}

void TicketPanel::watchStop()
{
  if (m_context.risk == nullptr)
    return;
  // Called on the thread that turned the switch.
  m_stop = m_context.risk->clutch().observe([guard = QPointer<TicketPanel>(this)] {
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard] {
          if (guard)
            guard->judge();
        },
        Qt::QueuedConnection);
  });
}

/// A band over the form, whatever stands in it: nothing that is typed there would leave. A replay's practice account
/// knows no stop.
void TicketPanel::showStop()
{
  const bool isPaper = m_context.risk != nullptr && m_feed.session().get() == m_context.paperSession;
  const Result<void> stopped = isPaper ? m_context.risk->clutch().check(m_judgement.draft) : Result<void>();
  if (!stopped)
    m_stopNote->setNote(widgets::NoteKind::Error, widgets::Language::current().describe(stopped.error()));
  m_stopNote->setVisible(!stopped);
}

}
