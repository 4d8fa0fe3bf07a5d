// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/components.h"
#include "widgets/base/schema_field.h"

#include <QDialog>

#include <string>
#include <vector>

class QAction;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace zvt::widgets {
class SchemaForm;
class SearchField;
}

namespace zvt::ui {

class Settings;
class SettingsPage;

/// All settings, drawn from their schema: pages at the left, search over all of them. A change shows at once and is
/// kept by OK or Apply; Cancel takes it back. A setting without a group has no field here.
class SettingsWindow : public QDialog {
  Q_OBJECT

public:
  explicit SettingsWindow(Settings& settings, QWidget* parent = nullptr);
  /// Adds a page of its own, behind the others; the window owns it then.
  void addPage(SettingsPage* page);
  /// For settings that are files or folders.
  void setPathChooser(const widgets::PathChooser& choose);
  /// Opens the page that holds @p key, or is called by it.
  void showSetting(std::string_view key);
  /// Fills the fields with what a document of settingsToText() holds, as changes that are not saved yet.
  void take(const std::string& text);
  /// A sentence over the pages.
  void tell(widgets::NoteKind kind, const QString& text);
  void accept() override;
  void reject() override;

Q_SIGNALS:
  void importRequested(); ///< answer with take()
  void exportRequested();

protected:
  void changeEvent(QEvent* event) override;

private:
  struct Page {
    std::string key; ///< message key of its name
    widgets::SchemaForm* form; ///< null: own
    SettingsPage* own;
    [[nodiscard]] int dirtyCount() const;
    [[nodiscard]] bool isValid() const;
    void undoAll() const;
    void setToDefaults() const;
    int setFilter(const QString& text) const;
  };
  void addItem(const Page& page, const QString& icon, QWidget* widget);
  void addPages();
  QWidget* makeSide();
  QWidget* makeButtons();
  void fill();
  bool apply();
  void search(const QString& text);
  void updateState();
  void retranslate();

  Settings& m_settings;
  std::vector<Page> m_pages;
  QListWidget* m_list = nullptr;
  QStackedWidget* m_stack = nullptr;
  QLabel* m_title = nullptr;
  QLabel* m_hint = nullptr;
  QLabel* m_count = nullptr;
  widgets::Note* m_problem = nullptr;
  widgets::SearchField* m_search = nullptr;
  QPushButton* m_defaults = nullptr;
  QPushButton* m_more = nullptr;
  QAction *m_import = nullptr, *m_export = nullptr, *m_resetAll = nullptr;
  QPushButton* m_cancel = nullptr;
  QPushButton* m_apply = nullptr;
  QPushButton* m_ok = nullptr;
};

}
