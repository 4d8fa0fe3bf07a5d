// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/basket_model.h"

#include "ui/shell/tr.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

namespace zvt::ui {

using namespace trade;

namespace {

bool isBlocked(const BasketRow& row)
{
  return !row.refusal.empty() || !row.problem.code.empty() || row.judgement.blocked > 0;
}

/// The worst that can be said of it; checks stand with the worst first.
QString checkText(const BasketRow& row)
{
  if (!row.refusal.empty())
    return QString::fromStdString(row.refusal);
  if (!row.problem.code.empty())
    return widgets::Language::current().describe(row.problem);
  if (!row.context)
    return widgets::kMissing;
  if (row.judgement.blocked == 0 && row.line.quantity.isZero())
    return Tr::tr("Enter a quantity");
  if (row.judgement.blocked + row.judgement.warnings > 0)
    return checkSentence(row.judgement.checks.front());
  return Tr::tr("%n check(s) passed", nullptr, row.judgement.passed);
}

widgets::CellTone checkTone(const BasketRow& row)
{
  if (isBlocked(row))
    return widgets::CellTone::Error;
  return row.judgement.warnings > 0 ? widgets::CellTone::Warning : widgets::CellTone::Muted;
}

}

BasketModel::BasketModel(const Context& context, QObject* parent)
    : TradeTableModel(context, ColumnCount, parent)
{
}

void BasketModel::setRows(std::vector<BasketRow> rows)
{
  // Rows are judged again with each change of the account: what is selected, or being edited, stays.
  if (rows.size() == m_rows.size() && !rows.empty()) {
    m_rows = std::move(rows);
    Q_EMIT dataChanged(index(0, 0), index(this->rows() - 1, ColumnCount - 1));
    return;
  }
  beginResetModel();
  m_rows = std::move(rows);
  endResetModel();
}

QString BasketModel::title(int column) const
{
  switch (column) {
  case SideColumn:
    return Tr::tr("Side");
  case NameColumn:
    return Tr::tr("Name");
  case CodeColumn:
    return Tr::tr("Code");
  case QuantityColumn:
    return Tr::tr("Qty");
  case LastColumn:
    return Tr::tr("Last");
  case PriceColumn:
    return Tr::tr("Price");
  case AmountColumn:
    return Tr::tr("Amount");
  default:
    return Tr::tr("Checks");
  }
}

QString BasketModel::text(const BasketRow& row, int column) const
{
  switch (column) {
  case SideColumn:
    return sideText(row.line.side);
  case NameColumn:
    return nameOf(m_context, row.line.entityId);
  case CodeColumn:
    return codeOf(row.line.entityId);
  case QuantityColumn:
    return row.line.quantity.isZero() ? QString(widgets::kMissing) : quantityText(row.line.quantity);
  case LastColumn:
    return row.context && row.context->market.last ? priceText(*row.context->market.last) : QString(widgets::kMissing);
  case PriceColumn:
    if (!row.context)
      return widgets::kMissing;
    return row.judgement.input.type == trading::OrderType::Market ? typeText(trading::OrderType::Market)
                                                                  : priceText(row.judgement.input.price);
  case AmountColumn:
    return row.judgement.estimate ? moneyText(row.judgement.estimate->amount) : QString(widgets::kMissing);
  default:
    return checkText(row);
  }
}

QVariant BasketModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid() || index.row() >= rows())
    return {};
  const BasketRow& row = m_rows[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  switch (role) {
  case Qt::DisplayRole:
    return text(row, column);
  case Qt::EditRole:
    return column == QuantityColumn ? QVariant(QString::fromStdString(row.line.quantity.toString())) : QVariant();
  case Qt::TextAlignmentRole:
    return alignment(column);
  case Qt::ToolTipRole:
    return column == CheckColumn ? text(row, column) : column == NameColumn ? text(row, CodeColumn) : QVariant();
  case widgets::ToneRole:
    return int(column == SideColumn ? sideTone(row.line.side)
            : column == CheckColumn ? checkTone(row)
            : column == CodeColumn  ? widgets::CellTone::Muted
                                    : widgets::CellTone::Neutral);
  case widgets::IconRole:
    return column == CheckColumn && isBlocked(row) ? QVariant(QStringLiteral("blocked")) : QVariant();
  case TradeEntityRole:
    return QString::fromStdString(row.line.entityId);
  default:
    return {};
  }
}

Qt::ItemFlags BasketModel::flags(const QModelIndex& index) const
{
  const Qt::ItemFlags flags = TradeTableModel::flags(index);
  return index.column() == QuantityColumn ? flags | Qt::ItemIsEditable : flags;
}

bool BasketModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
  if (role != Qt::EditRole || index.column() != QuantityColumn || index.row() >= rows())
    return false;
  const QString typed = value.toString().remove(u',').remove(u' ').trimmed();
  const auto quantity = Quantity::parse(typed.toStdString());
  if (!quantity || *quantity < Quantity())
    return false;
  Q_EMIT quantityTyped(index.row(), *quantity);
  return true;
}

}
