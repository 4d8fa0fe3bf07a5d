// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/live_table.h"

#include "ui/live/live_texts.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/tr.h"
#include "widgets/base/number_format.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace zvt::ui {

using backtest::LiveRow;
using widgets::CellTone;
using widgets::TableCell;

namespace {

/// What a column of numbers is sorted by.
double numberOf(const LiveRow& row, int column)
{
  switch (column) {
  case LiveTable::State:
    return static_cast<double>(row.state);
  case LiveTable::Equity:
    return row.equity.toDouble();
  case LiveTable::Profit:
    return row.profit.toDouble();
  case LiveTable::DayProfit:
    return row.dayProfit.toDouble();
  case LiveTable::Realised:
    return row.realised.toDouble();
  case LiveTable::Unrealised:
    return row.unrealised.toDouble();
  case LiveTable::Positions:
    return static_cast<double>(row.positions);
  case LiveTable::DecidedAt:
    return row.decision ? static_cast<double>(row.decision->at.micros) : 0;
  case LiveTable::Orders:
    return row.ordersToday;
  case LiveTable::Lag:
    return static_cast<double>(row.lag.micros);
  case LiveTable::Curve:
    return row.equityDays.size() < 2 ? 0 : row.equityDays.back() / row.equityDays.front();
  default:
    return 0;
  }
}

bool isNumber(int column)
{
  return column != LiveTable::Name && column != LiveTable::State && column != LiveTable::Decision
      && column != LiveTable::DecidedAt;
}

TableCell money(Money amount, bool hasAccount)
{
  return {hasAccount ? live::moneyText(amount) : QString(widgets::kMissing), {}, CellTone::Neutral, {}};
}

TableCell profit(Money amount, bool hasAccount)
{
  return {hasAccount ? live::signedMoneyText(amount) : QString(widgets::kMissing), {},
      hasAccount ? widgets::toneOf(amount.toDouble()) : CellTone::Muted, {}};
}

}

LiveTable::LiveTable(const Context& context, QObject* parent)
    : QAbstractTableModel(parent)
    , m_context(context)
    , m_board(std::make_shared<const backtest::LiveBoard>())
{
}

int LiveTable::widthOf(int column)
{
  switch (column) {
  case Name:
    return 150;
  case State:
    return 92;
  case Decision:
    return 180;
  case DecidedAt:
    return 118;
  case Curve:
    return 96;
  case Positions:
    return 72;
  case Orders:
    return 92;
  case Lag:
    return 76;
  default:
    return 104;
  }
}

bool LiveTable::passes(const LiveRow& row) const
{
  if (m_state && row.state != *m_state)
    return false;
  const auto has = [this](const QString& text) { return text.contains(m_text, Qt::CaseInsensitive); };
  return m_text.isEmpty() || has(QString::fromStdString(row.name)) || has(QString::fromStdString(row.file))
      || (row.decision
          && (has(nameOf(m_context, row.decision->entityId)) || has(QString::fromStdString(row.decision->entityId))));
}

std::vector<std::uint32_t> LiveTable::arranged() const
{
  std::vector<std::uint32_t> order;
  order.reserve(m_board->rows.size());
  for (std::uint32_t i = 0; i < m_board->rows.size(); ++i)
    if (passes(m_board->rows[i]))
      order.push_back(i);
  if (m_sortColumn <= Name && m_sortOrder == Qt::AscendingOrder)
    return order; // a board is by name
  if (m_sortColumn == Name || m_sortColumn == Decision) {
    std::ranges::stable_sort(order, [this](std::uint32_t a, std::uint32_t b) {
      const LiveRow& left = m_board->rows[m_sortOrder == Qt::AscendingOrder ? a : b];
      const LiveRow& right = m_board->rows[m_sortOrder == Qt::AscendingOrder ? b : a];
      if (m_sortColumn == Name)
        return left.name < right.name;
      return (left.decision ? left.decision->entityId : "") < (right.decision ? right.decision->entityId : "");
    });
    return order;
  }
  std::vector<double> keys(m_board->rows.size());
  for (const std::uint32_t i : order)
    keys[i] = numberOf(m_board->rows[i], m_sortColumn);
  std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return m_sortOrder == Qt::AscendingOrder ? keys[a] < keys[b] : keys[b] < keys[a];
  });
  return order;
}

void LiveTable::rearrange(backtest::LiveBoardPtr board)
{
  // Kept meanwhile: rows are known by their names.
  const backtest::LiveBoardPtr before = std::exchange(m_board, std::move(board));
  std::vector<std::uint32_t> order = arranged();
  const bool isSame = std::ranges::equal(m_order, order,
      [&](std::uint32_t was, std::uint32_t is) { return before->rows[was].name == m_board->rows[is].name; });
  if (isSame) {
    m_order = std::move(order);
    if (!m_order.empty())
      Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    return;
  }
  if (m_order.size() != order.size()) {
    const backtest::LiveBoardPtr now = std::exchange(m_board, before); // what is asked for until the reset is of then
    beginResetModel();
    m_board = now;
    m_order = std::move(order);
    endResetModel();
    return;
  }
  std::vector<std::string> names;
  for (const std::uint32_t was : m_order)
    names.push_back(before->rows[was].name);
  Q_EMIT layoutAboutToBeChanged();
  m_order = std::move(order);
  std::unordered_map<std::string_view, int> places;
  for (int row = 0; row < rowCount(); ++row)
    places.emplace(at(row).name, row);
  for (const QModelIndex& kept : persistentIndexList()) {
    const auto place = places.find(names[static_cast<std::size_t>(kept.row())]);
    changePersistentIndex(kept, place == places.end() ? QModelIndex() : index(place->second, kept.column()));
  }
  Q_EMIT layoutChanged();
}

