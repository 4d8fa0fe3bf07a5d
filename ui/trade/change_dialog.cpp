// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/change_dialog.h"

#include "ui/bridge/gui_thread.h"
#include "ui/shell/tr.h"
#include "ui/trade/order_rows.h"
#include "ui/trade/ticket_fields.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QPushButton>
#include <QTimeEdit>
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

int decimalsOf(const ChangeFacts& facts)
{
  return facts.tick ? widgets::decimalsOfTick(facts.tick->toDouble()) : kPriceDecimals;
}

double stepOf(const ChangeFacts& facts)
{
  return facts.tick ? facts.tick->toDouble() : 0.01;
}

}

ChangeForm::ChangeForm(const ChangeFacts& facts, QWidget* parent)
    : QDialog(parent)
    , m_form(new QFormLayout)
{
  setObjectName(QStringLiteral("changeOrderDialog"));
  setWindowTitle(Tr::tr("Change %1").arg(facts.name));
  setMinimumWidth(320);
  auto* column = new QVBoxLayout(this);
  column->addLayout(m_form);
}

void ChangeForm::addLine(const char* name, const QString& text, bool strong)
{
  auto* line = (new widgets::TextLabel(text, this))
                   ->setTone(strong ? widgets::TextTone::Primary : widgets::TextTone::Secondary)
                   ->setRole(int(widgets::FontRole::Body), strong);
  line->setObjectName(QLatin1String(name));
  line->setWordWrap(true);
  auto* column = static_cast<QVBoxLayout*>(layout());
  column->insertWidget(column->count() - 1, line); // above the fields
}

template <typename Order, typename Held>
void ChangeForm::addHead(const Order& order, const Held& held, const ChangeFacts& facts)
{
  const QString gap = QStringLiteral("  ");
  addLine("changeWhatLabel",
      trade::sideText(order.side) + gap + trade::kindText(OrderRow{order.id, held}) + gap + facts.name + gap
          + trade::codeOf(order.entityId),
      true);
  if (facts.last)
    addLine("changeLastLabel", Tr::tr("Last price %1").arg(trade::priceText(*facts.last)));
}

void ChangeForm::addField(const QString& label, QWidget* field)
{
  field->setAccessibleName(label);
  m_form->addRow(label, field);
}

QDoubleSpinBox* ChangeForm::addNumber(const char* name, const QString& label, double value, int decimals, double step)
{
  QDoubleSpinBox* box = makeTicketNumber(this, name);
  box->setDecimals(decimals);
  if (step > 0)
    box->setSingleStep(step);
  box->setValue(value);
  box->setProperty(kShown, box->value());
  addField(label, box);
  return box;
}

void ChangeForm::addButtons()
{
  m_note = new widgets::Note(widgets::NoteKind::Error, {}, this);
  m_note->setObjectName(QStringLiteral("changeRefusedNote"));
  m_note->hide();
  layout()->addWidget(m_note);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
  m_take = buttons->button(QDialogButtonBox::Ok);
  m_take->setText(Tr::tr("Change it"));
  buttons->button(QDialogButtonBox::Cancel)->setText(Tr::tr("Leave it"));
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  layout()->addWidget(buttons);
}

void ChangeForm::accept()
{
  m_take->setEnabled(false); // one question at a time
  const bool isAsked = submit(onGuiThread(this, [this](const Result<void>& done) { answered(done); }));
  if (!isAsked)
    QDialog::accept();
}

void ChangeForm::answered(const Result<void>& done)
{
  m_take->setEnabled(true);
  if (done) {
    QDialog::accept();
    return;
  }
  m_note->setNote(widgets::NoteKind::Error, widgets::Language::current().describe(done.error()));
  m_note->show();
}

