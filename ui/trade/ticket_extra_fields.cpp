// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/ticket_extra_fields.h"

#include "ui/shell/tr.h"
#include "ui/trade/folding_row.h"
#include "ui/trade/ticket_fields.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>

#include <algorithm>

namespace zvt::ui {

using trading::TimeInForce;
using trading::Trail;

namespace {

constexpr double kPercentStep = 0.5;
constexpr double kSliceStep = 100; ///< shares

Price priceIn(const QDoubleSpinBox* field)
{
  return Price::fromDouble(field->value()).value_or(Price());
}

}

QDoubleSpinBox* makeTicketNumber(QWidget* parent, const char* name)
{
  auto* box = new QDoubleSpinBox(parent);
  box->setObjectName(QString::fromLatin1(name));
  box->setAlignment(Qt::AlignRight);
  box->setRange(0, 1e12);
  box->setGroupSeparatorShown(true);
  box->setSpecialValueText(QStringLiteral(" "));
  box->setFixedWidth(kTicketFieldWidth);
  return box;
}

QLabel* makeTicketLabel(QWidget* parent)
{
  auto* text = new widgets::TextLabel({}, parent);
  text->setTone(widgets::TextTone::Secondary);
  text->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  text->setFixedHeight(kTicketRowHeight); // beside the first line of a folded row
  return text;
}

void setFieldProblem(QWidget* field, bool problem)
{
  if (field->property("invalid").toBool() == problem)
    return;
  field->setProperty("invalid", problem);
  field->update();
}

TicketExtraFields::TicketExtraFields(QGridLayout* grid, QWidget* form)
    : QObject(form)
{
  m_trigger = addRow(grid, form, "ticketTriggerField");
  m_take = addRow(grid, form, "ticketTakeProfitField");
  m_unit = new QComboBox(form);
  m_unit->setObjectName(QStringLiteral("ticketTrailUnitCombo"));
  m_unit->addItems({QString(), QString()});
  m_trail = addRow(grid, form, "ticketTrailField", m_unit);
  m_part = addRow(grid, form, "ticketPartField");
  m_timeLabel = makeTicketLabel(form);
  m_time = new QComboBox(form);
  m_time->setObjectName(QStringLiteral("ticketTimeCombo"));
  m_time->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  auto* row = new FoldingRow(kTicketGap);
  row->addLeft(m_time);
  const int line = grid->rowCount();
  grid->addWidget(m_timeLabel, line, 0, Qt::AlignTop);
  grid->addLayout(row, line, 1);
  for (QComboBox* combo : {m_unit, m_time})
    connect(combo, &QComboBox::activated, this, &TicketExtraFields::edited);
  connect(m_unit, &QComboBox::currentIndexChanged, this,
      [this](int index) { m_trail.field->setSingleStep(index == 1 ? kPercentStep : m_trigger.field->singleStep()); });
  showKind({});
}

TicketExtraFields::Row TicketExtraFields::addRow(QGridLayout* grid, QWidget* form, const char* name, QWidget* beside)
{
  Row made{makeTicketLabel(form), makeTicketNumber(form, name), beside};
  auto* row = new FoldingRow(kTicketGap);
  row->addLeft(made.field);
  if (beside != nullptr)
    row->addLeft(beside);
  const int line = grid->rowCount();
  grid->addWidget(made.label, line, 0, Qt::AlignTop);
  grid->addLayout(row, line, 1);
  connect(made.field, &QDoubleSpinBox::valueChanged, this, &TicketExtraFields::edited);
  return made;
}

void TicketExtraFields::showKind(const TicketKind& kind)
{
  m_kind = kind;
  const TicketFields fields = fieldsOf(kind);
  const std::pair<const Row*, bool> rows[] = {
      {&m_trigger, fields.trigger}, {&m_take, fields.takeProfit}, {&m_trail, fields.trail}, {&m_part, fields.part}};
  for (const auto& [row, shown] : rows) {
    row->label->setVisible(shown);
    row->field->setVisible(shown);
    if (row->beside != nullptr)
      row->beside->setVisible(shown);
  }
  showPart();
  showTimes();
}

void TicketExtraFields::showPart()
{
  const bool isShare = m_kind.plan == TicketPlan::Participation;
  const bool isSlice = m_kind.plan == TicketPlan::Iceberg;
  m_part.label->setText(isShare ? Tr::tr("Share, %", "of what the market trades")
          : isSlice             ? Tr::tr("Slice", "shares of an iceberg order that are shown at a time")
                                : Tr::tr("Parts", "into how many an order is cut"));
  m_part.field->setAccessibleName(m_part.label->text());
  const QSignalBlocker quiet(m_part.field);
  m_part.field->setDecimals(isShare ? 1 : 0);
  m_part.field->setSingleStep(isSlice ? kSliceStep : 1);
}

void TicketExtraFields::showTimes()
{
  const int index = m_time->currentIndex();
  const TimeInForce before = index >= 0 ? m_times[static_cast<std::size_t>(index)] : TimeInForce::Day;
  m_times = timesFor(m_kind);
  m_time->clear();
  for (const TimeInForce time : m_times)
    m_time->addItem(trade::timeInForceText(time));
  const auto kept = std::ranges::find(m_times, before);
  m_time->setCurrentIndex(kept == m_times.end() ? 0 : static_cast<int>(kept - m_times.begin()));
  m_time->setEnabled(m_times.size() > 1);
}

void TicketExtraFields::setStep(double tick, int decimals)
{
  for (QDoubleSpinBox* field : {m_trigger.field, m_take.field, m_trail.field}) {
    const QSignalBlocker quiet(field);
    field->setDecimals(decimals);
    field->setSingleStep(field == m_trail.field && m_unit->currentIndex() == 1 ? kPercentStep : tick);
  }
}

void TicketExtraFields::read(TicketInput& input) const
{
  const TicketFields fields = fieldsOf(m_kind);
  if (fields.trigger)
    input.trigger = priceIn(m_trigger.field);
  if (fields.takeProfit)
    input.takeProfit = priceIn(m_take.field);
  if (fields.trail)
    input.trail = {
        m_unit->currentIndex() == 1 ? Trail::Kind::Percent : Trail::Kind::Amount, priceIn(m_trail.field).value()};
  if (fields.part)
    input.part = priceIn(m_part.field).value();
  if (const int index = m_time->currentIndex(); index >= 0)
    input.time = m_times[static_cast<std::size_t>(index)];
}

void TicketExtraFields::write(const TicketInput& input)
{
  showKind(input.kind());
  m_trigger.field->setValue(input.trigger.toDouble());
  m_take.field->setValue(input.takeProfit.toDouble());
  m_unit->setCurrentIndex(input.trail.kind == Trail::Kind::Percent ? 1 : 0);
  m_trail.field->setValue(input.trail.value.toDouble());
  m_part.field->setValue(input.part.toDouble());
  if (const auto found = std::ranges::find(m_times, input.time); found != m_times.end())
    m_time->setCurrentIndex(static_cast<int>(found - m_times.begin()));
}

void TicketExtraFields::clear()
{
  for (QDoubleSpinBox* field : numbers())
    field->setValue(0);
}

void TicketExtraFields::setProblems(bool trigger, bool takeProfit, bool trail, bool part)
{
  setFieldProblem(m_trigger.field, trigger);
  setFieldProblem(m_take.field, takeProfit);
  setFieldProblem(m_trail.field, trail);
  setFieldProblem(m_part.field, part);
}

std::vector<QDoubleSpinBox*> TicketExtraFields::numbers() const
{
  return {m_trigger.field, m_take.field, m_trail.field, m_part.field};
}

void TicketExtraFields::retranslate()
{
  m_trigger.label->setText(Tr::tr("Stop", "price at which an order is sent"));
  m_take.label->setText(Tr::tr("Target", "price of a take-profit"));
  m_trail.label->setText(Tr::tr("Distance", "of a trailing stop from the best price"));
  m_timeLabel->setText(Tr::tr("Good for", "how long an order stands"));
  m_unit->setItemText(0, Tr::tr("per share", "unit of a distance: money"));
  m_unit->setItemText(1, QStringLiteral("%"));
  m_trigger.field->setAccessibleName(m_trigger.label->text());
  m_take.field->setAccessibleName(m_take.label->text());
  m_trail.field->setAccessibleName(m_trail.label->text());
  m_unit->setAccessibleName(Tr::tr("Unit of the distance"));
  m_time->setAccessibleName(m_timeLabel->text());
  showPart();
  showTimes();
}

}
