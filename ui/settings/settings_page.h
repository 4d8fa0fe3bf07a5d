// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <string>

namespace zvt::ui {

/// A page of the settings window that no schema can draw. It changes the settings with Settings::preview() as its user
/// edits; the window keeps or takes back.
class SettingsPage : public QWidget {
  Q_OBJECT

public:
  using QWidget::QWidget;
  [[nodiscard]] virtual std::string key() const = 0; ///< message key of its name
  [[nodiscard]] virtual QString icon() const = 0; ///< name of a token icon
  /// The values in force are what undoAll() goes back to.
  virtual void fill() = 0;
  [[nodiscard]] virtual int dirtyCount() const = 0;
  virtual void undoAll() = 0;
  virtual void setToDefaults() = 0;
  /// Shows only what fits the text; how many that is.
  virtual int setFilter(const QString& text) = 0;

Q_SIGNALS:
  void stateChanged();
};

}
