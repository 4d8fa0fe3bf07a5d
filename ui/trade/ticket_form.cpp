// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/ticket_form.h"

#include "ui/shell/tr.h"
#include "ui/trade/folding_row.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QKeyEvent>

namespace zvt::ui {

using trading::OrderType;
using trading::Side;

namespace {

constexpr int kGap = 4; ///< between the controls of a row
constexpr int kNumberWidth = 92;
constexpr int kRowHeight = 26;

/// A number with a step; empty shows nothing rather than 0.
QDoubleSpinBox* makeNumber(QWidget* parent, const char* name)
{
  auto* box = new QDoubleSpinBox(parent);
  box->setObjectName(QString::fromLatin1(name));
  box->setAlignment(Qt::AlignRight);
  box->setRange(0, 1e12);
  box->setGroupSeparatorShown(true);
  box->setSpecialValueText(QStringLiteral(" "));
  box->setFixedWidth(kNumberWidth);
  return box;
}

/// As narrow as its text: a row holds many presets.
void fit(QPushButton* button, const QString& text)
{
  button->setText(text);
  button->setFixedWidth(std::max(28, button->fontMetrics().horizontalAdvance(text) + 14));
}

void setProblem(QWidget* field, bool problem)
{
  if (field->property("invalid").toBool() == problem)
    return;
  field->setProperty("invalid", problem);
  field->update();
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
    auto* text = new widgets::TextLabel({}, this);
    text->setTone(widgets::TextTone::Secondary);
    text->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    *label = text;
    text->setFixedHeight(kRowHeight); // beside the first line of a folded row
    grid->addWidget(text, grid->rowCount() - (label == &m_accountLabel ? 1 : 0), 0, Qt::AlignTop);
  }
  m_account = new QComboBox(this);
  m_account->setObjectName(QStringLiteral("ticketAccountCombo"));
  m_account->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  m_account->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  m_account->setMinimumWidth(kNumberWidth);
  m_cash = new widgets::TextLabel({}, this);
  auto* account = new FoldingRow(8);
  account->addLeft(m_account);
  account->addRight(m_cash);
  grid->addLayout(account, 0, 1);
  addTypeRow(grid);
  addPriceRow(grid);
  addQuantityRow(grid);
  column->addLayout(grid);
  for (QDoubleSpinBox* box : {m_price, m_quantity}) {
    connect(box, &QDoubleSpinBox::valueChanged, this, &TicketForm::edited);
    for (QObject* child : box->children())
      child->installEventFilter(this);
    box->installEventFilter(this);
  }
  connect(m_quantity, &QDoubleSpinBox::valueChanged, this, &TicketForm::showLots);
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
  m_type->addItems({QString(), QString()});
  m_type->setFixedWidth(kNumberWidth);
  m_last = makePreset("ticketLastButton");
  auto* row = new FoldingRow(kGap);
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
  m_price = makeNumber(this, "ticketPriceField");
  m_minus = makePreset("ticketMinusButton");
  m_plus = makePreset("ticketPlusButton");
  m_low = makePreset("ticketLimitDownButton");
  m_high = makePreset("ticketLimitUpButton");
  fit(m_minus, QString(widgets::kMinus) + u'1');
  fit(m_plus, QStringLiteral("+1"));
  auto* row = new FoldingRow(kGap);
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
  m_quantity = makeNumber(this, "ticketQuantityField");
  m_quantity->setDecimals(0);
  m_lots = new widgets::TextLabel({}, this);
  m_lots->setTone(widgets::TextTone::Secondary);
  auto* row = new FoldingRow(kGap);
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

OrderType TicketForm::type() const
{
  return m_type->currentIndex() == 1 ? OrderType::Market : OrderType::Limit;
}

void TicketForm::setType(OrderType type)
{
  m_type->setCurrentIndex(type == OrderType::Market ? 1 : 0);
  showType();
}

void TicketForm::showType()
{
  const bool limit = type() == OrderType::Limit;
  for (QWidget* widget : std::initializer_list<QWidget*>{m_price, m_minus, m_plus})
    widget->setEnabled(limit);
  m_last->setEnabled(limit && m_ticket.market.last);
  m_low->setEnabled(limit && m_ticket.limits);
  m_high->setEnabled(limit && m_ticket.limits);
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

void TicketForm::setFieldProblems(bool price, bool quantity)
{
  setProblem(m_price, price);
  setProblem(m_quantity, quantity);
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
      m_price->interpretText();
      m_quantity->interpretText();
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
  m_type->setItemText(0, trade::typeText(OrderType::Limit));
  m_type->setItemText(1, trade::typeText(OrderType::Market));
  m_account->setAccessibleName(m_accountLabel->text());
  m_type->setAccessibleName(m_typeLabel->text());
  m_price->setAccessibleName(m_priceLabel->text());
  m_quantity->setAccessibleName(m_quantityLabel->text());
  m_minus->setToolTip(Tr::tr("One price step lower"));
  m_plus->setToolTip(Tr::tr("One price step higher"));
  m_low->setToolTip(Tr::tr("Lower price limit of the next session"));
  m_high->setToolTip(Tr::tr("Upper price limit of the next session"));
  fit(m_parts.back().button, Tr::tr("All", "button: the largest quantity"));
  for (const Part& part : m_parts)
    part.button->setToolTip(Tr::tr("Part of what cash or holdings allow"));
  m_cash->setText(Tr::tr("Cash %1").arg(m_cashText));
  setContext(m_ticket);
}

}
