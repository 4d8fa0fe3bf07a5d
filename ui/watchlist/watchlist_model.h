// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/watchlist/quote_row.h"

#include <QAbstractTableModel>

namespace zvt::ui {

/// Quotes as a table. Colours come from the delegate, by role.
class WatchlistModel : public QAbstractTableModel {
  Q_OBJECT

public:
  enum Column {
    NameColumn,
    CodeColumn,
    LastColumn,
    ChangeColumn,
    TurnoverColumn,
    VolumeColumn,
    DayColumn,
    ColumnCount
  };
  enum Role { EntityRole = Qt::UserRole + 1, SearchRole }; ///< SearchRole: everything the filter looks at

  using QAbstractTableModel::QAbstractTableModel;

  /// Keeps the rows' identity where the securities are the same, so that selection and scrolling stay.
  void setRows(std::vector<QuoteRow> rows);
  [[nodiscard]] const std::vector<QuoteRow>& rows() const { return m_rows; }
  [[nodiscard]] int rowOf(const QString& entityId) const; ///< −1: not there
  void retranslate();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
  [[nodiscard]] QString text(const QuoteRow& row, int column) const;
  [[nodiscard]] QVariant sortValue(const QuoteRow& row, int column) const;

  std::vector<QuoteRow> m_rows;
};

}
