// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/symbol_history.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>

namespace zvt::ui {

/// Panels of one colour follow the same symbol. None: the panel keeps its own.
enum class LinkColor { None, A, B, C, D, E, F };
[[nodiscard]] QString toString(LinkColor color); ///< "" or "A" … "F"
[[nodiscard]] LinkColor linkColorFromString(const QString& text);

/// Symbols that a panel offers to whoever shows lists: the members of an industry.
struct SymbolList {
  QString title;
  QStringList entityIds;
  bool operator==(const SymbolList&) const = default;
};

/// Carries the chosen symbol from panel to panel and remembers the way, a way for each colour. GUI thread.
class LinkBus : public QObject {
  Q_OBJECT

public:
  using QObject::QObject;
  /// Chooses a symbol for every panel of @p color. @p source is left out by receivers that compare it with themselves;
  /// may be null. With LinkColor::None nothing happens.
  void select(LinkColor color, const QString& entityId, QObject* source = nullptr);
  /// The last choice of that colour; empty: none yet.
  [[nodiscard]] QString current(LinkColor color) const { return m_current.value(color); }

  /// Shows a list in the lists of that colour, and keeps it for one that is opened next.
  void offer(LinkColor color, const SymbolList& list);
  [[nodiscard]] SymbolList offered(LinkColor color) const { return m_offered.value(color); } ///< empty: none
  /// Offers a price that the user picked in a book or a tape to whoever of that colour can use it: the order ticket.
  void pickPrice(LinkColor color, const QString& entityId, double price);

  /// A panel of @p color went from one level to another by the user's hand: a step that back() can take back. Levels
  /// are the panel's own words.
  void noteLevel(LinkColor color, const QString& before, const QString& after, QObject* panel);
  [[nodiscard]] bool canGoBack(LinkColor color) const { return m_histories.value(color).canGoBack(); }
  [[nodiscard]] bool canGoForward(LinkColor color) const { return m_histories.value(color).canGoForward(); }
  void back(LinkColor color);
  void forward(LinkColor color);
  /// Symbols of that colour lately seen, newest first.
  [[nodiscard]] QStringList recent(LinkColor color, int most = 20) const;

Q_SIGNALS:
  void selected(zvt::ui::LinkColor color, const QString& entityId, QObject* source);
  void listOffered(zvt::ui::LinkColor color, const zvt::ui::SymbolList& list);
  void pricePicked(zvt::ui::LinkColor color, const QString& entityId, double price);
  /// Back or forward over a noteLevel(): for @p panel alone, which must not note it again.
  void levelRestored(zvt::ui::LinkColor color, const QString& level, QObject* panel);
  void historyChanged(zvt::ui::LinkColor color);

private:
  void show(LinkColor color, const QString& entityId);
  QHash<LinkColor, QString> m_current;
  QHash<LinkColor, SymbolHistory> m_histories;
  QHash<LinkColor, SymbolList> m_offered;
};

}
