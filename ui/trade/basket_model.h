// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/trade/basket_state.h"
#include "ui/trade/trade_models.h"

namespace zvt::ui {

/// The orders of a basket, in the order in which they were put there. Sides and quantities can be edited.
class BasketModel : public TradeTableModel {
  Q_OBJECT

public:
  enum Column {
    SideColumn,
    NameColumn,
    CodeColumn,
    QuantityColumn,
    LastColumn,
    PriceColumn,
    AmountColumn,
    CheckColumn,
    ColumnCount
  };
  explicit BasketModel(const Context& context, QObject* parent = nullptr);
  void setRows(std::vector<BasketRow> rows);
  [[nodiscard]] const std::vector<BasketRow>& basket() const { return m_rows; }
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
  void quantityTyped(int row, const Quantity& quantity);

protected:
  [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
  [[nodiscard]] QString title(int column) const override;
  [[nodiscard]] bool isNumber(int column) const override { return column >= QuantityColumn && column <= AmountColumn; }

private:
  [[nodiscard]] QString text(const BasketRow& row, int column) const;
  std::vector<BasketRow> m_rows;
};

}
