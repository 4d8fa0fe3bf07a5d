// SPDX-License-Identifier: GPL-3.0-or-later
// What the basket says of its orders, and how they leave.
#include "core/trading/held_orders.h"
#include "ui/bridge/gui_thread.h"
#include "ui/settings/settings.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/form_parts.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/presenter.h"
#include "ui/shell/tr.h"
#include "ui/trade/basket_panel.h"
#include "ui/trade/figure_grid.h"
#include "ui/trade/ticket_order.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/table/data_table.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QJsonArray>
#include <QJsonObject>
#include <QPointer>
#include <QPushButton>

#include <algorithm>
#include <map>
#include <optional>

namespace zvt::ui {

using trading::BasketLine;
using trading::CheckStatus;
using trading::Side;
using trading::TicketContext;

namespace {

/// Sells that go first pay: of one buy by itself the cash is no reason to block it. All together are looked at anyway.
void softenCash(TicketJudgement& judgement)
{
  for (trading::CheckResult& check : judgement.checks)
    if ((check.id == "cash" || check.id == "worked") && check.status == CheckStatus::Blocked) {
      check.status = CheckStatus::Warning;
      --judgement.blocked;
      ++judgement.warnings;
    }
}

QString countText(std::span<const BasketRow> rows)
{
  const auto buys =
      static_cast<int>(std::ranges::count(rows, Side::Buy, [](const BasketRow& row) { return row.line.side; }));
  const int sells = static_cast<int>(rows.size()) - buys;
  return Tr::tr("%n buy(s)", nullptr, buys) + QStringLiteral(" · ") + Tr::tr("%n sell(s)", nullptr, sells);
}

}

BasketSettings BasketPanel::settings() const
{
  BasketSettings settings;
  settings.way = enumOf<BasketWay>(m_way);
  settings.beyond = m_beyond->value();
  settings.part = Decimal::fromDouble(m_part->value()).value_or(settings.part);
  settings.sellsFirst = m_sellsFirst->isChecked();
  return settings;
}

QJsonObject BasketPanel::saveState() const
{
  QJsonArray orders;
  for (const BasketRow& row : m_model.basket())
    orders.append(QJsonObject{{QStringLiteral("entity"), QString::fromStdString(row.line.entityId)},
        {QStringLiteral("side"), QString::fromStdString(std::string(trading::toString(row.line.side)))},
        {QStringLiteral("quantity"), QString::fromStdString(row.line.quantity.toString())}});
  return {{QStringLiteral("columns"), m_table->saveColumns()}, {QStringLiteral("orders"), orders},
      {QStringLiteral("way"), QString::fromStdString(std::string(toString(settings().way)))},
      {QStringLiteral("beyond"), m_beyond->value()}, {QStringLiteral("part"), m_part->value()},
      {QStringLiteral("sellsFirst"), m_sellsFirst->isChecked()}};
}

void BasketPanel::restoreState(const QJsonObject& state)
{
  m_table->restoreColumns(state.value(u"columns").toObject());
  for (int way = 0; way < kBasketWays; ++way)
    if (state.value(u"way").toString().toStdString() == toString(static_cast<BasketWay>(way)))
      choose(m_way, way);
  m_beyond->setValue(state.value(u"beyond").toDouble(m_beyond->value()));
  m_part->setValue(state.value(u"part").toDouble(m_part->value()));
  m_sellsFirst->setChecked(state.value(u"sellsFirst").toBool(true));
  Lines kept;
  for (const QJsonValue& value : state.value(u"orders").toArray()) {
    const auto text = [&value](QStringView key) { return value[key].toString().toStdString(); };
    const auto side = trading::parseSide(text(u"side"));
    const auto quantity = Quantity::parse(text(u"quantity"));
    if (side && quantity && !text(u"entity").empty())
      kept.push_back({text(u"entity"), *side, *quantity});
  }
  put(std::move(kept));
}

void BasketPanel::load()
{
  if (!m_feed.isAvailable() || !m_feed.replay().day) {
    showEmpty({QStringLiteral("ticket"), Tr::tr("The paper account trades on stored bars. Load some first."), {}, {}});
    return;
  }
  if (m_model.rowCount() == 0) {
    showEmpty({QStringLiteral("watchlist"),
        Tr::tr("Many orders at once: paste a list of codes, sides and quantities (%1), drop securities here, or open a "
               "file.")
            .arg(QKeySequence(QKeySequence::Paste).toString(QKeySequence::NativeText)),
        Tr::tr("Open a basket…"), [this] { openFile(); }});
    judge();
    return;
  }
  showContent();
  judge();
  using Contexts = std::map<std::string, Result<TicketContext>>;
  std::vector<std::string> entities;
  for (const BasketRow& row : m_model.basket())
    entities.push_back(row.line.entityId);
  const auto type = settings().way == BasketWay::Market ? trading::OrderType::Market : trading::OrderType::Limit;
  m_presenter->read(
      [session = m_feed.session(), entities = std::move(entities), type, byVolume = settings().way == BasketWay::Vwap](
          TaskControl& control) -> Result<Contexts> {
        Contexts contexts;
        for (const std::string& entity : entities) {
          if (control.cancelToken().isCancelled())
            return fail("task.cancelled");
          auto context = session->ticketContext(entity, type);
          if (byVolume && context && context->hasMinutes)
            context->volumes = session->volumeProfile(entity).value_or(nullptr);
          contexts.emplace(entity, std::move(context));
        }
        return contexts;
      },
      [this](const Contexts& contexts) {
        if (m_sending)
          return;
        std::vector<BasketRow> rows = m_model.basket();
        for (BasketRow& row : rows)
          if (const auto found = contexts.find(row.line.entityId); found != contexts.end()) {
            row.context = found->second ? std::optional(*found->second) : std::nullopt;
            row.problem = found->second ? Error{} : found->second.error();
          }
        m_model.setRows(std::move(rows));
        judge();
      });
}

void BasketPanel::judge()
{
  if (!m_feed.snapshot() || m_send == nullptr || m_sending) // what is sent is what was confirmed
    return;
  const BasketSettings settings = this->settings();
  const auto limits = [this](const trading::Order& draft) { return m_feed.session()->riskChecks(draft); };
  const trading::OrderRate rate = m_feed.session()->orders().rateNow();
  std::vector<BasketRow> rows = m_model.basket();
  std::map<std::string, trading::PromisedShares> promised;
  std::map<std::string, Quantity> worked;
  if (m_feed.held())
    for (const BasketRow& row : rows)
      if (const std::string& id = row.line.entityId; !promised.contains(id)) {
        promised[id] = trading::promisedToSell(*m_feed.held(), *m_feed.snapshot()->account, id);
        if (promised[id].worked.isPositive())
          worked[id] = promised[id].worked;
      }
  // The account has its whole history of lots: it is copied once for all rows.
  std::optional<trading::SimAccount> lessened;
  if (!worked.empty())
    lessened = trading::withReserved(*m_feed.snapshot()->account, worked);
  for (BasketRow& row : rows) {
    if (!row.context)
      continue;
    row.judgement = judgeTicket(basketInput(row, settings), *row.context, *m_feed.snapshot(), rate,
        *m_feed.session()->rules(), limits, promised[row.line.entityId], lessened ? &*lessened : nullptr);
    if (row.line.side == Side::Buy && isWorked(settings.way) && settings.sellsFirst)
      softenCash(row.judgement);
  }
  m_sums = sumsOf(rows, settings, *m_feed.snapshot()->account);
  m_model.setRows(std::move(rows));
  showSums();
  Q_EMIT judged();
}

void BasketPanel::showSums()
{
  const BasketSettings settings = this->settings();
  const bool worked = isWorked(settings.way);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_partLabel, m_part, m_sellsFirst})
    widget->setVisible(worked);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_beyondLabel, m_beyond})
    widget->setVisible(settings.way != BasketWay::Market);
  m_partLabel->setText(settings.way == BasketWay::Participation ? Tr::tr("% of the volume") : Tr::tr("Parts"));
  m_figures->setFigures({{Tr::tr("Buys"), trade::moneyText(m_sums.buys), false, 0, Tr::tr("Value and costs")},
      {Tr::tr("Sells"), trade::moneyText(m_sums.sells), false, 0, Tr::tr("Value less costs")},
      {Tr::tr("Available"), trade::moneyText(m_feed.snapshot()->account->availableCash()), false, 0, {}},
      {Tr::tr("Cash after"), trade::moneyText(m_sums.cashAfter), true, m_sums.cashAfter.isNegative() ? -1 : 0, {}}});
  const auto count = static_cast<int>(m_model.basket().size());
  QString text;
  if (m_sums.blocked > 0)
    text = Tr::tr("%n order(s) are blocked", nullptr, m_sums.blocked);
  else if (m_sums.incomplete > 0)
    text = Tr::tr("%n order(s) lack a quantity", nullptr, m_sums.incomplete);
  else if (!m_sums.affordable)
    text = Tr::tr("The cash does not suffice for all of them");
  else if (m_feed.replay().running)
    text = Tr::tr("The market is moving");
  else
    text = Tr::tr("Send %n order(s)", nullptr, count) + QStringLiteral("  ")
        + Tr::tr("paper", "on the button that sends a simulated order");
  m_send->setText(text);
  m_send->setEnabled(m_sums.canSend() && !m_sending && !m_feed.replay().running);
  for (QAction* one : {m_amount, m_side, m_remove})
    one->setEnabled(count > 0 && !m_sending);
}