void LiveTable::setBoard(backtest::LiveBoardPtr board)
{
  rearrange(board ? std::move(board) : std::make_shared<const backtest::LiveBoard>());
}

void LiveTable::setFilter(const QString& text, std::optional<backtest::LiveState> state)
{
  m_text = text.trimmed();
  m_state = state;
  rearrange(m_board);
}

void LiveTable::sort(int column, Qt::SortOrder order)
{
  m_sortColumn = column;
  m_sortOrder = order;
  rearrange(m_board);
}

void LiveTable::retranslate()
{
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
  if (rowCount() > 0)
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int LiveTable::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int LiveTable::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : ColumnCount;
}

TableCell LiveTable::cell(const LiveRow& row, int column) const
{
  const bool has = row.hasAccount;
  switch (column) {
  case Name:
    return {QString::fromStdString(row.name), {}, CellTone::Neutral, QString::fromStdString(row.file)};
  case State:
    return {
        live::stateText(row.state), {}, live::stateTone(row.state), live::troubleText(row), live::stateIcon(row.state)};
  case Equity:
    return money(row.equity, has);
  case Profit:
    return profit(row.profit, has);
  case DayProfit:
    return profit(row.dayProfit, has);
  case Realised:
    return profit(row.realised, has);
  case Unrealised:
    return profit(row.unrealised, has);
  case Positions:
    return {has ? QString::number(row.positions) : QString(widgets::kMissing), {}, CellTone::Neutral,
        row.largest.empty() ? QString() : Tr::tr("Largest: %1").arg(nameOf(m_context, row.largest))};
  case Decision: {
    const QString trouble = live::troubleText(row);
    if (!row.fault.code.empty())
      return {trouble, {}, row.state == backtest::LiveState::Failed ? CellTone::Error : CellTone::Warning, trouble};
    return {live::decisionText(m_context, row), {}, trouble.isEmpty() ? CellTone::Neutral : CellTone::Warning, trouble,
        trouble.isEmpty() ? QString() : QStringLiteral("blocked")};
  }
  case DecidedAt:
    return {row.decision ? live::momentText(m_context, row.decision->at) : QString(), {}, CellTone::Secondary, {}};
  case Orders:
    return {
        QString::number(row.ordersToday), {}, CellTone::Neutral, Tr::tr("%n fill(s) today", nullptr, row.fillsToday)};
  case Lag:
    return {live::lagText(row.lag), {}, CellTone::Secondary,
        Tr::tr("From the close of the newest bar until its last order was sent")};
  default:
    return {};
  }
}

QVariant LiveTable::data(const QModelIndex& index, int role) const
{
  if (!checkIndex(index, CheckIndexOption::IndexIsValid))
    return {};
  if (role == Qt::TextAlignmentRole)
    return int(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
  const LiveRow& row = at(index.row());
  if (role == kCurveRole)
    return index.column() == Curve ? QVariant::fromValue(QList<double>(row.equityDays.begin(), row.equityDays.end()))
                                   : QVariant();
  if (role == widgets::StrongRole)
    return index.column() == Name;
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != widgets::ToneRole && role != widgets::IconRole)
    return {};
  const TableCell shown = cell(row, index.column());
  switch (role) {
  case Qt::ToolTipRole:
    return shown.toolTip.isEmpty() ? QVariant() : QVariant(shown.toolTip);
  case widgets::ToneRole:
    return int(shown.tone);
  case widgets::IconRole:
    return shown.icon.isEmpty() ? QVariant() : QVariant(shown.icon);
  default:
    return shown.text;
  }
}

QVariant LiveTable::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
    return {};
  if (role == Qt::TextAlignmentRole)
    return int(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
  if (role != Qt::DisplayRole)
    return {};
  switch (section) {
  case Name:
    return Tr::tr("Strategy");
  case State:
    return Tr::tr("State");
  case Equity:
    return Tr::tr("Equity");
  case Profit:
    return Tr::tr("Profit");
  case DayProfit:
    return Tr::tr("Profit today");
  case Realised:
    return Tr::tr("Realised");
  case Unrealised:
    return Tr::tr("Unrealised");
  case Positions:
    return Tr::tr("Positions");
  case Decision:
    return Tr::tr("Last decision");
  case DecidedAt:
    return Tr::tr("When", "a strategy decided");
  case Orders:
    return Tr::tr("Orders today");
  case Lag:
    return Tr::tr("Lag");
  default:
    return Tr::tr("Equity curve");
  }
}

}
