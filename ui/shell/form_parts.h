// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QSignalBlocker>
#include <QString>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

class QDoubleSpinBox;
class QFormLayout;
class QLabel;

namespace zvt::ui {

/// What forms of dialogs are made of.

/// Fills a list with the first @p count of an enumeration; what was chosen stays chosen.
template <typename Enum, typename Text> void fillEnum(QComboBox* combo, int count, Text text)
{
  const QSignalBlocker silent(combo);
  const QVariant chosen = combo->currentData();
  combo->clear();
  for (int i = 0; i < count; ++i)
    combo->addItem(text(static_cast<Enum>(i)), i);
  combo->setCurrentIndex(std::max(0, combo->findData(chosen)));
}

template <typename Enum> Enum enumOf(const QComboBox* combo)
{
  return static_cast<Enum>(combo->currentData().toInt());
}

void choose(QComboBox* combo, int value);

/// Shows no zeros beyond the second decimal.
[[nodiscard]] QDoubleSpinBox* numberIn(QWidget* parent, const char* name, double least, double most, int decimals);
template <typename Widget> Widget* named(Widget* widget, const char* name)
{
  widget->setObjectName(QLatin1String(name));
  return widget;
}

[[nodiscard]] QFormLayout* formOf(QWidget* page);
[[nodiscard]] QWidget* besideEachOther(QWidget* first, QWidget* second);

/// The labels of several forms: translated with the window, of one width, so that all fields begin at one line.
class FormLabels {
public:
  using Words = std::function<QString()>;

  void addRow(QFormLayout* form, Words words, QWidget* field);
  void retranslate();

private:
  std::vector<std::pair<QLabel*, Words>> m_labels;
};

}