bool BasketPanel::confirmed()
{
  if (m_context.settings != nullptr && !m_context.settings->flag("trading.confirm"))
    return true;
  const QString text = Tr::tr("%1: %2\nBuys %3, sells %4, cash after %5.")
                           .arg(m_way->currentText(), countText(m_model.basket()), trade::moneyText(m_sums.buys),
                               trade::moneyText(m_sums.sells), trade::moneyText(m_sums.cashAfter));
  return dialogsOf(m_context).confirm(this, Tr::tr("Send the basket to the paper account?"), text,
      Tr::tr("Send %n order(s)", nullptr, static_cast<int>(m_model.basket().size())));
}

void BasketPanel::send()
{
  judge();
  if (m_sending || !m_sums.canSend() || m_feed.replay().running)
    return;
  m_sending = true; // the dialog lets the market go on: the rows stand still meanwhile
  const QString id = m_id;
  if (!confirmed() || id != m_id) {
    m_sending = false;
    judge();
    return;
  }
  if (isWorked(settings().way))
    sendWorked();
  else
    sendPlain();
  showSums();
}

/// All of them, or none.
void BasketPanel::sendWorked()
{
  const std::size_t count = m_model.basket().size();
  m_feed.session()->work(parentsOf(m_model.basket(), settings(), m_id.toStdString()),
      onGuiThread(this, [this, count](const Result<void>& answer) {
        finish(std::vector<std::optional<Error>>(count, answer ? std::optional<Error>() : answer.error()));
      }));
}