ChangeDialog::ChangeDialog(const trading::ConditionalOrder& order, const ChangeFacts& facts, QWidget* parent)
    : ChangeForm(facts, parent)
    , m_order(order)
{
  addHead(order, order, facts);
  if (!facts.other.isEmpty())
    addLine("changeOtherLabel", Tr::tr("Its pair stays: %1").arg(facts.other));
  const int decimals = decimalsOf(facts);
  const double step = stepOf(facts);
  if (order.trail.kind != trading::Trail::Kind::None) {
    const bool isPercent = order.trail.kind == trading::Trail::Kind::Percent;
    m_trail = addNumber("changeTrailField", isPercent ? Tr::tr("Distance, %") : Tr::tr("Distance"),
        order.trail.value.toDouble(), isPercent ? kPriceDecimals : decimals, step);
  } else {
    m_trigger = addNumber("changeTriggerField", order.isProtective() ? Tr::tr("Stop price") : Tr::tr("Take profit"),
        order.trigger.toDouble(), decimals, step);
  }
  if (order.sends == trading::OrderType::Limit)
    m_limit = addNumber("changeLimitField", Tr::tr("Limit"), order.price.toDouble(), decimals, step);
  if (order.entry.empty())
    m_quantity = addNumber("changeQuantityField", Tr::tr("Quantity"), order.quantity.toDouble(), 0, 0);
  addButtons();
}

bool ChangeDialog::submit(const Answer& answer)
{
  if (m_submit)
    m_submit(change(), answer);
  return m_submit != nullptr;
}

trading::ConditionalChange ChangeDialog::change() const
{
  return {changed(m_trigger, m_order.trigger), changed(m_limit, m_order.price), changed(m_trail, m_order.trail.value),
      changed(m_quantity, m_order.quantity)};
}

ChangeWorkedDialog::ChangeWorkedDialog(
    const trading::AlgoOrder& order, const ChangeFacts& facts, TimeZone zone, QWidget* parent)
    : ChangeForm(facts, parent)
    , m_order(order.order)
    , m_zone(zone)
{
  addHead(order.order, order, facts);
  addLine("changeFilledLabel",
      Tr::tr("%1 filled, %2 working")
          .arg(trade::quantityText(order.report.filled), trade::quantityText(order.report.working)));
  if (order.report.taken.isPositive())
    addLine("changeTakenLabel", Tr::tr("%1 taken out by hand").arg(trade::quantityText(order.report.taken)));
  m_quantity =
      addNumber("changeQuantityField", Tr::tr("Quantity"), m_order.quantity.toDouble(), 0, m_order.lot.toDouble());
  m_limit = addNumber("changeLimitField", Tr::tr("Limit"), m_order.price.toDouble(), decimalsOf(facts), stepOf(facts));
  m_limit->setToolTip(Tr::tr("Of the parts that follow; those that work are taken back for it"));
  const Duration end = m_zone.toLocal(m_order.end).sinceMidnight();
  m_end = new QTimeEdit(QTime::fromMSecsSinceStartOfDay(static_cast<int>(end.micros / 1000)), this);
  m_end->setObjectName(QStringLiteral("changeEndField"));
  m_end->setDisplayFormat(QStringLiteral("HH:mm"));
  m_end->setFixedWidth(kTicketFieldWidth); // as the numbers above it
  addField(Tr::tr("Until", "the end of a worked order"), m_end);
  addButtons();
}

trading::ParentChange ChangeWorkedDialog::change() const
{
  trading::ParentChange change;
  change.quantity = changed(m_quantity, m_order.quantity);
  change.price = changed(m_limit, m_order.price);
  const LocalTime before = m_zone.toLocal(m_order.end);
  const QTime shown = QTime::fromMSecsSinceStartOfDay(static_cast<int>(before.sinceMidnight().micros / 1000));
  const QTime now = m_end->time();
  if (now.hour() != shown.hour() || now.minute() != shown.minute())
    change.end = m_zone.toUtc(LocalTime::of(before.day(), Duration::minutes(now.hour() * 60 + now.minute())));
  return change;
}

bool ChangeWorkedDialog::submit(const Answer& answer)
{
  if (m_submit)
    m_submit(change(), answer);
  return m_submit != nullptr;
}

}
