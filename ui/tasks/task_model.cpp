// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tasks/task_model.h"

#include "ui/bridge/task_feed.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/table/cell_roles.h"

#include <QDateTime>
#include <QHash>

namespace zvt::ui {

using widgets::CellTone;

namespace {

bool isNumber(int column)
{
  return column == TaskModel::Progress || column == TaskModel::Took;
}

QString stateText(TaskState state)
{
  switch (state) {
  case TaskState::Queued:
    return Tr::tr("Queued");
  case TaskState::Running:
    return Tr::tr("Running");
  case TaskState::Succeeded:
    return Tr::tr("Done");
  case TaskState::Failed:
    return Tr::tr("Failed");
  case TaskState::Cancelled:
    return Tr::tr("Cancelled");
  }
  return {};
}

QString stateIcon(TaskState state)
{
  switch (state) {
  case TaskState::Queued:
    return QStringLiteral("clock");
  case TaskState::Running:
    return QStringLiteral("play");
  case TaskState::Succeeded:
    return QStringLiteral("check");
  case TaskState::Failed:
    return QStringLiteral("error");
  case TaskState::Cancelled:
    return QStringLiteral("stop");
  }
  return {};
}

QString clockText(Timestamp at)
{
  return at.micros == 0 ? QString()
                        : QDateTime::fromMSecsSinceEpoch(at.micros / 1000).toString(QStringLiteral("HH:mm:ss"));
}

/// How long it ran; of a running one nothing, since no clock ticks here.
QString tookText(const TaskSnapshot& task)
{
  if (task.finished.micros == 0 || task.started.micros == 0)
    return {};
  const qint64 ms = (task.finished.micros - task.started.micros) / 1000;
  if (ms < 60'000)
    return Tr::tr("%1 s").arg(static_cast<double>(ms) / 1000, 0, 'f', ms < 10'000 ? 1 : 0);
  return Tr::tr("%1 min %2 s").arg(ms / 60'000).arg(ms / 1000 % 60);
}

QString display(const TaskSnapshot& task, int column)
{
  const widgets::Language& language = widgets::Language::current();
  switch (column) {
  case TaskModel::Name:
    return language.text(task.name);
  case TaskModel::Subject:
    return QString::fromStdString(task.subject);
  case TaskModel::State:
    return stateText(task.state);
  case TaskModel::Progress:
    return task.progress < 0 ? QString() : QStringLiteral("%1%").arg(static_cast<int>(task.progress * 100));
  case TaskModel::Started:
    return clockText(task.started);
  case TaskModel::Took:
    return tookText(task);
  case TaskModel::Step:
    return task.state == TaskState::Failed ? language.describe(task.error) : QString::fromStdString(task.step);
  default:
    return {};
  }
}

}

QString resultActionOf(const TaskSnapshot& task)
{
  static const QHash<QString, QString> actions{{QStringLiteral("task.backtest"), QStringLiteral("window.panel.report")},
      {QStringLiteral("task.import"), QStringLiteral("window.panel.inventory")},
      {QStringLiteral("task.sample"), QStringLiteral("window.panel.watchlist")},
      {QStringLiteral("task.backup"), QStringLiteral("window.panel.storage")},
      {QStringLiteral("task.verify"), QStringLiteral("window.panel.storage")}};
  return task.state == TaskState::Succeeded ? actions.value(QString::fromStdString(task.name)) : QString();
}

TaskModel::TaskModel(TaskFeed& feed, QObject* parent)
    : QAbstractTableModel(parent)
    , m_feed(feed)
    , m_tasks(feed.tasks().rbegin(), feed.tasks().rend())
{
  connect(&feed, &TaskFeed::changed, this, &TaskModel::refresh);
}

void TaskModel::refresh()
{
  std::vector<TaskSnapshot> tasks(m_feed.tasks().rbegin(), m_feed.tasks().rend());
  const bool grown = tasks.size() >= m_tasks.size()
      && std::equal(m_tasks.rbegin(), m_tasks.rend(), tasks.rbegin(),
          [](const TaskSnapshot& a, const TaskSnapshot& b) { return a.id == b.id; });
  if (!grown) {
    beginResetModel();
    m_tasks = std::move(tasks);
    endResetModel();
    return;
  }
  const int added = static_cast<int>(tasks.size() - m_tasks.size());
  if (added > 0)
    beginInsertRows({}, 0, added - 1);
  m_tasks = std::move(tasks);
  if (added > 0)
    endInsertRows();
  if (rowCount() > 0)
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void TaskModel::retranslate()
{
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
  if (rowCount() > 0)
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int TaskModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_tasks.size());
}

int TaskModel::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant TaskModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid() || index.row() >= rowCount())
    return {};
  const TaskSnapshot& shown = task(index.row());
  switch (role) {
  case Qt::DisplayRole:
  case Qt::ToolTipRole:
    return display(shown, index.column());
  case Qt::TextAlignmentRole:
    return static_cast<int>(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
  case widgets::ToneRole:
    if (shown.state == TaskState::Failed && index.column() >= State)
      return static_cast<int>(CellTone::Error);
    return static_cast<int>(index.column() == Name ? CellTone::Neutral : CellTone::Secondary);
  case widgets::IconRole:
    return index.column() == State ? QVariant(stateIcon(shown.state)) : QVariant();
  case widgets::BarRole:
    return index.column() == Progress && shown.progress >= 0 ? QVariant(shown.progress) : QVariant();
  default:
    return {};
  }
}

QVariant TaskModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal)
    return {};
  if (role == Qt::TextAlignmentRole)
    return static_cast<int>(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
  if (role != Qt::DisplayRole)
    return {};
  switch (section) {
  case Name:
    return Tr::tr("Task");
  case Subject:
    return Tr::tr("Subject");
  case State:
    return Tr::tr("State");
  case Progress:
    return Tr::tr("Progress");
  case Started:
    return Tr::tr("Started");
  case Took:
    return Tr::tr("Took");
  case Step:
    return Tr::tr("Step");
  default:
    return {};
  }
}

}