/// Sells leave before buys, each for itself: what one is refused for is no reason to hold the others back.
void BasketPanel::sendPlain()
{
  struct Answers {
    std::vector<std::optional<Error>> all;
    std::size_t missing;
  };
  const std::vector<BasketRow>& rows = m_model.basket();
  const auto answers = std::make_shared<Answers>(Answers{std::vector<std::optional<Error>>(rows.size()), rows.size()});
  for (const Side side : {Side::Sell, Side::Buy})
    for (std::size_t index = 0; index < rows.size(); ++index) {
      if (rows[index].line.side != side)
        continue;
      const std::string intent = m_id.toStdString() + '.' + std::to_string(index + 1);
      sendTicket(*m_feed.session(), rows[index].judgement, *rows[index].context, intent,
          onGuiThread(this, [this, answers, index](const Result<std::string>& id) {
            if (!id)
              answers->all[index] = id.error();
            if (--answers->missing == 0)
              finish(answers->all);
          }));
    }
}

/// What was refused stays, with its reason.
void BasketPanel::finish(const std::vector<std::optional<Error>>& answers)
{
  m_sending = false;
  std::vector<BasketRow> left;
  for (std::size_t index = 0; index < answers.size(); ++index)
    if (answers[index]) {
      left.push_back(m_model.basket()[index]);
      left.back().refusal = widgets::Language::current().describe(*answers[index]).toStdString();
    }
  const auto refused = static_cast<int>(left.size());
  const int orders = static_cast<int>(answers.size()) - refused;
  undoStack()->clear(); // what has left is not brought back
  put({});
  if (refused > 0) {
    Lines lines;
    for (const BasketRow& row : left)
      lines.push_back(row.line);
    put(std::move(lines));
    std::vector<BasketRow> rows = m_model.basket();
    for (std::size_t index = 0; index < rows.size(); ++index)
      rows[index].refusal = left[index].refusal;
    m_model.setRows(std::move(rows));
    m_note->setNote(widgets::NoteKind::Error, Tr::tr("%n order(s) were refused and stay here.", nullptr, refused));
    m_note->show();
  }
  if (orders > 0)
    notify(m_context, this, widgets::NoteKind::Ok, Tr::tr("%n order(s) sent.", nullptr, orders));
  judge();
  Q_EMIT sent(orders, refused);
}

}
