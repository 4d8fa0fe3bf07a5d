// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QLabel>
#include <QMainWindow>

#include <filesystem>
#include <functional>

class QVBoxLayout;

namespace zvt::app {

/// What is seen while the profile opens: the frame of the window that is to come. When opening fails it says why, and
/// what can be done. GUI thread.
class StartWindow : public QMainWindow {
  Q_OBJECT

public:
  explicit StartWindow(const std::filesystem::path& profile);

  /// The folder that is named while it opens, from the next showOpening() on.
  void setProfile(const std::filesystem::path& profile);

  /// A step that a user can take; the first is the one that Enter takes.
  struct Step {
    QString name; ///< of its button, for tests
    QString text;
    std::function<void()> run;
  };
  void showOpening();
  void showChoice(const QString& title, const QString& text, const std::vector<Step>& steps);
  /// A longer text below the steps, its end in view; until something else is shown.
  void showDetail(const QString& text);
  [[nodiscard]] bool isOpening() const { return m_opening; }

Q_SIGNALS:
  void painted(); ///< once, with the first picture
  void touched(); ///< a person is here: a key or the mouse
  void closed();

protected:
  void paintEvent(QPaintEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  bool event(QEvent* event) override;

private:
  QWidget* makeTopRow();
  void clearBody();

  QString m_profile;
  QWidget* m_body;
  QVBoxLayout* m_layout;
  bool m_painted = false;
  bool m_opening = true;
};

}
