// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/log_ring.h"

#include <QAbstractTableModel>

namespace zvt::ui {

/// Lines of the log, oldest first; grows at the end and forgets at the front.
class LogModel : public QAbstractTableModel {
  Q_OBJECT

public:
  enum Column { Time, Level, Channel, Text, ColumnCount };
  static constexpr std::size_t kMostLines = 100'000;

  using QAbstractTableModel::QAbstractTableModel;
  void setLines(std::vector<LogLinePtr> lines);
  void append(const std::vector<LogLinePtr>& lines);
  void retranslate();
  [[nodiscard]] const LogLine& line(int row) const { return *m_lines[static_cast<std::size_t>(row)]; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
  std::vector<LogLinePtr> m_lines;
};

}
