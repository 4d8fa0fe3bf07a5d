// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/factor/indicator.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace zvt::ui {

/// A line an output of an indicator: whether it is drawn, its colour, style and width.
class OutputStyles : public QWidget {
  Q_OBJECT

public:
  OutputStyles(const factor::Formula& formula, const std::map<std::string, OutputStyle>& styles, QWidget* parent);

  /// What differs from what the formula and the chart would do. Styles of outputs that are not here stay.
  [[nodiscard]] std::map<std::string, OutputStyle> styles() const;

Q_SIGNALS:
  void edited();

private:
  struct Line {
    std::string output;
    QCheckBox* visible;
    QComboBox *color, *drawn, *width;
  };
  void addLine(const factor::CompiledOutput& output, const OutputStyle& style);

  std::map<std::string, OutputStyle> m_before;
  std::vector<Line> m_lines;
};

}
