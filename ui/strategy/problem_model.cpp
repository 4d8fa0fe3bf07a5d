// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/problem_model.h"

#include "ui/shell/tr.h"
#include "ui/strategy/graph_view.h"
#include "ui/strategy/script_editor.h"
#include "widgets/base/language.h"
#include "widgets/table/cell_roles.h"

namespace zvt::ui {

void ProblemModel::setProblems(std::vector<strategy::Problem> problems, const strategy::StrategyDocument& document)
{
  beginResetModel();
  m_rows.clear();
  for (strategy::Problem& problem : problems)
    m_rows.push_back({std::move(problem), {}});
  describePlaces(document);
  endResetModel();
}

void ProblemModel::describePlaces(const strategy::StrategyDocument& document)
{
  for (Row& row : m_rows) {
    const int line = lineOf(row.problem.message);
    row.place = !row.problem.node.empty() ? nodeTitle(document, row.problem.node)
        : line > 0                        ? Tr::tr("Line %1").arg(line)
                                          : Tr::tr("Whole strategy");
    if (!row.problem.port.empty())
      row.place += QStringLiteral(" → ") + QString::fromStdString(row.problem.port);
  }
}

void ProblemModel::retranslate(const strategy::StrategyDocument& document)
{
  describePlaces(document);
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
  if (!m_rows.empty())
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ProblemModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProblemModel::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemModel::data(const QModelIndex& index, int role) const
{
  if (!checkIndex(index, CheckIndexOption::IndexIsValid))
    return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
  const bool error = row.problem.severity == strategy::Severity::Error;
  switch (role) {
  case Qt::DisplayRole:
    switch (index.column()) {
    case RuleColumn:
      return QString::fromStdString(row.problem.id);
    case TextColumn:
      return widgets::Language::current().text(row.problem.message.code, row.problem.message.arguments);
    case PlaceColumn:
      return row.place;
    case GoColumn:
      return row.problem.node.empty() && lineOf(row.problem.message) == 0 ? QString() : Tr::tr("Go to");
    default:
      return {};
    }
  case Qt::ToolTipRole:
    return widgets::Language::current().describe(row.problem.message);
  case Qt::TextAlignmentRole:
    return int(Qt::AlignVCenter | Qt::AlignLeft);
  case widgets::IconRole:
    return index.column() != RuleColumn ? QVariant()
                                        : QVariant(error ? QStringLiteral("error") : QStringLiteral("warning"));
  case widgets::ToneRole:
    if (index.column() == RuleColumn)
      return int(error ? widgets::CellTone::Error : widgets::CellTone::Warning);
    return int(index.column() == GoColumn ? widgets::CellTone::Accent : widgets::CellTone::Neutral);
  case NodeRole:
    return QString::fromStdString(row.problem.node);
  case LineRole:
    return row.problem.node.empty() ? lineOf(row.problem.message) : 0;
  default:
    return {};
  }
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal)
    return {};
  if (role == Qt::TextAlignmentRole)
    return int(Qt::AlignVCenter | Qt::AlignLeft);
  if (role != Qt::DisplayRole)
    return {};
  switch (section) {
  case RuleColumn:
    return Tr::tr("Rule");
  case TextColumn:
    return Tr::tr("Problem");
  case PlaceColumn:
    return Tr::tr("Place");
  default:
    return QString();
  }
}

}
