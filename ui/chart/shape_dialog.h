// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/price_look.h"

#include <QDialog>
#include <QJsonObject>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;

namespace zvt::ui {

/// Asks how large the bars by price of one style are.
class ShapeDialog : public QDialog {
  Q_OBJECT

public:
  /// @param style its name
  ShapeDialog(const market::ShapeSpec& spec, const QString& style, QWidget* parent = nullptr);
  [[nodiscard]] market::ShapeSpec spec() const;

private:
  void addBox(QFormLayout& form);
  void addShape(QFormLayout& form);
  void showKind();
  [[nodiscard]] market::BoxKind kind() const;

  market::ShapeSpec m_spec;
  QComboBox* m_kind;
  QDoubleSpinBox* m_size;
  QSpinBox* m_period;
  QSpinBox* m_reversal;
  QCheckBox* m_closes;
  QCheckBox* m_wicks;
};

[[nodiscard]] QJsonObject boxesToJson(const widgets::PriceBoxes& boxes);
/// What is missing or cannot be is as at first.
[[nodiscard]] widgets::PriceBoxes boxesFromJson(const QJsonObject& json);

}
