// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace zvt::ui {

/// What the finder offers for a text: symbols by code, name or pinyin initials, then commands and panels.
class FinderModel : public QAbstractListModel {
  Q_OBJECT

public:
  enum class Kind { Symbol, Action };
  enum Role { KindRole = Qt::UserRole + 1, IdRole, DetailRole, IconNameRole };

  explicit FinderModel(const Context& context, QObject* parent = nullptr);
  /// Best first: whole code, code start, initials start, name start, then anything that contains the text.
  void search(const QString& text);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
  struct Entry {
    Kind kind;
    QString id;
    QString title;
    QString detail;
    QString icon;
    int rank;
  };
  void addSymbols(const QString& text);
  void addActions(const QString& text);

  Context m_context;
  std::vector<Entry> m_entries;
};

}
