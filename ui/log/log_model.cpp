// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_model.h"

#include "ui/shell/tr.h"
#include "widgets/table/cell_roles.h"

#include <QDateTime>

namespace zvt::ui {

using widgets::CellTone;

namespace {

QString levelText(LogLevel level)
{
  switch (level) {
  case LogLevel::Error:
    return Tr::tr("Error");
  case LogLevel::Warning:
    return Tr::tr("Warning");
  case LogLevel::Info:
    return Tr::tr("Info");
  default:
    return Tr::tr("Detail");
  }
}

QString levelIcon(LogLevel level)
{
  return level == LogLevel::Error  ? QStringLiteral("error")
      : level == LogLevel::Warning ? QStringLiteral("warning")
                                   : QString();
}

CellTone toneOf(LogLevel level, int column)
{
  if (level >= LogLevel::Warning && (column == LogModel::Level || column == LogModel::Text))
    return level == LogLevel::Error ? CellTone::Error : CellTone::Warning;
  return column == LogModel::Text ? CellTone::Neutral : CellTone::Muted;
}

}

void LogModel::setLines(std::vector<LogLinePtr> lines)
{
  beginResetModel();
  m_lines = std::move(lines);
  endResetModel();
}

void LogModel::append(const std::vector<LogLinePtr>& lines)
{
  if (lines.empty())
    return;
  beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(lines.size()) - 1);
  m_lines.insert(m_lines.end(), lines.begin(), lines.end());
  endInsertRows();
  if (m_lines.size() <= kMostLines)
    return;
  // A tenth at once, so that a full log does not move its rows with every line.
  const std::size_t gone = m_lines.size() - kMostLines + kMostLines / 10;
  beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
  m_lines.erase(m_lines.begin(), m_lines.begin() + static_cast<std::ptrdiff_t>(gone));
  endRemoveRows();
}

void LogModel::retranslate()
{
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
  if (rowCount() > 0)
    Q_EMIT dataChanged(index(0, Level), index(rowCount() - 1, Level));
}

int LogModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int LogModel::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid() || index.row() >= rowCount())
    return {};
  const LogLine& shown = line(index.row());
  switch (role) {
  case Qt::DisplayRole:
    switch (index.column()) {
    case Time:
      return QDateTime::fromMSecsSinceEpoch(shown.at.micros / 1000).toString(QStringLiteral("MM-dd HH:mm:ss.zzz"));
    case Level:
      return levelText(shown.level);
    case Channel:
      return QString::fromStdString(shown.channel);
    default:
      return QString::fromStdString(shown.text);
    }
  case Qt::ToolTipRole:
    return index.column() == Text ? QVariant(QString::fromStdString(shown.text)) : QVariant();
  case widgets::ToneRole:
    return static_cast<int>(toneOf(shown.level, index.column()));
  case widgets::IconRole:
    return index.column() == Level ? QVariant(levelIcon(shown.level)) : QVariant();
  default:
    return {};
  }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal)
    return {};
  if (role == Qt::TextAlignmentRole)
    return static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft);
  if (role != Qt::DisplayRole)
    return {};
  switch (section) {
  case Time:
    return Tr::tr("Time");
  case Level:
    return Tr::tr("Severity");
  case Channel:
    return Tr::tr("Part", "of the program, in the log");
  default:
    return Tr::tr("Message");
  }
}

}
