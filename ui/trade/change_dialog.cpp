// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/change_dialog.h"

#include "ui/shell/tr.h"
#include "ui/trade/ticket_fields.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QPushButton>

namespace zvt::ui {

namespace {

constexpr int kPriceDecimals = 3;
constexpr const char* kShown = "shownAtFirst";

template <typename T> std::optional<T> changed(const QDoubleSpinBox* field, const T& before)
{
  // What the field cannot show is no change.
  if (field == nullptr || field->value() == field->property(kShown).toDouble())
    return std::nullopt;
  const auto now = T::fromDouble(field->value());
  return now && *now != before ? std::optional(*now) : std::nullopt;
}

}

ChangeDialog::ChangeDialog(const trading::ConditionalOrder& order, const QString& name, QWidget* parent)
    : QDialog(parent)
    , m_order(order)
{
  setObjectName(QStringLiteral("changeOrderDialog"));
  setWindowTitle(Tr::tr("Change %1").arg(name));
  auto* form = new QFormLayout(this);
  const auto add = [&](const char* field, const QString& label, double value, int decimals) {
    QDoubleSpinBox* box = makeTicketNumber(this, field);
    box->setDecimals(decimals);
    box->setValue(value);
    box->setProperty(kShown, box->value());
    box->setAccessibleName(label);
    form->addRow(label, box);
    return box;
  };
  if (order.trail.kind != trading::Trail::Kind::None) {
    const bool isPercent = order.trail.kind == trading::Trail::Kind::Percent;
    m_trail = add("changeTrailField", isPercent ? Tr::tr("Distance, %") : Tr::tr("Distance"),
        order.trail.value.toDouble(), kPriceDecimals);
  } else {
    m_trigger = add("changeTriggerField", order.isProtective() ? Tr::tr("Stop price") : Tr::tr("Take profit"),
        order.trigger.toDouble(), kPriceDecimals);
  }
  if (order.sends == trading::OrderType::Limit)
    m_limit = add("changeLimitField", Tr::tr("Limit"), order.price.toDouble(), kPriceDecimals);
  if (order.entry.empty())
    m_quantity = add("changeQuantityField", Tr::tr("Quantity"), order.quantity.toDouble(), 0);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
  buttons->button(QDialogButtonBox::Ok)->setText(Tr::tr("Change it"));
  buttons->button(QDialogButtonBox::Cancel)->setText(Tr::tr("Leave it"));
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  form->addRow(buttons);
}

trading::ConditionalChange ChangeDialog::change() const
{
  return {changed(m_trigger, m_order.trigger), changed(m_limit, m_order.price), changed(m_trail, m_order.trail.value),
      changed(m_quantity, m_order.quantity)};
}

}
