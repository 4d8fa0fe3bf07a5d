// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/order_service.h"
#include "ui/shell/context.h"
#include "ui/trade/order_rows.h"

#include <QAbstractTableModel>
#include <map>

#include <algorithm>
#include <functional>

namespace zvt::ui {

/// Roles of all trading tables besides those of cell_roles.h.
enum TradeRole {
  TradeEntityRole = Qt::UserRole + 1,
  TradeOrderRole,
  TradeCancellableRole,
  TradeHeldRole,
  TradeFillRole
};

/// A table over a list of values with an identity, newest first. Rows that are still there keep their place, so that
/// selection and scrolling stay.
class TradeTableModel : public QAbstractTableModel {
  Q_OBJECT

public:
  TradeTableModel(const Context& context, int columns, QObject* parent);
  void retranslate();
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
  [[nodiscard]] virtual int rows() const = 0;
  [[nodiscard]] virtual QString title(int column) const = 0;
  [[nodiscard]] virtual bool isNumber(int column) const = 0;
  [[nodiscard]] QVariant alignment(int column) const;
  /// Replaces @p kept by @p fresh with the smallest signals that are true.
  template <typename T, typename Id> void replaceRows(std::vector<T>& kept, std::vector<T> fresh, Id id)
  {
    const auto sameId = [&id](const T& a, const T& b) { return std::invoke(id, a) == std::invoke(id, b); };
    const bool grown = fresh.size() >= kept.size()
        && std::equal(kept.rbegin(), kept.rend(), fresh.rbegin(), fresh.rbegin() + std::ssize(kept), sameId);
    if (!grown) {
      beginResetModel();
      kept = std::move(fresh);
      endResetModel();
      return;
    }
    const auto added = static_cast<std::ptrdiff_t>(fresh.size() - kept.size());
    if (added > 0) {
      beginInsertRows({}, 0, static_cast<int>(added) - 1);
      kept.insert(kept.begin(), fresh.begin(), fresh.begin() + added);
      endInsertRows();
    }
    for (std::size_t row = static_cast<std::size_t>(added); row < kept.size(); ++row) {
      if (kept[row] == fresh[row])
        continue;
      kept[row] = std::move(fresh[row]);
      Q_EMIT dataChanged(index(static_cast<int>(row), 0), index(static_cast<int>(row), m_columns - 1));
    }
  }

  Context m_context;

private:
  int m_columns;
};

class OrderModel : public TradeTableModel {
  Q_OBJECT

public:
  enum Column {
    TimeColumn,
    NameColumn,
    SideColumn,
    PriceColumn,
    QuantityColumn,
    FilledColumn,
    AverageColumn,
    StateColumn,
    NoteColumn,
    ColumnCount
  };
  explicit OrderModel(const Context& context, QObject* parent = nullptr);
  /// Those of the account and those that are held for it, oldest first. What is new comes on top.
  void setOrders(const std::vector<trading::Order>& orders, const trading::HeldSnapshot& held = {});
  [[nodiscard]] const std::vector<OrderRow>& orders() const { return m_orders; } ///< newest first
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

protected:
  [[nodiscard]] int rows() const override { return static_cast<int>(m_orders.size()); }
  [[nodiscard]] QString title(int column) const override;
  [[nodiscard]] bool isNumber(int column) const override { return column >= PriceColumn && column <= AverageColumn; }

private:
  [[nodiscard]] QString text(const OrderRow& row, int column) const;
  /// What an order is a part of, or was sent by; null: of nothing.
  [[nodiscard]] const OrderRow* wholeOf(const OrderRow& row) const;
  [[nodiscard]] Price average(const OrderRow& row) const;
  std::vector<OrderRow> m_orders;
};

class FillModel : public TradeTableModel {
  Q_OBJECT

public:
  enum Column {
    TimeColumn,
    NameColumn,
    SideColumn,
    PriceColumn,
    QuantityColumn,
    AmountColumn,
    CostsColumn,
    ColumnCount
  };
  explicit FillModel(const Context& context, QObject* parent = nullptr);
  /// @param fills oldest first
  void setFills(const std::vector<trading::Fill>& fills);
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

protected:
  [[nodiscard]] int rows() const override { return static_cast<int>(m_fills.size()); }
  [[nodiscard]] QString title(int column) const override;
  [[nodiscard]] bool isNumber(int column) const override { return column >= PriceColumn; }

private:
  [[nodiscard]] QString text(const trading::Fill& fill, int column) const;
  std::vector<trading::Fill> m_fills;
};

/// What is held, the largest first.
class PositionModel : public TradeTableModel {
  Q_OBJECT

public:
  enum Column {
    NameColumn,
    CodeColumn,
    QuantityColumn,
    SellableColumn,
    CostColumn,
    LastColumn,
    ValueColumn,
    ProfitColumn,
    ProfitShareColumn,
    WeightColumn,
    ColumnCount
  };
  explicit PositionModel(const Context& context, QObject* parent = nullptr);
  void setAccount(const trading::SimAccount& account);
  [[nodiscard]] const std::vector<trading::Position>& positions() const { return m_positions; }
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

protected:
  [[nodiscard]] int rows() const override { return static_cast<int>(m_positions.size()); }
  [[nodiscard]] QString title(int column) const override;
  [[nodiscard]] bool isNumber(int column) const override { return column >= QuantityColumn; }

private:
  [[nodiscard]] QString text(const trading::Position& position, int column) const;
  [[nodiscard]] double value(const trading::Position& position, int column) const;
  /// Of what is held on margin: what it ties up, and where it would be liquidated.
  [[nodiscard]] QString marginText(const trading::Position& position) const;
  std::vector<trading::Position> m_positions;
  std::map<std::string, Price> m_liquidation; ///< by entity
  double m_equity = 0;
};

}
