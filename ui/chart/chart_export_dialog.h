// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QSize>

class QCheckBox;
class QDoubleSpinBox;

namespace zvt::widgets {
class SegmentedControl;
class TextLabel;
}

namespace zvt::ui {

/// What a chart is exported as.
struct ChartExport {
  enum class Format { Png, Svg, Pdf, Csv };
  Format format = Format::Png;
  double scale = 2; ///< of PNG: pixels per logical pixel
  bool forPaper = false; ///< in the colours of the light theme
};

/// Asks as what a chart shall be exported. GUI thread.
class ChartExportDialog : public QDialog {
  Q_OBJECT

public:
  /// @param picture size in logical pixels; @param bars in sight
  ChartExportDialog(QSize picture, std::size_t bars, QWidget* parent);
  [[nodiscard]] ChartExport choice() const;

Q_SIGNALS:
  void chosen(const zvt::ui::ChartExport& choice);

private:
  void describe();

  QSize m_picture;
  std::size_t m_bars;
  widgets::SegmentedControl* m_format;
  QDoubleSpinBox* m_scale;
  QCheckBox* m_paper;
  widgets::TextLabel* m_what;
};

}
