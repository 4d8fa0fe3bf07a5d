// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QMenuBar>
#include <QPointer>

#include <functional>
#include <vector>

namespace zvt::ui {

struct ActionSpec;

/// The program's nine menus in the bar of every window, kept in step with what is declared. The registry's own. GUI
/// thread.
class ActionMenus {
public:
  /// In the order of the menus.
  struct Item {
    const ActionSpec* spec;
    QAction* action;
  };

  /// @param items what is declared at the moment
  explicit ActionMenus(std::function<std::vector<Item>()> items);

  /// The ids, in the order of the bar.
  [[nodiscard]] static QStringList ids();
  /// Translated, with a mnemonic; @p menu may be one within another ("window/panel"). Empty: there is no such menu.
  [[nodiscard]] static QString titleOf(const QString& menu);
  /// Where an action stands; those in no menu come last.
  [[nodiscard]] static std::pair<std::ptrdiff_t, int> placeOf(const ActionSpec& spec);

  void attach(QMenuBar* bar);
  /// Those that are still there, the first attached first.
  [[nodiscard]] QList<QMenuBar*> bars() const;
  [[nodiscard]] QMenu* menu(const QString& id, const QMenuBar* bar) const;
  /// Draws the menu of that id anew, in every bar.
  void fill(const QString& id);
  void retranslate();

private:
  struct Bar {
    QPointer<QMenuBar> bar; ///< with its menus it goes before the registry does
    std::vector<std::pair<QString, QPointer<QMenu>>> menus;
  };
  void fill(QMenu& menu, const QString& id) const;

  std::function<std::vector<Item>()> m_items;
  std::vector<Bar> m_bars;
};

}
