// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <string>
#include <vector>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace zvt::widgets {
class Note;
class SchemaForm;
class SearchField;
}

namespace zvt::ui {

class Settings;

/// All settings, drawn from their schema: pages at the left, search over all of them. A change shows at once and is
/// kept by OK or Apply; Cancel takes it back.
class SettingsWindow : public QDialog {
  Q_OBJECT

public:
  explicit SettingsWindow(Settings& settings, QWidget* parent = nullptr);
  /// Opens the page that holds @p key.
  void showSetting(std::string_view key);
  void accept() override;
  void reject() override;

protected:
  void changeEvent(QEvent* event) override;

private:
  struct Page {
    std::string key; ///< message key of its name
    widgets::SchemaForm* form;
  };
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
  QPushButton* m_cancel = nullptr;
  QPushButton* m_apply = nullptr;
  QPushButton* m_ok = nullptr;
};

}
