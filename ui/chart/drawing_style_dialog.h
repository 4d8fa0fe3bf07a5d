// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/drawing/drawing.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace zvt::ui {

class DrawingFeature;

/// Colour, line, words and levels of one or several drawings, and the prices of a single one. OK makes one step of undo
/// of it. GUI thread.
class DrawingStyleDialog : public QDialog {
  Q_OBJECT

public:
  DrawingStyleDialog(DrawingFeature& feature, std::vector<widgets::Drawing> drawings, QWidget* parent);

  /// What the fields say, beside what is not asked for.
  [[nodiscard]] widgets::DrawingStyle style() const;
  /// One step for all drawings; those that are gone meanwhile are left out.
  void apply();

private:
  void build();
  void addColors(QFormLayout& form);
  void addLine(QFormLayout& form);
  void addText(QFormLayout& form);
  void addLevels(QFormLayout& form);
  void addPrices(QFormLayout& form);
  void keepAsDefault();
  [[nodiscard]] bool readLevels(std::vector<double>& levels) const;
  void validate();

  DrawingFeature& m_feature;
  std::vector<widgets::Drawing> m_drawings;
  const widgets::DrawingKindInfo& m_kind; ///< of the first
  bool m_sameKind;
  QString m_color;
  std::vector<QToolButton*> m_swatches;
  QLineEdit* m_rgb = nullptr;
  QDoubleSpinBox* m_width = nullptr;
  QComboBox* m_pen = nullptr;
  QCheckBox* m_fill = nullptr;
  QCheckBox* m_labels = nullptr;
  QCheckBox* m_extend = nullptr;
  QSpinBox* m_textSize = nullptr;
  QPlainTextEdit* m_text = nullptr;
  QLineEdit* m_levels = nullptr;
  QDoubleSpinBox* m_risk = nullptr;
  std::vector<QLineEdit*> m_prices; ///< as the chart shows them
  QPushButton* m_ok = nullptr;
};

}
