// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/watchlist_model.h"

#include "ui/shell/tr.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"
#include "widgets/table/cell_roles.h"

#include <algorithm>

namespace zvt::ui {

namespace {

int decimalsOf(double price)
{
  return price > 0 && price < 1 ? 4 : 2;
}

}

void WatchlistModel::setRows(std::vector<QuoteRow> rows)
{
  const bool sameSecurities = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
      [](const QuoteRow& a, const QuoteRow& b) { return a.entityId == b.entityId; });
  if (sameSecurities) {
    m_rows = std::move(rows);
    if (!m_rows.empty())
      Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    return;
  }
  beginResetModel();
  m_rows = std::move(rows);
  endResetModel();
}

int WatchlistModel::rowOf(const QString& entityId) const
{
  const std::string id = entityId.toStdString();
  const auto at = std::find_if(m_rows.begin(), m_rows.end(), [&](const QuoteRow& row) { return row.entityId == id; });
  return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

void WatchlistModel::retranslate()
{
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
  if (!m_rows.empty())
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int WatchlistModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WatchlistModel::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : ColumnCount;
}

QString WatchlistModel::text(const QuoteRow& row, int column) const
{
  const widgets::NumberStyle style = widgets::Theme::current().numberStyle();
  switch (column) {
  case NameColumn:
    return QString::fromStdString(row.name);
  case CodeColumn:
    return QString::fromStdString(row.code);
  case LastColumn:
    return widgets::formatNumber(row.last, decimalsOf(row.last));
  case ChangeColumn:
    return widgets::formatSignedPercent(row.changeFraction());
  case TurnoverColumn:
    return widgets::formatLarge(row.turnover, style);
  case VolumeColumn:
    return widgets::formatLarge(row.volume, style);
  case DayColumn:
    return row.hasBar ? QString::fromStdString(row.day.iso()) : QString(widgets::kMissing);
  default:
    return {};
  }
}

QVariant WatchlistModel::sortValue(const QuoteRow& row, int column) const
{
  switch (column) {
  case LastColumn:
    return row.last;
  case ChangeColumn:
    return row.changeFraction();
  case TurnoverColumn:
    return row.turnover;
  case VolumeColumn:
    return row.volume;
  case DayColumn:
    return row.day.days;
  default:
    return text(row, column);
  }
}

QVariant WatchlistModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid() || index.row() >= rowCount())
    return {};
  const QuoteRow& row = m_rows[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  switch (role) {
  case Qt::DisplayRole:
    return text(row, column);
  case Qt::TextAlignmentRole:
    return int(Qt::AlignVCenter | (column >= LastColumn ? Qt::AlignRight : Qt::AlignLeft));
  case Qt::ToolTipRole:
    if (!row.hasBar)
      return Tr::tr("No bars are stored of this security");
    return row.synthetic ? Tr::tr("Synthetic sample data") : QVariant();
  case widgets::ToneRole:
    if (column == LastColumn || column == ChangeColumn)
      return int(widgets::toneOf(row.change()));
    return int(column == CodeColumn || column == DayColumn ? widgets::CellTone::Muted : widgets::CellTone::Neutral);
  case widgets::SortRole:
    return sortValue(row, column);
  case EntityRole:
    return QString::fromStdString(row.entityId);
  case SearchRole:
    return QString::fromStdString(row.name + ' ' + row.code + ' ' + row.pinyin);
  default:
    return {};
  }
}

QVariant WatchlistModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal)
    return {};
  if (role == Qt::TextAlignmentRole)
    return int(Qt::AlignVCenter | (section >= LastColumn ? Qt::AlignRight : Qt::AlignLeft));
  if (role != Qt::DisplayRole)
    return {};
  switch (section) {
  case NameColumn:
    return Tr::tr("Name");
  case CodeColumn:
    return Tr::tr("Code");
  case LastColumn:
    return Tr::tr("Last");
  case ChangeColumn:
    return Tr::tr("Change");
  case TurnoverColumn:
    return Tr::tr("Turnover");
  case VolumeColumn:
    return Tr::tr("Volume");
  case DayColumn:
    return Tr::tr("As of");
  default:
    return {};
  }
}

}
