// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/components.h"

#include <functional>

class QHBoxLayout;

namespace zvt::widgets {

/// What a toast offers to do: a button beside its words. An empty text: nothing.
struct ToastAction {
  QString text;
  std::function<void()> run;
};

/// A note at the foot of a window, on the left unless it would cover a button there: it goes by itself after a while,
/// errors only when closed.
class Toast : public QFrame {
  Q_OBJECT

public:
  /// Shows a toast over @p over's window, above those already there. It goes once its action was taken.
  static Toast* show(QWidget* over, NoteKind kind, const QString& text, const ToastAction& action = {});
  [[nodiscard]] QString text() const { return m_note->text(); }
  /// Offers one thing more, before the close button.
  void addAction(const ToastAction& action);

protected:
  void closeEvent(QCloseEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  Toast(QWidget* window, NoteKind kind, const QString& text, const ToastAction& action);
  static void arrange(QWidget* window);

  Note* m_note;
  QHBoxLayout* m_row;
};

}
