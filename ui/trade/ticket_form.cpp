// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/ticket_form.h"

#include "ui/shell/tr.h"
#include "ui/trade/folding_row.h"
#include "ui/trade/ticket_extra_fields.h"
#include "ui/trade/ticket_fields.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QKeyEvent>

#include <algorithm>

namespace zvt::ui {

using trading::OrderType;
using trading::Side;

namespace {

constexpr int kTypeWidth = 150; ///< pixels

/// As narrow as its text: a row holds many presets.
void fit(QPushButton* button, const QString& text)
{
  button->setText(text);
  button->setFixedWidth(std::max(28, button->fontMetrics().horizontalAdvance(text) + 14));
}

}

TicketForm::TicketForm(QWidget* parent)
    : QWidget(parent)
{
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(makeSides());
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(6);
  grid->setColumnStretch(1, 1);
  for (QLabel** label : {&m_accountLabel, &m_typeLabel, &m_priceLabel, &m_quantityLabel}) {
    *label = makeTicketLabel(this);
    grid->addWidget(*label, grid->rowCount() - (label == &m_accountLabel ? 1 : 0), 0, Qt::AlignTop);
  }
  m_account = new QComboBox(this);
  m_account->setObjectName(QStringLiteral("ticketAccountCombo"));
  m_account->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  m_account->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  m_account->setMinimumWidth(kTicketFieldWidth);
  m_cash = new widgets::TextLabel({}, this);
  auto* account = new FoldingRow(8);
  account->addLeft(m_account);
  account->addRight(m_cash);
  grid->addLayout(account, 0, 1);
  addTypeRow(grid);
  addPriceRow(grid);
  addQuantityRow(grid);
  m_extra = new TicketExtraFields(grid, this);
  column->addLayout(grid);
  connect(m_extra, &TicketExtraFields::edited, this, &TicketForm::edited);
  for (QDoubleSpinBox* box : {m_price, m_quantity})
    connect(box, &QDoubleSpinBox::valueChanged, this, &TicketForm::edited);
  std::vector<QDoubleSpinBox*> numbers = m_extra->numbers();
  numbers.insert(numbers.end(), {m_price, m_quantity});
  for (QDoubleSpinBox* box : numbers) {
    for (QObject* child : box->children())
      child->installEventFilter(this);
    box->installEventFilter(this);
  }
  connect(m_quantity, &QDoubleSpinBox::valueChanged, this, &TicketForm::showLots);
  setKinds({{OrderType::Limit}, {OrderType::Market}});
  showSide();
}

QPushButton* TicketForm::makePreset(const char* name)
{
  auto* button = new QPushButton(this);
  button->setObjectName(QString::fromLatin1(name));
  button->setProperty("controlSize", QStringLiteral("compact"));
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

QWidget* TicketForm::makeSides()
{
  auto* sides = new QWidget(this);
  auto* row = new QHBoxLayout(sides);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  m_buy = new QPushButton(sides);
  m_buy->setObjectName(QStringLiteral("ticketBuyButton"));
  m_sell = new QPushButton(sides);
  m_sell->setObjectName(QStringLiteral("ticketSellButton"));
  for (QPushButton* button : {m_buy, m_sell}) {
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    row->addWidget(button, 1);
    connect(button, &QPushButton::clicked, this, [this, button] {
      setSide(button == m_buy ? Side::Buy : Side::Sell);
      Q_EMIT edited();
    });
  }
  return sides;
}

void TicketForm::addTypeRow(QGridLayout* grid)
{
  m_type = new QComboBox(this);
  m_type->setObjectName(QStringLiteral("ticketTypeCombo"));
  m_type->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_type->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  m_type->setMinimumWidth(kTicketFieldWidth);
  m_type->setMaximumWidth(kTypeWidth);
  m_last = makePreset("ticketLastButton");
  auto* row = new FoldingRow(kTicketGap);
  row->addLeft(m_type);
  row->addRight(m_last);
  grid->addLayout(row, 1, 1);
  connect(m_type, &QComboBox::activated, this, [this] {
    showType();
    Q_EMIT typeChosen();
    Q_EMIT edited();
  });
  connect(m_last, &QPushButton::clicked, this, [this] {
    if (m_ticket.market.last)
      setPrice(*m_ticket.market.last);
  });
}

void TicketForm::addPriceRow(QGridLayout* grid)
{
  m_price = makeTicketNumber(this, "ticketPriceField");
  m_minus = makePreset("ticketMinusButton");
  m_plus = makePreset("ticketPlusButton");
  m_low = makePreset("ticketLimitDownButton");
  m_high = makePreset("ticketLimitUpButton");
  fit(m_minus, QString(widgets::kMinus) + u'1');
  fit(m_plus, QStringLiteral("+1"));
  auto* row = new FoldingRow(kTicketGap);
  row->addLeft(m_price);
  for (QPushButton* button : {m_minus, m_plus, m_low, m_high})
    row->addRight(button);
  grid->addLayout(row, 2, 1);
  connect(m_minus, &QPushButton::clicked, this, [this] { bump(-1); });
  connect(m_plus, &QPushButton::clicked, this, [this] { bump(1); });
  connect(m_low, &QPushButton::clicked, this, [this] { setPrice(m_ticket.limits->down); });
  connect(m_high, &QPushButton::clicked, this, [this] { setPrice(m_ticket.limits->up); });
}

void TicketForm::addQuantityRow(QGridLayout* grid)
{
  m_quantity = makeTicketNumber(this, "ticketQuantityField");
  m_quantity->setDecimals(0);
  m_lots = new widgets::TextLabel({}, this);
  m_lots->setTone(widgets::TextTone::Secondary);
  auto* row = new FoldingRow(kTicketGap);
  row->addLeft(m_quantity);
  row->addLeft(m_lots);
  const std::pair<const char*, std::pair<int, int>> parts[] = {
      {"¼", {1, 4}}, {"⅓", {1, 3}}, {"½", {1, 2}}, {"", {1, 1}}};
  for (const auto& [text, part] : parts) {
    QPushButton* button = makePreset("");
    button->setObjectName(QStringLiteral("ticketPart%1Button").arg(part.second));
    fit(button, QString::fromUtf8(text));
    row->addRight(button);
    m_parts.push_back({button, part.first, part.second});
    connect(button, &QPushButton::clicked, this,
        [this, numerator = part.first, denominator = part.second] { Q_EMIT partChosen(numerator, denominator); });
  }
  grid->addLayout(row, 3, 1);
}

void TicketForm::setSide(Side side)
{
  m_side = side;
  showSide();
  showLargest();
}

/// The button of the largest quantity says what it is of.
void TicketForm::showLargest()
{
  const bool buys = m_side == Side::Buy;
  QPushButton* button = m_parts.back().button;
  fit(button, buys ? Tr::tr("Max", "button: as many as the cash pays") : Tr::tr("All", "button: the largest quantity"));
  button->setToolTip(
      buys ? Tr::tr("As many as the cash pays with all fees, in whole lots") : Tr::tr("All that can be sold now"));
  button->setAccessibleName(button->toolTip());
}

void TicketForm::showSide()
{
  const bool buys = m_side == Side::Buy;
  m_buy->setProperty("role", buys ? QVariant(QStringLiteral("buy")) : QVariant());
  m_sell->setProperty("role", buys ? QVariant() : QVariant(QStringLiteral("sell")));
  for (QPushButton* button : {m_buy, m_sell}) {
    const bool chosen = (button == m_buy) == buys;
    const widgets::ThemeTokens& t = widgets::Theme::current().colors();
    const QColor color = chosen ? t.market.red.onButton : t.text.secondary;
    button->setIcon(widgets::icon(button == m_buy ? QStringLiteral("buy") : QStringLiteral("sell"), color));
    button->setFont(widgets::Theme::current().font(widgets::FontRole::Body, chosen));
    button->update();
  }
}

TicketKind TicketForm::kind() const
{
  const int index = m_type->currentIndex();
  return index < 0 ? TicketKind{} : m_kinds[static_cast<std::size_t>(index)];
}

void TicketForm::setKind(const TicketKind& kind)
{
  auto found = std::ranges::find(m_kinds, kind);
  if (found == m_kinds.end()) {
    m_kinds.push_back(kind);
    m_type->addItem(trade::kindText(kind));
    found = m_kinds.end() - 1;
  }
  m_type->setCurrentIndex(static_cast<int>(found - m_kinds.begin()));
  showType();
}

void TicketForm::setKinds(std::vector<TicketKind> kinds)
{
  if (kinds == m_kinds)
    return;
  const TicketKind before = kind();
  const QSignalBlocker quiet(m_type);
  m_type->clear();
  m_kinds = std::move(kinds);
  for (const TicketKind& offered : m_kinds)
    m_type->addItem(trade::kindText(offered));
  const auto kept = std::ranges::find(m_kinds, before);
  m_type->setCurrentIndex(kept == m_kinds.end() ? 0 : static_cast<int>(kept - m_kinds.begin()));
  showType();
}

void TicketForm::showType()
{
  const bool limit = fieldsOf(kind()).price;
  for (QWidget* widget : std::initializer_list<QWidget*>{m_price, m_minus, m_plus})
    widget->setEnabled(limit);
  m_last->setEnabled(limit && m_ticket.market.last);
  m_low->setEnabled(limit && m_ticket.limits);
  m_high->setEnabled(limit && m_ticket.limits);
  m_extra->showKind(kind());
}

TicketInput TicketForm::input() const
{
  const TicketKind chosen = kind();
  TicketInput input{{}, m_side, chosen.type, price(), quantity(), chosen.plan, chosen.priceKind, {}, {}, {}, {}, {}};
  m_extra->read(input);
  return input;
}

void TicketForm::setInput(const TicketInput& input)
{
  setSide(input.side);
  setKind(input.kind());
  setPrice(input.price);
  setQuantity(input.quantity);
  m_extra->write(input);
}

void TicketForm::clearExtra()
{
  m_extra->clear();
}

Price TicketForm::price() const
{
  return Price::fromDouble(m_price->value()).value_or(Price());
}

void TicketForm::setPrice(Price price)
{
  m_price->setValue(price.toDouble());
}

Quantity TicketForm::quantity() const
{
  return Quantity::fromDouble(m_quantity->value()).value_or(Quantity());
}

void TicketForm::setQuantity(Quantity quantity)
{
  m_quantity->setValue(quantity.toDouble());
}

void TicketForm::bump(int ticks)
{
  m_price->setValue(std::max(0.0, m_price->value() + ticks * m_price->singleStep()));
}

void TicketForm::setAccount(const QString& name, const QString& cash)
{
  if (m_account->count() != 1 || m_account->itemText(0) != name) {
    m_account->clear();
    m_account->addItem(name);
  }
  m_cashText = cash;
  m_cash->setText(Tr::tr("Cash %1").arg(cash));
}

void TicketForm::setContext(const trading::TicketContext& context)
{
  m_ticket = context;
  const double last = context.market.last ? context.market.last->toDouble() : 0;
  const double tick = context.tick && context.market.last ? context.tick->tickAt(*context.market.last).toDouble()
      : last > 0 && last < 1                              ? 0.0001
                                                          : 0.01;
  const QSignalBlocker quiet(m_price);
  const QSignalBlocker quietToo(m_quantity);
  m_price->setDecimals(std::max(2, widgets::decimalsOfTick(tick)));
  m_price->setSingleStep(tick);
  m_extra->setStep(tick, m_price->decimals());
  m_lotSize = context.lot ? context.lot->minimum.toDouble() : 0;
  m_quantity->setSingleStep(context.lot ? context.lot->step.toDouble() : 1);
  const int decimals = m_price->decimals();
  fit(m_last,
      Tr::tr("Last") + u' '
          + (context.market.last ? widgets::formatNumber(last, decimals) : QString(widgets::kMissing)));
  const auto limitText = [&](const QString& word, bool up) -> QString {
    if (!context.limits)
      return word + u' ' + widgets::kMissing;
    return word + u' ' + widgets::formatNumber((up ? context.limits->up : context.limits->down).toDouble(), decimals);
  };
  fit(m_low, limitText(Tr::tr("Lo", "button: lower price limit of the day"), false));
  fit(m_high, limitText(Tr::tr("Hi", "button: upper price limit of the day"), true));
  showType();
  showLots();
}

void TicketForm::showLots()
{
  const double quantity = m_quantity->value();
  if (m_lotSize > 1 && quantity > 0) {
    const double lots = quantity / m_lotSize;
    const QString number = widgets::formatNumber(lots, lots == std::floor(lots) ? 0 : 2);
    m_lots->setText(Tr::tr("sh = %1 lots", "quantity in shares, then in lots").arg(number));
  } else {
    m_lots->setText(Tr::tr("sh", "unit of a quantity: shares"));
  }
}

void TicketForm::setFieldProblems(const TicketProblems& problems)
{
  setFieldProblem(m_price, problems.price);
  setFieldProblem(m_quantity, problems.quantity);
  m_extra->setProblems(problems.trigger, problems.takeProfit, problems.trail, problems.part);
}

bool TicketForm::eventFilter(QObject* watched, QEvent* event)
{
  if (event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool plain = !(key->modifiers() & ~Qt::KeypadModifier & ~Qt::ShiftModifier);
    if (plain && (key->key() == Qt::Key_B || key->key() == Qt::Key_S)) {
      setSide(key->key() == Qt::Key_B ? Side::Buy : Side::Sell);
      Q_EMIT edited();
      return true;
    }
    if (plain && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && !key->isAutoRepeat()) {
      for (QDoubleSpinBox* box : findChildren<QDoubleSpinBox*>())
        box->interpretText();
      Q_EMIT submitPressed();
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void TicketForm::retranslate()
{
  m_buy->setText(Tr::tr("Buy") + QStringLiteral(" B"));
  m_sell->setText(Tr::tr("Sell") + QStringLiteral(" S"));
  m_accountLabel->setText(Tr::tr("Account"));
  m_typeLabel->setText(Tr::tr("Type"));
  m_priceLabel->setText(Tr::tr("Price"));
  m_quantityLabel->setText(Tr::tr("Qty"));
  for (int i = 0; i < m_type->count(); ++i)
    m_type->setItemText(i, trade::kindText(m_kinds[static_cast<std::size_t>(i)]));
  m_extra->retranslate();
  m_account->setAccessibleName(m_accountLabel->text());
  m_type->setAccessibleName(m_typeLabel->text());
  m_price->setAccessibleName(m_priceLabel->text());
  m_quantity->setAccessibleName(m_quantityLabel->text());
  m_minus->setToolTip(Tr::tr("One price step lower"));
  m_plus->setToolTip(Tr::tr("One price step higher"));
  m_low->setToolTip(Tr::tr("Lower price limit of the next session"));
  m_high->setToolTip(Tr::tr("Upper price limit of the next session"));
  for (const Part& part : m_parts)
    part.button->setToolTip(Tr::tr("Part of what cash or holdings allow"));
  showLargest();
  m_cash->setText(Tr::tr("Cash %1").arg(m_cashText));
  setContext(m_ticket);
}

}
