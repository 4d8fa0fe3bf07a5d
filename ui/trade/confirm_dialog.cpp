// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/confirm_dialog.h"

#include "core/market/exchange.h"
#include "ui/shell/tr.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QHBoxLayout>
#include <QKeySequence>
#include <QPainter>
#include <QShortcut>

#include <algorithm>

namespace zvt::ui {

using trading::CheckStatus;
using trading::Side;
using widgets::FontRole;
using widgets::TextLabel;
using widgets::TextTone;

namespace {

/// The side in white on its hue.
class SideChip : public QWidget {
public:
  SideChip(Side side, QWidget* parent)
      : QWidget(parent)
      , m_side(side)
  {
    setFixedHeight(34);
    setFixedWidth(
        QFontMetrics(widgets::Theme::current().font(FontRole::Title, true)).horizontalAdvance(trade::sideText(side))
        + 52);
  }

protected:
  void paintEvent(QPaintEvent*) override
  {
    const widgets::Theme& theme = widgets::Theme::current();
    const widgets::MarketColors& hue = m_side == Side::Buy ? theme.up() : theme.down();
    QPainter painter(this);
    painter.fillRect(rect(), hue.button);
    widgets::drawIcon(painter, QRectF(12, (height() - 16) / 2.0, 16, 16),
        m_side == Side::Buy ? QStringLiteral("buy") : QStringLiteral("sell"), hue.onButton);
    painter.setPen(hue.onButton);
    painter.setFont(theme.font(FontRole::Title, true));
    painter.drawText(rect().adjusted(34, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, trade::sideText(m_side));
  }

private:
  Side m_side;
};

TextLabel* label(const QString& text, TextTone tone, FontRole role, bool strong, QWidget* parent)
{
  auto* made = new TextLabel(text, parent);
  made->setTone(tone);
  made->setRole(int(role), strong);
  return made;
}

/// @param own the fee is the contract's, not the account's commission @param parts orders that share it, each with the
/// minimum
/// minimum
QString costLabel(const trading::Cost& cost, const trading::Commission& commission, bool own, std::int64_t parts)
{
  const QString name = widgets::Language::current().text("report.cost." + std::string(market::toString(cost.kind)));
  if (cost.kind != market::RuleKind::Commission || own)
    return name;
  const double percent = commission.rate.toDouble() * 100;
  QString rate = QString::number(percent, 'g', 6);
  const QString least = QString::fromStdString(commission.minimum.toString());
  return parts > 1 ? Tr::tr("%1 %2%, min %3 × %4").arg(name, rate, least).arg(parts)
                   : Tr::tr("%1 %2%, min %3").arg(name, rate, least);
}

}

std::vector<Figure> costFigures(const TicketJudgement& judgement, const trading::Commission& commission)
{
  const QString missing(widgets::kMissing);
  const bool known = judgement.estimate.has_value() && judgement.complete;
  const bool isContract = trading::isContract(judgement.draft.entityId);
  const bool paysInFull = judgement.draft.side == Side::Buy && !isContract;
  const auto money = [&](Money amount) { return known ? trade::moneyText(amount) : missing; };
  // The market makes the parts of a share of its volume: each costs its minimum, so this is the least.
  const bool isLeast = judgement.input.plan == TicketPlan::Participation && known;
  const auto least = [&](Money amount) {
    return isLeast ? Tr::tr("at least %1", "money").arg(money(amount)) : money(amount);
  };
  const auto most = [&](Money amount) {
    return isLeast ? Tr::tr("at most %1", "money").arg(money(amount)) : money(amount);
  };
  const QString why =
      isLeast ? Tr::tr("Each part pays its own minimum commission; how many there are, the market says") : QString();
  trading::TicketEstimate estimate = judgement.estimate.value_or(trading::TicketEstimate{});
  std::ranges::stable_partition(
      estimate.costs, [](const trading::Cost& cost) { return cost.kind == market::RuleKind::Commission; });
  std::vector<Figure> figures;
  figures.push_back({Tr::tr("Value"), money(estimate.amount), false, 0, {}});
  for (const trading::Cost& cost : estimate.costs)
    figures.push_back({costLabel(cost, commission, isContract, judgement.parts),
        cost.kind == market::RuleKind::Commission ? least(cost.amount) : money(cost.amount), false, 0,
        Tr::tr("Rule %1").arg(QString::fromStdString(cost.ruleId))});
  const bool hasStamp = std::ranges::any_of(
      estimate.costs, [](const trading::Cost& cost) { return cost.kind == market::RuleKind::StampDuty; });
  if (paysInFull && !hasStamp && !estimate.costs.empty())
    figures.push_back({Tr::tr("Stamp duty, sell only"), known ? QStringLiteral("0.00") : missing, false, 0, {}});
  figures.push_back({paysInFull || isContract ? Tr::tr("Total") : Tr::tr("Proceeds"),
      paysInFull || isContract ? least(estimate.totalCash) : most(estimate.totalCash), true, 0, why});
  if (paysInFull)
    figures.push_back(
        {Tr::tr("Break-even"), known && estimate.breakEven ? trade::priceText(*estimate.breakEven) : missing, true, 0,
            Tr::tr("The lowest price at which selling all pays back the costs of both trades")});
  return figures;
}

ConfirmText confirmText(
    const TicketJudgement& judgement, const trading::TicketContext& context, const trading::SimAccount& account)
{
  const trading::Order& draft = judgement.draft;
  ConfirmText text;
  text.side = draft.side;
  text.name = context.market.entity ? QString::fromStdString(context.market.entity->name) : QString();
  text.code = trade::codeOf(draft.entityId);
  text.order = Tr::tr("%1 sh @ %2").arg(trade::quantityText(draft.quantity), trade::ticketPriceText(judgement.input));
  const bool isDay = judgement.input.time == trading::TimeInForce::Day;
  text.detail = trade::kindText(judgement.input.kind()) + QStringLiteral("  ")
      + (isDay ? Tr::tr("good for %1").arg(QString::fromStdString(context.market.day.iso()))
               : trade::timeInForceText(judgement.input.time));
  const trading::Position* position = account.find(draft.entityId);
  const Quantity held = position ? position->total : Quantity();
  const bool buys = draft.side == Side::Buy;
  if (judgement.estimate) {
    const Money cash = judgement.estimate->totalCash;
    const bool tiesUp = buys || trading::isContract(draft.entityId);
    const Money after = tiesUp ? account.availableCash() - cash : account.availableCash() + cash;
    text.figures = {{Tr::tr("Held after it"), trade::quantityText(buys ? held + draft.quantity : held - draft.quantity),
                        false, 0, {}},
        {Tr::tr("Cash after it"), trade::moneyText(after), false, 0, {}}};
  }
  QStringList warnings;
  QStringList passed;
  for (const trading::CheckResult& check : judgement.checks) {
    if (check.status == CheckStatus::Warning)
      warnings << trade::checkTitle(check) + QStringLiteral(": ") + trade::checkSentence(check);
    else if (check.status == CheckStatus::Passed)
      passed << trade::checkTitle(check);
  }
  text.warnings = warnings.join(u'\n');
  text.passed = Tr::tr("%n check(s) passed", nullptr, judgement.passed) + QStringLiteral(": ")
      + passed.join(QStringLiteral(", "));
  return text;
}

ConfirmText confirmTextWithCosts(const TicketJudgement& judgement, const trading::TicketContext& context,
    const trading::SimAccount& account, const trading::Commission& commission)
{
  ConfirmText text = confirmText(judgement, context, account);
  std::vector<Figure> figures = costFigures(judgement, commission);
  figures.insert(figures.end(), text.figures.begin(), text.figures.end());
  text.figures = std::move(figures);
  return text;
}

ConfirmDialog::ConfirmDialog(const ConfirmText& text, QWidget* parent)
    : QDialog(parent)
{
  setObjectName(QStringLiteral("confirmOrderDialog"));
  setWindowTitle(text.title.isEmpty() ? Tr::tr("Confirm paper order") : text.title);
  setMinimumWidth(480);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  auto* frame = new widgets::ModeFrame(widgets::TradeMode::Paper, this);
  outer->addWidget(frame);
  auto* column = new QVBoxLayout(frame);
  column->setContentsMargins(18, 16, 18, 16);
  column->setSpacing(12);

  auto* head = new QHBoxLayout;
  head->setSpacing(12);
  head->addWidget(new SideChip(text.side, this));
  auto* names = new QVBoxLayout;
  names->setSpacing(0);
  names->addWidget(label(text.name + QStringLiteral("  ") + text.code, TextTone::Primary, FontRole::Title, true, this));
  names->addWidget(label(text.detail, TextTone::Secondary, FontRole::Caption, false, this));
  head->addLayout(names, 1);
  head->addWidget(label(text.order, TextTone::Primary, FontRole::Title, true, this));
  column->addLayout(head);

  auto* figures = new FigureGrid(FigureGrid::Style::Beside, 2, this);
  figures->setFigures(text.figures);
  column->addWidget(figures);
  if (!text.warnings.isEmpty())
    column->addWidget(new widgets::Note(widgets::NoteKind::Warning, text.warnings, this));
  if (!text.passed.isEmpty()) {
    auto* passed = label(text.passed, TextTone::Secondary, FontRole::Body, false, this);
    passed->setWordWrap(true);
    column->addWidget(passed);
  }

  auto* buttons = new QHBoxLayout;
  buttons->addWidget(new widgets::ModeBadge(widgets::TradeMode::Paper, this));
  buttons->addStretch(1);
  auto* back = new QPushButton(text.back.isEmpty() ? Tr::tr("Back to the ticket") : text.back, this);
  back->setObjectName(QStringLiteral("confirmBackButton"));
  back->setAutoDefault(false);
  // Enter alone sends nothing: it comes too easily after a quantity. The key that does stands on the button.
  const QString key = QKeySequence(Qt::CTRL | Qt::Key_Enter).toString(QKeySequence::NativeText);
  const QString words = !text.action.isEmpty() ? text.action
      : text.side == Side::Buy                 ? Tr::tr("Send paper buy order")
                                               : Tr::tr("Send paper sell order");
  auto* send = new QPushButton(QString(words + QStringLiteral("  ") + key), this);
  send->setObjectName(QStringLiteral("confirmSendButton"));
  send->setProperty("role", text.side == Side::Buy ? QStringLiteral("buy") : QStringLiteral("sell"));
  send->setAutoDefault(false);
  for (QPushButton* button : {back, send})
    button->setProperty("controlSize", QStringLiteral("large"));
  buttons->addWidget(back);
  buttons->addWidget(send);
  column->addLayout(buttons);
  connect(back, &QPushButton::clicked, this, &QDialog::reject);
  connect(send, &QPushButton::clicked, this, &QDialog::accept);
  connect(new QShortcut(Qt::CTRL | Qt::Key_Return, this), &QShortcut::activated, this, &QDialog::accept);
  connect(new QShortcut(Qt::CTRL | Qt::Key_Enter, this), &QShortcut::activated, this, &QDialog::accept);
  send->setFocus();
}

}
