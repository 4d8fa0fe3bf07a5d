// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategy/strategy_document.h"
#include "core/strategy/validator.h"

#include <QAbstractTableModel>

namespace zvt::ui {

/// What the validator says of a strategy, or what is wrong with a script; a row each.
class ProblemModel : public QAbstractTableModel {
  Q_OBJECT

public:
  enum Column { RuleColumn, TextColumn, PlaceColumn, GoColumn, ColumnCount };
  enum Role {
    NodeRole = Qt::UserRole + 1, ///< id of the node to go to; empty: the document as a whole
    LineRole ///< of a script, from 1; 0: none
  };
  using QAbstractTableModel::QAbstractTableModel;

  void setProblems(std::vector<strategy::Problem> problems, const strategy::StrategyDocument& document);
  void retranslate(const strategy::StrategyDocument& document);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
  struct Row {
    strategy::Problem problem;
    QString place;
  };
  void describePlaces(const strategy::StrategyDocument& document);
  std::vector<Row> m_rows;
};

}
