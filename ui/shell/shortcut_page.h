// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/settings_page.h"
#include "ui/shell/shortcut_bindings.h"

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace zvt::widgets {
class Note;
}

namespace zvt::ui {

class ActionRegistry;
class Settings;
class ShortcutField;
class ShortcutModel;

/// The keyboard in the settings window: every command with its keys, and a field that takes new ones, says what else
/// answers to them and takes them from there.
class ShortcutPage : public SettingsPage {
  Q_OBJECT

public:
  ShortcutPage(Settings& settings, ActionRegistry& actions, QWidget* parent = nullptr);
  [[nodiscard]] std::string key() const override { return "settings.shortcuts"; }
  [[nodiscard]] QString icon() const override { return QStringLiteral("keyboard"); }
  void fill() override;
  [[nodiscard]] int dirtyCount() const override;
  void undoAll() override;
  void setToDefaults() override;
  int setFilter(const QString& text) override;
  /// Chooses the row of an action.
  void choose(const QString& id);

protected:
  void changeEvent(QEvent* event) override;

private:
  QWidget* makeEditor();
  [[nodiscard]] QString chosen() const;
  void showChosen();
  void showConflicts();
  void assign(bool add);
  void keep(const ShortcutBindings& bindings);
  void retranslate();

  Settings& m_settings;
  ActionRegistry& m_actions;
  ShortcutModel* m_model;
  QSortFilterProxyModel* m_rows;
  QTableView* m_table;
  QLabel* m_command = nullptr;
  ShortcutField* m_field = nullptr;
  QPushButton* m_set = nullptr;
  QPushButton* m_add = nullptr;
  QPushButton* m_remove = nullptr;
  QPushButton* m_reset = nullptr;
  widgets::Note* m_note = nullptr;
  ShortcutBindings m_before; ///< what undoAll() goes back to
};

}
