// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>
#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace zvt::ui {

/// One thing a user can do, declared once: menus, shortcuts, the search and the crib sheet are drawn from it.
struct ActionSpec {
  QString id; ///< "file.import"
  std::function<QString()> text; ///< translated, with a mnemonic: [] { return Tr::tr("&Import files…"); }
  QString menu; ///< "file", "edit", "view", "market", "trade", "strategy", "data", "window", "help"; "": none
  int order = 100; ///< place in the menu; a new hundred starts a new section
  QString icon; ///< name of a token icon, may be empty
  QString shortcut; ///< portable text, may be empty
  std::function<QString()> help; ///< tool tip, may be empty
  bool checkable = false;
  std::function<void(bool checked)> run;
};

/// All actions of one window, by id. GUI thread.
class ActionRegistry : public QObject {
  Q_OBJECT

public:
  explicit ActionRegistry(QObject* parent = nullptr);
  ~ActionRegistry() override;

  /// The action belongs to the registry. Adding an id again replaces what it does and says.
  QAction* add(ActionSpec spec);
  void remove(const QString& id);
  [[nodiscard]] QAction* action(const QString& id) const;
  /// In menu order.
  [[nodiscard]] std::vector<const ActionSpec*> all() const;

  /// Fills a menu bar with the nine menus and keeps them right when actions or the language change.
  void attach(QMenuBar* bar);
  /// The menu of that id in the attached bar.
  [[nodiscard]] QMenu* menu(const QString& id) const;
  void retranslate();

Q_SIGNALS:
  void changed();

private:
  struct Entry;
  void rebuild();
  std::vector<std::unique_ptr<Entry>> m_entries;
  QPointer<QMenuBar> m_bar; ///< with its menus it goes before the registry does
  std::vector<std::pair<QString, QPointer<QMenu>>> m_menus;
};

}
