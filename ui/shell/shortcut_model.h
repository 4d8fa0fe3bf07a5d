// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

namespace zvt::ui {

class ActionRegistry;

/// Every action with the keys in force: for the table of the settings. Panels' own copies of a window command are left
/// out, as everywhere.
class ShortcutModel : public QAbstractTableModel {
  Q_OBJECT

public:
  enum Column { Command, Where, Keys, ColumnCount };
  static constexpr int kIdRole = Qt::UserRole + 1;

  explicit ShortcutModel(ActionRegistry& actions, QObject* parent = nullptr);
  [[nodiscard]] QString id(int row) const { return m_ids.at(row); }
  void refresh();

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
  ActionRegistry& m_actions;
  QStringList m_ids;
};

}
