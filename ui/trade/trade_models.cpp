// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/trade_models.h"

#include "core/trading/order_state.h"
#include "ui/shell/tr.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <algorithm>

namespace zvt::ui {

using namespace trade;
using trading::Fill;
using trading::Position;

TradeTableModel::TradeTableModel(const Context& context, int columns, QObject* parent)
    : QAbstractTableModel(parent)
    , m_context(context)
    , m_columns(columns)
{
}

void TradeTableModel::retranslate()
{
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, m_columns - 1);
  if (rows() > 0)
    Q_EMIT dataChanged(index(0, 0), index(rows() - 1, m_columns - 1));
}

int TradeTableModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : rows();
}

int TradeTableModel::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : m_columns;
}

QVariant TradeTableModel::alignment(int column) const
{
  return int(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
}

QVariant TradeTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal || section < 0 || section >= m_columns)
    return {};
  if (role == Qt::TextAlignmentRole)
    return alignment(section);
  return role == Qt::DisplayRole ? QVariant(title(section)) : QVariant();
}

FillModel::FillModel(const Context& context, QObject* parent)
    : TradeTableModel(context, ColumnCount, parent)
{
}

void FillModel::setFills(const std::vector<Fill>& fills)
{
  replaceRows(m_fills, std::vector<Fill>(fills.rbegin(), fills.rend()), &Fill::tradeId);
}

QString FillModel::title(int column) const
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
  case AmountColumn:
    return Tr::tr("Value");
  default:
    return Tr::tr("Costs");
  }
}

QString FillModel::text(const Fill& fill, int column) const
{
  switch (column) {
  case TimeColumn:
    return timeText(m_context, fill.at);
  case NameColumn:
    return nameOf(m_context, fill.entityId);
  case SideColumn:
    return sideText(fill.side);
  case PriceColumn:
    return priceText(fill.price);
  case QuantityColumn:
    return quantityText(fill.quantity);
  case AmountColumn:
    return moneyText(fill.amount);
  case CostsColumn:
    return moneyText(trading::total(fill.costs));
  default:
    return {};
  }
}

QVariant FillModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid() || index.row() >= rows())
    return {};
  const Fill& fill = m_fills[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  switch (role) {
  case Qt::DisplayRole:
    return text(fill, column);
  case Qt::TextAlignmentRole:
    return alignment(column);
  case Qt::ToolTipRole: {
    if (column != CostsColumn)
      return column == NameColumn ? QVariant(codeOf(fill.entityId)) : QVariant();
    QStringList lines;
    for (const trading::Cost& cost : fill.costs)
      lines << widgets::Language::current().text("report.cost." + std::string(market::toString(cost.kind)))
              + QStringLiteral("  ") + moneyText(cost.amount);
    return lines.join(u'\n');
  }
  case widgets::ToneRole:
    if (column == SideColumn)
      return int(sideTone(fill.side));
    return int(column == TimeColumn ? widgets::CellTone::Muted : widgets::CellTone::Neutral);
  case TradeEntityRole:
    return QString::fromStdString(fill.entityId);
  case TradeFillRole:
    return QString::fromStdString(fill.tradeId);
  case TradeOrderRole:
    return QString::fromStdString(fill.orderId);
  default:
    return {};
  }
}

PositionModel::PositionModel(const Context& context, QObject* parent)
    : TradeTableModel(context, ColumnCount, parent)
{
}

void PositionModel::setAccount(const trading::SimAccount& account)
{
  std::vector<Position> held;
  for (const auto& [id, position] : account.positions())
    if (!position.total.isZero())
      held.push_back(position);
  std::ranges::stable_sort(held, [](const Position& a, const Position& b) { return a.value() > b.value(); });
  const double equity = account.equity().toDouble();
  m_liquidation.clear();
  for (const Position& position : held)
    if (const auto price = account.liquidationPrice(position.entityId); price && *price)
      m_liquidation.emplace(position.entityId, **price);
  const bool weightsMove = equity != m_equity;
  m_equity = equity;
  replaceRows(m_positions, std::move(held), &Position::entityId);
  if (weightsMove && rows() > 0)
    Q_EMIT dataChanged(index(0, WeightColumn), index(rows() - 1, WeightColumn));
}

