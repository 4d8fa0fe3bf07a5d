// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/change_dialog.h"

#include "ui/shell/tr.h"
#include "ui/trade/order_rows.h"
#include "ui/trade/ticket_fields.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

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

ChangeDialog::ChangeDialog(const trading::ConditionalOrder& order, const ChangeFacts& facts, QWidget* parent)
    : QDialog(parent)
    , m_order(order)
{
  setObjectName(QStringLiteral("changeOrderDialog"));
  setWindowTitle(Tr::tr("Change %1").arg(facts.name));
  setMinimumWidth(320);
  auto* column = new QVBoxLayout(this);
  const auto addLine = [&](const char* label, const QString& text, widgets::TextTone tone, bool strong) {
    auto* line = (new widgets::TextLabel(text, this))->setTone(tone)->setRole(int(widgets::FontRole::Body), strong);
    line->setObjectName(QLatin1String(label));
    line->setWordWrap(true);
    column->addWidget(line);
  };
  const QString gap = QStringLiteral("  ");
  addLine("changeWhatLabel",
      trade::sideText(order.side) + gap + trade::kindText(OrderRow{order.id, order}) + gap + facts.name + gap
          + trade::codeOf(order.entityId),
      widgets::TextTone::Primary, true);
  if (facts.last)
    addLine("changeLastLabel", Tr::tr("Last price %1").arg(trade::priceText(*facts.last)), widgets::TextTone::Secondary,
        false);
  if (!facts.other.isEmpty())
    addLine("changeOtherLabel", Tr::tr("Its pair stays: %1").arg(facts.other), widgets::TextTone::Secondary, false);
  auto* form = new QFormLayout;
  column->addLayout(form);
  const int priceDecimals = facts.tick ? widgets::decimalsOfTick(facts.tick->toDouble()) : kPriceDecimals;
  const double step = facts.tick ? facts.tick->toDouble() : 0.01;
  const auto add = [&](const char* field, const QString& label, double value, int decimals) {
    QDoubleSpinBox* box = makeTicketNumber(this, field);
    box->setDecimals(decimals);
    if (decimals > 0)
      box->setSingleStep(step);
    box->setValue(value);
    box->setProperty(kShown, box->value());
    box->setAccessibleName(label);
    form->addRow(label, box);
    return box;
  };
  if (order.trail.kind != trading::Trail::Kind::None) {
    const bool isPercent = order.trail.kind == trading::Trail::Kind::Percent;
    m_trail = add("changeTrailField", isPercent ? Tr::tr("Distance, %") : Tr::tr("Distance"),
        order.trail.value.toDouble(), isPercent ? kPriceDecimals : priceDecimals);
  } else {
    m_trigger = add("changeTriggerField", order.isProtective() ? Tr::tr("Stop price") : Tr::tr("Take profit"),
        order.trigger.toDouble(), priceDecimals);
  }
  if (order.sends == trading::OrderType::Limit)
    m_limit = add("changeLimitField", Tr::tr("Limit"), order.price.toDouble(), priceDecimals);
  if (order.entry.empty())
    m_quantity = add("changeQuantityField", Tr::tr("Quantity"), order.quantity.toDouble(), 0);
  m_note = new widgets::Note(widgets::NoteKind::Error, {}, this);
  m_note->setObjectName(QStringLiteral("changeRefusedNote"));
  m_note->hide();
  column->addWidget(m_note);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
  m_take = buttons->button(QDialogButtonBox::Ok);
  m_take->setText(Tr::tr("Change it"));
  buttons->button(QDialogButtonBox::Cancel)->setText(Tr::tr("Leave it"));
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  column->addWidget(buttons);
}

void ChangeDialog::accept()
{
  if (!m_submit) {
    QDialog::accept();
    return;
  }
  m_take->setEnabled(false); // one question at a time
  m_submit(change(), [guard = QPointer<ChangeDialog>(this)](const Result<void>& done) {
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard, done] {
          if (guard)
            guard->answered(done);
        },
        Qt::QueuedConnection);
  });
}

void ChangeDialog::answered(const Result<void>& done)
{
  m_take->setEnabled(true);
  if (done) {
    QDialog::accept();
    return;
  }
  m_note->setNote(widgets::NoteKind::Error, widgets::Language::current().describe(done.error()));
  m_note->show();
}

trading::ConditionalChange ChangeDialog::change() const
{
  return {changed(m_trigger, m_order.trigger), changed(m_limit, m_order.price), changed(m_trail, m_order.trail.value),
      changed(m_quantity, m_order.quantity)};
}

}
