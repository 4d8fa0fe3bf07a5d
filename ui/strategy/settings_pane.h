// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QScrollArea;
class QToolButton;

namespace zvt::widgets {
class SchemaForm;
class TextLabel;
}

namespace zvt::ui {

/// The pane beside a strategy's canvas or source: a form under a head that says whose it is and takes it back to its
/// defaults. GUI thread.
class SettingsPane : public QWidget {
  Q_OBJECT

public:
  [[nodiscard]] widgets::SchemaForm* form() const { return m_form; } ///< null: there is none yet

protected:
  /// @param resetName object name of the button that takes all of it back
  explicit SettingsPane(const QString& resetName, QWidget* parent);
  void setHead(const QString& icon, const QString& title, const QString& caption, const QString& help);

  QToolButton* m_reset;
  QScrollArea* m_area; ///< holds the form
  widgets::SchemaForm* m_form = nullptr;
  bool m_writing = false; ///< what the form tells is not a person's

private:
  QLabel* m_icon;
  widgets::TextLabel* m_title;
  widgets::TextLabel* m_caption;
  widgets::TextLabel* m_help;
};

}
