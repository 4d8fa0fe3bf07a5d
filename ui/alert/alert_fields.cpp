// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alert/alert_fields.h"

#include "core/market/bar_level.h"
#include "ui/shell/level_text.h"

#include <QDateTimeEdit>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>

namespace zvt::ui {

QDateTime clockOf(Timestamp time, const TimeZone& zone)
{
  return QDateTime::fromMSecsSinceEpoch(zone.toLocal(time).micros / 1000, Qt::UTC);
}

Timestamp timeOf(const QDateTimeEdit* edit, const TimeZone& zone)
{
  QDateTime time = edit->dateTime();
  time.setTimeSpec(Qt::UTC);
  return zone.toUtc(LocalTime{time.toMSecsSinceEpoch() * 1000});
}

void fillLevels(QComboBox* combo)
{
  const QSignalBlocker silent(combo);
  const QVariant chosen =
      combo->count() > 0 ? combo->currentData() : QVariant(static_cast<int>(market::BarLevel::Day1));
  combo->clear();
  for (const market::BarLevel level : market::kBarLevels)
    if (level != market::BarLevel::Tick)
      combo->addItem(levelText(level), static_cast<int>(level));
  combo->setCurrentIndex(std::max(0, combo->findData(chosen)));
}

void choose(QComboBox* combo, int value)
{
  combo->setCurrentIndex(std::max(0, combo->findData(value)));
}

namespace {

/// Shows no zeros beyond the second decimal: 20.07, 1.2345.
class NumberSpin final : public QDoubleSpinBox {
public:
  using QDoubleSpinBox::QDoubleSpinBox;
  [[nodiscard]] QString textFromValue(double value) const override
  {
    constexpr int kLeast = 2;
    QString text = QDoubleSpinBox::textFromValue(value);
    const auto point = text.lastIndexOf(locale().decimalPoint());
    while (point >= 0 && text.size() - point - 1 > kLeast && text.endsWith(locale().zeroDigit()))
      text.chop(1);
    return text;
  }
};

}

QDoubleSpinBox* numberIn(QWidget* parent, const char* name, double least, double most, int decimals)
{
  auto* spin = new NumberSpin(parent);
  spin->setObjectName(QLatin1String(name));
  spin->setDecimals(decimals);
  spin->setRange(least, most);
  spin->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
  return spin;
}

QDoubleSpinBox* priceIn(QWidget* parent, const char* name)
{
  return numberIn(parent, name, 0.0001, 1e9, 4);
}

QDateTimeEdit* timeIn(QWidget* parent, const char* name)
{
  auto* edit = new QDateTimeEdit(parent);
  edit->setObjectName(QLatin1String(name));
  edit->setTimeSpec(Qt::UTC);
  edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
  edit->setCalendarPopup(true);
  return edit;
}

QFormLayout* formOf(QWidget* page)
{
  auto* form = new QFormLayout(page);
  form->setContentsMargins(0, 0, 0, 0);
  form->setHorizontalSpacing(8);
  form->setVerticalSpacing(8);
  form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
  return form;
}

QWidget* besideEachOther(QWidget* first, QWidget* second)
{
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(first, 1);
  layout->addWidget(second, 1);
  row->setFocusProxy(first);
  return row;
}

void FormLabels::addRow(QFormLayout* form, Words words, QWidget* field)
{
  auto* label = new QLabel(form->parentWidget());
  label->setBuddy(field->focusProxy() != nullptr ? field->focusProxy() : field);
  form->addRow(label, field);
  m_labels.emplace_back(label, std::move(words));
}

void FormLabels::retranslate()
{
  int width = 0;
  for (const auto& [label, words] : m_labels) {
    label->setText(words());
    label->buddy()->setAccessibleName(words());
    width = std::max(width, label->sizeHint().width());
  }
  for (const auto& [label, words] : m_labels) {
    label->setMinimumWidth(width);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  }
}

}
