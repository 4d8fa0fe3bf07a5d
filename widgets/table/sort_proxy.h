// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace zvt::widgets {

/// Sorts by SortRole; a cell without a value (invalid or NaN) comes last whichever way its column is sorted, numbers
/// before words.
class SortProxy : public QSortFilterProxyModel {
  Q_OBJECT

public:
  explicit SortProxy(QObject* parent = nullptr);

protected:
  [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

}
