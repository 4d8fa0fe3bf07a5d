// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/sort_proxy.h"

#include "widgets/table/cell_roles.h"

#include <cmath>

namespace zvt::widgets {

namespace {

enum class Rank { Number, Word, Missing };

bool isNumber(const QVariant& value)
{
  switch (value.userType()) {
  case QMetaType::Bool:
  case QMetaType::Int:
  case QMetaType::UInt:
  case QMetaType::LongLong:
  case QMetaType::ULongLong:
  case QMetaType::Float:
  case QMetaType::Double:
    return true;
  default:
    return false;
  }
}

Rank rankOf(const QVariant& value)
{
  if (!value.isValid())
    return Rank::Missing;
  if (!isNumber(value))
    return Rank::Word;
  return std::isnan(value.toDouble()) ? Rank::Missing : Rank::Number;
}

}

SortProxy::SortProxy(QObject* parent)
    : QSortFilterProxyModel(parent)
{
  setSortRole(SortRole);
}

bool SortProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
  const Rank a = rankOf(left.data(sortRole()));
  const Rank b = rankOf(right.data(sortRole()));
  if (a == b)
    return a != Rank::Missing && QSortFilterProxyModel::lessThan(left, right);
  // Descending asks with the two swapped: what has no value stays behind then, too.
  const bool swapped = sortOrder() == Qt::DescendingOrder && (a == Rank::Missing || b == Rank::Missing);
  return swapped ? a > b : a < b;
}

}
