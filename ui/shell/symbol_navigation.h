// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/shell/link_bus.h"

#include <QObject>
#include <QPointer>

class QMenu;

namespace zvt::ui {

class Panel;

/// The commands of links: back and forward through the symbols of a colour (keys and the mouse's side buttons), the
/// menu of those lately seen, and the colour of a panel. They act on the panel that has the keyboard or had it last.
/// One for the program, beside the registry. GUI thread.
class SymbolNavigation : public QObject {
  Q_OBJECT

public:
  explicit SymbolNavigation(const Context& context, QObject* parent = nullptr);
  ~SymbolNavigation() override;
  /// The colour that back and forward act on; A where no panel has been chosen.
  [[nodiscard]] LinkColor color() const;

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  void add(const QString& id, std::function<QString()> text, const QString& menu, int order, const QString& keys,
      std::function<void()> run);
  void addLinks();
  void follow(QWidget* now);
  void refresh();
  void openRecent();

  Context m_context;
  QStringList m_ids;
  QPointer<Panel> m_panel;
};

/// The symbols of that colour lately seen, newest first, as entries that choose them.
void fillRecentSymbols(QMenu* menu, const Context& context, LinkColor color, int most = 20);

}