QString PositionModel::title(int column) const
{
  switch (column) {
  case NameColumn:
    return Tr::tr("Name");
  case CodeColumn:
    return Tr::tr("Code");
  case QuantityColumn:
    return Tr::tr("Qty");
  case SellableColumn:
    return Tr::tr("Sellable");
  case CostColumn:
    return Tr::tr("Cost");
  case LastColumn:
    return Tr::tr("Last");
  case ValueColumn:
    return Tr::tr("Value", "of a holding");
  case ProfitColumn:
    return Tr::tr("P&L");
  case ProfitShareColumn:
    return QStringLiteral("%");
  default:
    return Tr::tr("Weight");
  }
}

double PositionModel::value(const Position& position, int column) const
{
  switch (column) {
  case QuantityColumn:
    return position.total.toDouble();
  case SellableColumn:
    return position.sellable().toDouble();
  case CostColumn:
    return position.averageCost().toDouble();
  case LastColumn:
    return position.last.toDouble();
  case ValueColumn:
    return position.value().toDouble();
  case ProfitColumn:
    return position.profit().toDouble();
  case ProfitShareColumn:
    return position.margin || position.cost.isPositive()
        ? position.profit().toDouble() / std::abs(position.entryCost().toDouble())
        : std::nan("");
  case WeightColumn:
    return m_equity > 0 ? position.value().toDouble() / m_equity : std::nan("");
  default:
    return std::nan("");
  }
}

QString PositionModel::marginText(const Position& position) const
{
  QString text = Tr::tr("Margin %1").arg(moneyText(position.initialMargin()));
  if (const auto price = m_liquidation.find(position.entityId); price != m_liquidation.end())
    text += QLatin1Char('\n') + Tr::tr("Liquidated at %1").arg(widgets::formatNumber(price->second.toDouble(), 2));
  if (!position.margin->settled.isZero())
    text += QLatin1Char('\n') + Tr::tr("Settled %1").arg(signedMoneyText(position.margin->settled));
  if (!position.margin->funding.isZero())
    text += QLatin1Char('\n') + Tr::tr("Funding %1").arg(signedMoneyText(position.margin->funding));
  return text;
}

QString PositionModel::text(const Position& position, int column) const
{
  const double number = value(position, column);
  switch (column) {
  case NameColumn:
    return nameOf(m_context, position.entityId);
  case CodeColumn:
    return codeOf(position.entityId);
  case QuantityColumn:
    return quantityText(position.total);
  case SellableColumn:
    return quantityText(position.sellable());
  case CostColumn:
    return widgets::formatNumber(number, 3);
  case ProfitColumn:
    return widgets::formatSigned(number, 2);
  case ProfitShareColumn:
    return widgets::formatSignedPercent(number);
  case WeightColumn:
    return widgets::formatPercent(number, 1);
  default:
    return widgets::formatNumber(number, 2);
  }
}

QVariant PositionModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid() || index.row() >= rows())
    return {};
  const Position& position = m_positions[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  switch (role) {
  case Qt::DisplayRole:
    return text(position, column);
  case Qt::TextAlignmentRole:
    return alignment(column);
  case Qt::ToolTipRole:
    if (position.margin && column != NameColumn)
      return marginText(position);
    return column == NameColumn ? QVariant(codeOf(position.entityId)) : QVariant();
  case widgets::ToneRole:
    if (column == ProfitColumn || column == ProfitShareColumn)
      return int(widgets::toneOf(value(position, ProfitColumn)));
    return int(column == CodeColumn ? widgets::CellTone::Muted : widgets::CellTone::Neutral);
  case widgets::BarRole:
    return column == WeightColumn ? QVariant(value(position, column)) : QVariant();
  case widgets::SortRole:
    return column >= QuantityColumn ? QVariant(value(position, column)) : QVariant(text(position, column));
  case TradeEntityRole:
    return QString::fromStdString(position.entityId);
  default:
    return {};
  }
}

}
