// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/form_parts.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>

namespace zvt::ui {

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
