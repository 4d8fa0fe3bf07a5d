// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/sweep_table.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace zvt::widgets {
class GroupBars;
class MatrixMap;
class Note;
}

namespace zvt::ui {

class RecordPage;

/// What a sweep found: how far it is to be believed, a heat map over two of its parameters (bars over a lone one) in a
/// figure of choice, and every trial in a table.
class SweepView : public QWidget {
  Q_OBJECT

public:
  explicit SweepView(QWidget* parent = nullptr);

  void setResult(const SweepPtr& result);
  void retranslate();

Q_SIGNALS:
  /// A double click or Enter on a trial, in the map or in the table.
  void trialActivated(std::size_t trial);

private:
  void fillCombos();
  void showMap();
  void showVerdict();
  [[nodiscard]] std::size_t axisOf(const QComboBox* combo, std::size_t otherwise) const;
  /// Both maps show two different axes.
  void keepApart(QComboBox* moved, QComboBox* other);

  SweepPtr m_result;
  std::vector<std::vector<std::optional<std::size_t>>> m_trials; ///< of the map's cells
  widgets::ColumnTable m_table;
  widgets::Note* m_verdict;
  QComboBox* m_rowAxis;
  QComboBox* m_columnAxis;
  QComboBox* m_metric;
  QStackedWidget* m_charts;
  widgets::MatrixMap* m_map;
  widgets::GroupBars* m_bars;
  RecordPage* m_page;
  QLabel* m_mapTitle = nullptr;
};

}
