// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backtest/live/strategy_board.h"
#include "ui/shell/context.h"
#include "widgets/table/column_table.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace zvt::ui {

/// The strategies of a board as rows. It sorts and filters by what is behind the texts, so that a board of a thousand
/// costs a millisecond; rows that stay keep their selection.
class LiveTable : public QAbstractTableModel {
  Q_OBJECT

public:
  enum Column {
    Name,
    State,
    DayProfit,
    Profit,
    Decision,
    DecidedAt,
    Positions,
    Curve,
    Equity,
    Realised,
    Unrealised,
    Orders,
    Lag,
    ColumnCount
  };
  /// QVariant of a QList<double>: closes, oldest first.
  static constexpr int kCurveRole = Qt::UserRole + 300;

  explicit LiveTable(const Context& context, QObject* parent = nullptr);

  void setBoard(backtest::LiveBoardPtr board);
  /// Only those whose name, file or last security has the text, in any case; nothing: any state.
  void setFilter(const QString& text, std::optional<backtest::LiveState> state);
  void retranslate();
  [[nodiscard]] const backtest::LiveRow& at(int row) const
  {
    return m_board->rows[m_order[static_cast<std::size_t>(row)]];
  }
  [[nodiscard]] static int widthOf(int column);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  void sort(int column, Qt::SortOrder order) override;

private:
  [[nodiscard]] std::vector<std::uint32_t> arranged() const;
  [[nodiscard]] bool passes(const backtest::LiveRow& row) const;
  void rearrange(backtest::LiveBoardPtr board);
  [[nodiscard]] widgets::TableCell cell(const backtest::LiveRow& row, int column) const;

  Context m_context;
  backtest::LiveBoardPtr m_board;
  std::vector<std::uint32_t> m_order; ///< rows of the board that are shown
  QString m_text;
  std::optional<backtest::LiveState> m_state;
  int m_sortColumn = -1;
  Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

}
