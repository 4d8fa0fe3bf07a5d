// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/action_menus.h"
#include "ui/shell/shortcut_bindings.h"

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
  QString menu; ///< "file", "edit", "view", "market", "trade", "strategy", "data", "window", "help"; "": none.
                ///< "window/panel", "file/workspace": a menu within it
  int order = 100; ///< place in the menu; a new hundred starts a new section
  QString icon; ///< name of a token icon, may be empty
  QString shortcut; ///< portable text, several separated by "; "; may be empty. The user may set others
  std::function<QString()> help; ///< tool tip, may be empty
  bool checkable = false;
  std::function<void(bool checked)> run;
  /// "": its keys work everywhere in the window. Else the id of a panel ("chart"): they work while such a panel has
  /// the focus, and go before the same keys of an action without a context.
  QString context = {};
  std::function<QString()> whyDisabled = {}; ///< shown in the search while the action is disabled; may be empty
  QString words = {}; ///< more words that the search finds it by, in any language
};

/// Keys that a panel reads itself (arrows, wheel, letters) and that cannot be set: for the crib sheet alone.
struct FixedKeys {
  QString context; ///< as ActionSpec::context
  QString keys; ///< as it is shown: "←  →", "Ctrl+Wheel"
  std::function<QString()> text; ///< translated
};

/// All actions of the program, by id; every window's menu bar is drawn from it. GUI thread.
class ActionRegistry : public QObject {
  Q_OBJECT

public:
  explicit ActionRegistry(QObject* parent = nullptr);
  ~ActionRegistry() override;

  /// The action belongs to the registry. Adding an id again replaces what it does and says.
  QAction* add(ActionSpec spec);
  void remove(const QString& id);
  [[nodiscard]] QAction* action(const QString& id) const;
  [[nodiscard]] const ActionSpec* find(const QString& id) const;
  /// In menu order.
  [[nodiscard]] std::vector<const ActionSpec*> all() const;

  /// Fills a menu bar with the nine menus and keeps them right when actions or the language change. Any number of bars,
  /// one a window; a bar may go at any time.
  void attach(QMenuBar* bar);
  /// The menu of that id in the bar that was attached first, or in @p bar.
  [[nodiscard]] QMenu* menu(const QString& id, const QMenuBar* bar = nullptr) const;
  void retranslate();

  /// The actions of @p context take their keys while @p host or a widget inside it has the focus. Called once for each
  /// panel that opens, with its id.
  void addHost(QWidget* host, const QString& context);
  /// The host of @p context that has the focus, else the one that had it last; null: none is open.
  [[nodiscard]] QWidget* host(const QString& context) const;
  /// The context of the widget that has the focus; "" outside every host.
  [[nodiscard]] QString focusedContext() const;
  /// How a context is called in the crib sheet, in settings and in conflicts; a panel's title.
  void setContextTitle(const QString& context, std::function<QString()> title);
  [[nodiscard]] QString contextTitle(const QString& context) const;

  /// Menu, section and text as a user would say it: "Data › Import files…".
  [[nodiscard]] QString path(const QString& id) const;
  [[nodiscard]] QString plainText(const QString& id) const; ///< without mnemonic
  /// Why a disabled action cannot be used now; empty for an enabled one.
  [[nodiscard]] QString whyDisabled(const QString& id) const;

  [[nodiscard]] QList<QKeySequence> defaultKeys(const QString& id) const;
  [[nodiscard]] QList<QKeySequence> keys(const QString& id) const; ///< those in force
  [[nodiscard]] bool hasDefaultKeys(const QString& id) const;
  /// What else would answer to @p keys where action @p id does, first those of the same context.
  [[nodiscard]] QStringList conflicts(const QString& id, const QKeySequence& keys) const;
  /// The menu that @p keys would open by its underlined letter in the language of the moment; empty: none.
  [[nodiscard]] QString menuOpenedBy(const QKeySequence& keys) const;
  void setKeys(const QString& id, const QList<QKeySequence>& keys); ///< empty: no keys
  void resetKeys(const QString& id);
  void resetAllKeys();
  [[nodiscard]] const ShortcutBindings& bindings() const { return m_bindings; }
  /// Replaces what the user set, e.g. by what the profile holds. Announces only a difference.
  void setBindings(const ShortcutBindings& bindings);

  void addFixedKeys(FixedKeys keys);
  [[nodiscard]] const std::vector<FixedKeys>& fixedKeys() const { return m_fixedKeys; }

Q_SIGNALS:
  void changed();
  void keysChanged(); ///< what the user set is other than before: keep bindings()

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  struct Entry;
  struct Host;
  [[nodiscard]] Entry* entry(const QString& id) const;
  [[nodiscard]] QAction* winner(const QKeySequence& keys) const;
  void applyKeys(Entry& entry);
  void hang(Entry& entry);
  void noteFocus(QWidget* now);

  std::vector<std::unique_ptr<Entry>> m_entries;
  ActionMenus m_menus;
  std::vector<Host> m_hosts; ///< the one that had the focus last comes last
  std::vector<std::pair<QString, std::function<QString()>>> m_contextTitles;
  std::vector<FixedKeys> m_fixedKeys;
  ShortcutBindings m_bindings;
};

}
