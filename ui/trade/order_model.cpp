// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tr.h"
#include "ui/trade/trade_models.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/number_format.h"

#include <algorithm>
#include <unordered_map>

namespace zvt::ui {

using namespace trade;

OrderModel::OrderModel(const Context& context, QObject* parent)
    : TradeTableModel(context, ColumnCount, parent)
{
}

void OrderModel::setOrders(const std::vector<trading::Order>& orders, const trading::HeldSnapshot& held)
{
  std::vector<OrderRow> fresh;
  fresh.reserve(orders.size() + held.conditional.size() + held.algos.size());
  for (const trading::ConditionalOrder& one : held.conditional)
    fresh.push_back({one.id, one});
  for (const trading::AlgoOrder& one : held.algos)
    fresh.push_back({one.order.id, one});
  for (const trading::Order& one : orders)
    fresh.push_back({one.id, one});
  // What is there keeps its place, whatever has come since at the same moment.
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < m_orders.size(); ++i)
    places.emplace(m_orders[m_orders.size() - 1 - i].id, i);
  const auto rank = [&places](const OrderRow& row) {
    const auto place = places.find(row.id);
    return std::pair(place == places.end() ? places.size() : place->second, row.created());
  };
  std::ranges::stable_sort(fresh, {}, rank);
  std::ranges::reverse(fresh);
  replaceRows(m_orders, std::move(fresh), &OrderRow::id);
}

const OrderRow* OrderModel::wholeOf(const OrderRow& row) const
{
  if (row.order() == nullptr)
    return nullptr;
  const auto found = std::ranges::find_if(
      m_orders, [&](const OrderRow& other) { return other.order() == nullptr && other.id == row.order()->intent; });
  return found == m_orders.end() ? nullptr : &*found;
}

/// A conditional order has filled at what its own order has.
Price OrderModel::average(const OrderRow& row) const
{
  if (row.held() == nullptr || row.held()->orderId.empty() || row.filled().isZero())
    return row.average();
  const auto sent = std::ranges::find(m_orders, row.held()->orderId, &OrderRow::id);
  return sent == m_orders.end() ? row.average() : sent->average();
}

QString OrderModel::title(int column) const
{
  switch (column) {
  case TimeColumn:
    return Tr::tr("Time");
  case NameColumn:
    return Tr::tr("Name");
  case SideColumn:
    return Tr::tr("Side");
  case PriceColumn:
    return Tr::tr("Price");
  case QuantityColumn:
    return Tr::tr("Qty");
  case FilledColumn:
    return Tr::tr("Filled");
  case AverageColumn:
    return Tr::tr("Avg");
  case StateColumn:
    return Tr::tr("State");
  default:
    return Tr::tr("Strategy / note");
  }
}

QString OrderModel::text(const OrderRow& row, int column) const
{
  switch (column) {
  case TimeColumn:
    return timeText(m_context, row.created());
  case NameColumn:
    return nameOf(m_context, row.entityId());
  case SideColumn:
    return sideText(row.side());
  case PriceColumn:
    return priceText(row);
  case QuantityColumn:
    return row.quantity().isZero() ? QString(widgets::kMissing) : quantityText(row.quantity());
  case FilledColumn:
    return row.filled().isZero() ? QString(widgets::kMissing) : quantityText(row.filled());
  case AverageColumn:
    return average(row).isZero() ? QString(widgets::kMissing) : priceText(average(row), 3);
  case StateColumn:
    return stateText(row);
  case NoteColumn:
    return noteText(row, wholeOf(row));
  default:
    return {};
  }
}

QVariant OrderModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid() || index.row() >= rows())
    return {};
  const OrderRow& row = m_orders[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  switch (role) {
  case Qt::DisplayRole:
    return text(row, column);
  case Qt::TextAlignmentRole:
    return alignment(column);
  case Qt::ToolTipRole:
    return column == NameColumn ? codeOf(row.entityId()) : column == NoteColumn ? text(row, column) : QString();
  case widgets::ToneRole:
    if (column == SideColumn)
      return int(sideTone(row.side()));
    if (column == StateColumn)
      return int(stateTone(row));
    if (column == TimeColumn || column == NoteColumn
        || (row.filled().isZero() && (column == FilledColumn || column == AverageColumn)))
      return int(widgets::CellTone::Muted);
    return int(widgets::CellTone::Neutral);
  case widgets::IconRole:
    return column == StateColumn ? QVariant(stateIcon(row)) : QVariant();
  case widgets::GroundRole:
    return row.order() != nullptr && row.order()->state == trading::OrderState::Unknown
        ? QVariant(int(widgets::CellTone::Warning))
        : QVariant();
  case TradeEntityRole:
    return QString::fromStdString(row.entityId());
  case TradeOrderRole:
    return QString::fromStdString(row.id);
  case TradeCancellableRole:
    return row.isCancellable();
  case TradeHeldRole:
    return row.order() == nullptr;
  default:
    return {};
  }
}

}
